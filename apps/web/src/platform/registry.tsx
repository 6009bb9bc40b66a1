import { mayUse, type Permission, type Role } from '@kaoban/contract'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Command, Feature, Finder, OperatorSession, Page, TaskView } from './feature.ts'

interface Registry {
  pages: Page[]
  commands: Command[]
  finders: Finder[]
  taskViews: TaskView[]
  backgrounds: NonNullable<Feature['background']>[]
  useOperator: () => OperatorSession
  has: (path: string) => boolean
}

const RegistryContext = createContext<Registry | undefined>(undefined)

const nobody: OperatorSession = { state: 'known', signOut: async () => {} }
const noOperator = () => nobody

/** Makes known which pages, commands and finders this build has; menus show nothing else. */
export function RegistryProvider({ features, children }: { features: readonly Feature[]; children: ReactNode }) {
  const registry = useMemo<Registry>(() => {
    const pages = features.flatMap((feature) => [...feature.pages])
    const paths = new Set<string>(pages.map((page) => page.path))
    return {
      pages,
      commands: features.flatMap((feature) => [...(feature.commands ?? [])]),
      finders: features.flatMap((feature) => [...(feature.finders ?? [])]),
      taskViews: features.flatMap((feature) => [...(feature.taskViews ?? [])]),
      backgrounds: features.flatMap((feature) => (feature.background ? [feature.background] : [])),
      useOperator: features.find((feature) => feature.useOperator)?.useOperator ?? noOperator,
      has: (path) => paths.has(path),
    }
  }, [features])
  return <RegistryContext value={registry}>{children}</RegistryContext>
}

export function useRegistry(): Registry {
  const registry = useContext(RegistryContext)
  if (!registry) throw new Error('RegistryProvider is missing')
  return registry
}

export function permits(role: Role, needs: Permission | undefined): boolean {
  return needs === undefined || mayUse(role, needs)
}

/** Where a person starts: the dashboard for administrators [ux.md], the own page for employees [NFM-NAV-007]. */
const homes = ['/dashboard', '/users', '/me', '/installer', '/password']

export function homeOf(role: Role, pages: readonly Page[]): string | undefined {
  return homes.find((path) => pages.some((page) => page.path === path && permits(role, page.needs)))
}
