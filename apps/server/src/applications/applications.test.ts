/** @module-tag long */
import {
  applyForTenant,
  approveApplication,
  changeFreeMailDomains,
  changePassword,
  createTenant,
  defaultSettings,
  listApplications,
  listTenants,
  readFreeMailDomains,
  readSession,
  readTenantSettings,
  rejectApplication,
  releaseApplicant,
  signIn,
  usePasswordLink,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkTokenIn, mailsTo } from '../mails/mails.testing.ts'
import { openOperator, type TestOperator } from '../operators/operators.testing.ts'
import { dayIn } from '../platform/days.ts'
import { houseTenantId } from '../platform/identifiers.ts'
import { openBrowser, startTestServer, type TestServer, testServer } from '../platform/testing.ts'
import { trialOf } from './applications.rules.ts'

let server: TestServer
let operator: TestOperator
beforeAll(async () => {
  server = await testServer()
  operator = await openOperator(server)
}, 120_000)

let counter = 0
const applicant = (changed: Partial<Record<'tenantName' | 'mail' | 'familyName' | 'givenName', string>> = {}) => {
  const number = `${process.pid}${++counter}`
  return {
    tenantName: `株式会社かえで${number}`,
    familyName: '山田',
    middleName: '',
    givenName: '花子',
    mail: `hanako@maple${number}.co.jp`,
    consent: true,
    ...changed,
  }
}

async function apply(input: ReturnType<typeof applicant>, at = server) {
  return (await openBrowser(at)).call(applyForTenant, input)
}

async function applicationOf(mail: string) {
  const { rows } = await operator.browser.call(listApplications, { search: mail })
  return rows[0]!
}

const faults = (fields: { field: string; message: string }[]) => ({ code: 'request.invalid', details: { fields } })
const passwordIn = (text: string) => /([a-z2-9]{4}(?:-[a-z2-9]{4}){3})/.exec(text)![1]!

