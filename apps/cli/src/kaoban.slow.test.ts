import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { encodeText, readMfaJob, readUsers, userTable, writeTable, writeUsersXlsx } from '@kaoban/codecs'
import { listUsers, registerApp, revokeApiKey } from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { openKey, openTestTenant, type TestServer, type TestTenant, testServer } from '../../../test/server.ts'
import { accountCommands } from './account/account.commands.ts'
import { directoryCommands } from './directory/directory.commands.ts'
import { helpCommands } from './help/help.commands.ts'
import { helpOf } from './help/help.service.ts'
import type { CommandShape } from './platform/command.ts'
import { Workstation } from './platform/testing.ts'
import { sayIn } from './platform/words.ts'
import { userCommands } from './users/users.commands.ts'

let server: TestServer
let tenant: TestTenant
let desk: Workstation
let key: Awaited<ReturnType<typeof openKey>>

beforeAll(async () => {
  server = await testServer()
  tenant = await openTestTenant(server, '株式会社コマンド')
  key = await openKey(server, tenant.administrator, { name: '人事サーバー' })
  desk = new Workstation()
  const { code, err } = await desk.run(['login', server.url, '--insecure-http'], { input: `${key.secret}\n` })
  expect(err).toBe('')
  expect(code).toBe(0)
})

const local = ['--insecure-http']
/** Begins as a picture does, which is all that the command line looks at. */
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0])
const put = (name: string, content: string | Uint8Array) => {
  const path = join(desk.home, name)
  writeFileSync(path, content)
  return path
}
type Cells = Parameters<typeof userTable>[0][number]
const usersCsv = (rows: Cells[]) => {
  const written = writeTable(userTable(rows, 'neutral'), 'utf-8-bom')
  if (!written.ok) throw new Error('not written')
  return written.bytes
}
const newcomers = (count: number, prefix = 'new'): Cells[] =>
  Array.from({ length: count }, (_, n) => ({
    loginId: `${prefix}${n}`,
    password: `Kirin-Sora-${n}-Umi`,
    familyName: '髙橋',
  }))
const total = async (search: string) => (await tenant.administrator.browser.call(listUsers, { search })).total
const portalOf = (of: TestTenant) => of.administrator.browser

