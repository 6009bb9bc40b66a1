import type { CommandShape } from '../platform/command.ts'
import { exit } from '../platform/exit.ts'
import { completionScript, type Shell, shells } from './completion.service.ts'
import { manualPage } from './manual.service.ts'

/** They describe every command, themselves among them. */
export function helpCommands(commands: () => readonly CommandShape[]): readonly CommandShape[] {
  return [
    {
      path: ['completion'],
      summary: 'cli.completion.summary',
      about: ['cli.completion.about'],
      operand: { name: 'SHELL', text: 'cli.completion.shell', needed: true, choices: shells },
      options: [],
      examples: [
        'source <(kaoban completion bash)',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the shell
        'kaoban completion zsh > "${fpath[1]}/_kaoban"',
        'kaoban completion fish > ~/.config/fish/completions/kaoban.fish',
        'kaoban completion powershell | Out-String | Invoke-Expression',
      ],
      run: async ({ operands: [shell], say, output }) => {
        output.text(completionScript(shell as Shell, commands(), say))
        return exit.done
      },
    },
    {
      path: ['manual'],
      summary: 'cli.manual.summary',
      about: ['cli.manual.about'],
      options: [],
      examples: ['kaoban manual > kaoban.1 && man ./kaoban.1'],
      run: async ({ say, output }) => {
        output.text(manualPage(commands(), say))
        return exit.done
      },
    },
  ]
}
