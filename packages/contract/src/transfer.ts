import { z } from 'zod'
import { CsvEncoding } from './authentication-log.ts'
import { endpoint } from './endpoint.ts'
import { PageQuery, pageOf } from './paging.ts'

/** Largest list that is taken in one upload, in bytes; rows are limited by the setting `import.maxRows`. */
export const importFileBytes = 64 * 1024 * 1024

/** Largest workbook, in bytes; packed, it holds as much as a list. */
export const importWorkbookBytes = 50 * 1024 * 1024

/** Largest ZIP of a list and pictures, in bytes; a picture in it may have `limits.pictureBytes` [NFM-IMP-030]. */
export const importZipBytes = 2 * 1024 ** 3

/** One thing that is wrong with an uploaded file or one of its rows; the web words it. */
export const ImportFault = z.object({
  level: z.enum(['job', 'file', 'row', 'warning']),
  code: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  remedy: z.string().optional(),
  file: z.string().optional(),
  line: z.number().int().optional(),
  column: z.string().optional(),
})
export type ImportFault = z.output<typeof ImportFault>

/**
 * uploading → planning → planned → queued → applying → applied → undoing → undone; a plan that is not wanted is
 * discarded, and a trial run ends as checked.
 */
export const importStates = [
  'uploading',
  'planning',
  'planned',
  'queued',
  'applying',
  'applied',
  'undoing',
  'undone',
  'checked',
  'discarded',
] as const
export type ImportState = (typeof importStates)[number]

/** What a row means, compared with the people of the tenant. */
export const rowActions = ['add', 'change', 'delete', 'none', 'refused'] as const
export type RowAction = (typeof rowActions)[number]

/** Where a row stands: `failed` was planned and could not be done when its turn came. */
export const rowStates = ['planned', 'done', 'failed', 'undone'] as const

export const ImportTotals = z.object({
  rows: z.number().int(),
  add: z.number().int(),
  change: z.number().int(),
  delete: z.number().int(),
  none: z.number().int(),
  refused: z.number().int(),
  warnings: z.number().int(),
  /** Faces of the people who would be deleted. */
  facesLost: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  /** Rows that were done, by what they did. */
  added: z.number().int().default(0),
  updated: z.number().int().default(0),
  deleted: z.number().int().default(0),
  /** Rows that replace what somebody proves themselves with [MFA-RES-007]. */
  factors: z.number().int().default(0),
  /** Rows that name a picture that came with them. */
  pictures: z.number().int().default(0),
  /** Rows that give somebody a face, or did. */
  faces: z.number().int().default(0),
  /** Rows whose picture cannot be used; the rest of them is taken. */
  pictureFaults: z.number().int().default(0),
  /** Rows whose face resembles that of somebody else, or not the own one. */
  alike: z.number().int().default(0),
  /** Rows that mean something else than in the plan before this one. */
  replanned: z.number().int().default(0),
})
export type ImportTotals = z.output<typeof ImportTotals>

export const importLayouts = ['users', 'mfa', 'directory'] as const
export type ImportLayout = (typeof importLayouts)[number]

export const Import = z.object({
  importId: z.uuid(),
  fileName: z.string(),
  /** `users`: the portal's list; `mfa`: that of the multi-factor product; `directory`: accounts of Active Directory. */
  layout: z.enum(importLayouts),
  /** The group on whose page it was started. */
  groupId: z.uuid().nullable(),
  /** Started as a trial: it ends as checked. */
  trial: z.boolean(),
  /** In the order in which they are worked through, with what is to be said of each as a whole. */
  files: z.array(
    z.object({
      name: z.string(),
      encoding: z.enum(['shift_jis', 'utf-8', 'utf-8-bom']),
      faults: z.array(ImportFault),
    }),
  ),
  state: z.enum(importStates),
  totals: ImportTotals,
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  appliedAt: z.iso.datetime().nullable(),
  /** Until then everything it did can be taken back. */
  undoableUntil: z.iso.datetime().nullable(),
  /** Its pictures are erased then, whether or not they were applied; null: there are none. */
  picturesUntil: z.iso.datetime().nullable(),
  /** The task that plans, applies or takes back, or did so last. */
  taskId: z.uuid().nullable(),
  /** It deletes more people than happens by accident: the number has to be typed before it is applied. */
  confirmDeletions: z.boolean(),
  /** Rows whose people have changed since the plan was made: it has to be made again before it is applied. */
  outdated: z.number().int(),
})
export type Import = z.output<typeof Import>

const ImportId = z.object({ importId: z.uuid() })

