import type { WindowsAccountKind } from '@kaoban/contract'
import { mailOf } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import type { Say } from '../platform/language.tsx'
import type { AccountFields, GroupPlace, UserValues } from './userForm.ts'
import type { PartId } from './userMerge.ts'

export const appLoginMethodWords = {
  none: 'LBL-USR-aplMethod0',
  face: 'LBL-USR-aplMethod1',
  'face-and-password': 'LBL-USR-aplMethod2',
} as const
export const appLoginFailureWords = { 'login-screen': 'LBL-USR-aplFail0', again: 'LBL-USR-aplFail1' } as const
export const accountKindWords: Record<WindowsAccountKind, MessageKey> = {
  local: 'LBL-WAC-local',
  domain: 'LBL-WAC-domain',
  azure: 'LBL-WAC-azure',
}

const labels: Record<Exclude<PartId, `groups.${number}`>, MessageKey> = {
  familyName: 'LBL-USR-sei',
  middleName: 'LBL-USR-middle',
  givenName: 'LBL-USR-mei',
  mail: 'LBL-USR-mail',
  systemAdministrator: 'LBL-USR-sysadmin',
  appLoginAllowed: 'LBL-USR-apl',
  appLoginMethod: 'LBL-USR-aplMethod',
  appLoginFailure: 'LBL-USR-aplFail',
  pauseAllowed: 'LBL-USR-pause',
  disabled: 'users.disabled',
  validFrom: 'users.validFrom',
  validUntil: 'users.validUntil',
  windowsAccounts: 'users.section.windows',
}

export function partLabel(id: PartId, say: Say): string {
  if (id.startsWith('groups.')) return say('LBL-GRP-slot', { n: Number(id.slice('groups.'.length)) + 1 })
  return say(labels[id as keyof typeof labels])
}

/** What a part holds, in lines; no line says that it holds nothing. */
export function partLines(id: PartId, values: UserValues, say: Say): string[] {
  if (id.startsWith('groups.')) return [placeText(values.groups[Number(id.slice('groups.'.length))]!, say)]
  switch (id) {
    case 'mail':
      return filled(mailOf(values))
    case 'windowsAccounts':
      return values.windowsAccounts.map((account) => accountText(account, say))
    case 'appLoginMethod':
      return [say(appLoginMethodWords[values.appLoginMethod])]
    case 'appLoginFailure':
      return [say(appLoginFailureWords[values.appLoginFailure])]
    case 'validFrom':
    case 'validUntil':
      return filled(values[id] ?? say(`users.${id}.none`))
    case 'disabled':
      return [say(values.disabled ? 'users.disabled.on' : 'users.disabled.off')]
    case 'systemAdministrator':
    case 'appLoginAllowed':
    case 'pauseAllowed':
      return [say(values[id] ? 'users.set' : 'users.notSet')]
    default:
      return filled(`${values[id as 'familyName']}`)
  }
}

function filled(text: string): string[] {
  return text === '' ? [] : [text]
}

export function placeText(place: GroupPlace, say: Say): string {
  if (place.kind === 'none' || place.kind === 'moving') return say(`LBL-GRP-${place.kind}`)
  const text = say('groups.named', { name: place.name, code: place.code })
  return place.administrator ? say('groups.namedAdministrator', { group: text }) : text
}

/** As Windows writes an account: 「AOBA\tanaka」, an Azure AD account by its user principal name. */
export function accountName({
  kind,
  name,
  place,
  upn,
}: Pick<AccountFields, 'kind' | 'name' | 'place' | 'upn'>): string {
  return kind === 'azure' ? upn || name : `${place}\\${name}`
}

function accountText(account: AccountFields, say: Say): string {
  return say('users.windows.line', { name: accountName(account), kind: say(accountKindWords[account.kind]) })
}
