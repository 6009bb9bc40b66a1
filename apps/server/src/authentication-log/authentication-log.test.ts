import {
  changeTenantSettings,
  exportAuthentications,
  readAuthentication,
  readAuthenticationImage,
  searchAuthentications,
} from '@kaoban/contract'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { operationsOf } from '../operation-log/operation-log.testing.ts'
import { openTestTenant, startTestServer, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { countAttempts, eraseLogImagesOf, lastAttemptsOf, purgeAuthentications } from './authentication-log.service.ts'
import { inTenant, recordAttempts } from './authentication-log.testing.ts'

const day = 86_400_000

async function ready(): Promise<{ server: TestServer; tenant: TestTenant; now: Date }> {
  const server = await testServer()
  return { server, tenant: await openTestTenant(server), now: server.clock.now() }
}

function ago(now: Date, days: number): Date {
  return new Date(now.getTime() - days * day)
}

describe('the authentication log', () => {
  it('shows attempts of the last seven days, newest first, with every column [NFM-LOG-005]', async () => {
    const { server, tenant, now } = await ready()
    await recordAttempts(server, tenant.tenantId, [
      { loginId: 'old', at: ago(now, 8) },
      { loginId: 'second', at: ago(now, 6) },
      {
        loginId: 'taro',
        userId: tenant.administrator.userId,
        succeeded: false,
        errorCode: '8B',
        scene: 'windows-logon',
        means: 'face-and-windows-password',
        windowsAccount: 'Taro.K',
        windowsDomain: 'CORP',
        windowsUpn: 'taro@corp.example.jp',
        terminalName: 'PC-0001',
        serviceProviderUrl: 'https://sp.example.jp/acs',
        at: ago(now, 1),
      },
    ])
    const page = await tenant.administrator.browser.call(searchAuthentications, {})
    expect(page.rows.map((row) => row.loginId)).toEqual(['taro', 'second'])
    expect(page).toMatchObject({ total: 2, exact: true, to: now.toISOString(), from: ago(now, 7).toISOString() })
    expect(page.rows[0]).toEqual({
      authenticationId: expect.any(String),
      at: ago(now, 1).toISOString(),
      receivedAt: now.toISOString(),
      succeeded: false,
      means: 'face-and-windows-password',
      scene: 'windows-logon',
      windowsAccount: 'Taro.K',
      windowsDomain: 'CORP',
      windowsUpn: 'taro@corp.example.jp',
      terminalName: 'PC-0001',
      userId: tenant.administrator.userId,
      loginId: 'taro',
      serviceProviderUrl: 'https://sp.example.jp/acs',
      errorCode: '8B',
      faceImage: false,
    })
  })

  it('is searched by time, result, code, means and several scenes [NFM-LOG-002]', async () => {
    const { server, tenant, now } = await ready()
    await recordAttempts(server, tenant.tenantId, [
      { loginId: 'a', at: ago(now, 30) },
      { loginId: 'b', succeeded: false, errorCode: 'CA', means: 'user-password' },
      { loginId: 'c', succeeded: false, errorCode: '8B', scene: 'browser-terminal' },
      { loginId: 'd', scene: 'continuous' },
    ])
    const search = async (
      query: Parameters<typeof tenant.administrator.browser.call<typeof searchAuthentications>>[1],
    ) => (await tenant.administrator.browser.call(searchAuthentications, query)).rows.map((row) => row.loginId).sort()
    expect(await search({ from: ago(now, 31).toISOString(), to: ago(now, 29).toISOString() })).toEqual(['a'])
    expect(await search({ result: 'failure' })).toEqual(['b', 'c'])
    expect(await search({ result: 'success' })).toEqual(['d'])
    expect(await search({ errorCode: '8b' })).toEqual(['c'])
    expect(await search({ means: 'user-password' })).toEqual(['b'])
    expect(await search({ scenes: ['browser-terminal', 'continuous'] })).toEqual(['c', 'd'])
    expect(await search({ scenes: ['continuous'] })).toEqual(['d'])
  })

  it('matches texts anywhere, and at the beginning with 前方一致, whatever the case [NFM-LOG-003, NFM-LOG-004]', async () => {
    const { server, tenant } = await ready()
    await recordAttempts(server, tenant.tenantId, [
      { loginId: 'yamada.taro', terminalName: '受付PC-01', windowsDomain: 'CORP', windowsUpn: 'a@x.jp' },
      { loginId: 'taro.yamada', terminalName: 'PC-受付', windowsAccount: 'YAMADA', serviceProviderUrl: 'https://a.jp' },
      { loginId: '100%_sure', terminalName: 'C:\\PC' },
    ])
    const { browser } = tenant.administrator
    const ids = async (query: Record<string, unknown>) =>
      (await browser.call(searchAuthentications, query as never)).rows.map((row) => row.loginId).sort()
    expect(await ids({ loginId: 'YAMADA' })).toEqual(['taro.yamada', 'yamada.taro'])
    expect(await ids({ loginId: 'YAMADA', loginIdPrefix: 'true' })).toEqual(['yamada.taro'])
    expect(await ids({ terminalName: '受付' })).toEqual(['taro.yamada', 'yamada.taro'])
    expect(await ids({ terminalName: '受付', terminalNamePrefix: 'true' })).toEqual(['yamada.taro'])
    expect(await ids({ windowsDomain: 'orp' })).toEqual(['yamada.taro'])
    expect(await ids({ windowsUpn: '@x' })).toEqual(['yamada.taro'])
    expect(await ids({ windowsAccount: 'yam', windowsAccountPrefix: 'true' })).toEqual(['taro.yamada'])
    expect(await ids({ serviceProviderUrl: 'HTTPS://A', serviceProviderUrlPrefix: 'true' })).toEqual(['taro.yamada'])
    expect(await ids({ loginId: '0%_s' })).toEqual(['100%_sure'])
    expect(await ids({ loginId: '%' })).toEqual(['100%_sure'])
    expect(await ids({ terminalName: 'c:\\', terminalNamePrefix: 'true' })).toEqual(['100%_sure'])
    expect(await ids({ loginId: 'yamada', terminalName: 'nowhere' })).toEqual([])
  })

  it('refuses a span that ends before it begins [NFM-LOG-015]', async () => {
    const { tenant, now } = await ready()
    const span = { from: now.toISOString(), to: ago(now, 1).toISOString() }
    const fault = { code: 'request.invalid', details: { fields: [{ field: 'from', message: 'MSG-LOG-001' }] } }
    await expect(tenant.administrator.browser.call(searchAuthentications, span)).rejects.toMatchObject(fault)
    await expect(tenant.administrator.browser.call(exportAuthentications, span)).rejects.toMatchObject(fault)
  })

  it('keeps what a terminal recorded offline under the terminal’s time, with the time of receipt [NFM-LOG-013]', async () => {
    const { server, tenant, now } = await ready()
    const times = [new Date('2019-05-05T05:05:05Z'), ago(now, 2), new Date('2049-01-01T00:00:00Z')]
    await recordAttempts(
      server,
      tenant.tenantId,
      times.map((at) => ({ at })),
    )
    const { rows } = await tenant.administrator.browser.call(searchAuthentications, {
      from: '2019-01-01T00:00:00Z',
      to: '2050-01-01T00:00:00Z',
    })
    expect(rows.map((row) => row.at)).toEqual([times[2], times[1], times[0]].map((at) => at!.toISOString()))
    expect(new Set(rows.map((row) => row.receivedAt))).toEqual(new Set([now.toISOString()]))
  })

  it('writes each search into the operation log once, and not the turning of its pages [NFM-LOG-014, NFM-OPL-014]', async () => {
    const { server, tenant, now } = await ready()
    await recordAttempts(
      server,
      tenant.tenantId,
      Array.from({ length: 45 }, (_, n) => ({
        loginId: `user${String(n).padStart(2, '0')}`,
        at: new Date(now.getTime() - n * 1000),
      })),
    )
    const { browser } = tenant.administrator
    const conditions = { from: ago(now, 1).toISOString(), to: now.toISOString(), loginId: 'user', size: 20 }
    const first = await browser.call(searchAuthentications, conditions)
    const third = await browser.call(searchAuthentications, { ...conditions, page: 3, search: first.search })
    expect(third.rows.map((row) => row.loginId)).toEqual(['user40', 'user41', 'user42', 'user43', 'user44'])
    expect(await operationsOf(server, tenant.tenantId, 'authentication-log.searched')).toEqual([
      {
        function: 'authentication-log',
        from: ago(now, 1).toISOString(),
        to: now.toISOString(),
        loginId: '*user*',
        found: 45,
        succeeded: true,
      },
    ])
    // Another search, a page without the proof and a proof of somebody else's session each count as a search.
    await browser.call(searchAuthentications, { ...conditions, loginId: 'user4', search: first.search })
    await browser.call(searchAuthentications, { ...conditions, page: 2 })
    const other = await tenant.addPerson({ systemAdministrator: true })
    await other.browser.call(searchAuthentications, { ...conditions, page: 2, search: first.search })
    expect(await operationsOf(server, tenant.tenantId, 'authentication-log.searched')).toHaveLength(4)
  })

  it('sorts by time, ID or terminal in either direction', async () => {
    const { server, tenant, now } = await ready()
    await recordAttempts(server, tenant.tenantId, [
      { loginId: 'b', terminalName: 'x', at: ago(now, 1) },
      { loginId: 'a', terminalName: 'z', at: ago(now, 2) },
      { loginId: 'c', terminalName: 'y', at: ago(now, 3) },
    ])
    const sorted = async (sort: 'at' | 'loginId' | 'terminalName', direction?: 'ascending' | 'descending') =>
      (await tenant.administrator.browser.call(searchAuthentications, { sort, ...(direction && { direction }) })).rows
        .map((row) => row.loginId)
        .join('')
    expect(await sorted('at')).toBe('bac')
    expect(await sorted('at', 'ascending')).toBe('cab')
    expect(await sorted('loginId', 'ascending')).toBe('abc')
    expect(await sorted('terminalName', 'descending')).toBe('acb')
  })

  it('is closed to employees, and to every other tenant', async () => {
    const { server, tenant, now } = await ready()
    const [id] = await recordAttempts(server, tenant.tenantId, [{ loginId: 'secret' }])
    const employee = await tenant.addPerson()
    await expect(employee.browser.call(searchAuthentications, {})).rejects.toMatchObject({ code: 'request.forbidden' })
    const neighbour = (await openTestTenant(server)).administrator.browser
    expect((await neighbour.call(searchAuthentications, {})).total).toBe(0)
    const key = { authenticationId: id!, at: now.toISOString() }
    for (const shape of [readAuthentication, readAuthenticationImage] as const)
      await expect(neighbour.call(shape, key)).rejects.toMatchObject({ code: 'request.not-found' })
  })
})

describe('the face picture of an attempt', () => {
  const picture = Buffer.from('a picture')

  it('is kept on failure where the policy is on, shown in the detail, and looking at it is logged [NFM-LOG-006, NFM-SET-042, NFM-FAC-014]', async () => {
    const { server, tenant, now } = await ready()
    const { browser } = tenant.administrator
    const failure = { succeeded: false, errorCode: '8B', scene: 'windows-logon', faceImage: picture } as const
    const [before] = await recordAttempts(server, tenant.tenantId, [failure])
    await browser.call(changeTenantSettings, { version: 1, settings: { 'faceLog.logonUnlock': true } })
    const [kept, elsewhere, success] = await recordAttempts(server, tenant.tenantId, [
      { ...failure, loginId: 'hanako' },
      { ...failure, scene: 'continuous' },
      { ...failure, succeeded: true },
    ])
    const at = now.toISOString()
    for (const authenticationId of [before!, elsewhere!, success!]) {
      expect(await browser.call(readAuthentication, { authenticationId, at })).toMatchObject({ faceImage: false })
      await expect(browser.call(readAuthenticationImage, { authenticationId, at })).rejects.toMatchObject({
        code: 'log.image-not-kept',
      })
    }
    expect(await browser.call(readAuthentication, { authenticationId: kept!, at })).toMatchObject({
      faceImage: true,
      loginId: 'hanako',
      errorCode: '8B',
    })
    expect(Buffer.from(await browser.call(readAuthenticationImage, { authenticationId: kept!, at }))).toEqual(picture)
    const viewed = await operationsOf(server, tenant.tenantId, 'authentication-log.face-viewed')
    expect(viewed.filter((row) => row.succeeded)).toEqual([
      expect.objectContaining({ authenticationId: kept, loginId: 'hanako' }),
    ])
  })

  it('lies sealed in the database and goes with its person', async () => {
    const { server, tenant } = await ready()
    const { userId, browser } = tenant.administrator
    await browser.call(changeTenantSettings, { version: 1, settings: { 'faceLog.browserTerminal': true } })
    await recordAttempts(server, tenant.tenantId, [
      { userId, succeeded: false, scene: 'browser-terminal', faceImage: picture },
    ])
    await inTenant(server, tenant.tenantId, async (ctx) => {
      const { rows } = await sql<{ image: Uint8Array }>`select image from authentication_images`.execute(ctx.db)
      expect(Buffer.from(rows[0]!.image).includes(picture)).toBe(false)
      expect(await eraseLogImagesOf(ctx, [userId])).toBe(1)
    })
    expect((await browser.call(searchAuthentications, {})).rows[0]).toMatchObject({ faceImage: false, userId })
  })
})

describe('the file of the authentication log', () => {
  const decode = (bytes: Uint8Array, encoding = 'cp932') => iconv.decode(Buffer.from(bytes), encoding)

  it('holds every hit in the columns of the list, in Shift_JIS, without pictures [NFM-LOG-007, NFM-LOG-010, NFM-LOG-011, NFM-LOG-012]', async () => {
    const { server, tenant } = await ready()
    const at = new Date('2026-11-20T15:00:01Z')
    await recordAttempts(server, tenant.tenantId, [
      {
        at,
        loginId: 'taro',
        terminalName: '㈱髙橋①～',
        scene: 'service-provider',
        serviceProviderUrl: 'https://sp.example.jp',
      },
      {
        at: new Date(at.getTime() + 1000),
        loginId: '=cmd',
        succeeded: false,
        errorCode: '8B',
        means: 'alternative-one-time-password',
        scene: 'windows-unlock',
      },
    ])
    const bytes = await tenant.administrator.browser.call(exportAuthentications, {
      from: '2026-11-20T00:00:00Z',
      to: '2026-11-21T00:00:00Z',
    })
    expect(decode(bytes)).toBe(
      [
        '認証日時,認証結果,認証手段,Windowsアカウント名,ドメイン名,ユーザプリンシパル名,認証端末名,利用者ID,認証場面,サービスプロバイダーのURL,エラーコード,顔画像',
        "2026/11/21 00:00:02,認証失敗,代替認証（ワンタイムパスワード）,,,,,'=cmd,Windowsロック解除,,8B,NO",
        '2026/11/21 00:00:01,認証成功,顔認証,,,,㈱髙橋①～,taro,サービスログイン,https://sp.example.jp,,NO',
        '',
      ].join('\r\n'),
    )
    expect(await operationsOf(server, tenant.tenantId, 'authentication-log.exported')).toHaveLength(1)
  })

  it('names characters that Shift_JIS lacks instead of spoiling them, and holds them in UTF-8', async () => {
    const { server, tenant } = await ready()
    await recordAttempts(server, tenant.tenantId, [
      { terminalName: '𠮷野家' },
      { terminalName: '普通', scene: 'continuous' },
    ])
    const { browser } = tenant.administrator
    await expect(browser.call(exportAuthentications, {})).rejects.toMatchObject({
      code: 'file.not-in-shift-jis',
      details: { characters: '𠮷' },
    })
    // Only what is written counts.
    expect(decode(await browser.call(exportAuthentications, { scenes: ['continuous'] }))).toContain('普通')
    const bytes = await browser.call(exportAuthentications, { encoding: 'utf-8' })
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(decode(bytes, 'utf-8')).toContain('𠮷野家')
  })

  it('is not made when nothing was found [NFM-LOG-015]', async () => {
    const { tenant } = await ready()
    await expect(tenant.administrator.browser.call(exportAuthentications, {})).rejects.toMatchObject({
      code: 'log.nothing-found',
      details: { message: 'MSG-LOG-002' },
    })
  })

  it('is complete and in order across the parts it is read in', { tags: ['long'] }, async () => {
    const { server, tenant, now } = await ready()
    // 4,500 rows of which many share a time, so that parts end between equal times.
    await inTenant(server, tenant.tenantId, async (ctx) => {
      await sql`insert into authentications (tenant_id, at, authentication_id, received_at, succeeded, means, scene, login_id)
        select ${tenant.tenantId}::uuid, ${now}::timestamptz - (n / 1500) * interval '1 second', gen_random_uuid(), ${now}, true, 'face', 'portal', 'u' || n
        from generate_series(0, 4499) n`.execute(ctx.db)
    })
    const bytes = await tenant.administrator.browser.call(exportAuthentications, { encoding: 'utf-8' })
    const ids = decode(bytes, 'utf-8')
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[7])
    expect(ids).toHaveLength(4500)
    expect(new Set(ids).size).toBe(4500)
  })
})

