import type { MessageKey } from '@kaoban/messages'
import { type CommandShape, commonOptions, type OptionShape } from '../platform/command.ts'
import { widthOf } from '../platform/output.ts'
import type { Say } from '../platform/words.ts'

/** Tasks of the operator: they run beside the database, in the server's own program. */
export const operatorTasks: readonly { path: string; text: MessageKey }[] = [
  { path: 'audit verify', text: 'cli.operator.auditVerify' },
  { path: 'audit key', text: 'cli.operator.auditKey' },
  { path: 'config', text: 'cli.operator.config' },
]

export const exitTexts: readonly MessageKey[] = [
  'cli.exit.0',
  'cli.exit.1',
  'cli.exit.2',
  'cli.exit.3',
  'cli.exit.4',
  'cli.exit.5',
  'cli.exit.6',
]

export const environment: readonly { name: string; text: MessageKey }[] = [
  { name: 'KAOBAN_TOKEN', text: 'cli.environment.token' },
  { name: 'KAOBAN_SERVER', text: 'cli.environment.server' },
  { name: 'LC_ALL, LC_MESSAGES, LANG', text: 'cli.environment.lang' },
  { name: 'KAOBAN_CODE_PAGE', text: 'cli.environment.codePage' },
  { name: 'XDG_CONFIG_HOME, XDG_STATE_HOME', text: 'cli.environment.folders' },
]

export const optionsOf = (command: Pick<CommandShape, 'options'>): readonly OptionShape[] => [
  ...command.options,
  ...commonOptions,
]

export function usageOf({ path, operand }: Pick<CommandShape, 'path' | 'operand'>): string {
  const words = ['kaoban', ...path]
  if (operand) {
    const name = `${operand.name}${operand.many ? ' …' : ''}`
    words.push(operand.needed ? name : `[${name}]`)
  }
  return [...words, '[--…]'].join(' ')
}

export function nameOf({ name, short, value }: OptionShape): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`
}

/** `kaoban --help` */
export function overview(commands: readonly CommandShape[], say: Say): string {
  return [
    say('cli.about'),
    '',
    say('cli.help.usage'),
    `  kaoban ${say('cli.help.command')} [--…]`,
    '',
    say('cli.help.commands'),
    ...table(commands.map(({ path, summary }) => [path.join(' '), say(summary)])),
    '',
    say('cli.help.operator'),
    ...table(operatorTasks.map(({ path, text }) => [path, say(text)])),
    '',
    say('cli.help.options'),
    ...table([
      ...commonOptions.map((option): [string, string] => [nameOf(option), say(option.text)]),
      ['--version', say('cli.option.version')],
    ]),
    '',
    ...always(say),
    say('cli.help.more'),
    '',
  ].join('\n')
}

/** `kaoban COMMAND --help` */
export function helpOf(command: CommandShape, say: Say): string {
  const { operand, about, examples } = command
  return [
    say(command.summary),
    '',
    say('cli.help.usage'),
    `  ${usageOf(command)}`,
    '',
    ...about.flatMap((key) => [...wrapped(say(key), 0), '']),
    ...(operand ? [say('cli.help.operands'), ...table([[operand.name, say(operand.text)]]), ''] : []),
    say('cli.help.options'),
    ...table(optionsOf(command).map((option) => [nameOf(option), textOf(option, say)])),
    '',
    say('cli.help.examples'),
    ...examples.map((example) => `  ${example}`),
    '',
    ...always(say),
  ].join('\n')
}

export function textOf({ text, choices, fallback }: OptionShape, say: Say): string {
  const notes = [
    ...(choices ? [choices.join(' | ')] : []),
    ...(fallback === undefined ? [] : [say('cli.help.fallback', { value: fallback })]),
  ]
  return notes.length === 0 ? say(text) : `${say(text)} (${notes.join('; ')})`
}

function always(say: Say): string[] {
  return [
    say('cli.help.environment'),
    ...table(environment.map(({ name, text }) => [name, say(text)])),
    '',
    say('cli.help.exit'),
    ...table(exitTexts.map((key, code) => [String(code), say(key)])),
    '',
  ]
}

const lineWidth = 100

function table(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.min(30, Math.max(...rows.map(([name]) => name.length)))
  return rows.flatMap(([name, text]) => {
    const [first = '', ...others] = wrapped(text, left + 4)
    const head = `  ${name.padEnd(left)}  `
    const lines = others.map((line) => ' '.repeat(left + 4) + line)
    return name.length > left ? [`  ${name}`, ' '.repeat(left + 4) + first, ...lines] : [head + first, ...lines]
  })
}

/** Breaks a text at blanks, or between characters of a script that has none. */
function wrapped(text: string, indent: number): string[] {
  const room = lineWidth - indent
  const lines: string[] = []
  let line = ''
  for (const part of text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+?(?![、。）」ー])|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+\s*|\s+|./gu,
  ) ?? []) {
    if (line !== '' && widthOf(line + part.trimEnd()) > room) {
      lines.push(line.trimEnd())
      line = part.trimStart()
    } else line += part
  }
  return [...lines, line.trimEnd()].filter((one) => one !== '')
}
