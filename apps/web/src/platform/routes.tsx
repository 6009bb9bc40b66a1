import {
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  Outlet,
  useNavigate,
  useParams,
  useRouterState,
  useSearch,
} from '@tanstack/react-router'
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { BrokenPage, NotFoundPage } from './ErrorPage.tsx'
import type { Feature, FrameKind, Page, PageComponent } from './feature.ts'
import { HomePage } from './HomePage.tsx'
import { KioskFrame } from './KioskFrame.tsx'
import { useWord } from './language.tsx'
import { targetOf } from './links.tsx'
import { OperatorFrame } from './OperatorFrame.tsx'
import { PageLoading } from './PageLoading.tsx'
import { PortalFrame } from './PortalFrame.tsx'
import { PublicFrame } from './PublicFrame.tsx'
import type { Search } from './search.ts'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    page?: Page
  }
}

const frames: Record<FrameKind, PageComponent> = {
  portal: PortalFrame,
  public: PublicFrame,
  operator: OperatorFrame,
  kiosk: KioskFrame,
}

export function buildRoutes(features: readonly Feature[]) {
  const root = createRootRoute({
    component: Root,
    notFoundComponent: NotFoundPage,
    errorComponent: BrokenPage,
  })
  const pages = features.flatMap((feature) => feature.pages)
  const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage })
  const layouts = (Object.keys(frames) as FrameKind[]).map((kind) => {
    const layout = createRoute({ getParentRoute: () => root, id: kind, component: frames[kind] })
    const own = pages.filter((page) => page.frame === kind)
    return layout.addChildren(
      own.map((page) =>
        createRoute({
          getParentRoute: () => layout,
          path: page.path,
          staticData: { page },
          component: lazyRouteComponent(() => page.load().then((component) => ({ default: component }))),
          pendingComponent: PageLoading,
          errorComponent: BrokenPage,
        }),
      ),
    )
  })
  return root.addChildren([home, ...layouts])
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

function Root() {
  const say = useWord()
  const page = useCurrentPage()
  const path = useRouterState({ select: (state) => (state.resolvedLocation ?? state.location).pathname })
  const first = useRef(true)
  // In the layout phase, so that the title a page sets in its own effect wins.
  useLayoutEffect(() => {
    document.title = page ? `${say(page.title)} - ${say('frame.product')}` : say('frame.product')
  }, [page, say])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the path does, whatever else changed
  useEffect(() => {
    if (first.current) first.current = false
    else focusContent()
  }, [path])
  return <Outlet />
}

/** After navigation the reading starts at the heading, unless the page put the focus somewhere itself. */
function focusContent() {
  const content = document.getElementById('content')
  const holder = document.activeElement
  if (!content || (holder instanceof HTMLInputElement && content.contains(holder))) return
  const target = content.querySelector<HTMLElement>('h1') ?? content
  target.tabIndex = -1
  target.focus({ preventScroll: true })
}
