import { z } from 'zod'
import { CsvEncoding } from './authentication-log.ts'
import { endpoint } from './endpoint.ts'

/** The operation log leaves the portal as a file only [NFM-OPL-001]. */
export const exportOperationLog = endpoint({
  method: 'GET',
  path: '/api/operation-log/export',
  needs: 'operation-log.read',
  summary: 'Operations of a time span as CSV',
  query: z.object({
    /** Default: the beginning of what is kept. */
    from: z.iso.datetime({ offset: true }).optional(),
    /** Default: now. */
    to: z.iso.datetime({ offset: true }).optional(),
    encoding: CsvEncoding.default('shift_jis'),
  }),
  answer: { media: 'text/csv' },
  limit: { max: 20, perSeconds: 60 },
  audit: 'operation-log.exported',
})
