import { z } from 'zod'

/**
 * Keys of a switch command: the first and the second of these, the third a letter, a digit or a function key, so that
 * nothing that Windows keeps for itself can be built [NFM-SET-014].
 */
export const switchModifiers = ['Ctrl', 'Alt', 'Shift'] as const
export const switchKeys = [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  ...Array.from({ length: 12 }, (_, index) => `F${index + 1}`),
]

const Modifier = z.enum(switchModifiers).nullable()

/** Three keys pressed together; 未選択 is none of them, and a form may still miss some [NFM-SET-011]. */
export const SwitchCommand = z.tuple([Modifier, Modifier, z.enum(switchKeys).nullable()])
export type SwitchCommand = z.output<typeof SwitchCommand>

export const noCommand: SwitchCommand = [null, null, null]

export const logonCommands = [
  'logon.switch.1',
  'logon.switch.2',
  'logon.switch.3',
  'logon.switch.4',
  'logon.switch.5',
] as const
export const alternativeCommands = [
  'policy.alt.switch.1',
  'policy.alt.switch.2',
  'policy.alt.switch.3',
  'policy.alt.switch.4',
  'policy.alt.switch.5',
] as const

export type CommandKey = (typeof logonCommands)[number] | (typeof alternativeCommands)[number]
