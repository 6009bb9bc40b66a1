import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { applyImport, listUsers, readDirectory, readImport } from '@kaoban/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openKey, openTestTenant, type TestServer, type TestTenant, testServer } from '../../../../test/server.ts'
import { Workstation } from '../platform/testing.ts'
import { DomainController, hasSamba } from './samba.testing.ts'

let server: TestServer
let tenant: TestTenant
let controller: DomainController
let secret: string
const relay = new Workstation()
const readerPassword = 'R3ader-Passw0rd!'

beforeAll(async () => {
  if (!hasSamba) return
  ;[server, controller] = await Promise.all([testServer(), DomainController.start()])
  tenant = await openTestTenant(server, '株式会社ディレクトリ')
  secret = (await openKey(server, tenant.administrator, { scope: 'directory.sync' })).secret
  await controller.addUnit()
  await controller.add('reader', 'AD読み取り', readerPassword)
  await Promise.all(names.map((name, n) => controller.add(name, `社員　${n}`)))
  await controller.add('takahashi', '髙橋 𠮷郎')
}, 120_000)
afterAll(() => controller?.stop())

const names = Array.from({ length: 40 }, (_, n) => `staff${n}`)
const setUp = (more: string[], input = `${secret}\n${readerPassword}\n`) =>
  relay.run(
    [
      ...['directory', 'setup', '--server', server.url, '--insecure-http', '--json'],
      ...['--ldap', `ldaps://${controller.address}`, '--ca', controller.ca, '--account', 'reader', ...more],
    ],
    { input },
  )
const sync = (...more: string[]) => relay.run(['directory', 'sync', '--json', ...more])
const resultOf = ({ facts }: Awaited<ReturnType<typeof sync>>) => facts.find(({ event }) => event === 'directory')
const find = async (loginId: string) =>
  (await tenant.administrator.browser.call(listUsers, { search: loginId })).rows.find((row) => row.loginId === loginId)
const writtenPeople = () =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
    const { rows } = await sql`select user_id, version, xmin::text as written from users order by 1`.execute(db)
    return rows
  })

