import type { DirectoryDomain, Import, ImportTotals } from '@kaoban/contract'

/** Domains of Active Directory for the test bed; gallery.testing.ts hands their endpoint here. */
export interface DirectoryBed {
  domains: DirectoryDomain[]
}

export function newDirectoryBed(): DirectoryBed {
  return { domains: [] }
}

const at = '2026-04-01T00:00:00.000Z'
const counts = ['rows', 'add', 'change', 'delete', 'none', 'refused', 'warnings', 'facesLost', 'done', 'failed']
const more = ['added', 'updated', 'deleted', 'factors', 'pictures', 'faces', 'pictureFaults', 'alike', 'replanned']
const totals = Object.fromEntries([...counts, ...more].map((name) => [name, 0])) as ImportTotals

/** A domain whose last run could not follow so many accounts, or waits because it deletes so many. */
export function domainWith(wrong: { errors?: number; deletes?: number; silent?: boolean }): DirectoryDomain {
  const { errors = 0, deletes = 0, silent = false } = wrong
  const run: Import = {
    ...{ importId: '0190a000-0000-7000-8000-0000000000d1', fileName: 'aoba.local', layout: 'directory' },
    ...{ groupId: null, trial: false, files: [], state: deletes > 0 ? 'planned' : 'applied' },
    totals: { ...totals, delete: deletes, refused: errors },
    ...{ createdBy: 'tanaka', createdAt: at, appliedAt: null, undoableUntil: null, picturesUntil: null },
    ...{ taskId: null, confirmDeletions: deletes > 0, outdated: 0 },
  }
  const message = 'directory.fault.collision'
  return {
    ...{ domain: 'aoba.local', tool: '0190a000-0000-7000-8000-0000000000d2', onDisable: 'suspend' },
    ...{ provisioned: 240, reportedAt: at, accounts: 251, silent },
    run: {
      ...{ import: run, progress: null, failure: null, errorCount: errors },
      errors: Array.from({ length: Math.min(errors, 100) }, (_, n) => {
        const params = { logonName: `yamada${n}`, operation: 'add' }
        const fault = { level: 'row' as const, code: 'directory.collision', message, line: n + 1, params }
        return { logonName: `yamada${n}`, operation: 'add' as const, fault }
      }),
    },
  }
}

export function answerDirectory(bed: DirectoryBed, { url }: { url: URL }) {
  if (url.pathname !== '/api/directory') return undefined
  return { status: 200, body: { tenant: { code: 'abcdefghijkl', name: '顔番商事株式会社' }, domains: bed.domains } }
}
