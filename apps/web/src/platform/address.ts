import { useNavigate, useParams, useRouterState, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Page } from './feature.ts'
import { targetOf } from './links.tsx'
import type { Search } from './search.ts'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    page?: Page
  }
}

/** The page that the address names, as its feature described it. */
export function useCurrentPage(): Page | undefined {
  return useRouterState({ select: (state) => state.matches.at(-1)?.staticData.page })
}

/** Parameters of the path: `const { userId } = usePathParams<'userId'>()`. */
export function usePathParams<Name extends string>(): Record<Name, string> {
  return useParams({ strict: false }) as Record<Name, string>
}

/** What stands behind `?`, as text. */
export function useSearchText(): Search {
  return useSearch({ strict: false }) as Search
}

/** `const go = useGo(); go('/users/123')` */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate()
  return useCallback((to, options) => void navigate({ ...targetOf(to), ...options } as never), [navigate])
}