describe('figures of the authentication log', () => {
  it('count attempts by hour and outcome, and name a person’s last ones', async () => {
    const { server, tenant, now } = await ready()
    const { userId } = tenant.administrator
    const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
    await recordAttempts(server, tenant.tenantId, [
      { userId, at: hour },
      { userId, at: hour, succeeded: false, errorCode: '8B', terminalName: 'PC' },
      { at: new Date(hour.getTime() - 1), succeeded: false },
      { at: ago(now, 3) },
    ])
    await inTenant(server, tenant.tenantId, async (ctx) => {
      const counts = await countAttempts(ctx, ago(now, 1))
      expect(
        counts.toSorted((a, b) => a.hour.getTime() - b.hour.getTime() || Number(a.succeeded) - Number(b.succeeded)),
      ).toEqual([
        { hour: new Date(hour.getTime() - 3_600_000), succeeded: false, count: 1 },
        { hour, succeeded: false, count: 1 },
        { hour, succeeded: true, count: 1 },
      ])
      const last = await lastAttemptsOf(ctx, userId)
      expect(last.map((row) => row.errorCode).sort()).toEqual(['8B', null].sort())
      expect(await lastAttemptsOf(ctx, userId, 1)).toHaveLength(1)
    })
  })
})

describe('the retention of the authentication log', () => {
  it('deletes entries and pictures after three months, oldest first, and drops emptied months [NFM-LOG-008]', {
    tags: ['long'],
  }, async () => {
    const server = await startTestServer()
    try {
      const tenant = await openTestTenant(server)
      const now = server.clock.now()
      await tenant.administrator.browser.call(changeTenantSettings, {
        version: 1,
        settings: { 'faceLog.browserTerminal': true },
      })
      await recordAttempts(server, tenant.tenantId, [
        { loginId: 'ancient', at: new Date('2001-01-01T00:00:00Z') },
        { loginId: 'old', succeeded: false, scene: 'browser-terminal', faceImage: Buffer.from('x') },
        { loginId: 'old-only' },
      ])
      const months = async () =>
        (
          await server.database.statement(
            `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'authentications'::regclass order by 1`,
          )
        ).rows.map((row) => String(row.name))
      const month = `authentications_${now.toISOString().slice(0, 7).replace('-', '_')}`
      expect(await months()).toContain(month)
      expect(await purgeAuthentications(server.database, server.clock)).toBe(1)
      server.clock.advance(80 * day)
      await recordAttempts(server, tenant.tenantId, [{ loginId: 'young' }])
      expect(await purgeAuthentications(server.database, server.clock)).toBe(0)
      server.clock.advance(50 * day)
      expect(await purgeAuthentications(server.database, server.clock)).toBe(2)
      await inTenant(server, tenant.tenantId, async (ctx) => {
        const left = await sql<{ loginId: string }>`select login_id from authentications`.execute(ctx.db)
        expect(left.rows.map((row) => row.loginId)).toEqual(['young'])
        expect((await sql`select 1 from authentication_images`.execute(ctx.db)).rows).toEqual([])
        const terms = await sql<{ term: string }>`select term from authentication_terms`.execute(ctx.db)
        expect(terms.rows.map((row) => row.term)).toEqual(['young'])
      })
      expect(await months()).not.toContain(month)
      expect(await months()).toContain('authentications_default')
    } finally {
      await server.close()
    }
  })

  it('gives rows their month when it is opened later than they came', { tags: ['long'] }, async () => {
    const server = await startTestServer()
    try {
      const tenant = await openTestTenant(server)
      const places = () =>
        inTenant(server, tenant.tenantId, async (ctx) => {
          const { rows } = await sql<{
            place: string
          }>`select tableoid::regclass::text as place from authentications order by at`.execute(ctx.db)
          return rows.map((row) => row.place)
        })
      await recordAttempts(server, tenant.tenantId, [
        { at: new Date('2040-02-29T23:59:59.999Z') },
        { at: new Date('2040-03-01T00:00:00Z') },
        { at: new Date('2040-03-31T23:59:59.999Z') },
        { at: new Date('2040-04-01T00:00:00Z') },
      ])
      expect(new Set(await places())).toEqual(new Set(['authentications_default']))
      await server.database.statement(`select open_authentication_months('2040-03-15', 1)`)
      expect(await places()).toEqual([
        'authentications_default',
        'authentications_2040_03',
        'authentications_2040_03',
        'authentications_default',
      ])
    } finally {
      await server.close()
    }
  })
})

