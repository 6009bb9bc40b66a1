import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { issuesOneTimePasswords } from '@kaoban/contract'
import { type AddressesBed, answerAddresses, newAddressesBed } from './addresses.testing.ts'
import { type AnnouncementsBed, answerAnnouncements, newAnnouncementsBed } from './announcements.testing.ts'
import { type ApiKeysBed, answerApiKeys, newApiKeysBed } from './api-keys.testing.ts'
import { answerDirectory, type DirectoryBed, newDirectoryBed } from './directory.testing.ts'
import { answerNotices, type NoticesBed, newNoticesBed } from './notices.testing.ts'
import {
  answerOneTimePasswords,
  newOneTimePasswordsBed,
  type OneTimePasswordsBed,
} from './one-time-passwords.testing.ts'
import { answerOperators, newOperatorsBed, type OperatorsBed } from './operators.testing.ts'
import { answerPeople, newPeopleBed, type PeopleBed } from './people.testing.ts'
import { answerSettings, newSettingsBed, type SettingsBed } from './settings.testing.ts'
import { answerTransfer, newTransferBed, type TransferBed } from './transfer.testing.ts'

const media: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.html': 'text/html; charset=utf-8',
}

/** The policy of the product: no inline script, style elements only with the nonce. */
const policy = (nonce: string) =>
  [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ')

export interface Bed {
  url: string
  /** What the next session answer says. */
  role: 'user' | 'group-administrator' | 'system-administrator' | undefined
  locale: 'ja' | 'en'
  mustChangePassword: boolean
  /** Every list is empty. */
  empty: boolean
  /** Answers of the API are refused with this code. */
  refuse: { status: number; code: string } | undefined
  /** What the form sent last. */
  saved: unknown[]
  csrf: (string | undefined)[]
  people: PeopleBed
  transfer: TransferBed
  apiKeys: ApiKeysBed
  addresses: AddressesBed
  announcements: AnnouncementsBed
  directory: DirectoryBed
  notices: NoticesBed
  operators: OperatorsBed
  settings: SettingsBed
  oneTimePasswords: OneTimePasswordsBed
  close: () => Promise<void>
}

const total = 24_774

/** Serves a built gallery under the policy and answers its endpoints. */
export async function startBed(dist: string): Promise<Bed> {
  const bed: Bed = {
    url: '',
    role: 'system-administrator',
    locale: 'ja',
    mustChangePassword: false,
    empty: false,
    refuse: undefined,
    saved: [],
    csrf: [],
    people: newPeopleBed(),
    apiKeys: newApiKeysBed(),
    addresses: newAddressesBed(),
    announcements: newAnnouncementsBed(),
    directory: newDirectoryBed(),
    notices: newNoticesBed(),
    operators: newOperatorsBed(),
    settings: newSettingsBed(),
    oneTimePasswords: newOneTimePasswordsBed(),
    transfer: newTransferBed(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://bed')
    if (url.pathname.startsWith('/api/')) void answer(bed, url, request, response)
    else serveFile(dist, url.pathname, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  bed.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return bed
}

function serveFile(dist: string, path: string, response: ServerResponse): void {
  const file = join(dist, normalize(path))
  if (path !== '/' && file.startsWith(dist) && existsSync(file)) {
    response.writeHead(200, {
      'content-type': media[extname(file)] ?? 'application/octet-stream',
      // Files named after their content are kept, as the product's are: they are translated once, not once a page.
      ...(path.startsWith('/assets/') && { 'cache-control': 'public, max-age=31536000, immutable' }),
    })
    createReadStream(file).pipe(response)
    return
  }
  const nonce = 'bm9uY2U0dGVzdHM'
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy(nonce),
    'set-cookie': 'kb_csrf=token-of-the-bed; Path=/; SameSite=Strict',
  })
  response.end(readFileSync(join(dist, 'index.html'), 'utf8').replaceAll('__CSP_NONCE__', nonce))
}

async function answer(bed: Bed, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, body?: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(body === undefined ? '' : JSON.stringify(body))
  }
  if (url.pathname === '/api/session') {
    return send(200, {
      account: accountOf(bed),
      productName: 'Kaoban',
      mailboxPage: true,
      maintenance: null,
      supportUrl: null,
    })
  }
  if (request.method !== 'GET') bed.csrf.push(request.headers['x-csrf-token'] as string | undefined)
  if (bed.refuse) return send(bed.refuse.status, { ...bed.refuse, message: 'refused', requestId: 'req-0042' })
  if (url.pathname === '/api/session/sign-out') {
    bed.role = undefined
    return send(204)
  }
  if (url.pathname === '/api/gallery/sign-in') {
    bed.role = 'system-administrator'
    return send(200, {})
  }
  if (url.pathname === '/api/gallery/people' && request.method === 'GET') return send(200, people(bed, url))
  let text = ''
  for await (const chunk of request) text += chunk
  const sent: unknown = text === '' ? {} : JSON.parse(text)
  const asked = { method: request.method ?? 'GET', url, role: bed.role, body: sent }
  const known =
    answerTransfer(bed.transfer, asked) ??
    answerPeople(bed.people, asked) ??
    answerApiKeys(bed.apiKeys, asked) ??
    answerAddresses(bed.addresses, asked) ??
    answerDirectory(bed.directory, asked) ??
    answerAnnouncements(bed.announcements, asked) ??
    answerNotices(bed.notices, asked) ??
    answerOperators(bed.operators, asked) ??
    answerSettings(bed.settings, asked) ??
    answerOneTimePasswords(bed.oneTimePasswords, asked)
  if (known) {
    if (request.method !== 'GET') bed.saved.push(sent)
    return send(known.status, known.body)
  }
  if (url.pathname === '/api/gallery/people') {
    const body = sent as { loginId: string }
    if (body.loginId === 'taken') {
      const details = { fields: [{ field: 'loginId', message: 'MSG-USR-003' }] }
      return send(400, { code: 'request.invalid', status: 400, message: 'x', requestId: 'req-0043', details })
    }
    await new Promise((resolve) => setTimeout(resolve, 150))
    bed.saved.push(body)
    return send(200, { saved: bed.saved.length })
  }
  send(404, { code: 'request.not-found', status: 404, message: 'x', requestId: 'req-0044' })
}

function accountOf(bed: Bed) {
  if (!bed.role) return null
  return {
    userId: '0190a000-0000-7000-8000-000000000001',
    loginId: 'tanaka@example.jp',
    displayName: bed.locale === 'ja' ? '田中 花子' : 'Hanako Tanaka',
    role: bed.role,
    locale: bed.locale,
    mustChangePassword: bed.mustChangePassword,
    restriction: bed.addresses.restriction,
    managesLinkage: false,
    hiddenMenus: [],
    issuesOneTimePasswords: bed.role === 'system-administrator' && issuesOneTimePasswords(bed.settings.settings),
    tenant: { code: 'abcdefghijkl', name: '顔番商事株式会社', timeZone: 'Asia/Tokyo' },
  }
}

function people(bed: Bed, url: URL) {
  const page = Number(url.searchParams.get('page') ?? 1)
  const size = Number(url.searchParams.get('size') ?? 100)
  const search = url.searchParams.get('search')
  const found = bed.empty || search === 'nobody' ? 0 : search ? 3 : total
  const down = url.searchParams.get('direction') === 'descending'
  const count = Math.max(0, Math.min(size, found - (page - 1) * size))
  const rows = Array.from({ length: count }, (_, index) => {
    const place = (page - 1) * size + index
    const number = down ? found - place : place + 1
    const state = url.searchParams.get('state') ?? ['registered', 'provisional', 'locked'][number % 3]
    return {
      id: `u${number}`,
      loginId: `user${String(number).padStart(5, '0')}`,
      name: `利用者 ${number}`,
      mail: `user${String(number).padStart(5, '0')}@example.co.jp`,
      state,
      at: new Date(Date.UTC(2025, 3, 8, 2, number % 60)).toISOString(),
    }
  })
  return { rows, total: found, page, size }
}
