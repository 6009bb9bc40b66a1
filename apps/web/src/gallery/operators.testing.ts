/** Operators for the test bed; gallery.testing.ts hands their endpoints here. */
export interface OperatorsBed {
  rows: { operatorId: string; name: string; mail: string; twoFactor: boolean; createdAt: string; current: boolean }[]
}

export function newOperatorsBed(): OperatorsBed {
  const row = (n: number, name: string) => ({
    operatorId: `0190a000-0000-7000-8000-00000000050${n}`,
    ...{ name, mail: `operator${n}@example.jp`, twoFactor: n === 1, createdAt: '2026-04-01T00:00:00.000Z' },
    current: n === 1,
  })
  return { rows: [row(1, '運用 一郎'), row(2, '運用 二郎')] }
}

/** The answer to a request, or undefined when it is none of these. */
export function answerOperators(
  bed: OperatorsBed,
  { method, url }: { method: string; url: URL },
): { status: number; body: unknown } | undefined {
  if (!url.pathname.startsWith('/api/operator/operators')) return undefined
  if (method === 'GET') return { status: 200, body: { rows: bed.rows, total: bed.rows.length, page: 1, size: 100 } }
  if (method === 'POST') return { status: 200, body: { token: 'secret-link', expiresAt: '2026-04-02T00:00:00.000Z' } }
  if (bed.rows.length === 1)
    return { status: 409, body: { code: 'operator.last', status: 409, message: 'refused', requestId: 'req-0070' } }
  bed.rows = bed.rows.filter(({ operatorId }) => !url.pathname.endsWith(operatorId))
  return { status: 204, body: undefined }
}
