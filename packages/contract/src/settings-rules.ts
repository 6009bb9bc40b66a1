import type { FieldFault } from './error.ts'
import type { LogonMeans, SettingKey, TenantSettings } from './settings.ts'
import { alternativeCommands, type CommandKey, logonCommands, type SwitchCommand } from './switch-commands.ts'

/** Alternative authentication is by one-time password, so there is something to issue [NFM-SET-026]. */
export function issuesOneTimePasswords(settings: TenantSettings): boolean {
  return settings['policy.alt.enabled'] && settings['policy.alt.method'] === 'OTP'
}

const hasMethod2 = (settings: TenantSettings) => settings['logon.method2.enabled']
const showsFace = (means: LogonMeans) => means.startsWith('FACE')

/** When settings can be changed that depend on others, by the beginning of their keys; all that fit must hold. */
const conditions: readonly (readonly [string, (settings: TenantSettings) => boolean])[] = [
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
]

/**
 * Whether a setting can be changed while the others are so; where not, it is shown and kept as it is
 * [NFM-SET-005, NFM-SET-007, NFM-SET-023..NFM-SET-025].
 */
export function isEditable(key: SettingKey, settings: TenantSettings): boolean {
  return conditions.every(([beginning, holds]) => !key.startsWith(beginning) || holds(settings))
}

/** The pages with switch commands, each with what it says about a command of the other [NFM-SET-013]. */
const commandPages = [
  { keys: logonCommands, others: alternativeCommands, clash: 'MSG-SET-003' },
  { keys: alternativeCommands, others: logonCommands, clash: 'MSG-SET-004' },
] as const

/** What is wrong with settings as they would be after changing these, at `settings.<key>`. */
export function checkSettings(settings: TenantSettings, changed: readonly SettingKey[]): FieldFault[] {
  return commandPages
    .filter(({ keys }) => keys.some((key) => changed.includes(key) && isEditable(key, settings)))
    .flatMap(({ keys, others, clash }) => checkCommands(settings, keys, others, clash))
}

function checkCommands(
  settings: TenantSettings,
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
