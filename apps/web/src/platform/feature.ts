import type { Permission, SelfServiceMenu, Task } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import type { Icon } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'

/**
 * `portal`: for signed-in people, with the menu that their role gives them (an employee has none).
 * `public`: a card in the middle, for people who are not signed in. `operator`: the console of the operator.
 * `kiosk`: the whole screen, for terminals.
 */
export type FrameKind = 'portal' | 'public' | 'operator' | 'kiosk'

/** A page takes nothing from outside; what it needs stands in the address. */
export type PageComponent = () => ReactNode

export interface Page {
  /** Path of the address; parameters as `$name`, for instance `/users/$userId`. */
  path: `/${string}`
  frame: FrameKind
  /** Title of the document and of the command palette. */
  title: MessageKey
  /** Who may open it (portal pages); every signed-in person when not said. */
  needs?: Permission
  /** The menu that it belongs to, where an organisation may hide it. */
  selfService?: SelfServiceMenu
  /** Open to a person who still has to replace an initial password [NFM-AUT-010]. */
  beforePasswordChange?: boolean
  /** Loads the component: `() => import('./UsersPage.tsx').then((file) => file.UsersPage)`. */
  load: () => Promise<PageComponent>
  icon?: Icon
}

/** Something to do from the command palette that is more than opening a page. */
export interface Command {
  id: string
  label: MessageKey
  icon: Icon
  needs?: Permission
  run: (go: (to: string) => void) => void
}

/** What a search from the command palette found. */
export interface Finding {
  id: string
  label: string
  description?: string
  to: string
}

/** Finds things by what was typed, for instance people by name, ID or mail. */
export interface Finder {
  id: string
  /** Heading of what it found. */
  label: MessageKey
  needs: Permission
  find: (text: string) => Promise<Finding[]>
}

/** How a kind of task, long work on the server, is shown. */
export interface TaskView {
  /** Its name on the server. */
  kind: string
  label: MessageKey
  /** What came out, beyond counts and failures; `lazy(…)` keeps it out of the first load. */
  Result?: ComponentType<{ task: Task }>
}

/** The session of the person who runs the service. */
export interface OperatorSession {
  state: 'asking' | 'known' | 'unreachable'
  /** Nobody when not said. */
  name?: string | undefined
  signOut: () => Promise<void>
}

/** What a feature folder gives to the frame. */
export interface Feature {
  pages: readonly Page[]
  commands?: readonly Command[]
  finders?: readonly Finder[]
  taskViews?: readonly TaskView[]
  /** Lives while somebody is signed in, without a place on the page: for instance watches jobs for the bell. */
  background?: PageComponent
  /** Who is signed in at the operator console; the feature `operators` brings it. */
  useOperator?: () => OperatorSession
}