describe('kaoban login', { timeout: 120_000 }, () => {
  it('keeps the key in a file that only its owner may read, and says as whom it acts', async () => {
    const path = join(desk.home, '.config/kaoban/login.json')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ server: server.url, token: key.secret })
    const { code, facts } = await desk.run(['whoami', '--json', ...local])
    expect(code).toBe(0)
    expect(facts).toMatchObject([{ event: 'whoami', name: '人事サーバー', person: { loginId: 'admin' } }])
  })

  it('refuses a mistyped key before anybody is asked, and one that the server refuses', async () => {
    const visitor = new Workstation()
    const login = (input: string) => visitor.run(['login', server.url, ...local], { input })
    const typo = await login(`${key.secret.slice(0, 20)}${key.secret[20] === 'A' ? 'B' : 'A'}${key.secret.slice(21)}`)
    expect(typo).toMatchObject({ code: 3, out: '' })
    expect(typo.err).toContain('mistyped or cut off')
    const gone = await openKey(server, tenant.administrator)
    await portalOf(tenant).call(revokeApiKey, { apiKeyId: gone.apiKeyId })
    const refused = await login(gone.secret)
    expect(refused).toMatchObject({ code: 3 })
    expect(refused.err).toContain('cannot be used')
    expect(existsSync(join(visitor.home, '.config/kaoban/login.json'))).toBe(false)
  })

  it('takes credentials from the environment, a private file or the login, and from no argument [MFA-CLI-013]', async () => {
    const visitor = new Workstation()
    const env = { KAOBAN_TOKEN: key.secret, KAOBAN_SERVER: server.url }
    expect((await visitor.run(['whoami', ...local], { env })).code).toBe(0)
    const file = join(visitor.home, 'key')
    writeFileSync(file, key.secret, { mode: 0o600 })
    const withFile = ['whoami', ...local, '--server', server.url, '--token-file', file]
    expect((await visitor.run(withFile)).code).toBe(0)
    chmodSync(file, 0o640)
    const open = await visitor.run(withFile)
    expect(open.code).toBe(3)
    expect(open.err).toContain('others may read it')
    const kept = join(desk.home, '.config/kaoban/login.json')
    chmodSync(kept, 0o644)
    expect((await desk.run(['whoami', ...local])).code).toBe(3)
    chmodSync(kept, 0o600)
    const argument = await visitor.run(['whoami', '--token', key.secret, ...local])
    expect(argument.code).toBe(2)
    expect(argument.err).toContain('there is no option --token')
    expect(argument.err).not.toContain(key.secret)
    expect((await visitor.run(['whoami', ...local])).code).toBe(3)
    // Plain http: to nobody by itself, with the option to this machine only.
    const plain = await visitor.run(['whoami'], { env })
    expect(plain).toMatchObject({ code: 2 })
    expect(plain.err).toContain('would not be encrypted')
    const away = await visitor.run(['whoami', ...local], { env: { ...env, KAOBAN_SERVER: 'http://192.0.2.1' } })
    expect(away.code).toBe(2)
    expect(
      (await visitor.run(['whoami', ...local], { env: { ...env, KAOBAN_SERVER: 'http://localhost.example.com' } }))
        .code,
    ).toBe(2)
  })

  it('sends the key that was kept to its own server only, and follows no redirect', async () => {
    const seen: (string | undefined)[] = []
    const stranger = createServer((request, response) => {
      seen.push(request.headers.authorization)
      response.writeHead(307, { location: `${server.url}${request.url}` }).end()
    })
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening))
    const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`
    const other = await desk.run(['whoami', '--server', url, ...local])
    expect(other).toMatchObject({ code: 3 })
    expect(seen).toEqual([])
    const env = { KAOBAN_TOKEN: key.secret, KAOBAN_SERVER: url }
    const led = await desk.run(['whoami', ...local], { env })
    expect(led).toMatchObject({ code: 4, out: '' })
    expect(led.err).toContain(`leads to another address (${server.url}/api/api-key)`)
    expect(seen.length).toBe(1)
    stranger.close()
    const nowhere = await desk.run(['whoami'], { env: { ...env, KAOBAN_SERVER: 'https://kaoban.invalid' } })
    expect(nowhere.code).toBe(4)
    expect(nowhere.err).toMatch(/cannot be reached \((?:ENOTFOUND|EAI_AGAIN)\)/)
  })
})

describe('kaoban users', { timeout: 180_000 }, () => {
  it('exports, and imports what was changed in the file', async () => {
    await tenant.addPerson({ loginId: 'sato', familyName: '佐藤', mail: 'sato@example.jp' })
    const out = await desk.run(['users', 'export', '--encoding', 'utf-8', '-o', 'all.csv', ...local])
    expect(out).toMatchObject({ code: 0, out: 'Written to all.csv.\n' })
    const path = join(desk.home, 'all.csv')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(desk.home).filter((name) => name.includes('.part'))).toEqual([])
    const text = readFileSync(path, 'utf8')
    expect(text).not.toMatch(/\$argon2/)
    expect((await desk.run(['users', 'validate', path, '--offline'])).code).toBe(0)
    const same = await desk.run(['users', 'import', path, '--json', ...local])
    expect(same.code).toBe(0)
    expect(same.facts.at(-1)).toMatchObject({ event: 'imported', updated: 0, failed: 0, added: 0 })
    writeFileSync(path, text.replace('佐藤', '斎藤'))
    const dry = await desk.run(['users', 'import', path, '--dry-run', '--json', ...local])
    expect(dry.facts.at(-1)).toMatchObject({ event: 'imported', trial: true, updated: 1, failed: 0 })
    expect(await total('斎藤')).toBe(0)
    const { code, facts } = await desk.run(['users', 'import', path, '--json', '--report', 'result.csv', ...local])
    expect(code).toBe(0)
    expect(facts.at(-1)).toMatchObject({ event: 'imported', trial: false, updated: 1, failed: 0 })
    expect(await total('斎藤')).toBe(1)
    expect(readFileSync(join(desk.home, 'result.csv'), 'utf8')).toContain('斎藤')
    expect(readdirSync(join(desk.home, '.local/state/kaoban/jobs'))).toEqual([])
  })

  it('writes to standard output for pipes, and says nothing else there', async () => {
    const { code, out, err } = await desk.run(['users', 'export', '--encoding', 'utf-8', ...local])
    expect(code).toBe(0)
    expect(err).toBe('')
    expect(readUsers(Buffer.from(out)).ok).toBe(true)
    expect((await desk.run(['users', 'export', '--json', ...local])).code).toBe(2)
  })

  it('names what Shift_JIS cannot hold and writes nothing', async () => {
    await tenant.addPerson({ loginId: 'yoshi', familyName: '𠮷田' })
    const refused = await desk.run(['users', 'export', '-o', 'sjis.csv', ...local])
    expect(refused.code).toBe(2)
    expect(refused.out).toContain('U+20BB7')
    expect(existsSync(join(desk.home, 'sjis.csv'))).toBe(false)
    await server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      await db.deleteFrom('users').where('loginId', '=', 'yoshi').execute()
    })
  })

  it('tells each fault with its place, in either language, and ends by what became of the rows', async () => {
    const rows: Cells[] = [...newcomers(2, 'good'), { loginId: 'bad', mail: 'no address' }]
    const path = put('some.csv', usersCsv(rows))
    const some = await desk.run(['users', 'import', path, ...local])
    expect(some.code).toBe(1)
    expect(some.out).toMatch(/some\.csv:4:bad:.*\[MSG-IMP-010\]/)
    expect(some.out).toContain('3 rows: 2 added, 0 updated, 0 deleted, 0 unchanged, 1 failed')
    const ja = await desk.run(['users', 'validate', path, '--lang', 'ja', '--offline'])
    expect(ja.code).toBe(1)
    expect(ja.out).toContain('メールアドレス')
    expect(ja.out).toContain('1ファイル、3行を検証しました：失敗1行')
    const broken = put('broken.csv', `${Buffer.from(usersCsv(newcomers(3, 'never')))}"never closed`)
    const refused = await desk.run(['users', 'import', broken, ...local])
    expect(refused.code).toBe(2)
    expect(await total('never')).toBe(0)
    expect((await desk.run(['users', 'import', 'nowhere.csv', ...local])).code).toBe(2)
    const readOnly = await openKey(server, tenant.administrator, { scope: 'users.read' })
    const env = { KAOBAN_TOKEN: readOnly.secret, KAOBAN_SERVER: server.url }
    expect((await desk.run(['users', 'import', path, ...local], { env })).code).toBe(3)
    expect((await desk.run(['users', 'export', ...local], { env })).code).toBe(0)
    const nowhere = { KAOBAN_TOKEN: key.secret, KAOBAN_SERVER: 'http://127.0.0.1:1' }
    const down = desk.start(['whoami', ...local], { env: nowhere })
    await down.says('trying again in 1 s')
    await down.says('trying again in 2 s')
    down.child.kill('SIGTERM')
    expect((await down.ended).code).toBe(4)
  })

  it('is interrupted between two lots, and goes on where it was [MFA-CLI-008] [MFA-CLI-009] [MFA-CLI-010]', async () => {
    const path = put('many.csv', usersCsv(newcomers(60, 'many')))
    const proxy = await slowProxy(server.url, 120)
    const env = { KAOBAN_TOKEN: key.secret, KAOBAN_SERVER: proxy.url }
    const first = desk.start(['users', 'import', path, '--batch', '5', ...local], { env })
    await first.says('job ')
    await proxy.until(3)
    first.child.kill('SIGINT')
    const stopped = await first.ended
    expect(stopped.code).toBe(5)
    const [command] = /kaoban users import --resume \S+/.exec(stopped.err)!
    const id = command.split(' ').at(-1)!
    const journal = readFileSync(join(desk.home, `.local/state/kaoban/jobs/${id}.json`), 'utf8')
    expect(journal).not.toMatch(/many\d|Kirin|髙橋/)
    const { received } = JSON.parse(journal) as { received: number }
    expect(received % 5).toBe(0)
    expect(received).toBeGreaterThanOrEqual(10)
    expect(received).toBeLessThan(60)
    expect(await total('many')).toBe(0)
    const words = ['users', 'import', '--resume', id, ...local]
    const text = readFileSync(path)
    writeFileSync(path, `${text} `)
    const changed = await desk.run(words, { env })
    expect(changed.code).toBe(2)
    expect(changed.err).toContain('has changed')
    writeFileSync(path, text)
    const before = proxy.lots()
    const resumed = await desk.run([...words, '--json'], { env })
    expect(resumed.facts.at(-1)).toMatchObject({ event: 'imported', rows: 60, added: 60, failed: 0 })
    expect(resumed.code).toBe(0)
    // What had arrived was not sent again.
    expect(proxy.lots() - before).toBe((60 - received) / 5)
    expect(await total('many')).toBe(60)
    expect((await desk.run(words, { env })).code).toBe(2)
    proxy.close()
  })

  it('tries again when answers get lost, and applies no row twice [MFA-CLI-012]', async () => {
    const path = put('lossy.csv', usersCsv(newcomers(12, 'lossy')))
    const proxy = await slowProxy(server.url, 0, { loseAnswers: [1, 2] })
    const env = { KAOBAN_TOKEN: key.secret, KAOBAN_SERVER: proxy.url }
    const { code, facts } = await desk.run(
      ['users', 'import', path, '--batch', '6', '--jobs', '1', '--json', ...local],
      { env },
    )
    expect(facts.filter(({ event }) => event === 'waiting').map(({ seconds }) => seconds)).toEqual([1, 2])
    expect(facts.at(-1)).toMatchObject({ rows: 12, added: 12, failed: 0 })
    expect(code).toBe(0)
    expect(await total('lossy')).toBe(12)
    proxy.close()
  })

  it('asks for the number when many would be deleted, and ends with a command that says it', async () => {
    const come = newcomers(50, 'gone')
    expect((await desk.run(['users', 'import', put('come.csv', usersCsv(come)), '--quiet', ...local])).code).toBe(0)
    const path = put('gone.csv', usersCsv(come.map(({ loginId }) => ({ loginId, delete: 'D' }))))
    const asked = await desk.run(['users', 'import', path, ...local])
    expect(asked.code).toBe(5)
    expect(await total('gone')).toBe(50)
    const [command] = /users import --resume \S+ --confirm-deletions 50/.exec(asked.err)!
    const wrong = await desk.run([...command.replace(/50$/, '49').split(' '), ...local])
    expect(wrong.code).toBe(2)
    const done = await desk.run([...command.split(' '), ...local])
    expect(done).toMatchObject({ code: 0 })
    expect(done.out).toContain('50 deleted')
    expect(await total('gone')).toBe(0)
  })

  it('does not wait for another import when told so, and can go on later', async () => {
    const path = put('wait.csv', usersCsv(newcomers(1, 'wait')))
    const locked = await whileAnotherRuns(() => desk.run(['users', 'import', path, '--no-wait', ...local]))
    expect(locked.code).toBe(6)
    const [command] = /users import --resume \S+/.exec(locked.err)!
    expect((await desk.run([...command.split(' '), ...local])).code).toBe(0)
  })

  it('says by its exit code how it ended: 0 to 6 [MFA-CLI-006]', async () => {
    const [good, bad] = [
      put('exit-good.csv', usersCsv(newcomers(4, 'exit'))),
      put('exit-bad.csv', usersCsv([...newcomers(1, 'exit'), { loginId: 'exit9', mail: 'no' }])),
    ]
    const code = async (words: string[], env?: Record<string, string>) =>
      (await desk.run([...words, ...local], env && { env })).code
    expect(await code(['users', 'import', good])).toBe(0)
    expect(await code(['users', 'import', bad])).toBe(1)
    const refused = put('exit-refused.csv', 'no,such,columns\r\n1,2,3\r\n')
    expect(await code(['users', 'import', refused])).toBe(2)
    const before = await total('')
    expect(await code(['users', 'import', good, refused])).toBe(2)
    expect(await total('')).toBe(before)
    expect(await code(['users', 'import', good], { HOME: join(desk.home, 'nobody') })).toBe(3)
    const away = desk.start(['users', 'import', good, ...local], {
      env: { KAOBAN_TOKEN: key.secret, KAOBAN_SERVER: await serverThatBreaks() },
    })
    expect((await away.ended).code).toBe(4)
    const proxy = await slowProxy(server.url, 150)
    const stopped = desk.start(
      ['users', 'import', put('exit-slow.csv', usersCsv(newcomers(9, 'slow'))), '--batch', '1', ...local],
      {
        env: { KAOBAN_TOKEN: key.secret, KAOBAN_SERVER: proxy.url },
      },
    )
    await proxy.until(2)
    stopped.child.kill('SIGTERM')
    expect((await stopped.ended).code).toBe(5)
    proxy.close()
    await whileAnotherRuns(async () => expect(await code(['users', 'import', good, '--no-wait'])).toBe(6))
  })

  it('shows control characters of a list, and obeys none', async () => {
    const path = put('evil.csv', usersCsv([{ loginId: 'evil\u001b]0;x\u0007', mail: 'no address' }]))
    const { out } = await desk.run(['users', 'validate', path, '--offline'])
    expect(out).toContain('evil.csv:2:evilU+001B]0;xU+0007')
    expect(out).not.toContain('\u001b')
  })

  it('takes warnings for warnings, or for errors with --strict [MFA-CLI-007]', async () => {
    await tenant.addGroup('CLI07', '警告部')
    const path = put('warned.csv', 'mode,userid,groupId,role,start\r\nadd,warned1,CLI07,1,2025/9/1\r\n')
    const strict = await desk.run(['users', 'import', path, '--strict', ...local])
    expect(strict.code).toBe(1)
    expect(strict.out).toContain('[MFA-W-DATE-IGNORED]')
    expect(await total('warned1')).toBe(0)
    expect((await desk.run(['users', 'validate', path, '--strict', '--offline'])).code).toBe(1)
    expect((await desk.run(['users', 'validate', path, '--offline'])).code).toBe(0)
    const lenient = await desk.run(['users', 'import', path, '--json', ...local])
    expect(lenient.facts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ event: 'fault', level: 'warning', code: 'MFA-W-DATE-IGNORED' }),
      ]),
    )
    expect(lenient.facts.at(-1)).toMatchObject({ added: 1, failed: 0, warned: 1 })
    expect(lenient.code).toBe(0)
    expect(await total('warned1')).toBe(1)
  })

  it('validates on the server where one is known: the report of an import, and nothing is written [MFA-CLI-001]', async () => {
    await tenant.addPerson({ loginId: 'holder', mail: 'held@example.jp' })
    const path = put(
      'check.csv',
      usersCsv([
        ...newcomers(1, 'check'),
        { loginId: 'check-mail', password: 'Kirin-Sora-58-Umi', mail: 'held@example.jp' },
        { loginId: 'check-bad', mail: 'no address' },
        { loginId: 'check-gone', delete: 'D' },
        { loginId: 'check-face', password: 'Kirin-Sora-58-Umi', picture: 'none.jpg' },
      ]),
    )
    const images = join(desk.home, 'check-photos')
    mkdirSync(images)
    writeFileSync(join(images, 'nobody.jpg'), jpeg)
    const told = ({ facts }: { facts: Record<string, unknown>[] }) => facts.filter(({ event }) => event === 'fault')
    const reports = ['check-report.csv', 'import-report.csv'].map((name) => join(desk.home, name))
    const pictured = ['--images', images, '--consent', '--json', ...local]
    const checked = await desk.run(['users', 'validate', path, '--report', reports[0]!, ...pictured])
    const tried = await desk.run(['users', 'import', path, '--dry-run', '--report', reports[1]!, ...pictured])
    expect(told(checked)).toEqual(told(tried))
    expect(told(checked).map(({ userid, code }) => [userid, code])).toEqual([
      [undefined, 'MFA-W-IMG-UNREF'],
      ['check-mail', 'MSG-IMP-030'],
      ['check-bad', 'MSG-IMP-010'],
      ['check-bad', 'MSG-IMP-003'],
      ['check-gone', 'MSG-IMP-026'],
      ['check-face', 'MSG-IMP-028'],
    ])
    expect(checked.facts.at(-1)).toMatchObject({ event: 'validated', server: true, rows: 5, added: 2, failed: 3 })
    expect([checked.code, tried.code]).toEqual([1, 1])
    const [own, other] = reports.map((name) => readFileSync(name, 'utf8'))
    expect(own).toBe(other)
    expect(await total('check')).toBe(0)
    const kept = await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      db
        .selectFrom('importRows')
        .select(({ fn }) => fn.sum<number>(sql`length(record)`).as('bytes'))
        .where('importId', '=', String(checked.facts.at(-1)!.job))
        .executeTakeFirstOrThrow(),
    )
    expect(Number(kept.bytes)).toBe(0)
    // A list that breaks off is refused as an import refuses it; pictures leave this machine with consent only.
    const broken = put('check-broken.csv', `${readFileSync(path)}"never closed`)
    const [refused, alike] = [
      await desk.run(['users', 'validate', broken, ...local]),
      await desk.run(['users', 'import', broken, ...local]),
    ]
    expect(refused).toEqual(alike)
    expect(refused.code).toBe(2)
    const asked = await desk.run(['users', 'validate', path, '--images', images, ...local])
    expect(asked).toMatchObject({ code: 2 })
    expect(asked.err).toContain('--offline')
    // Without a server: what the files alone say, and a word that this is all.
    const alone = await new Workstation().run(['users', 'validate', path, '--json'])
    expect(alone.facts[0]).toEqual({ event: 'alone' })
    expect(told(alone).map(({ userid }) => userid)).toEqual(['check-bad'])
    expect(alone.facts.at(-1)).toMatchObject({ event: 'validated', server: false, rows: 5, failed: 1 })
  })

  it('takes every option of an import, and a trial finds what only the server knows [MFA-CLI-002]', async () => {
    await tenant.addGroup('CLI02', '選択部')
    const images = join(desk.home, 'option-photos')
    mkdirSync(images)
    writeFileSync(join(images, 'opt1.jpg'), 'no picture')
    const rows = (n: number) =>
      Array.from({ length: n }, (_, i) => `add,opt${i},CLI02,1,髙${i},${i === 1 ? 'opt1.jpg' : ''},`)
    const header = 'mode,userid,groupId,role,username,template55,start'
    const text = [header, ...rows(12), 'add,opt-nowhere,NOGROUP,1,x,,', 'add,opt-late,CLI02,1,x,,2025/9/1'].join('\r\n')
    const path = put('options.csv', encodeText(text, 'shift_jis'))
    const report = join(desk.home, 'options-report.csv')
    const proxy = await slowProxy(server.url, 60)
    const env = { KAOBAN_TOKEN: key.secret, KAOBAN_SERVER: proxy.url }
    const words = ['users', 'import', path, '--images', images, '--consent', '--encoding', 'shift_jis', '--batch', '2']
    const run = (...more: string[]) => desk.run([...words, '--report', report, '--json', ...more, ...local], { env })
    const trial = await run('--dry-run', '--jobs', '4')
    expect(proxy.mostAtOnce()).toBe(4)
    expect(trial.facts.at(-1)).toMatchObject({ trial: true, rows: 14, added: 12, failed: 2, warned: 1 })
    expect(trial.code).toBe(1)
    expect(await total('opt')).toBe(0)
    const written = readFileSync(report, 'utf8')
    for (const fault of ['MFA-E-IMG-FORMAT', 'MFA-E-GROUP', 'MFA-W-DATE-IGNORED']) expect(written).toContain(fault)
    proxy.forget()
    const strict = await run('--strict', '--jobs', '1')
    expect(proxy.mostAtOnce()).toBe(1)
    expect(strict.facts.at(-1)).toMatchObject({ trial: false, added: 11, failed: 3 })
    expect(await total('opt')).toBe(11)
    expect(await total('髙0')).toBe(1)
    expect((await run('--encoding', 'utf-8')).code).toBe(2)
    expect((await run('--jobs', '17')).code).toBe(2)
    proxy.close()
  })

  it('sends a hundred rows at once, pictures a few at a time, and no bad picture fails its neighbours [MFA-CLI-014]', async () => {
    const images = join(desk.home, 'batch-photos')
    mkdirSync(join(images, 'folder'), { recursive: true })
    symlinkSync('folder', join(images, 'batch7.jpg'))
    symlinkSync('nothing', join(images, 'batch8.jpg'))
    const size = 60_000
    const rows = Array.from({ length: 130 }, (_, n): Cells => {
      if (n < 45 && n !== 7 && n !== 8 && n !== 9)
        writeFileSync(join(images, `batch${n}.jpg`), n === 10 ? 'text' : Buffer.concat([jpeg, Buffer.alloc(size)]))
      return { ...newcomers(1)[0]!, loginId: `batch${n}`, ...(n < 45 && { picture: `batch${n}.jpg` }) }
    })
    const proxy = await slowProxy(server.url, 0)
    const env = { KAOBAN_TOKEN: key.secret, KAOBAN_SERVER: proxy.url }
    const words = ['users', 'import', put('batch.csv', usersCsv(rows)), '--images', images, '--consent', '--dry-run']
    const { facts } = await desk.run([...words, '--jobs', '1', '--json', ...local], { env })
    // 2.5 MB of pictures: never more than two of them and a lot of rows in one request.
    expect(proxy.sizes().length).toBe(3)
    expect(Math.max(...proxy.sizes())).toBeLessThan(2_500_000)
    expect(proxy.rows()[0]! + proxy.rows()[1]!).toBe(100)
    expect(proxy.rows()[2]).toBe(30)
    // Everybody is there; each bad picture is told of its own row alone.
    expect(facts.at(-1)).toMatchObject({ rows: 130, added: 130, failed: 0 })
    const { job } = facts.at(-1) as { job: string }
    const named = await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      db.selectFrom('importRows').select(['loginId', 'picture']).where('importId', '=', job).orderBy('row').execute(),
    )
    const missing = named.slice(0, 45).filter(({ picture }) => picture === null)
    expect(missing.map(({ loginId }) => loginId)).toEqual(['batch7', 'batch8', 'batch9', 'batch10'])
  })

  it('writes a workbook, by its name or when told so, that an import takes', async () => {
    const out = join(desk.home, 'all-people.xlsx')
    expect((await desk.run(['users', 'export', '-o', out, ...local])).code).toBe(0)
    expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK')
    const same = await desk.run(['users', 'import', out, '--dry-run', '--json', ...local])
    expect(same.facts.at(-1)).toMatchObject({ updated: 0, added: 0, failed: 0 })
    const other = join(desk.home, 'all-people')
    expect((await desk.run(['users', 'export', '--format', 'xlsx', '-o', other, ...local])).code).toBe(0)
    expect(readFileSync(other).subarray(0, 2).toString()).toBe('PK')
    expect((await desk.run(['users', 'export', '--layout', 'mfa', '-o', out, ...local])).code).toBe(2)
  })

  it('exports the list of the multi-factor product, which changes nothing when it is imported [MFA-CLI-003] [MFA-CLI-004] [MFA-CLI-005]', async () => {
    const own = await openTestTenant(server)
    const { secret } = await openKey(server, own.administrator)
    const env = { KAOBAN_TOKEN: secret, KAOBAN_SERVER: server.url }
    const [a, b] = [await own.addGroup('EXA', '営業部'), await own.addGroup('EXB', '総務部')]
    await own.addPerson({
      loginId: 'chief',
      familyName: '長',
      places: [{ groupId: b }, { groupId: a, administrator: true }],
    })
    await own.addPerson({
      loginId: 'member',
      familyName: '員',
      givenName: '花',
      mail: 'm@example.jp',
      places: [{ groupId: b }],
    })
    await own.addPerson({ loginId: 'nowhere' })
    const filled = put(
      'filled.csv',
      'mode,userid,groupId,template16,template104,template109,winlogon_1_username,winlogon_1_password,start\r\n' +
        'update,member,EXB,Kirin-Sora-58-Umi,0123456789abcdef0123456789abcdef,704192,CORP\\member,geheim-Wert-9,2026/01/01\r\n',
    )
    expect(await desk.run(['users', 'import', filled, ...local], { env })).toMatchObject({ code: 0 })
    const words = ['users', 'export', '--layout', 'mfa', '--encoding', 'utf-8', ...local]
    const { code, out } = await desk.run(words, { env })
    expect(code).toBe(0)
    for (const secretText of ['Kirin', '0123456789abcdef', '704192', 'geheim', 'argon2'])
      expect(out).not.toContain(secretText)
    const read = readMfaJob({ csv: [{ name: 'a.csv', bytes: Buffer.from(out) }], images: [] }, { entrance: 'cli' })
    const rows = read.ok ? read.files.flatMap((file) => (file.ok ? file.rows : [])) : []
    expect(rows.map(({ entry }) => [entry.mode, entry.userid, entry.groupId, entry.role])).toEqual([
      ['update', 'chief', 'EXA', { set: 2 }],
      ['update', 'member', 'EXB', { set: 1 }],
    ])
    const again = await desk.run(['users', 'import', put('same.csv', out), '--json', ...local], { env })
    expect(again.facts.filter(({ event }) => event === 'fault')).toEqual([])
    expect(again.facts.at(-1)).toMatchObject({ rows: 2, unchanged: 2, updated: 0, failed: 0 })
    const few = await desk.run([...words, '--columns', 'mail, username'], { env })
    expect(few.out.split('\r\n')[0]!.replace(/^\ufeff/, '')).toBe('mode,userid,groupId,username,mail')
    expect((await desk.run([...words, '--columns', 'shoe'], { env })).code).toBe(2)
    const one = await desk.run([...words, '--group', 'exa'], { env })
    expect(one.out.trim().split('\r\n')).toHaveLength(2)
    expect((await desk.run([...words, '--group', 'EXZ'], { env })).code).toBe(2)
    await own.addPerson({ loginId: 'tall', familyName: '𠮷田', places: [{ groupId: b }] })
    const lost = await desk.run(['users', 'export', '--layout', 'mfa', '-o', 'lost.csv', ...local], { env })
    expect(lost.code).toBe(2)
    expect(lost.out).toMatch(/^tall:.*U\+20BB7/)
    expect(existsSync(join(desk.home, 'lost.csv'))).toBe(false)
    expect((await desk.run(words, { env })).code).toBe(0)
  })

  it('writes a template with the applications of the organisation [MFA-CLI-016]', async () => {
    await portalOf(tenant).call(registerApp, { appId: 61_007, name: '経費' })
    await portalOf(tenant).call(registerApp, { appId: 70_003, name: 'クラウド' })
    const { out } = await desk.run(['users', 'template', '--layout', 'mfa', '--encoding', 'utf-8', ...local])
    expect(out.trim().split(',')).toEqual(
      expect.arrayContaining(['groupId', 'idm_61007_userid', 'idm_61007_password', 'saml_70003_spname']),
    )
    expect(out).not.toContain('idm_61008')
    const portal = await desk.run(['users', 'template', '--encoding', 'utf-8', ...local])
    expect(portal.out).toContain('利用者ID')
  })

  it('takes workbooks, and counts the rows of their sheets', async () => {
    const written = writeUsersXlsx([
      { ...newcomers(1, 'sheet')[0]!, givenName: '二\n行' },
      {},
      { loginId: 'sheet-bad', mail: 'no address' },
    ])
    if (!written.ok) throw new Error('not written')
    const path = put('people.xlsx', written.bytes)
    const { facts, code } = await desk.run(['users', 'validate', path, '--json', '--offline'])
    expect(code).toBe(1)
    expect(facts.filter(({ userid }) => userid === 'sheet-bad')).toMatchObject([{ line: 4, code: 'MSG-IMP-010' }])
    const good = writeUsersXlsx([{}, ...newcomers(2, 'sheet')])
    if (!good.ok) throw new Error('not written')
    const sent = await desk.run(['users', 'import', put('people.xlsx', good.bytes), '--json', ...local])
    expect(sent.facts.at(-1)).toMatchObject({ rows: 2, added: 2, failed: 0 })
    expect(await total('sheet')).toBe(2)
  })

  it('is bound by none of the portal’s limits but the size of one picture [MFA-LIM-010]', async () => {
    await tenant.addGroup('BIG', '大量')
    const images = join(desk.home, 'many-photos')
    mkdirSync(images)
    const [files, each, size] = [21, 15, 20_000]
    const paths = Array.from({ length: files }, (_, file) => {
      const rows = Array.from({ length: each }, (_, row) => {
        const name = `big-${file}-${row}`
        writeFileSync(join(images, `${name}.jpg`), Buffer.concat([jpeg, Buffer.alloc(size - jpeg.length, row)]))
        return `add,${name},BIG,1,${name}`
      })
      return put(`big${file}.csv`, ['mode,userid,groupId,role,template55', ...rows].join('\r\n'))
    })
    // More than 20 lists, 300 pictures and 5 MB.
    expect([files, files * each, files * each * size]).toEqual([21, 315, 6_300_000])
    const large = put('large.csv', 'mode,userid,groupId,role,template55\r\nadd,big-large,BIG,1,large.jpg')
    writeFileSync(join(images, 'large.jpg'), Buffer.concat([jpeg, Buffer.alloc(102_401 - jpeg.length)]))
    const words = ['users', 'import', ...paths, large, '--images', images, '--consent', '--dry-run', '--json', ...local]
    const { facts } = await desk.run(words)
    const { job, rows } = facts.at(-1) as { job: string; rows: number }
    expect(rows).toBe(316)
    const named = await server.database.transaction({ tenantId: tenant.tenantId }, async (db) =>
      db.selectFrom('importRows').select(['loginId', 'picture', 'faults']).where('importId', '=', job).execute(),
    )
    expect(named.filter(({ picture }) => picture !== null)).toHaveLength(315)
    expect(named.find(({ loginId }) => loginId === 'big-large')).toMatchObject({
      picture: null,
      faults: [{ code: 'MFA-E-LIMIT-IMGSIZE' }],
    })
  })

  it('takes the list of the multi-factor product, by its header, and leaves no picture folder [MFA-FACE-016]', async () => {
    const group = 'CLI01'
    await tenant.addGroup(group, 'コマンド部')
    const images = join(desk.home, 'photos')
    mkdirSync(join(images, 'a'), { recursive: true })
    writeFileSync(join(images, 'a/one.jpg'), jpeg)
    writeFileSync(join(desk.home, 'outside.jpg'), jpeg)
    symlinkSync(join(desk.home, 'outside.jpg'), join(images, 'link.jpg'))
    writeFileSync(join(images, 'large.jpg'), Buffer.concat([jpeg, Buffer.alloc(102_400 - jpeg.length + 1)]))
    writeFileSync(join(images, 'right.jpg'), Buffer.concat([jpeg, Buffer.alloc(102_400 - jpeg.length)]))
    writeFileSync(join(images, 'text.jpg'), 'text')
    writeFileSync(join(images, 'nobody.jpg'), jpeg)
    // The portal takes names only.
    const inPortal = readMfaJob(
      {
        csv: [{ name: 'a.csv', bytes: Buffer.from('mode,userid,role,template55\r\nadd,portal1,1,a/one.jpg\r\n') }],
        images: [{ name: 'a/one.jpg', size: 6, head: jpeg }],
      },
      { entrance: 'portal' },
    )
    expect(inPortal.ok && inPortal.files.map((file) => file.ok && file.rows[0]!.faults.length)).toEqual([1])
    const row = (userid: string, picture: string) => `add,${userid},${group},1,${picture}`
    const csv = put(
      'mfa.csv',
      ['mode,userid,groupId,role,template55']
        .concat([
          row('pic-one', 'a/one'),
          row('pic-up', '../outside.jpg'),
          row('pic-link', 'link.jpg'),
          row('pic-root', join(desk.home, 'outside.jpg')),
          row('pic-large', 'large.jpg'),
          row('pic-right', 'right'),
          row('pic-text', 'text.jpg'),
          row('pic-shared', 'a/one.jpg'),
        ])
        .join('\r\n'),
    )
    const checked = await desk.run(['users', 'validate', csv, '--images', images, '--json', '--offline'])
    const faults = Object.fromEntries(
      checked.facts
        .filter(({ event, userid }) => event === 'fault' && userid)
        .map(({ userid, code }) => [userid, code]),
    )
    expect(faults).toEqual({
      'pic-up': 'MFA-E-IMG-NOTFOUND',
      'pic-link': 'MFA-E-IMG-NOTFOUND',
      'pic-root': 'MFA-E-IMG-NOTFOUND',
      'pic-large': 'MFA-E-LIMIT-IMGSIZE',
      'pic-text': 'MFA-E-IMG-FORMAT',
      'pic-shared': 'MFA-E-IMG-SHARED',
    })
    expect(checked.facts.filter(({ code }) => code === 'MFA-W-IMG-UNREF').map(({ file }) => file)).toEqual([
      'nobody.jpg',
    ])
    expect((await desk.run(['users', 'import', csv, '--images', images, ...local])).err).toContain('--consent')
    const sent = await desk.run([
      'users',
      'import',
      csv,
      '--images',
      images,
      '--consent',
      '--dry-run',
      '--json',
      ...local,
    ])
    const told = Object.fromEntries(
      sent.facts
        .filter(({ event, userid, level }) => event === 'fault' && userid && level === 'row')
        .map(({ userid, code }) => [userid, code]),
    )
    expect(told).toMatchObject(faults)
    expect(sent.code).toBe(1)
  })
})

