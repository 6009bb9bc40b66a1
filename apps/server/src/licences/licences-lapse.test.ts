/** @module-tag long */
import { listSuspendedFaces, readLicences } from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { mailsTo } from '../mails/mails.testing.ts'
import type { TestServer, TestTenant } from '../platform/testing.ts'
import { keepLicences } from './licences.jobs.ts'
import {
  addFace,
  calendarServer,
  facesOf,
  jobOn,
  nine,
  openTrial,
  register,
  signInAgain,
  suspends,
  type TestLicence,
  trialOfMay,
} from './licences.testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await calendarServer()
}, 180_000)

async function mailsOf(tenant: TestTenant): Promise<{ template: string; text: string; subject: string }[]> {
  return (await mailsTo(server, mailOf(tenant))).reverse()
}
const mailOf = ({ code }: TestTenant) => `admin-${code.toLowerCase()}@example.jp`
const templatesOf = async (tenant: TestTenant) => (await mailsOf(tenant)).map(({ template }) => template)

async function operations({ tenantId }: TestTenant, operation: string) {
  return server.database.transaction({ tenantId }, async (db) => {
    const { rows } = await sql<{ actor: string; details: string }>`
      select actor, details from operation_log where operation = ${operation} order by seq`.execute(db)
    return rows.map(({ actor, details }) => ({ actor, ...JSON.parse(details) }))
  })
}

describe('before the end of the trial', () => {
  it('every system administrator is told 30, 20 and 10 days before, each once [NFM-TEN-013]', async () => {
    const tenant = await openTrial(server, '2026-05-01')
    const second = await tenant.addPerson({
      loginId: 'admin2',
      mail: `two-${mailOf(tenant)}`,
      systemAdministrator: true,
    })
    await tenant.addPerson({ mail: `employee-${mailOf(tenant)}` })
    const days: [string, number][] = []
    for (let day = 1; day <= 30; day++) {
      const date = `2026-06-${String(day).padStart(2, '0')}`
      if (day === 1) await jobOn(server, '2026-05-31')
      await jobOn(server, date)
      days.push([date, (await mailsOf(tenant)).length])
    }
    const first = (count: number) => days.find(([, n]) => n === count)![0]
    expect([first(1), first(2), first(3), days.at(-1)![1]]).toEqual(['2026-06-01', '2026-06-10', '2026-06-20', 3])
    const mails = await mailsOf(tenant)
    expect(mails.map(({ template }) => template)).toEqual(['MAIL-02', 'MAIL-02', 'MAIL-02'])
    expect(mails[0]!.subject).toBe('Kaoban無償利用期間に関するお知らせ')
    for (const [mail, left] of [
      [mails[0]!, 30],
      [mails[1]!, 20],
      [mails[2]!, 10],
    ] as const)
      for (const part of ['2026/06/30', `あと${left}日`, `/t/${tenant.code}`]) expect(mail.text).toContain(part)
    expect(await mailsTo(server, `two-${mailOf(tenant)}`)).toHaveLength(3)
    expect(await mailsTo(server, `employee-${mailOf(tenant)}`)).toHaveLength(0)
    expect(second.userId).not.toBe(tenant.administrator.userId)
    expect(await operations(tenant, 'licence.notice-mailed')).toMatchObject([
      { actor: 'job:licence-notices', step: 30, mailed: 2 },
      { step: 20 },
      { step: 10 },
    ])
  }, 120_000)

  it('notices go out at 09:00 of the tenant’s own time, whatever the server’s is', async () => {
    const tenant = await openTrial(server, '2026-05-01')
    await server.database.transaction(tenant, (db) =>
      sql`update tenants set time_zone = 'America/Los_Angeles'`.execute(db).then(() => undefined),
    )
    await jobOn(server, new Date('2026-05-31T15:45:00Z'))
    expect(await templatesOf(tenant)).toEqual([])
    await jobOn(server, new Date('2026-05-31T16:00:00Z'))
    expect(await templatesOf(tenant)).toEqual(['MAIL-02'])
  })

  it('what a stopped server missed is caught up: the most recent step only [NFM-TEN-013]', async () => {
    const tenant = await openTrial(server, '2026-05-01')
    await jobOn(server, '2026-05-30')
    expect(await templatesOf(tenant)).toEqual([])
    await jobOn(server, '2026-06-12')
    const [mail, ...more] = await mailsOf(tenant)
    expect(mail!.text).toContain('あと18日')
    expect(more).toEqual([])
  })

  it('nobody is told when a paid licence goes on after it [NFM-TEN-013]', async () => {
    const tenant = await openTrial(server, '2026-05-10')
    expect(await register(server, tenant)).toMatchObject({ startsOn: '2026-07-01', endsOn: '2027-06-30' })
    for (const day of ['2026-05-31', '2026-06-20', '2026-07-01']) await jobOn(server, day)
    expect(await templatesOf(tenant)).toEqual([])
    expect(await facesOf(server, tenant)).toMatchObject({ suspended: 0 })
  })

  it('a tenant’s day is done once, however often the job runs', async () => {
    const tenant = await openTrial(server, '2026-05-01')
    const done = new Map<string, string>()
    server.clock.set(nine('2026-05-31'))
    await keepLicences(server.platform, suspends, done)
    expect(done.get(tenant.tenantId)).toBe('2026-05-31')
    expect(await keepLicences(server.platform, suspends, done)).toBe(0)
    await Promise.all([1, 2, 3].map(() => keepLicences(server.platform, suspends)))
    expect(await templatesOf(tenant)).toEqual(['MAIL-02'])
  })
})