export const uploadImport = endpoint({
  method: 'POST',
  path: '/api/imports',
  needs: 'transfer.use',
  apiKey: 'users.write',
  summary: 'Upload a list of users, alone or with pictures in a ZIP; a task makes the plan, nothing is changed',
  body: z.object({
    /** Everybody whose picture is inside has agreed to it [NFM-FAC-012]. */
    consent: z.boolean().default(false),
  }),
  upload: { maxFiles: 1, maxBytesEach: importZipBytes, spooled: true },
  encrypted: true,
  answer: z.object({ import: Import, taskId: z.uuid() }),
  status: 201,
  limit: { max: 30, perSeconds: 60 },
  audit: 'import.uploaded',
})

const GroupId = z.object({ groupId: z.uuid() })

/** The most that settings can raise the limits of a group's import to [MFA-LIM-009]. */
export const groupImportCeilings = {
  csvFiles: 200,
  images: 3000,
  imageBytes: 10 * 1024 * 1024,
  totalBytes: 256 * 1024 * 1024,
} as const

/** Lists and pictures of the multi-factor product; files are sent as `csv` or `image` [MFA-UI-005]. */
export const importIntoGroup = endpoint({
  method: 'POST',
  path: '/api/groups/:groupId/imports',
  needs: 'transfer.use',
  summary:
    'Import lists of the multi-factor product, with their pictures, into a group; a task checks and applies them',
  params: GroupId,
  body: z.object({
    /** 検証のみ: the same result without anything being written [MFA-UI-019]. */
    trial: z.boolean().default(false),
    /** Everybody whose picture is among the files has agreed to it [NFM-FAC-012]. */
    consent: z.boolean().default(false),
  }),
  upload: {
    maxFiles: groupImportCeilings.csvFiles + groupImportCeilings.images,
    maxBytesEach: groupImportCeilings.totalBytes,
    maxBytes: groupImportCeilings.totalBytes,
  },
  encrypted: true,
  answer: z.object({ import: Import, taskId: z.uuid() }),
  status: 202,
  limit: { max: 30, perSeconds: 60 },
  audit: 'import.uploaded',
})

export const listGroupImports = endpoint({
  method: 'GET',
  path: '/api/groups/:groupId/imports',
  needs: 'transfer.use',
  summary: 'The last imports into a group, whoever started them, and what limits the next one',
  params: GroupId,
  answer: z.object({
    rows: z.array(Import.extend({ done: z.number().int(), total: z.number().int() })),
    limits: z.object({
      csvFiles: z.number().int(),
      images: z.number().int(),
      imageBytes: z.number().int(),
      totalBytes: z.number().int(),
    }),
  }),
  audit: { none: 'reads counts only' },
})

export const downloadGroupTemplate = endpoint({
  method: 'GET',
  path: '/api/groups/:groupId/imports/template.csv',
  needs: 'transfer.use',
  summary: 'An empty list of the multi-factor product, with the columns of the registered applications',
  params: GroupId,
  answer: { media: 'text/csv' },
  audit: { none: 'holds no data' },
})

export const listImports = endpoint({
  method: 'GET',
  path: '/api/imports',
  needs: 'transfer.use',
  apiKey: 'users.write',
  summary: 'Imports of the last days, newest first; a group administrator sees the own ones',
  query: PageQuery,
  answer: pageOf(Import),
  audit: { none: 'reads counts only' },
})

/** How long an import takes, in seconds. */
export const ImportPace = z.object({
  perRow: z.number().min(0),
  /** On top of its row. */
  perPicture: z.number().min(0),
  /** From imports of this tenant; else what the product promises. */
  measured: z.boolean(),
})
export type ImportPace = z.output<typeof ImportPace>

export const readImportPace = endpoint({
  method: 'GET',
  path: '/api/imports/pace',
  needs: 'transfer.use',
  summary: 'How long rows and pictures of an import take here, as the last ones did',
  answer: ImportPace,
  audit: { none: 'reads durations only' },
})

export const readImport = endpoint({
  method: 'GET',
  path: '/api/imports/:importId',
  needs: 'transfer.use',
  apiKey: 'users.write',
  summary: 'One import',
  params: ImportId,
  answer: Import,
  audit: { none: 'reads counts only' },
})

/** A field that differs, in words of people; passwords are never among the values. */
export const Difference = z.object({ field: z.string(), before: z.string(), after: z.string() })
export type Difference = z.output<typeof Difference>

export const ImportRow = z.object({
  row: z.number().int(),
  /** Which of the import's files, from 1. */
  file: z.number().int(),
  line: z.number().int(),
  loginId: z.string(),
  action: z.enum(rowActions),
  state: z.enum(rowStates),
  differences: z.array(Difference),
  faults: z.array(ImportFault),
  /** The picture that came with it, until it is applied; `portrait`: it can be looked at. */
  picture: z.object({ name: z.string(), portrait: z.boolean() }).nullable(),
  /** What it would have done by the plan before this one, where that was something else. */
  former: z.object({ action: z.enum(rowActions), differences: z.array(Difference) }).nullable(),
})
export type ImportRow = z.output<typeof ImportRow>

