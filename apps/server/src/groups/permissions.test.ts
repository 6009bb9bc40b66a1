import {
  changePassword,
  type EndpointShape,
  exportOperationLog,
  listGroups,
  listUsers,
  type Role,
  readLicences,
  readTenantSettings,
  roles,
  searchAuthentications,
  signOut,
  unlockUsers,
} from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { openTestTenant, type TestPerson, testServer } from '../platform/testing.ts'

const everybody = roles
const administrators: readonly Role[] = ['group-administrator', 'system-administrator']
const systems: readonly Role[] = ['system-administrator']

/** The rows of portal.md §1.1 that this build has: an endpoint of the function and who may call it. */
const matrix: [string, EndpointShape, readonly Role[]][] = [
  ['パスワード変更 [NFM-ROL-021]', changePassword, everybody],
  ['ログアウト [NFM-ROL-023]', signOut, everybody],
  ['利用者管理 [NFM-ROL-024]', listUsers, administrators],
  ['利用者管理, グループ [NFM-ROL-024]', listGroups, administrators],
  ['ログビューア [NFM-ROL-025]', searchAuthentications, administrators],
  ['設定 [NFM-ROL-026]', readTenantSettings, systems],
  ['ライセンスキー管理 [NFM-ROL-029]', readLicences, systems],
  ['操作ログ [NFM-ROL-033]', exportOperationLog, systems],
  ['ロック解除 [NFM-ROL-035]', unlockUsers, administrators],
]

async function callerOf(role: Role): Promise<TestPerson> {
  const tenant = await openTestTenant(await testServer())
  if (role === 'system-administrator') return tenant.administrator
  const groupId = await tenant.addGroup('S01')
  return tenant.addPerson({ places: [{ groupId, administrator: role === 'group-administrator' }] })
}

describe('the permission matrix', () => {
  it.each(matrix)('%s is open to whom it names and refused to the others', async (_function, shape, allowed) => {
    for (const role of roles) {
      const { browser } = await callerOf(role)
      const answer = await browser.fetch(shape.path, {
        method: shape.method,
        headers: { 'content-type': 'application/json', 'x-csrf-token': browser.cookies.get('kb_csrf') ?? '' },
        ...(shape.method === 'GET' ? {} : { body: '{}' }),
      })
      const { code } = (await answer.json().catch(() => ({}))) as { code?: string }
      expect([role, code === 'request.forbidden' ? 'refused' : 'let in']).toEqual([
        role,
        allowed.includes(role) ? 'let in' : 'refused',
      ])
    }
  })
})
