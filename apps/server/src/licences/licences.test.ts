import { createTenant, createUser, listTenants, readLicences, readSession, readUser, signIn } from '@kaoban/contract'
import { word } from '@kaoban/messages'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { mailsTo } from '../mails/mails.testing.ts'
import { openOperator } from '../operators/operators.testing.ts'
import { openBrowser, type TestServer, testPassword } from '../platform/testing.ts'
import { addFace, calendarServer, nine, openTrial, register, setLicences, trialOfMay } from './licences.testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await calendarServer()
}, 180_000)

describe('the trial licence', () => {
  it('is issued with the tenant: two months and 100 IDs, one row without a model [NFM-TEN-009, NFM-LIC-001]', async () => {
    server.clock.set(nine('2026-05-15'))
    const operator = await openOperator(server)
    const mail = 'hanako@maple.co.jp'
    const { code, tenantId } = await operator.browser.call(createTenant, {
      tenantName: '株式会社かえで',
      familyName: '山田',
      givenName: '花子',
      mail,
    })
    const [welcome] = await mailsTo(server, mail)
    const browser = await openBrowser(server)
    const password = /([a-z2-9]{4}(?:-[a-z2-9]{4}){3})/.exec(welcome!.text)![1]!
    await browser.call(signIn, { code, loginId: mail, password })
    await server.database.transaction({ tenantId }, (db) =>
      sql`update users set password_initial = false`.execute(db).then(() => undefined),
    )
    expect(await browser.call(readLicences, {})).toMatchObject({
      rows: [
        {
          kind: 'trial',
          model: '',
          ids: 100,
          startsOn: '2026-05-15',
          endsOn: '2026-07-31',
          months: null,
          expired: false,
        },
      ],
      idsTotal: 100,
      idsInUse: 0,
      idsLeft: 100,
      validUntil: '2026-07-31',
      lapsed: false,
      lapse: null,
    })
    expect(word('licences.product.trial', 'ja')).toBe('Kaoban(無償利用)')
    const { rows } = await operator.browser.call(listTenants, { search: mail })
    expect(rows).toMatchObject([{ trialStart: '2026-05-15', trialEnd: '2026-07-31' }])
  })

  it('counts people with a face, provisional ones too, each once [NFM-FAC-009]', async () => {
    const tenant = await openTrial(server, '2026-05-10', [{ ...trialOfMay, ids: 2 }])
    const browser = tenant.administrator.browser
    for (const state of ['registered', 'provisional', 'provisional'] as const)
      await addFace(server, tenant, (await tenant.addPerson()).userId, state)
    expect(await browser.call(readLicences, {})).toMatchObject({ idsTotal: 2, idsInUse: 3, idsLeft: -1 })
  })

  it('covers 100 users: the 101st is refused, until a key is registered [NFM-TEN-011]', async () => {
    const tenant = await openTrial(server, '2026-05-10')
    const { browser } = tenant.administrator
    await server.database.transaction(tenant, (db) =>
      sql`insert into users (tenant_id, user_id, login_id, login_id_key, registered_at, updated_at)
        select ${tenant.tenantId}, gen_random_uuid(), 'p' || n, 'p' || n, ${server.clock.now()}, ${server.clock.now()}
        from generate_series(1, 98) as n`
        .execute(db)
        .then(() => undefined),
    )
    const { user } = await browser.call(createUser, newUser('hundredth'))
    expect((await browser.call(readUser, { userId: user.userId })).loginId).toBe('hundredth')
    await expect(browser.call(createUser, newUser('one-too-many'))).rejects.toMatchObject({
      code: 'licence.trial-full',
      details: { limit: 100 },
    })
    await register(server, tenant)
    await expect(browser.call(createUser, newUser('one-more'))).resolves.toMatchObject({
      user: { loginId: 'one-more' },
    })
  })

  it('shows no link to the help desk; a tenant with a key has it [NFM-TEN-012]', async () => {
    const tenant = await openTrial(server, '2026-05-10')
    const { browser } = tenant.administrator
    expect((await browser.call(readSession)).supportUrl).toBeNull()
    await setLicences(server, tenant, [
      trialOfMay,
      { kind: 'subscription', ids: 10, startsOn: '2000-01-01', endsOn: null },
    ])
    expect((await browser.call(readSession)).supportUrl).toBe('https://help.example.jp/')
    expect((await (await openBrowser(server)).call(readSession)).supportUrl).toBeNull()
  })
})

function newUser(loginId: string) {
  return {
    loginId,
    password: testPassword,
    passwordConfirmation: testPassword,
    familyName: '',
    middleName: '',
    givenName: '',
    mail: '',
    sameMail: false,
    systemAdministrator: false,
    appLoginAllowed: false,
    appLoginMethod: 'face',
    appLoginFailure: 'login-screen',
    pauseAllowed: false,
  } as never
}
