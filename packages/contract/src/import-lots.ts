import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Import } from './transfer.ts'

/** What one lot may hold; a picture counts with the row that names it. */
export const importLots = { rows: 500, bytes: 8 * 1024 * 1024, pictureBytes: 102_400, files: 200, jobs: 16 } as const

const ImportId = z.object({ importId: z.uuid() })

/** How far an import that comes in lots has got. */
export const ImportProgress = z.object({
  import: Import,
  /** Rows that are stored without a gap; what comes after them has to be sent. */
  received: z.number().int().min(0),
})

/** Opens an import of any number of rows, which follow in lots. */
export const openImport = endpoint({
  method: 'PUT',
  path: '/api/imports/:importId',
  needs: 'transfer.use',
  apiKey: 'users.write',
  summary: 'Open an import whose rows follow in lots; the caller makes its id, and may open it again to go on with it',
  params: ImportId,
  body: z.strictObject({
    layout: z.enum(['users', 'mfa']),
    files: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(255),
          encoding: z.enum(['shift_jis', 'utf-8', 'utf-8-bom']),
          /** The header row as it stands in the file. */
          header: z.string().min(1).max(1_000_000),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
        }),
      )
      .min(1)
      .max(importLots.files),
    /** Ends as checked, nothing is written. */
    trial: z.boolean().default(false),
    /** Applied as soon as it is planned, unless the number of deletions is asked for. */
    atOnce: z.boolean().default(false),
    /** Warnings are errors; of the multi-factor product's layout. */
    strict: z.boolean().default(false),
    /** Another `groupId` moves a person instead of adding a group. */
    groupMove: z.boolean().default(false),
    /** Imported passwords have to be replaced at the first sign-in. */
    forceChange: z.boolean().default(false),
    /** Read past columns of the multi-factor product that nobody knows. */
    ignoreUnknownColumns: z.boolean().default(false),
    /** The people in the pictures have agreed. */
    consent: z.boolean().default(false),
  }),
  maxBodyBytes: importLots.bytes,
  encrypted: true,
  answer: ImportProgress,
  limit: { max: 60, perSeconds: 60 },
  audit: { none: 'nothing is stored but the names of the files; closing the import is logged with them' },
})

/** Why the picture of a row does not come with it. */
export const pictureProblems = ['missing', 'ambiguous', 'shared', 'format', 'too-large'] as const

export const addImportRows = endpoint({
  method: 'POST',
  path: '/api/imports/:importId/rows',
  needs: 'transfer.use',
  apiKey: 'users.write',
  summary: 'Add a lot of rows with their pictures; a lot that came before is answered and not stored again',
  params: ImportId,
  body: z.strictObject({
    /** Number of the first row, over all files, from 1: the lot's key. Lots on their way at once may come in any order. */
    from: z.number().int().min(1),
    /** Which of the import's files all of them are of, from 1. */
    file: z.number().int().min(1).max(importLots.files),
    /** Read past columns of the multi-factor product that nobody knows. */
    ignoreUnknownColumns: z.boolean().default(false),
    rows: z
      .array(
        z.strictObject({
          line: z.number().int().min(1),
          /** As it stands in the file. */
          raw: z.string().max(1_000_000),
          /** Which of the files of this lot is its picture, from 0. */
          picture: z.number().int().min(0).optional(),
          pictureProblem: z.enum(pictureProblems).optional(),
        }),
      )
      .min(1)
      .max(importLots.rows),
  }),
  upload: { maxFiles: importLots.rows, maxBytesEach: importLots.pictureBytes },
  maxBodyBytes: importLots.bytes,
  encrypted: true,
  answer: z.object({ received: z.number().int() }),
  limit: { max: 3000, perSeconds: 60 },
  audit: { none: 'stored sealed until the import is closed, which is logged' },
})

export const closeImport = endpoint({
  method: 'POST',
  path: '/api/imports/:importId/close',
  needs: 'transfer.use',
  apiKey: 'users.write',
  summary: 'Say that every row has come; a task makes the plan, and applies it where that was asked for',
  params: ImportId,
  body: z.strictObject({
    /** How many rows there are: fewer than were sent cannot be overlooked. */
    rows: z.number().int().min(0),
    /** Of pictures that no row names. */
    unnamedPictures: z.array(z.string().max(300)).max(1000).default([]),
  }),
  answer: Import,
  status: 202,
  audit: 'import.uploaded',
})
