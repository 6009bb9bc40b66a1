import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** What インストーラダウンロード offers to everybody: the client software [NFM-DLD-001]. */
export const readInstaller = endpoint({
  method: 'GET',
  path: '/api/installer',
  needs: 'installer.download',
  summary: 'Client software that this server gives out, and what its set-up asks for',
  answer: z.object({
    /** Null: this server was built on a system for which there is none. */
    client: z.object({ version: z.string(), bytes: z.number().int() }).nullable(),
    /** テナントアクセスキー; null as long as no system administrator has made the keys. The secret key is never shown again. */
    accessKey: z.string().nullable(),
  }),
  audit: { none: 'reads no personal data' },
})

export const downloadClient = endpoint({
  method: 'GET',
  path: '/api/installer/kaoban-agent-linux-x64.tgz',
  needs: 'installer.download',
  summary: 'Client software for Linux on x64',
  answer: { media: 'application/gzip' },
  limit: { max: 30, perSeconds: 60 },
  audit: 'installer.downloaded',
})
