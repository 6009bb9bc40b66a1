import { personId } from './people.testing.ts'

/** An import and a departure for the test bed; gallery.testing.ts hands their endpoints here. */
export const importId = '0190a000-0000-7000-8000-0000000000d1'
const taskId = '0190a000-0000-7000-8000-0000000000d2'

export interface TransferBed {
  state: 'planning' | 'planned' | 'applying' | 'applied' | 'undoing' | 'undone'
  confirmDeletions: boolean
  /** Rows whose people have changed since the plan. */
  outdated: number
  /** The plan was made again. */
  replanned: boolean
  /** The query of the rows that were read last. */
  query: string
  left: boolean
  /** A device that has not confirmed. */
  pending: number
}

export function newTransferBed(): TransferBed {
  return {
    state: 'planned',
    confirmDeletions: false,
    outdated: 0,
    replanned: false,
    query: '',
    left: false,
    pending: 0,
  }
}

const at = '2026-04-01T00:00:00.000Z'

function importOf({ state, confirmDeletions, outdated, replanned }: TransferBed) {
  const applied = state !== 'planning' && state !== 'planned'
  return {
    ...{ importId, fileName: '利用者.csv', state, createdBy: 'tanaka', createdAt: at, taskId },
    ...{
      appliedAt: applied ? at : null,
      confirmDeletions,
      outdated,
      layout: 'users',
      groupId: null,
      trial: false,
      picturesUntil: null,
    },
    files: [{ name: '利用者.csv', encoding: 'shift_jis', faults: [] }],
    undoableUntil: state === 'applied' ? '2026-05-01T00:00:00.000Z' : null,
    totals: {
      ...{ rows: 6, add: 1, change: 1, delete: 60, none: 1, refused: 2, warnings: 1, facesLost: 2 },
      ...{ done: applied ? 61 : 0, failed: applied ? 1 : 0, added: 0, updated: 0, deleted: 0, factors: 0 },
      ...{ pictures: 0, faces: 0, pictureFaults: 0, alike: 0, replanned: replanned ? 1 : 0 },
    },
  }
}

const fault = (column: string, message: string, more: object = {}) => ({
  ...{ level: 'row', code: message, message, column },
  ...more,
})

function rowsOf({ state, replanned }: TransferBed) {
  const done = state === 'applied' ? 'done' : 'planned'
  const row = (row: number, loginId: string, action: string, more: object = {}) => ({
    ...{ row, file: 1, line: row + 1, loginId, action, state: action === 'refused' ? 'planned' : done },
    ...{ differences: [], faults: [], picture: null, former: null },
    ...more,
  })
  return [
    row(1, 'newcomer', 'add', {
      differences: [
        { field: 'familyName', before: '', after: '鈴木' },
        { field: 'pauseAllowed', before: '', after: 'false' },
        { field: 'password', before: '', after: '●' },
      ],
      faults: [fault('表示画像', 'MSG-IMP-028', { level: 'warning' })],
    }),
    row(2, 'sato', 'change', {
      differences: [
        { field: 'familyName', before: '佐藤', after: '斎藤' },
        { field: 'groups.1', before: 'SALES 営業部', after: '異動中' },
      ],
      ...(replanned && {
        former: { action: 'change', differences: [{ field: 'familyName', before: '佐東', after: '斎藤' }] },
      }),
    }),
    row(3, 'gone', 'delete'),
    row(4, 'same', 'none'),
    row(5, 'bad', 'refused', {
      faults: [
        fault('メールアドレス', 'MSG-IMP-010'),
        fault('グループ名1', 'MSG-IMP-033', { params: { x: 1 }, remedy: 'transfer.remedy.groupCode' }),
      ],
    }),
    row(6, '', 'refused', { faults: [fault('利用者ID', 'MSG-IMP-001')] }),
  ]
}

function task({ state }: TransferBed) {
  return {
    ...{ taskId, kind: 'import-apply', state: 'running', done: 31, total: 62, failure: null, cancelRequested: false },
    ...{ startedBy: { userId: personId, loginId: 'tanaka' }, own: true, createdAt: at, startedAt: at },
    ...{ finishedAt: null, seconds: 10, result: { importId, of: state }, hasSecret: false },
  }
}

const held = {
  'sign-in': 1,
  sessions: 2,
  'password-links': 0,
  faces: 3,
  'windows-accounts': 1,
  groups: 0,
  terminals: 1,
}

function departureOf({ left, pending }: TransferBed) {
  if (!left) return null
  const places = Object.entries(held).map(([place, count]) => {
    const waits = place === 'terminals' ? pending : 0
    return { place, revoked: count - waits, pending: waits }
  })
  return { leftAt: at, by: 'tanaka', places }
}

/** The answer to a request, or undefined when it is none of these. */
export function answerTransfer(
  bed: TransferBed,
  { method, url }: { method: string; url: URL },
): { status: number; body: unknown } | undefined {
  const here = `/api/imports/${importId}`
  const ok = (body: unknown, status = 200) => ({ status, body })
  switch (`${method} ${url.pathname}`) {
    case `GET ${here}`:
      return ok(importOf(bed))
    case `GET ${here}/rows`: {
      bed.query = url.search
      const wanted = url.searchParams.get('action')
      const rows = rowsOf(bed).filter(({ action }) => wanted === null || action === wanted)
      return ok({ rows, total: rows.length, page: 1, size: 100 })
    }
    case `POST ${here}/plan`:
      bed.outdated = 0
      bed.replanned = true
      return ok({ taskId }, 202)
    case `POST ${here}/apply`:
      if (bed.outdated > 0) return ok({ code: 'import.outdated', status: 409, details: { rows: bed.outdated } }, 409)
      bed.state = 'applying'
      return ok({ taskId }, 202)
    case `POST ${here}/undo`:
      bed.state = 'undoing'
      return ok({ taskId }, 202)
    case `GET /api/tasks/${taskId}`:
      return ok(task(bed))
    case `GET /api/users/${personId}/departure`:
      return ok({ departure: departureOf(bed) })
    case `GET /api/users/${personId}/departure-preview`:
      return ok({ places: Object.entries(held).map(([place, n]) => ({ place, held: bed.left ? 0 : n })) })
    case `POST /api/users/${personId}/departure`:
      bed.left = true
      return ok(departureOf(bed))
    default:
      return undefined
  }
}
