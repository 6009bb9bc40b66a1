import { parseArgs } from 'node:util'
import { type CommandShape, commonOptions, Options } from './command.ts'
import { exit } from './exit.ts'
import { Stop } from './stop.ts'

/** The command whose words stand at the beginning, or undefined; `rest` is what follows. */
export function findCommand<Shape extends Pick<CommandShape, 'path'>>(
  commands: readonly Shape[],
  words: readonly string[],
): { command: Shape; rest: string[] } | undefined {
  const command = commands.find(({ path }) => path.every((word, at) => words[at] === word))
  return command && { command, rest: words.slice(command.path.length) }
}

/** Reads the arguments of one command. @throws Stop with exit code 2 for what it does not take. */
export function parseArguments(
  command: Pick<CommandShape, 'options' | 'operand' | 'path'>,
  words: readonly string[],
): { operands: string[]; options: Options } {
  const shapes = [...command.options, ...commonOptions]
  let read: ReturnType<typeof parseArgs>
  try {
    read = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: Object.fromEntries(
        shapes.map(({ name, short, value }) => [
          name,
          { type: value === undefined ? 'boolean' : 'string', ...(short !== undefined && { short }) },
        ]),
      ),
    })
  } catch (error) {
    throw unreadable(error as { code?: string; message: string })
  }
  const options = new Options(read.values as Record<string, string | boolean | undefined>)
  if (options.has('help')) return { operands: [], options }
  for (const { name, choices } of shapes) {
    const value = options.text(name)
    if (choices && value !== undefined && !choices.includes(value))
      throw new Stop(exit.usage, 'cli.usage.choice', { option: `--${name}`, choices: choices.join(', ') })
  }
  const { operand } = command
  const [first, ...others] = read.positionals
  if (operand?.needed && first === undefined) throw new Stop(exit.usage, 'cli.usage.missing', { operand: operand.name })
  const tooMany = operand === undefined ? first : operand.many ? undefined : others[0]
  if (tooMany !== undefined) throw new Stop(exit.usage, 'cli.usage.tooMany', { word: tooMany })
  if (operand?.choices && first !== undefined && !operand.choices.includes(first))
    throw new Stop(exit.usage, 'cli.usage.choice', { option: operand.name, choices: operand.choices.join(', ') })
  return { operands: read.positionals, options }
}

function unreadable({ code, message }: { code?: string; message: string }): Stop {
  const option = /'(-[^']*)'/.exec(message)?.[1]?.split(/[ ,]/)[0] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return new Stop(exit.usage, 'cli.usage.unknownOption', { option })
  return new Stop(exit.usage, 'cli.usage.optionValue', { option })
}
