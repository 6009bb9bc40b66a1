import type { AppKind, AppPart, ClearableFactor, Factors } from '@kaoban/contract'

type App = Factors['apps'][number]
type WindowsLogon = Factors['windows'][number]
type Party = Factors['delegates'][number]

/** What somebody pressed; the page opens the dialog for it. */
export type Asked =
  | { act: 'reveal' }
  | { act: 'renew' }
  | { act: 'carry-out' }
  | { act: 'app'; app: App }
  | { act: 'clear'; what: { factor: ClearableFactor } | { app: App } | { windows: WindowsLogon } }
  | { act: 'delegate'; side: 'delegators' | 'delegates' }
  | { act: 'withdraw'; side: 'delegators' | 'delegates'; party: Party }

/** The password of a SAML application is one for the disks of Chromebooks. */
export function partWord(kind: AppKind, part: AppPart) {
  return kind === 'saml' && part === 'password' ? 'factors.part.chromebook' : (`factors.part.${part}` as const)
}
