/** A person, groups and a recycle bin for the test bed; gallery.testing.ts hands their endpoints here. */
export const personId = '0190a000-0000-7000-8000-0000000000aa'
export const ownGroupId = '0190a000-0000-7000-8000-0000000000b1'
const otherGroupId = '0190a000-0000-7000-8000-0000000000b2'

interface Body {
  version?: number
  mail?: string
  groups?: { kind: string; code?: string }[]
  selection?: { userIds?: string[] }
}

export interface PeopleBed {
  /** What somebody else saves after the form was opened and before it is saved. */
  meanwhile: Record<string, unknown> | undefined
  changeable: boolean
  /** Fields laid over the person. */
  person: Record<string, unknown>
  bin: number
  version: number
}

export function newPeopleBed(): PeopleBed {
  return { meanwhile: undefined, changeable: true, person: {}, bin: 3, version: 1 }
}

const group = (groupId: string, code: string, name: string) => ({
  ...{ kind: 'group', groupId, code, name },
  administrator: false,
})
const groups = [
  group(ownGroupId, 'SALES', '営業部'),
  group(otherGroupId, 'DEV', '開発部'),
  group('0190a000-0000-7000-8000-0000000000b3', 'SALES2', '営業第二部'),
]

function personOf(bed: PeopleBed) {
  return {
    ...{ userId: personId, loginId: 'sato', familyName: '佐藤', middleName: '', givenName: '陽菜' },
    ...{ mail: 'sato@example.co.jp', systemAdministrator: false, groupAdministrator: false },
    ...{ appLoginAllowed: false, appLoginMethod: 'face', appLoginFailure: 'login-screen', pauseAllowed: false },
    ...{ face: 'registered', registeredAt: '2026-04-01T00:00:00.000Z', updatedAt: '2026-04-02T00:00:00.000Z' },
    ...{ updatedBy: 'tanaka', undelivered: null },
    ...{ lockedUntil: null, disabled: false, validFrom: null, validUntil: null, valid: true },
    ...{ passwordInitial: false, mailRefused: false, changeable: bed.changeable, version: bed.version },
    groups: [groups[0], groups[1], ...Array.from({ length: 3 }, () => ({ kind: 'none' }))],
    windowsAccounts: [
      {
        ...{ accountId: '0190a000-0000-7000-8000-0000000000c1', kind: 'domain', name: 'sato', place: 'aoba.local' },
        ...{ upn: '', passwordSet: true, sharedWith: 2 },
      },
    ],
    ...bed.person,
  }
}

function recycled(bed: PeopleBed) {
  return Array.from({ length: bed.bin }, (_, index) => ({
    ...{ userId: `0190a000-0000-7000-8000-00000000010${index}`, loginId: `left${index}`, familyName: '高橋' },
    ...{ middleName: '', givenName: String(index), mail: '', face: 'registered', windowsAccounts: 1 },
    ...{ deletedAt: new Date().toISOString(), deletedBy: 'tanaka', changeable: true },
    erasedAt: new Date(Date.now() + (index * 10 + 1.5) * 86_400_000).toISOString(),
  }))
}

/** The answer to a request, or undefined when it is none of these. */
export function answerPeople(
  bed: PeopleBed,
  { method, url, role, body }: { method: string; url: URL; role: string | undefined; body: unknown },
): { status: number; body: unknown } | undefined {
  const sent = body as Body
  const page = (rows: unknown[]) => ({ status: 200, body: { rows, total: rows.length, page: 1, size: 20 } })
  if (url.pathname === '/api/groups') {
    const search = (url.searchParams.get('search') ?? '').toLowerCase()
    const own = role === 'group-administrator' && url.searchParams.get('scope') !== 'all'
    const found = groups.filter(({ code }) => code.toLowerCase().startsWith(search))
    const row = { managed: true, members: 3, administrators: 1, version: 1 }
    return page(found.filter(({ groupId }) => !own || groupId === ownGroupId).map((one) => ({ ...one, ...row })))
  }
  if (url.pathname === '/api/users' && method === 'GET')
    return page(
      (['registered', 'provisional', 'none'] as const).map((face, index) => ({
        ...personOf(bed),
        ...{ userId: personId.replace(/a$/, String(index)), loginId: face, face },
      })),
    )
  if (url.pathname === `/api/users/${personId}` && method === 'GET') return { status: 200, body: personOf(bed) }
  if (url.pathname === `/api/users/${personId}/repeat-mail`) {
    bed.person = { ...bed.person, mail: sent.mail, mailRefused: false, undelivered: null }
    bed.version += 1
    return { status: 200, body: personOf(bed) }
  }
  if (url.pathname === `/api/users/${personId}`) {
    if (bed.meanwhile) {
      bed.person = bed.meanwhile
      bed.meanwhile = undefined
      bed.version += 1
    }
    if (sent.version !== bed.version) return refuse(409, 'request.conflict')
    const place = sent.groups?.findIndex(({ code }) => code === 'TAKEN') ?? -1
    if (place >= 0)
      return refuse(400, 'request.invalid', { fields: [{ field: `groups.${place}.code`, message: 'MSG-GRP-003' }] })
    return { status: 200, body: personOf(bed) }
  }
  if (url.pathname === '/api/recycle-bin') return page(recycled(bed))
  if (url.pathname === '/api/recycle-bin/restore') {
    const [first] = recycled(bed)
    const hindered = [{ userId: first!.userId, loginId: first!.loginId, reason: 'mail-taken' }]
    bed.bin = 1
    return { status: 200, body: { users: 2, faces: 2, hindered } }
  }
  if (url.pathname === '/api/recycle-bin/erase') {
    const users = sent.selection?.userIds?.length ?? bed.bin
    bed.bin -= users
    return { status: 200, body: { users, faces: users } }
  }
  return undefined
}

function refuse(status: number, code: string, details?: object) {
  return { status, body: { code, status, message: 'refused', requestId: 'req-0050', details } }
}
