import type { FieldFault } from './error.ts'
import { isHalfWidth } from './limits.ts'
import type { LogonMeans, SettingKey, SettingsEntry, TenantSettings } from './settings.ts'
import { alternativeCommands, type CommandKey, logonCommands, type SwitchCommand } from './switch-commands.ts'

/** Alternative authentication is by one-time password, so there is something to issue [NFM-SET-026]. */
export function issuesOneTimePasswords(settings: SettingsEntry): boolean {
  return settings['policy.alt.enabled'] && settings['policy.alt.method'] === 'OTP'
}

const hasMethod2 = (settings: SettingsEntry) => settings['logon.method2.enabled']
const isContinuous = (settings: SettingsEntry) => settings['cont.enabled']
const showsFace = (means: LogonMeans) => means.startsWith('FACE')

/** When settings can be changed that depend on others, by the beginning of their keys; all that fit must hold. */
const conditions: readonly (readonly [string, (settings: SettingsEntry) => boolean])[] = [
  ['logon.switch.', hasMethod2],
  ['logon.method2.logon.', hasMethod2],
  ['logon.method2.unlock.', hasMethod2],
  ['logon.method1.logon.motion', (settings) => showsFace(settings['logon.method1.logon.auth'])],
  ['logon.method1.unlock.motion', (settings) => showsFace(settings['logon.method1.unlock.auth'])],
  ['logon.method2.logon.motion', (settings) => showsFace(settings['logon.method2.logon.auth'])],
  ['logon.method2.unlock.motion', (settings) => showsFace(settings['logon.method2.unlock.auth'])],
  ['policy.alt.method', (settings) => settings['policy.alt.enabled']],
  ['policy.alt.otp.', issuesOneTimePasswords],
  ['policy.alt.switch.', (settings) => settings['policy.alt.enabled'] && settings['policy.alt.method'] === 'PASSWORD'],
  ['cont.cycleSec', isContinuous],
  ['cont.authSec', isContinuous],
  ['cont.maxFailures', isContinuous],
]

/**
 * Whether a setting can be changed while the others are so; where not, it is shown and kept as it is
 * [NFM-SET-005, NFM-SET-007, NFM-SET-023..NFM-SET-025, NFM-SET-034].
 */
export function isEditable(key: SettingKey, settings: SettingsEntry): boolean {
  return conditions.every(([beginning, holds]) => !key.startsWith(beginning) || holds(settings))
}

/** What the settings with 自由設定 offer, and what may be typed instead [NFM-SET-032, NFM-SET-033]. */
export const freeSettings = {
  'cont.cycleSec': { presets: [60, 180, 300, 600], min: 60, max: 999, outside: 'MSG-SET-006' },
  'cont.authSec': { presets: [5, 10, 30], min: 1, max: 999, outside: 'MSG-SET-007' },
  'cont.maxFailures': { presets: [0, 1, 3], min: 0, max: 999, outside: 'MSG-SET-008' },
} as const
export type FreeKey = keyof typeof freeSettings
export const freeKeys = Object.keys(freeSettings) as FreeKey[]

/** What is said of an identifier of Azure AD that is missing, too long or of other characters [NFM-SET-051, NFM-SET-052]. */
const azureFaults = {
  'azureAd.tenantId': { empty: 'MSG-SET-010', long: 'MSG-SET-011', characters: 'MSG-SET-012' },
  'azureAd.applicationId': { empty: 'MSG-SET-013', long: 'MSG-SET-014', characters: 'MSG-SET-015' },
} as const
type AzureKey = keyof typeof azureFaults
export const azureKeys = Object.keys(azureFaults) as AzureKey[]
const azureLength = 256

/** The settings that a form without faults stands for. */
export function settledSettings(entry: SettingsEntry): TenantSettings {
  const numbers = Object.fromEntries(freeKeys.map((key) => [key, Number(entry[key])])) as Record<FreeKey, number>
  const identifiers = Object.fromEntries(azureKeys.map((key) => [key, entry[key].trim()])) as Record<AzureKey, string>
  return { ...entry, ...numbers, ...identifiers }
}

/** The pages with switch commands, each with what it says about a command of the other [NFM-SET-013]. */
const commandPages = [
  { keys: logonCommands, others: alternativeCommands, clash: 'MSG-SET-003' },
  { keys: alternativeCommands, others: logonCommands, clash: 'MSG-SET-004' },
] as const

/** What is wrong with settings as they would be after changing these, at `settings.<key>`. */
export function checkSettings(settings: SettingsEntry, changed: readonly SettingKey[]): FieldFault[] {
  const isMeant = (key: SettingKey) => changed.includes(key) && isEditable(key, settings)
  return [
    ...commandPages
      .filter(({ keys }) => keys.some(isMeant))
      .flatMap(({ keys, others, clash }) => checkCommands(settings, keys, others, clash)),
    ...freeKeys.filter(isMeant).flatMap((key) => checkFree(key, settings[key])),
    ...(azureKeys.some(isMeant) ? azureKeys.flatMap((key) => checkAzure(key, settings[key].trim())) : []),
  ]
}

function checkAzure(key: AzureKey, value: string): FieldFault[] {
  const { empty, long, characters } = azureFaults[key]
  const message = value === '' ? empty : value.length > azureLength ? long : isHalfWidth(value) ? undefined : characters
  return message === undefined ? [] : [{ field: `settings.${key}`, message }]
}

function checkFree(key: FreeKey, value: number | string): FieldFault[] {
  const { min, max, outside } = freeSettings[key]
  const message =
    value === ''
      ? 'MSG-SET-005'
      : !/^\d+$/.test(String(value))
        ? 'MSG-SET-009'
        : Number(value) < min || Number(value) > max
          ? outside
          : undefined
  return message === undefined ? [] : [{ field: `settings.${key}`, message }]
}

function checkCommands(
  settings: SettingsEntry,
  keys: readonly CommandKey[],
  others: readonly CommandKey[],
  clash: string,
): FieldFault[] {
  const seen = new Set<string>()
  const elsewhere = new Set(others.map((key) => identityOf(settings[key])))
  return keys.flatMap((key, index) => {
    const command = settings[key]
    if (index > 0 && command.every((part) => part === null)) return []
    const identity = identityOf(command)
    const message = !isComplete(command)
      ? 'MSG-SET-001'
      : seen.has(identity)
        ? 'MSG-SET-002'
        : elsewhere.has(identity)
          ? clash
          : undefined
    seen.add(identity)
    return message === undefined ? [] : [{ field: `settings.${key}`, message }]
  })
}

function isComplete([first, second, third]: SwitchCommand): boolean {
  return first !== null && second !== null && third !== null && first !== second
}

/** Pressed together, keys have no order [NFM-SET-012]. */
function identityOf(command: SwitchCommand): string {
  return command.toSorted().join('+')
}
