import { z } from 'zod'
import { CsvEncoding } from './authentication-log.ts'
import { endpoint } from './endpoint.ts'

/** In the layout of the multi-factor product: every row an update, secrets left empty [MFA-CLI-003] [MFA-CLI-004]. */
export const exportMfaUsers = endpoint({
  method: 'GET',
  path: '/api/users/mfa-export',
  needs: 'transfer.use',
  apiKey: 'users.read',
  summary:
    'Users of groups within range as a list of the multi-factor product, which an import from the command line takes',
  query: z.object({
    encoding: CsvEncoding.default('shift_jis'),
    /** ID of a group; absent: everybody who is in one. */
    group: z.string().max(300).optional(),
  }),
  answer: { media: 'text/csv' },
  audit: 'users.exported',
})

export const downloadMfaTemplate = endpoint({
  method: 'GET',
  path: '/api/imports/mfa-template.csv',
  needs: 'transfer.use',
  apiKey: 'users.read',
  summary:
    'An empty list of the multi-factor product for the command line, with the columns of the registered applications',
  query: z.object({ encoding: CsvEncoding.default('shift_jis') }),
  answer: { media: 'text/csv' },
  audit: { none: 'holds no data' },
})