describe('an application', () => {
  it('waits for the operator [NFM-TEN-006, NFM-TEN-001, NFM-OPS-001]', async () => {
    const input = applicant()
    await apply(input)
    expect(await applicationOf(input.mail)).toMatchObject({
      tenantName: input.tenantName,
      applicantName: '山田 花子',
      state: 'waiting',
      flags: [],
    })
    expect(await mailsTo(server, input.mail)).toEqual([])
  })

  it('is refused field by field, consent included [NFM-TEN-018, NFM-TEN-002]', async () => {
    await expect(
      apply({ ...applicant(), tenantName: '　', familyName: '', givenName: '', mail: '', consent: false }),
    ).rejects.toMatchObject(
      faults([
        { field: 'tenantName', message: 'MSG-TEN-001' },
        { field: 'familyName', message: 'MSG-TEN-002' },
        { field: 'givenName', message: 'MSG-TEN-003' },
        { field: 'mail', message: 'MSG-TEN-004' },
        { field: 'consent', message: 'MSG-TEN-007' },
      ]),
    )
  })

  it('from a free mail address is refused, by the shipped list and by the operator’s [NFM-TEN-004]', async () => {
    const free = faults([{ field: 'mail', message: 'MSG-TEN-005' }])
    await expect(apply(applicant({ mail: 'hanako@Gmail.com' }))).rejects.toMatchObject(free)
    await expect(apply(applicant({ mail: 'hanako@sub.yahoo.co.jp' }))).rejects.toMatchObject(free)
    const shipped = await operator.browser.call(readFreeMailDomains)
    expect(shipped).toMatchObject({ shipped: true, domains: expect.arrayContaining(['gmail.com']) })
    await operator.browser.call(changeFreeMailDomains, { domains: ['Campus.Example', 'gmail.com'] })
    try {
      await expect(apply(applicant({ mail: 'hanako@campus.example' }))).rejects.toMatchObject(free)
      await expect(apply(applicant({ mail: `hanako${process.pid}@yahoo.co.jp` }))).resolves.toBeUndefined()
      await expect(operator.browser.call(changeFreeMailDomains, { domains: ['no domain'] })).rejects.toMatchObject({
        details: { fields: [{ field: 'domains', message: 'tenants.badDomains' }] },
      })
    } finally {
      await operator.browser.call(changeFreeMailDomains, { domains: [] })
    }
    expect(await operator.browser.call(readFreeMailDomains)).toEqual(shipped)
  })

  it('from an address that has applied before is refused, whatever its case [NFM-TEN-005]', async () => {
    const input = applicant()
    const taken = faults([{ field: 'mail', message: 'MSG-TEN-006' }])
    const results = await Promise.allSettled([apply(input), apply({ ...input, mail: input.mail.toUpperCase() })])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(apply(input)).rejects.toMatchObject(taken)
    const { applicationId } = await applicationOf(input.mail)
    await operator.browser.call(rejectApplication, { applicationId, reason: '連絡が取れない' })
    await expect(apply(input)).rejects.toMatchObject(taken)
    await operator.browser.call(releaseApplicant, { applicationId })
    await expect(apply(input)).resolves.toBeUndefined()
  })

  it('that looks like a second tenant of one company is flagged for the operator [NFM-TEN-003]', async () => {
    const first = applicant()
    await apply(first)
    const sameDomain = applicant({ mail: first.mail.replace('hanako', 'jiro') })
    const sameName = applicant({ tenantName: first.tenantName.replace('株式会社', '(株) ') })
    await apply(sameDomain)
    await apply(sameName)
    expect(await applicationOf(sameDomain.mail)).toMatchObject({ flags: ['same-mail-domain'] })
    expect(await applicationOf(sameName.mail)).toMatchObject({ flags: ['same-company-name'] })
    expect((await applicationOf(first.mail)).flags).toHaveLength(2)
  })

  it('is decided once', async () => {
    const input = applicant()
    await apply(input)
    const { applicationId } = await applicationOf(input.mail)
    const both = await Promise.allSettled([
      operator.browser.call(approveApplication, { applicationId }),
      operator.browser.call(approveApplication, { applicationId }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(operator.browser.call(rejectApplication, { applicationId })).rejects.toMatchObject({
      code: 'application.decided',
    })
    expect(await mailsTo(server, input.mail)).toHaveLength(1)
    const { total } = await operator.browser.call(listTenants, { search: input.mail })
    expect(total).toBe(1)
  })
})

describe('an opened tenant', () => {
  it('has its code, its first system administrator, trial, default settings and a mail about it [NFM-TEN-007, NFM-TEN-008, NFM-ROL-003]', async () => {
    const input = applicant()
    await apply(input)
    const { applicationId } = await applicationOf(input.mail)
    const trial = trialOf(dayIn('Asia/Tokyo', server.clock.now()))
    const { code } = await operator.browser.call(approveApplication, { applicationId })
    const { rows } = await operator.browser.call(listTenants, { search: input.mail })
    expect(rows).toMatchObject([
      { code, name: input.tenantName, state: 'open', trialStart: trial.start, trialEnd: trial.end },
    ])
    const [sent] = await mailsTo(server, input.mail)
    expect(sent).toMatchObject({ template: 'MAIL-01', subject: 'Kaobanテナント開設完了のお知らせ' })
    for (const part of [
      '山田 花子 様',
      trial.end.replaceAll('-', '/'),
      `${server.url}/t/${code}`,
      `${server.url}/p/`,
      input.mail,
    ])
      expect(sent!.text).toContain(part)
    const initial = passwordIn(sent!.text)
    const browser = await openBrowser(server)
    await browser.call(signIn, { code, loginId: input.mail, password: initial })
    expect((await browser.call(readSession)).account).toMatchObject({
      loginId: input.mail,
      role: 'system-administrator',
      mustChangePassword: true,
    })
    const newPassword = 'Tulip-Engine-47-Cloud'
    await browser.call(changePassword, { currentPassword: initial, newPassword, confirmation: newPassword })
    expect((await browser.call(readTenantSettings)).settings).toEqual(defaultSettings)
  })

  it('lets its administrator set the first password by the mailed link [NFM-AUT-007]', async () => {
    const input = applicant()
    const { consent: _, ...entered } = input
    await operator.browser.call(createTenant, entered)
    const [sent] = await mailsTo(server, input.mail)
    const browser = await openBrowser(server)
    const newPassword = 'Tulip-Engine-47-Cloud'
    const { code } = await browser.call(usePasswordLink, {
      token: linkTokenIn(sent!.text),
      currentPassword: passwordIn(sent!.text),
      newPassword,
      confirmation: newPassword,
    })
    expect(await browser.call(signIn, { code, loginId: input.mail, password: newPassword })).toEqual({
      mustChangePassword: false,
    })
  })

  it('has one person in it, the applicant [NFM-USR-001]', async () => {
    const { consent: _, ...entered } = applicant()
    const { tenantId } = await operator.browser.call(createTenant, entered)
    const people = await server.database.transaction({ tenantId }, async (db) => {
      const { rows } = await sql<{ loginId: string; mail: string; systemAdministrator: boolean }>`
        select login_id, mail, system_administrator from users`.execute(db)
      return rows
    })
    expect(people).toEqual([{ loginId: entered.mail, mail: entered.mail, systemAdministrator: true }])
  })

  it('comes whole or not at all', async () => {
    const input = applicant()
    await apply(input)
    const { applicationId } = await applicationOf(input.mail)
    const count = async () => (await operator.browser.call(listTenants, {})).total
    const before = await count()
    // The last write of an opening is the decision on the application; a row already decided undoes all before it.
    await operator.browser.call(rejectApplication, { applicationId })
    await expect(operator.browser.call(approveApplication, { applicationId })).rejects.toMatchObject({
      code: 'application.decided',
    })
    expect(await count()).toBe(before)
    expect(await mailsTo(server, input.mail)).toEqual([])
  })

  it('is listed for the operator with search, order and pages', async () => {
    const mark = `一覧${process.pid}`
    for (const letter of ['C', 'A', 'B']) {
      const { consent: _, ...entered } = applicant({ tenantName: `${mark}${letter}` })
      await operator.browser.call(createTenant, entered)
    }
    const names = async (query: object) =>
      (await operator.browser.call(listTenants, { search: mark, ...query })).rows.map(({ name }) => name.slice(-1))
    expect(await names({})).toEqual(['B', 'A', 'C'])
    expect(await names({ sort: 'name' })).toEqual(['A', 'B', 'C'])
    expect(await names({ sort: 'name', direction: 'descending' })).toEqual(['C', 'B', 'A'])
    expect((await operator.browser.call(listTenants, { search: '%' })).total).toBe(0)
  })
})

describe('automatic opening', () => {
  let automatic: TestServer
  beforeAll(async () => {
    automatic = await startTestServer({ KAOBAN_AUTO_OPEN: 'on' })
  }, 120_000)
  afterAll(() => automatic.close())

  it('opens at once when it is switched on, except what the operator must look at [NFM-TEN-006, NFM-TEN-003]', async () => {
    const input = applicant()
    await apply(input, automatic)
    const [sent] = await mailsTo(automatic, input.mail)
    expect(sent).toMatchObject({ template: 'MAIL-01' })
    const second = applicant({ mail: input.mail.replace('hanako', 'jiro') })
    await apply(second, automatic)
    expect(await mailsTo(automatic, second.mail)).toEqual([])
  })

  // The embedded database does one transaction after the other.
  it.runIf(process.env.KAOBAN_TEST_DATABASE_URL)(
    'opens one tenant of two that apply in the same moment for one company [NFM-TEN-003]',
    async () => {
      const { database } = automatic
      const first = applicant()
      const inputs = [first, applicant({ tenantName: first.tenantName })]
      const waiting = async () => {
        const { rows } = await database.statement(
          `select count(distinct pid)::int as waiting from pg_locks join pg_stat_activity using (pid)
           where not granted and datname = current_database()`,
        )
        return rows[0]!.waiting
      }
      let applied: Promise<unknown> | undefined
      // Nobody opens a tenant until both are on the way.
      await database.transaction({ tenantId: houseTenantId }, async (db) => {
        await sql`lock table tenants in share row exclusive mode`.execute(db)
        applied = Promise.all(inputs.map((input) => apply(input, automatic)))
        await expect.poll(waiting, { timeout: 30_000 }).toBe(2)
      })
      await applied
      const mails = await Promise.all(inputs.map(({ mail }) => mailsTo(automatic, mail)))
      expect(mails.map(({ length }) => length).sort()).toEqual([0, 1])
    },
  )
})