describe('partitions of the authentication log', () => {
  it('are closed to the application, and would show each tenant its own rows only', async () => {
    const { server, tenant } = await ready()
    const neighbour = await openTestTenant(server)
    const { rows: parts } = await server.database.statement(
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced, exists (select from pg_policy p where p.polrelid = c.oid) as policy
       from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent in ('authentications'::regclass, 'authentication_images'::regclass)`,
    )
    // A month that has a part: another test may have moved the clock of this server past all of them.
    const [year, number] = parts.flatMap(
      (part) => /^authentications_(\d+)_(\d+)$/.exec(String(part.name))?.slice(1) ?? [],
    )
    const at = new Date(`${year}-${number}-02T00:00:00Z`)
    for (const { tenantId } of [tenant, neighbour])
      await recordAttempts(server, tenantId, [{ at }, { at: new Date('2003-03-03T00:00:00Z') }])
    expect(parts.length).toBeGreaterThan(8)
    for (const part of parts) {
      expect(part, String(part.name)).toMatchObject({ forced: true, policy: true })
      await expect(
        server.database.transaction(tenant, (db) => sql`select from ${sql.table(String(part.name))}`.execute(db)),
      ).rejects.toMatchObject({ code: '42501' })
    }
    for (const part of [`authentications_${year}_${number}`, 'authentications_default']) {
      const undone = server.database.transaction(tenant, async (db) => {
        await sql`set local role none`.execute(db)
        await sql`grant select on ${sql.table(part)} to kaoban_app`.execute(db)
        await sql`set local role kaoban_app`.execute(db)
        const { rows } = await sql<{ tenantId: string }>`select distinct tenant_id from ${sql.table(part)}`.execute(db)
        expect(rows).toEqual([{ tenantId: tenant.tenantId }])
        throw new Error('undo')
      })
      await expect(undone).rejects.toThrow('undo')
    }
  })
})
