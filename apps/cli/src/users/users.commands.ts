import { type CommandShape, type OptionShape, serverOptions } from '../platform/command.ts'
import { exportUsersTo } from './export.service.ts'
import { importLists } from './import.service.ts'
import { writeTemplate } from './template.service.ts'
import { validateLists } from './validate.service.ts'

const encodings = ['utf-8', 'shift_jis']
const fileEncoding: OptionShape = { name: 'encoding', value: 'NAME', choices: encodings, text: 'cli.option.encoding' }
const reading: readonly OptionShape[] = [
  { name: 'images', value: 'DIR', completes: 'folder', text: 'cli.option.images' },
  fileEncoding,
  { name: 'ignore-unknown-columns', text: 'cli.option.ignoreUnknownColumns' },
  { name: 'strict', text: 'cli.option.strict' },
  { name: 'report', value: 'FILE', completes: 'file', text: 'cli.option.report' },
]
const consent: OptionShape = { name: 'consent', text: 'cli.option.consent' }
const groupMove: OptionShape = { name: 'group-move', text: 'cli.option.groupMove' }
const lists = { name: 'FILE', text: 'cli.users.files', many: true, completes: 'file' } as const
const output: OptionShape = { name: 'output', short: 'o', value: 'FILE', completes: 'file', text: 'cli.option.output' }
const writtenEncoding: OptionShape = {
  ...{ name: 'encoding', value: 'NAME', choices: encodings, text: 'cli.option.writtenEncoding' },
  fallback: 'shift_jis',
}

const layout: OptionShape = {
  ...{ name: 'layout', value: 'NAME', choices: ['users', 'mfa'], text: 'cli.option.layout' },
  fallback: 'users',
}

export const userCommands: readonly CommandShape[] = [
  {
    path: ['users', 'import'],
    summary: 'cli.import.summary',
    about: ['cli.import.about', 'cli.import.about.layouts', 'cli.import.about.resume'],
    operand: { ...lists, needed: false },
    options: [
      ...reading,
      { name: 'dry-run', text: 'cli.option.dryRun' },
      consent,
      groupMove,
      { name: 'force-change', text: 'cli.option.forceChange' },
      { name: 'confirm-deletions', value: 'N', text: 'cli.option.confirmDeletions' },
      { name: 'batch', value: 'N', text: 'cli.option.batch', fallback: '100' },
      { name: 'jobs', value: 'N', text: 'cli.option.jobs', fallback: '2' },
      { name: 'resume', value: 'JOBID', text: 'cli.option.resume' },
      { name: 'no-wait', text: 'cli.option.noWait' },
      ...serverOptions,
    ],
    examples: [
      'kaoban users import users.csv --dry-run',
      'kaoban users import users.csv --report result.csv',
      'kaoban users import mfa-users.csv --images photos --strict',
      'kaoban users import --resume 0190a000-0000-7000-8000-000000000001',
    ],
    run: importLists,
  },
  {
    path: ['users', 'export'],
    summary: 'cli.export.summary',
    about: ['cli.export.about', 'cli.export.about.secrets'],
    options: [
      output,
      layout,
      { name: 'group', value: 'ID', text: 'cli.option.group' },
      { name: 'columns', value: 'NAMES', text: 'cli.option.columns' },
      { name: 'format', value: 'NAME', choices: ['csv', 'xlsx'], text: 'cli.option.format' },
      writtenEncoding,
      {
        name: 'headers',
        value: 'NAME',
        choices: ['kaoban', 'original'],
        text: 'cli.option.headers',
        fallback: 'kaoban',
      },
      ...serverOptions,
    ],
    examples: [
      'kaoban users export -o users.csv',
      'kaoban users export --encoding utf-8 > users.csv',
      'kaoban users export -o users.xlsx',
      'kaoban users export --layout mfa --group SALES -o sales.csv',
    ],
    run: exportUsersTo,
  },
  {
    path: ['users', 'validate'],
    summary: 'cli.validate.summary',
    about: ['cli.validate.about'],
    operand: { ...lists, needed: true },
    options: [...reading, consent, groupMove, { name: 'offline', text: 'cli.option.offline' }, ...serverOptions],
    examples: [
      'kaoban users validate users.csv',
      'kaoban users validate users.csv --offline',
      'kaoban users validate mfa-*.csv --images photos --consent --report result.csv',
    ],
    run: validateLists,
  },
  {
    path: ['users', 'template'],
    summary: 'cli.template.summary',
    about: ['cli.template.about'],
    options: [output, layout, writtenEncoding, ...serverOptions],
    examples: ['kaoban users template -o users.csv', 'kaoban users template --layout mfa --encoding utf-8'],
    run: writeTemplate,
  },
]