describe.skipIf(!hasSamba)('the directory tool beside a domain controller', { timeout: 120_000 }, () => {
  it('is set up once both sides answer, for an account that may do nothing but read [NFM-ADP-003] [NFM-ADP-016] [NFM-ADP-017] [NFM-ADP-018]', async () => {
    for (const name of ['a*b', 'KAOBAN\\reader', 'x'.repeat(21), '  '])
      expect(await setUp(['--account', name]), name).toMatchObject({ code: 2 })
    expect(await setUp([], `${secret}\nwrong\n`)).toMatchObject({ code: 3 })
    expect(await setUp([], `${secret.slice(0, -1)}\n${readerPassword}\n`)).toMatchObject({ code: 3 })
    expect(await setUp(['--ou', `OU=Nowhere,${controller.base}`])).toMatchObject({ code: 4 })
    const done = await setUp([])
    expect(done).toMatchObject({ code: 0, facts: [{ event: 'directory-set-up', domain: 'kaoban.test' }] })
    const path = join(relay.home, '.config/kaoban/directory.json')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const kept = readFileSync(path, 'utf8')
    expect(kept).not.toContain(secret)
    expect(kept).not.toContain(readerPassword)
    const other = await new Workstation().run(['directory', 'sync'])
    expect(other).toMatchObject({ code: 3 })
  })

  it('registers every enabled account of the domain, and nobody the second time [NFM-ADP-001] [NFM-ADP-005] [NFM-ADP-021] [NFM-ADP-054]', async () => {
    const trial = await sync('--dry-run')
    expect(resultOf(trial)).toMatchObject({ trial: true, added: 44 })
    expect(await find('takahashi')).toBeUndefined()
    const first = await sync()
    expect(first.err).toBe('')
    expect(first.code).toBe(0)
    // So are the administrator, the reader and a service of the domain; Guest and krbtgt are disabled.
    expect(resultOf(first)).toMatchObject({ added: 44, updated: 0, deleted: 0, failed: 0 })
    expect(await find('takahashi')).toMatchObject({
      familyName: '髙橋 𠮷郎',
      windowsAccounts: [{ kind: 'domain', place: 'kaoban.test', name: 'takahashi' }],
    })
    const before = await writtenPeople()
    expect(resultOf(await sync())).toMatchObject({ added: 0, updated: 0, deleted: 0, failed: 0 })
    expect(await writtenPeople()).toEqual(before)
    const log = readFileSync(join(relay.home, '.config/kaoban/directory.log'), 'utf8').trim().split('\n')
    expect(log.map((line) => JSON.parse(line))).toMatchObject([{ state: 'checked' }, { added: 44 }, { added: 0 }])
  })

  it('goes on run after run until it is told to stop', async () => {
    const watching = relay.start(['directory', 'sync', '--watch', '--every', '5s', '--json'])
    await watching.says('"event":"directory"')
    watching.child.kill('SIGTERM')
    expect((await watching.ended).code).toBe(0)
  })

  it('follows new names, disabled and deleted accounts, and leaves alone whose name is taken [NFM-ADP-031] [NFM-ADP-042] [NFM-ADP-045] [NFM-ADP-046]', async () => {
    await controller.set('staff0', 'sAMAccountName', 'renamed')
    await controller.set('staff0', 'displayName', '新姓 花子')
    await controller.set('staff1', 'userAccountControl', '546')
    await controller.remove('staff2')
    await tenant.addPerson({ loginId: 'Taken' })
    await controller.add('taken', '同名 太郎')
    const run = await sync()
    expect(run.code).toBe(1)
    expect(resultOf(run)).toMatchObject({ added: 0, updated: 2, deleted: 1, failed: 1 })
    expect(run.facts).toContainEqual(expect.objectContaining({ event: 'fault', code: 'directory.collision' }))
    expect(await find('staff0')).toMatchObject({ familyName: '新姓 花子', windowsAccounts: [{ name: 'renamed' }] })
    expect(await find('staff1')).toMatchObject({ disabled: true })
    expect(await find('staff2')).toBeUndefined()
    await controller.remove('taken')
    expect((await sync()).code).toBe(0)
  })

  it('waits for somebody to confirm in the portal that a quarter of the people go [NFM-ADP-047]', async () => {
    for (const name of names.slice(10, 21)) await controller.remove(name)
    const waits = await sync()
    expect(waits.code).toBe(5)
    expect(await find('staff10')).toBeDefined()
    expect((await sync()).code).toBe(5)
    const { browser } = tenant.administrator
    const { importId } = (await browser.call(readDirectory)).domains[0]!.run!.import
    await browser.call(applyImport, { importId, deletions: 11 })
    while ((await browser.call(readImport, { importId })).state !== 'applied')
      await new Promise((wake) => setTimeout(wake, 50))
    expect(await find('staff10')).toBeUndefined()
    const status = await relay.run(['directory', 'status', '--json'])
    expect(status.facts).toMatchObject([{ event: 'directory-status', own: true, provisioned: 32, failed: 0 }])
  })

  it('may be bound to a unit, and begins an open connection with StartTLS [NFM-ADP-021]', async () => {
    const staff = `OU=Staff,${controller.base}`
    const done = await setUp(['--ldap', `ldap://${controller.address}`, '--ou', staff])
    expect(done).toMatchObject({ code: 0 })
    // The administrator of the domain and its service are out of scope now.
    expect(resultOf(await sync('--dry-run'))).toMatchObject({ deleted: 2 })
    const stranger = new Workstation({ HOME: relay.home })
    const untrusted = await stranger.run(
      [
        'directory',
        'setup',
        '--server',
        server.url,
        '--insecure-http',
        '--ldap',
        controller.address,
        '--account',
        'reader',
      ],
      { input: `${secret}\n${readerPassword}\n` },
    )
    expect(untrusted).toMatchObject({ code: 4 })
  })
})
