/** @module-tag long */
import { userTable, writeTable } from '@kaoban/codecs'
import {
  applyImport,
  type BulkAction,
  bulkUsers,
  changeFactors,
  changeUser,
  createUser,
  listUsers,
  readUser,
  recordDeparture,
  undoImport,
  uploadImport,
} from '@kaoban/contract'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { formOf, newPassword } from './people.testing.ts'

let server: TestServer
let tenant: TestTenant
let reader: TestPerson
let writer: TestPerson
let sales: string
beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  reader = tenant.administrator
  writer = await tenant.addPerson({ loginId: 'writer', systemAdministrator: true, mail: `w-${tenant.code}@example.jp` })
  sales = await tenant.addGroup('SALES')
})

const bulk = (action: BulkAction) => async (userId: string) => {
  await writer.browser.call(bulkUsers, { selection: { userIds: [userId] }, action })
  await server.tasks.runDue()
}

async function apply(row: Parameters<typeof userTable>[0][number]): Promise<string> {
  const written = writeTable(userTable([row], 'neutral'), 'utf-8')
  if (!written.ok) throw new Error('UTF-8 holds everything')
  const files = [{ field: 'file', name: 'users.csv', bytes: written.bytes }]
  const { import: uploaded } = await writer.browser.call(uploadImport, { files })
  await server.tasks.runDue()
  await writer.browser.call(applyImport, { importId: uploaded.importId })
  await server.tasks.runDue()
  return uploaded.importId
}

const writes: Record<string, (userId: string) => Promise<unknown>> = {
  'the form': async (userId) =>
    writer.browser.call(changeUser, { ...(await formOf(userId, writer)), familyName: '新', groups: [] }),
  'a lock': bulk({ kind: 'lock' }),
  'a lock that is taken back': async (userId) => {
    await bulk({ kind: 'lock' })(userId)
    await reader.browser.call(changeUser, { ...(await formOf(userId, reader)), disabled: true })
    await bulk({ kind: 'unlock' })(userId)
  },
  'another group': async (userId) => bulk({ kind: 'move', to: { groupId: sales } })(userId),
  'other factors': async (userId) => {
    const { version } = await writer.browser.call(readUser, { userId })
    await writer.browser.call(changeFactors, {
      userId,
      version,
      carryOut: { enabled: true, deleteDays: 1, updateDays: 1 },
    })
  },
  'a departure': (userId) => writer.browser.call(recordDeparture, { userId }),
  'an import': () => apply({ loginId: 'sato', familyName: '新' }),
  'an import that is taken back': async () => {
    const importId = await apply({ loginId: 'sato', familyName: '新' })
    await writer.browser.call(undoImport, { importId })
    await server.tasks.runDue()
  },
}

describe('who changed a person last', () => {
  it.each(Object.keys(writes))('is known after %s', async (name) => {
    const { user } = await reader.browser.call(createUser, { loginId: 'sato', password: newPassword })
    expect(user.updatedBy).toBe('admin')
    server.clock.advance(60_000)
    await writes[name]!(user.userId)
    const after = await reader.browser.call(readUser, { userId: user.userId })
    expect(after.version).toBeGreaterThan(user.version)
    expect(after).toMatchObject({ updatedBy: 'writer', updatedAt: server.clock.now().toISOString() })
  })

  it('is known of people whom an import registered', async () => {
    await apply({ loginId: 'new', password: newPassword })
    const { rows } = await reader.browser.call(listUsers, { loginId: 'new' })
    const after = await reader.browser.call(readUser, { userId: rows[0]!.userId })
    expect(after.updatedBy).toBe('writer')
  })
})