export const listImportRows = endpoint({
  method: 'GET',
  path: '/api/imports/:importId/rows',
  needs: 'transfer.use',
  apiKey: 'users.write',
  summary: 'Rows of an import with what they would do, or did',
  params: ImportId,
  query: PageQuery.extend({
    search: z.string().max(300).default(''),
    action: z.enum(rowActions).optional(),
    state: z.enum(rowStates).optional(),
    /** Rows with a fault or a warning, without any, or with warnings alone. */
    faulty: z.enum(['true', 'false', 'warnings']).optional(),
    /** By what is to be said of their pictures. */
    pictures: z.enum(['good', 'faulty', 'alike']).optional(),
    /** Rows that mean something else than in the plan before. */
    replanned: z.enum(['true']).optional(),
  }),
  answer: pageOf(ImportRow),
  audit: { none: 'reads what the same person uploaded, or may manage' },
})

export const viewImportPicture = endpoint({
  method: 'GET',
  path: '/api/imports/:importId/rows/:row/picture.jpg',
  needs: 'faces.read',
  summary: 'Head and shoulders of the picture of a row that waits to be applied',
  params: ImportId.extend({ row: z.coerce.number().int().min(1) }),
  answer: { media: 'image/jpeg' },
  audit: 'face.viewed',
})

export const applyImport = endpoint({
  method: 'POST',
  path: '/api/imports/:importId/apply',
  needs: 'transfer.use',
  apiKey: 'users.write',
  summary: 'Do what the plan says, in a task',
  params: ImportId,
  body: z.object({
    /** How many people are deleted, typed by the administrator where `confirmDeletions` asks for it. */
    deletions: z.number().int().min(0).optional(),
    /** Refuse instead of waiting for another import of the tenant [MFA-CLI-006]. */
    ifFree: z.boolean().default(false),
  }),
  answer: z.object({ taskId: z.uuid() }),
  status: 202,
  audit: 'import.applied',
})

export const planImportAgain = endpoint({
  method: 'POST',
  path: '/api/imports/:importId/plan',
  needs: 'transfer.use',
  apiKey: 'users.write',
  summary: 'Make the plan of what was uploaded again, against the people there are now',
  params: ImportId,
  answer: z.object({ taskId: z.uuid() }),
  status: 202,
  audit: 'import.replanned',
})

export const undoImport = endpoint({
  method: 'POST',
  path: '/api/imports/:importId/undo',
  needs: 'transfer.use',
  summary: 'Take an applied import back, in a task',
  params: ImportId,
  answer: z.object({ taskId: z.uuid() }),
  status: 202,
  audit: 'import.undone',
})

export const discardImport = endpoint({
  method: 'DELETE',
  path: '/api/imports/:importId',
  needs: 'transfer.use',
  apiKey: 'users.write',
  summary: 'Forget a plan that was not applied, with all that was uploaded',
  params: ImportId,
  answer: z.undefined(),
  status: 204,
  audit: 'import.discarded',
})

/** The uploaded rows in their own columns and encoding, with result and reason, to correct and upload again. */
export const downloadImportReport = endpoint({
  method: 'GET',
  path: '/api/imports/:importId/report.csv',
  needs: 'transfer.use',
  apiKey: 'users.write',
  summary: 'Result of an import as CSV',
  params: ImportId,
  query: z.object({ rows: z.enum(['all', 'refused']).default('all') }),
  answer: { media: 'text/csv' },
  audit: 'import.report-downloaded',
})

/** Of a workbook (Excel) the encoding says nothing. */
const ListFormat = z.enum(['csv', 'xlsx'])

export const exportUsers = endpoint({
  method: 'GET',
  path: '/api/users/export',
  needs: 'transfer.use',
  apiKey: 'users.read',
  summary: 'Every user within range as CSV or workbook, in the layout that an import takes',
  query: z.object({
    format: ListFormat.default('csv'),
    encoding: CsvEncoding.default('shift_jis'),
    /** `original`: the column names of the product that such files were made for. */
    headers: z.enum(['kaoban', 'original']).default('kaoban'),
  }),
  answer: { media: 'text/csv' },
  audit: 'users.exported',
})

export const downloadImportTemplate = endpoint({
  method: 'GET',
  path: '/api/imports/template.csv',
  needs: 'transfer.use',
  apiKey: 'users.read',
  summary: 'An empty list with every column',
  query: z.object({ format: ListFormat.default('csv'), encoding: CsvEncoding.default('shift_jis') }),
  answer: { media: 'text/csv' },
  audit: { none: 'holds no data' },
})
