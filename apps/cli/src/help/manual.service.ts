import type { CommandShape } from '../platform/command.ts'
import type { Say } from '../platform/words.ts'
import { environment, exitTexts, nameOf, operatorTasks, optionsOf, textOf, usageOf } from './help.service.ts'

/** A page for man(1), from the same texts as the help. */
export function manualPage(commands: readonly CommandShape[], say: Say): string {
  return [
    '.TH KAOBAN 1 "" Kaoban',
    `.SH ${say('cli.manual.name')}`,
    `kaoban \\- ${plain(say('cli.about'))}`,
    `.SH ${say('cli.manual.synopsis')}`,
    ...commands.flatMap((command) => [`.B ${plain(usageOf(command))}`, '.br']),
    ...commands.flatMap((command) => sectionOf(command, say)),
    `.SH ${say('cli.help.operator').replace(/[:：]$/, '')}`,
    ...operatorTasks.flatMap(({ path, text }) => entry(`kaoban ${path}`, say(text))),
    `.SH ${say('cli.help.environment').replace(/[:：]$/, '')}`,
    ...environment.flatMap(({ name, text }) => entry(name, say(text))),
    `.SH ${say('cli.help.exit').replace(/[:：]$/, '')}`,
    ...exitTexts.flatMap((key, code) => entry(String(code), say(key))),
    '',
  ].join('\n')
}

function sectionOf(command: CommandShape, say: Say): string[] {
  const { path, summary, about, operand, examples } = command
  return [
    `.SH kaoban ${plain(path.join(' '))}`,
    plain(say(summary)),
    ...about.flatMap((key) => ['.PP', plain(say(key))]),
    ...(operand ? entry(operand.name, say(operand.text)) : []),
    ...optionsOf(command).flatMap((option) => entry(nameOf(option), textOf(option, say))),
    ...examples.flatMap((example) => ['.PP', '.nf', `\\fB${plain(example)}\\fR`, '.fi']),
  ]
}

function entry(name: string, text: string): string[] {
  return ['.TP', `\\fB${plain(name)}\\fR`, plain(text)]
}

/** Nothing in it is a request or an escape of roff. */
function plain(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&')
}