describe('after the end of the trial', () => {
  async function lapsedTenant(rule = suspends) {
    const tenant = await openTrial(server, '2026-06-25')
    const people = [await tenant.addPerson({ familyName: '佐藤', givenName: '一' }), await tenant.addPerson()]
    for (const { userId } of people) await addFace(server, tenant, userId)
    await jobOn(server, '2026-07-01', rule)
    return { tenant, people }
  }

  it('faces are suspended on the next day and erased 30 days later, as MAIL-03 says [NFM-TEN-014]', async () => {
    const { tenant } = await lapsedTenant()
    expect(await facesOf(server, tenant)).toEqual({ total: 4, suspended: 4, until: '2026-07-31' })
    const mail = (await mailsOf(tenant)).at(-1)!
    expect(mail).toMatchObject({ template: 'MAIL-03', subject: 'Kaoban無償利用期間終了のお知らせ' })
    for (const part of ['2026/06/30に終了', '2人の顔', '2026/07/31まで保管', `/t/${tenant.code}`])
      expect(mail.text).toContain(part)
    expect(mail.text).not.toContain('すべて削除しました')
    await jobOn(server, '2026-07-30')
    expect(await facesOf(server, tenant)).toMatchObject({ total: 4, suspended: 4 })
    await jobOn(server, '2026-07-31')
    expect(await facesOf(server, tenant)).toMatchObject({ total: 0 })
    expect((await templatesOf(tenant)).filter((template) => template === 'MAIL-03')).toHaveLength(1)
    expect(await operations(tenant, 'licence.lapsed')).toMatchObject([
      { endedOn: '2026-06-30', suspendedFaces: 2, eraseOn: '2026-07-31', tenantDeletionOn: '2026-07-31', mailed: 1 },
    ])
    expect(await operations(tenant, 'licence.faces-erased')).toMatchObject([{ people: 2, day: '2026-07-31' }])
  })

  it('nothing happens on the last day, nor before 09:00 of the next', async () => {
    const tenant = await openTrial(server, '2026-06-25')
    await addFace(server, tenant, (await tenant.addPerson()).userId)
    await jobOn(server, '2026-06-30')
    await jobOn(server, new Date('2026-06-30T23:59:00Z'))
    expect(await facesOf(server, tenant)).toMatchObject({ suspended: 0 })
    expect(await templatesOf(tenant)).toEqual(['MAIL-02'])
  })

  it('after three days of downtime the 30 days count from the announcement [NFM-TEN-014]', async () => {
    const tenant = await openTrial(server, '2026-06-25')
    await addFace(server, tenant, (await tenant.addPerson()).userId)
    await jobOn(server, '2026-07-04')
    expect(await facesOf(server, tenant)).toMatchObject({ suspended: 2, until: '2026-08-03' })
    const mail = (await mailsOf(tenant)).at(-1)!
    for (const part of ['2026/06/30に終了', '2026/08/03まで保管', '2026/08/03まで行えます'])
      expect(mail.text).toContain(part)
    await jobOn(server, '2026-08-02')
    expect(await facesOf(server, tenant)).toMatchObject({ total: 2 })
    await jobOn(server, '2026-08-05')
    expect(await facesOf(server, tenant)).toMatchObject({ total: 0 })
  })

  it('a trial that ends with February keeps its faces into March', async () => {
    const tenant = await openTrial(server, '2026-02-25', [
      { ...trialOfMay, startsOn: '2026-01-01', endsOn: '2026-02-28' },
    ])
    await addFace(server, tenant, (await tenant.addPerson()).userId)
    await jobOn(server, '2026-03-01')
    expect(await facesOf(server, tenant)).toMatchObject({ suspended: 2, until: '2026-03-31' })
  })

  it('faces are erased at once where the operator wants that, and the mail says so', async () => {
    const { tenant } = await lapsedTenant({ enforced: true, lapse: 'erase' })
    expect(await facesOf(server, tenant)).toMatchObject({ total: 0 })
    const { text } = (await mailsOf(tenant)).at(-1)!
    expect(text).toContain('登録された2人の顔をすべて削除しました')
    expect(text).not.toContain('暗号化したまま')
    expect(text).toContain('2026/07/31まで行えます')
  })

  it('the page names who is suspended and until when, to system administrators only', async () => {
    const { tenant, people } = await lapsedTenant()
    const browser = await signInAgain(server, tenant)
    expect(await browser.call(readLicences, {})).toMatchObject({
      rows: [],
      lapsed: true,
      idsTotal: 0,
      suspendedFaces: 2,
      lapse: { endedOn: '2026-06-30', eraseOn: '2026-07-31', tenantDeletionOn: '2026-07-31' },
    })
    expect((await browser.call(readLicences, { expired: 'true' })).rows).toMatchObject([
      { kind: 'trial', expired: true },
    ])
    const listed = await browser.call(listSuspendedFaces, { sort: 'loginId' })
    expect(listed.rows.map(({ loginId }) => loginId)).toEqual(people.map(({ loginId }) => loginId))
    expect(listed.rows[0]).toMatchObject({ displayName: '佐藤 一', eraseOn: '2026-07-31' })
    expect((await browser.call(listSuspendedFaces, { search: '佐藤' })).total).toBe(1)
    const employee = await signInAgain(server, tenant, people[0])
    await expect(employee.call(readLicences, {})).rejects.toMatchObject({ code: 'request.forbidden' })
    await expect(employee.call(listSuspendedFaces, {})).rejects.toMatchObject({ code: 'request.forbidden' })
  })

  it('a key registered within 30 days gives all faces back [NFM-TEN-016]', async () => {
    const { tenant } = await lapsedTenant()
    server.clock.set(nine('2026-07-30'))
    expect(await register(server, tenant)).toMatchObject({ startsOn: '2026-07-01', endsOn: '2027-06-30' })
    expect(await facesOf(server, tenant)).toMatchObject({ total: 4, suspended: 0 })
    await jobOn(server, '2026-07-31')
    await jobOn(server, '2026-08-31')
    expect(await facesOf(server, tenant)).toMatchObject({ total: 4, suspended: 0 })
    expect(await operations(tenant, 'licence.registered')).toMatchObject([{ ids: 10, facesRestored: 2 }])
    const browser = await signInAgain(server, tenant)
    expect(await browser.call(readLicences, {})).toMatchObject({
      lapsed: false,
      lapse: null,
      idsTotal: 10,
      idsInUse: 2,
    })
  })

  it('a key registered after the erasure lets service continue without the old faces [NFM-TEN-016]', async () => {
    const { tenant, people } = await lapsedTenant()
    await jobOn(server, '2026-07-31')
    await register(server, tenant)
    expect(await facesOf(server, tenant)).toMatchObject({ total: 0 })
    await addFace(server, tenant, people[0]!.userId)
    await jobOn(server, '2026-08-31')
    expect(await facesOf(server, tenant)).toMatchObject({ total: 2, suspended: 0 })
  })

  it('a pack that ends is announced by MAIL-06 and suspends as well [NFM-LIC-062]', async () => {
    const pack: TestLicence = { kind: 'pack', ids: 10, startsOn: '2025-07-01', endsOn: '2026-06-30' }
    const tenant = await openTrial(server, '2026-06-25', [pack])
    await addFace(server, tenant, (await tenant.addPerson()).userId)
    await jobOn(server, '2026-06-30')
    expect(await templatesOf(tenant)).toEqual([])
    await jobOn(server, '2026-07-01')
    const [mail, ...more] = await mailsOf(tenant)
    expect(mail).toMatchObject({ template: 'MAIL-06', subject: 'Kaobanライセンス期間終了のお知らせ' })
    expect(mail!.text).toContain('2026/06/30に終了')
    expect(more).toEqual([])
    expect(await facesOf(server, tenant)).toMatchObject({ suspended: 2 })
  })

  it('an operator who stops enforcing gives suspended faces back and ends the limits', async () => {
    const { tenant } = await lapsedTenant()
    await jobOn(server, '2026-07-10', { enforced: false, lapse: 'suspend' })
    expect(await facesOf(server, tenant)).toMatchObject({ total: 4, suspended: 0 })
    expect(await operations(tenant, 'licence.faces-restored')).toMatchObject([{ people: 2 }])
  })
})