describe('kaoban in words', { timeout: 180_000 }, () => {
  const commands = [
    'users import',
    'users export',
    'users validate',
    'users template',
    'directory setup',
    'directory sync',
    'directory status',
    'login',
    'whoami',
    'logout',
    'completion',
    'manual',
  ]

  it('describes every command in Japanese and English, by LANG and by --lang', async () => {
    const [ja, en] = [
      await desk.run(['--help'], { env: { LANG: 'ja_JP.UTF-8' } }),
      await desk.run(['--help', '--lang', 'en']),
    ]
    for (const command of commands) for (const { out } of [ja, en]) expect(out).toContain(`  ${command}`)
    expect(ja.out).toContain('使い方：')
    expect(en.out).toContain('Usage:')
    expect(en.out).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/)
    const first = await desk.run(['users', 'import', '--help'], { env: { LANG: 'ja_JP.UTF-8' } })
    const shapes: readonly CommandShape[] = [
      ...userCommands,
      ...directoryCommands,
      ...accountCommands,
      ...helpCommands(() => shapes),
    ]
    expect(first).toMatchObject({ code: 0, out: helpOf(shapes[0]!, sayIn('ja')) })
    expect(shapes.map(({ path }) => path.join(' '))).toEqual(commands)
    for (const shape of shapes) {
      const [own, other] = [helpOf(shape, sayIn('ja')), helpOf(shape, sayIn('en'))]
      expect(own).toMatch(/終了コード：[\s\S]*5 {2}中断した/)
      expect(other).toMatch(/Exit codes:[\s\S]*5 {2}interrupted/)
      expect(other).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/)
      const options = (text: string) => [...text.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, name]) => name)
      expect(new Set(options(own))).toEqual(new Set(options(other)))
    }
  })

  it('completes commands, options and choices in bash', async () => {
    const script = put('completion.bash', (await desk.run(['completion', 'bash'])).out)
    const complete = (...words: string[]) =>
      execFileSync(
        'bash',
        [
          '-c',
          `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kaoban; printf '%s\\n' "\${COMPREPLY[@]}"`,
          'bash',
          script,
          ...words,
        ],
        { encoding: 'utf8', cwd: desk.home },
      )
        .trim()
        .split('\n')
    expect(complete('kaoban', 'us')).toEqual(['users'])
    expect(complete('kaoban', 'audit', '')).toEqual(expect.arrayContaining(['verify', 'key']))
    expect(complete('kaoban', 'users', '')).toEqual(['import', 'export', 'validate', 'template', '--help'])
    expect(complete('kaoban', 'users', 'import', '--dry')).toEqual(['--dry-run'])
    expect(complete('kaoban', 'users', 'export', '--encoding', '')).toEqual(['utf-8', 'shift_jis'])
    expect(complete('kaoban', 'completion', 'p')).toEqual(['powershell'])
    put('list-of-people.csv', '')
    expect(complete('kaoban', 'users', 'import', '--strict', 'list-of')).toEqual(['list-of-people.csv'])
  })

  it('writes completions for other shells, and a manual, with every command and option in them', async () => {
    for (const words of [
      ['completion', 'zsh'],
      ['completion', 'fish'],
      ['completion', 'powershell'],
      ['manual'],
      ['manual', '--lang', 'ja'],
    ]) {
      const { code, out } = await desk.run(words)
      expect(code).toBe(0)
      for (const part of ['validate', 'template', 'dry', 'resume', 'insecure', 'whoami']) expect(out).toContain(part)
    }
    expect((await desk.run(['completion', 'tcsh'])).code).toBe(2)
  })

  it('prints nothing but JSON lines with --json, and nothing but errors with --quiet', async () => {
    const path = put('quiet.csv', usersCsv([...newcomers(1, 'quiet'), { loginId: 'quiet9', mail: 'no' }]))
    const json = await desk.run(['users', 'import', path, '--json', ...local])
    expect(json.err).toBe('')
    expect(json.out.trim().split('\n').length).toBe(json.facts.length)
    expect(json.facts.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['job', 'progress', 'fault', 'imported']),
    )
    expect(await desk.run(['users', 'import', path, '--quiet', ...local])).toMatchObject({ code: 1, out: '', err: '' })
    const failed = await desk.run(['users', 'validate', 'nowhere.csv', '--json', '--offline'])
    expect(failed.facts).toMatchObject([{ event: 'error', code: 'file' }])
  })

  it('leads to the operator’s tasks, and refuses what it does not know', async () => {
    const audit = await desk.run(['audit', 'verify'])
    expect(audit.code).toBe(2)
    expect(audit.err).toContain('npm run -s kaoban -- audit')
    expect((await desk.run(['usres'])).code).toBe(2)
    expect((await desk.run(['users', 'import', '--batch', '0', 'x', ...local])).code).toBe(2)
    expect((await desk.run(['users', 'export', '--encoding', 'latin1', ...local])).code).toBe(2)
  })
})

