import type { Difference, RowAction } from '@kaoban/contract'
import { hasMessage, type MessageKey } from '@kaoban/messages'
import type { Say } from '../platform/language.tsx'
import { appLoginFailureWords, appLoginMethodWords } from '../users/users.service.ts'

/** A difference in the words of the reader; of somebody new there is no `before`. */
export interface DifferenceWords {
  field: string
  label: string
  before: string | undefined
  after: string
}

const labels: Readonly<Record<string, MessageKey>> = {
  familyName: 'LBL-USR-sei',
  middleName: 'LBL-USR-middle',
  givenName: 'LBL-USR-mei',
  mail: 'LBL-USR-mail',
  systemAdministrator: 'LBL-USR-sysadmin',
  appLoginAllowed: 'LBL-USR-apl',
  appLoginMethod: 'LBL-USR-aplMethod',
  appLoginFailure: 'LBL-USR-aplFail',
  pauseAllowed: 'LBL-USR-pause',
  disabled: 'transfer.label.disable',
  validFrom: 'transfer.label.start',
  validUntil: 'transfer.label.end',
  picture: 'imports.pictures',
  password: 'LBL-USR-password',
  reissue: 'LBL-USR-password',
}
const parts: Readonly<Record<string, MessageKey>> = {
  groups: 'LBL-GRP-slot',
  windowsAccounts: 'imports.field.windowsAccount',
  windowsPassword: 'imports.field.windowsPassword',
}
/** What somebody new has when the file says nothing of it. */
const unsaid: Readonly<Record<string, string>> = {
  ...{ systemAdministrator: 'false', appLoginAllowed: 'false', pauseAllowed: 'false', disabled: 'false' },
  ...{ appLoginMethod: 'face', appLoginFailure: 'login-screen' },
}
const faceWords: Readonly<Record<string, MessageKey>> = {
  none: 'imports.value.noFace',
  provisional: 'faces.state.provisional',
  registered: 'faces.state.registered',
}
/** How the server writes a place between groups, and the mark of a password or an administrator. */
const moving = '異動中'
const mark = '●'

export function differenceWords(differences: readonly Difference[], action: RowAction, say: Say): DifferenceWords[] {
  const told = action === 'add' ? differences.filter(({ field, after }) => unsaid[field] !== after) : differences
  return told.map(({ field, before, after }) => ({
    field,
    label: fieldLabel(field, say),
    before: action === 'add' || isSecret(field) || before === mark ? undefined : valueWords(field, before, say),
    after: valueWords(field, after, say),
  }))
}

function isSecret(field: string): boolean {
  return field === 'password' || field === 'reissue' || field.startsWith('windowsPassword.')
}

function fieldLabel(field: string, say: Say): string {
  const [part = '', n] = field.split('.')
  const key = n === undefined ? labels[part] : parts[part]
  return key === undefined ? columnLabel(field, say) : say(key, { n: Number(n) })
}

/** A column of the multi-factor product, with the number of its application or account. */
function columnLabel(field: string, say: Say): string {
  const [, prefix = '', number = '', part = ''] = /^([a-z]+)_(\d+)_([a-z0-9]+)$/.exec(field) ?? []
  const key = `transfer.label.${number === '' ? field : `${prefix}_${part}`}`
  if (!hasMessage(key)) return field
  return number === '' ? say(key) : `${say(key)} (${number})`
}

function valueWords(field: string, value: string, say: Say): string {
  if (field === 'reissue') return say('imports.value.reissue')
  if (isSecret(field)) return say(value === '' ? 'imports.value.noPassword' : 'imports.value.newPassword')
  if (field === 'picture' && value in faceWords) return say(faceWords[value]!)
  if (value === '') return say('imports.value.empty')
  if (value === mark) return say('imports.value.secret')
  if (field.startsWith('groups.')) {
    if (value === moving) return say('LBL-GRP-moving')
    if (value.endsWith(` ${mark}`))
      return say('imports.value.administrator', { group: value.slice(0, -mark.length - 1) })
    return value
  }
  if (field === 'appLoginMethod' && value in appLoginMethodWords)
    return say(appLoginMethodWords[value as keyof typeof appLoginMethodWords])
  if (field === 'appLoginFailure' && value in appLoginFailureWords)
    return say(appLoginFailureWords[value as keyof typeof appLoginFailureWords])
  if ((field in unsaid || field === 'boEnable') && (value === 'true' || value === 'false'))
    return say(value === 'true' ? 'users.set' : 'users.notSet')
  return value
}
