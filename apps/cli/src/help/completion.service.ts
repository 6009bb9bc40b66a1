import type { CommandShape, OptionShape } from '../platform/command.ts'
import type { Say } from '../platform/words.ts'
import { operatorTasks, optionsOf } from './help.service.ts'

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const
export type Shell = (typeof shells)[number]

/** A script that teaches a shell the commands, their options and their choices. */
export function completionScript(shell: Shell, commands: readonly CommandShape[], say: Say): string {
  const writers = { bash, zsh, fish, powershell }
  return writers[shell](commands, say)
}

interface Node {
  /** Words typed so far, `users import`. */
  words: string
  next: { word: string; text: string }[]
}

/** What may follow each beginning of a command. */
function tree(commands: readonly CommandShape[], say: Say): Node[] {
  const known = [
    ...commands.map(({ path, summary }) => ({ path, text: say(summary) })),
    ...operatorTasks.map(({ path, text }) => ({ path: path.split(' '), text: say(text) })),
  ]
  const nodes = new Map<string, Map<string, string>>()
  for (const { path, text } of known)
    for (const [at, word] of path.entries()) {
      const words = path.slice(0, at).join(' ')
      const next = nodes.get(words) ?? nodes.set(words, new Map()).get(words)!
      if (at === path.length - 1) next.set(word, text)
      else if (!next.has(word)) next.set(word, say('cli.help.group', { name: word }))
    }
  return [...nodes].map(([words, next]) => ({ words, next: [...next].map(([word, text]) => ({ word, text })) }))
}

const flagsOf = ({ name, short }: OptionShape) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

function bash(commands: readonly CommandShape[], say: Say): string {
  const nodes = tree(commands, say)
  const values = commands.flatMap((command) =>
    optionsOf(command)
      .filter(({ value }) => value !== undefined)
      .map((option) => {
        const pattern = flagsOf(option)
          .map((flag) => `"${command.path.join(' ')}:${flag}"`)
          .join('|')
        return `    ${pattern}) ${bashValues(option)}; return ;;`
      }),
  )
  return `# kaoban completion bash
_kaoban() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words="" part
  COMPREPLY=()
  for part in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$part" in -*) break ;; esac
    case "$words" in
${commands.map(({ path }) => `      "${path.join(' ')}") break ;;`).join('\n')}
    esac
    words="\${words:+$words }$part"
  done
  case "$words:$before" in
${values.join('\n')}
  esac
  case "$words" in
${nodes.map(({ words, next }) => `    "${words}") COMPREPLY=($(compgen -W "${next.map(({ word }) => word).join(' ')} --help" -- "$word")) ;;`).join('\n')}
${commands.map((command) => `    "${command.path.join(' ')}") ${bashWords(command)} ;;`).join('\n')}
  esac
}
complete -o bashdefault -F _kaoban kaoban
`
}

function bashValues({ choices, completes }: OptionShape): string {
  if (choices) return `COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$word"))`
  if (completes === 'folder') return 'compopt -o filenames 2> /dev/null; COMPREPLY=($(compgen -d -- "$word"))'
  if (completes === 'file') return 'compopt -o filenames 2> /dev/null; COMPREPLY=($(compgen -f -- "$word"))'
  return 'COMPREPLY=()'
}

function bashWords(command: CommandShape): string {
  const flags = optionsOf(command).map(({ name }) => `--${name}`)
  const { operand } = command
  if (operand?.completes === 'file')
    return `case "$word" in -*) COMPREPLY=($(compgen -W "${flags.join(' ')}" -- "$word")) ;; *) compopt -o filenames 2> /dev/null; COMPREPLY=($(compgen -f -- "$word")) ;; esac`
  return `COMPREPLY=($(compgen -W "${[...(operand?.choices ?? []), ...flags].join(' ')}" -- "$word"))`
}