/** Lets an import of the tenant be under way meanwhile. */
async function whileAnotherRuns<Result>(work: () => Promise<Result>): Promise<Result> {
  const scope = { tenantId: tenant.tenantId }
  const importId = await server.database.transaction(scope, async (db) => {
    const found = await db.selectFrom('imports').select('importId').limit(1).executeTakeFirstOrThrow()
    await db.updateTable('imports').set({ state: 'applying' }).where('importId', '=', found.importId).execute()
    return found.importId
  })
  try {
    return await work()
  } finally {
    await server.database.transaction(scope, (db) =>
      db.updateTable('imports').set({ state: 'applied' }).where('importId', '=', importId).execute(),
    )
  }
}

/** A server that answers nothing but that something went wrong. */
async function serverThatBreaks(): Promise<string> {
  const broken = createServer((_request, response) => {
    response.writeHead(500, { 'content-type': 'application/problem+json' }).end('{"code":"server.broken","status":500}')
  })
  await new Promise<void>((listening) => broken.listen(0, '127.0.0.1', listening))
  broken.unref()
  return `http://127.0.0.1:${(broken.address() as AddressInfo).port}`
}

/** Passes requests on, slowly, counts lots that arrived, and may lose the answers to some. */
async function slowProxy(to: string, milliseconds: number, { loseAnswers = [] as number[] } = {}) {
  let [lots, atOnce, most] = [0, 0, 0]
  let wake = () => {}
  const [sizes, rows]: [number[], number[]] = [[], []]
  const proxy = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { authorization = '', 'content-type': type } = request.headers
    const isLot = request.method === 'POST' && request.url!.endsWith('/rows')
    if (isLot) {
      const body = Buffer.concat(chunks)
      sizes.push(body.length)
      rows.push(body.toString('latin1').match(/"line":/g)?.length ?? 0)
      most = Math.max(most, ++atOnce)
      await new Promise((done) => setTimeout(done, milliseconds))
    }
    const answer = await fetch(`${to}${request.url}`, {
      method: request.method!,
      headers: { authorization, ...(type && { 'content-type': type }) },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    const body = Buffer.from(await answer.arrayBuffer())
    if (isLot) {
      lots++
      atOnce--
      wake()
      if (loseAnswers.includes(lots)) return request.socket.destroy()
    }
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(body)
  })
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    lots: () => lots,
    /** Of the lots: bytes, rows, and how many were on their way together. */
    sizes: () => sizes,
    rows: () => rows,
    mostAtOnce: () => most,
    forget: () => {
      most = 0
    },
    until: (count: number) =>
      new Promise<void>((resolve) => {
        wake = () => lots >= count && resolve()
        wake()
      }),
    close: () => proxy.close(),
  }
}