function zsh(commands: readonly CommandShape[], say: Say): string {
  const describe = (pairs: { word: string; text: string }[]) =>
    pairs.map(({ word, text }) => quoted(`${word}:${text.replaceAll(':', '\\:')}`)).join(' ')
  const option = (one: OptionShape) => {
    const action = one.choices
      ? `(${one.choices.join(' ')})`
      : one.completes === 'folder'
        ? '_files -/'
        : one.completes === 'file'
          ? '_files'
          : ' '
    const tail = one.value === undefined ? '' : `:${one.value.replaceAll('|', ' ')}:${action}`
    const text = say(one.text).replaceAll(/[[\]:]/g, '\\$&')
    return quoted(`--${one.name}[${text}]${tail}`)
  }
  const operand = ({ operand: one }: CommandShape) => {
    if (!one) return ''
    const action = one.choices ? `(${one.choices.join(' ')})` : one.completes === 'file' ? '_files' : ' '
    return ` ${quoted(`${one.many ? '*' : '1'}:${one.name}:${action}`)}`
  }
  return `#compdef kaoban
# kaoban completion zsh
_kaoban() {
  local words_before="" part at=2
  while (( at < CURRENT )); do
    part="$words[at]"
    [[ "$part" == -* ]] && break
    case "$words_before" in
${commands.map(({ path }) => `      ${quoted(path.join(' '))}) break ;;`).join('\n')}
    esac
    words_before="\${words_before:+$words_before }$part"
    (( at++ ))
  done
  local -a next
  case "$words_before" in
${tree(commands, say)
  .map(({ words, next }) => `    ${quoted(words)}) next=(${describe(next)}); _describe kaoban next ;;`)
  .join('\n')}
${commands.map((command) => `    ${quoted(command.path.join(' '))}) shift ${command.path.length} words; (( CURRENT -= ${command.path.length} )); _arguments -s ${optionsOf(command).map(option).join(' ')}${operand(command)} ;;`).join('\n')}
  esac
}
if [ "$funcstack[1]" = "_kaoban" ]; then _kaoban "$@"; else compdef _kaoban kaoban; fi
`
}

function fish(commands: readonly CommandShape[], say: Say): string {
  const lines = ['# kaoban completion fish', 'complete -c kaoban -f']
  const after = (words: string) => (words === '' ? 'test (count (commandline -opc)) -eq 1' : seen(words))
  const seen = (words: string) =>
    `string match -q -- ${quoted(`kaoban ${words}*`)} (string join " " (commandline -opc))`
  for (const { words, next } of tree(commands, say))
    for (const { word, text } of next) {
      const depth = words === '' ? 1 : words.split(' ').length + 1
      const here = words === '' ? after(words) : `${seen(words)}; and test (count (commandline -opc)) -eq ${depth}`
      lines.push(`complete -c kaoban -n ${quoted(here)} -a ${word} -d ${quoted(text)}`)
    }
  for (const command of commands) {
    const here = quoted(seen(command.path.join(' ')))
    for (const option of optionsOf(command)) {
      const values = option.choices
        ? ` -x -a ${quoted(option.choices.join(' '))}`
        : option.completes
          ? ' -r -F'
          : option.value === undefined
            ? ''
            : ' -x'
      const short = option.short === undefined ? '' : ` -s ${option.short}`
      lines.push(`complete -c kaoban -n ${here} -l ${option.name}${short}${values} -d ${quoted(say(option.text))}`)
    }
    if (command.operand?.completes === 'file') lines.push(`complete -c kaoban -n ${here} -F`)
    if (command.operand?.choices)
      lines.push(`complete -c kaoban -n ${here} -a ${quoted(command.operand.choices.join(' '))}`)
  }
  return `${lines.join('\n')}\n`
}

function powershell(commands: readonly CommandShape[], say: Say): string {
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`
  const rows = (pairs: { word: string; text: string }[]) =>
    pairs.map((pair) => `@(${text(pair.word)}, ${text(pair.text)})`).join(', ')
  const cases = [
    ...tree(commands, say).map(({ words, next }) => `    ${text(words)} = @(${rows(next)},$null)`),
    ...commands.map((command) => {
      const pairs = [
        ...(command.operand?.choices ?? []).map((word) => ({ word, text: word })),
        ...optionsOf(command).map((option) => ({ word: `--${option.name}`, text: say(option.text) })),
      ]
      return `    ${text(command.path.join(' '))} = @(${rows(pairs)},$null)`
    }),
  ]
  return `# kaoban completion powershell
Register-ArgumentCompleter -Native -CommandName kaoban -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $known = @{
${cases.join('\n')}
  }
  $words = ''
  foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
    $word = $element.ToString()
    if ($word -eq $wordToComplete -or $word.StartsWith('-')) { break }
    $longer = ($words + ' ' + $word).Trim()
    if (-not $known.ContainsKey($longer)) { break }
    $words = $longer
  }
  $known[$words] | Where-Object { $_ -and $_[0].StartsWith($wordToComplete) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $_[1])
  }
}
`
}
