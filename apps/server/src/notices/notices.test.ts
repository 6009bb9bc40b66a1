/** @module-tag long */
import {
  endIncident,
  exportOperationLog,
  listAnnouncements,
  listNotices,
  listOperatorLog,
  previewNotice,
  readIncident,
  readSignInPage,
  recordIncident,
  sendNotice,
  type TypedNotice,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mailsTo } from '../mails/mails.testing.ts'
import { openOperator, type TestOperator } from '../operators/operators.testing.ts'
import { houseTenantId, newId } from '../platform/identifiers.ts'
import { backgroundContext } from '../platform/job-context.ts'
import { openBrowser, openTestTenant, startTestServer, type TestServer, type TestTenant } from '../platform/testing.ts'
import { sendNotices } from './notices.jobs.ts'
import { sendToNextTenant } from './notices.service.ts'

let server: TestServer
let call: TestOperator['browser']['call']
let aoba: TestTenant
let midori: TestTenant
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  call = (await openOperator(server)).browser.call
  await server.database.transaction({ tenantId: houseTenantId, role: 'operator' }, (db) =>
    sql`update tenants set state = 'closed'`.execute(db),
  )
  aoba = await openTestTenant(server, '青葉商事')
  midori = await openTestTenant(server, '緑商店')
  await server.database.transaction({ tenantId: midori.tenantId }, (db) =>
    sql`update tenants set time_zone = 'America/New_York'`.execute(db),
  )
})

const inDays = (days: number) => new Date(server.clock.now().getTime() + days * 86_400_000).toISOString()
const dayIn = (days: number) => inDays(days).slice(0, 10)
const maintenance = (change: object = {}): TypedNotice => ({
  kind: 'maintenance',
  ...{ from: '2099-01-10T17:00:00.000Z', until: '2099-01-10T19:00:00.000Z' },
  ...{ impactJa: '管理ポータルを使えません。', impactEn: 'The portal cannot be used.', announce: false },
  ...change,
})
const planned = (change: object = {}): TypedNotice => ({
  ...{ kind: 'release-planned', version: '2.4.0', plannedOn: dayIn(20), supportEndsOn: dayIn(80) },
  ...{ changesJa: '起動が速くなります。', changesEn: 'It starts faster.', announce: false },
  ...change,
})
const send = (notice: TypedNotice, noticeId: string = newId()) => call(sendNotice, { noticeId, notice })
const adminMail = (tenant: TestTenant) => `admin-${tenant.code.toLowerCase()}@example.jp`
const chooseLocale = (tenant: TestTenant, userId: string, locale: string) =>
  server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
    sql`update users set locale = ${locale} where user_id = ${userId}`.execute(db),
  )

describe('a mail to administrators', () => {
  it('about planned maintenance reaches every system administrator of every tenant in their language and time [NFM-ANN-003]', async () => {
    const second = await aoba.addPerson({ mail: `second-${aoba.code}@example.jp`, systemAdministrator: true })
    await aoba.addPerson({ mail: `clerk-${aoba.code}@example.jp` })
    await midori.addPerson({ systemAdministrator: true })
    await chooseLocale(aoba, second.userId, 'en')
    const notice = maintenance()
    const seen = await call(previewNotice, { notice })
    expect(seen).toMatchObject({ tenants: 2, recipients: 3, shortNotice: false })
    expect(seen.ja.subject).toBe('Kaobanメンテナンスのお知らせ')
    expect(seen.en.text).toContain('The portal cannot be used.')
    const row = await send(notice)
    expect(row).toMatchObject({ tenants: 2, tenantsDone: 2, mails: 3, kind: 'maintenance' })
    expect(row.finishedAt).not.toBeNull()
    const [first, english, newYork] = await Promise.all(
      [adminMail(aoba), `second-${aoba.code}@example.jp`, adminMail(midori)].map((to) => mailsTo(server, to)),
    )
    expect([first, english, newYork].map((mails) => mails!.length)).toEqual([1, 1, 1])
    expect(first![0]).toMatchObject({ template: 'MAIL-14', subject: seen.ja.subject })
    expect(first![0]!.text).toBe(seen.ja.text.replace('（システム管理者の氏名）', '管理 太郎'))
    expect(english![0]!.text).toBe(seen.en.text.replace('(name of the administrator)', second.loginId))
    expect(first![0]!.text).toContain('開始：2099/01/11 02:00\n終了予定：2099/01/11 04:00')
    expect(newYork![0]!.text).toContain('開始：2099/01/10 12:00')
    expect(newYork![0]!.text).toContain('America/New_York')
    expect(await mailsTo(server, `clerk-${aoba.code}@example.jp`)).toEqual([])
  })

  it.each([
    [13.9, true],
    [14.1, false],
  ])('that goes out %s days ahead is on short notice: %s [NFM-ANN-003]', async (days, shortNotice) => {
    const notice = maintenance({ from: inDays(days), until: inDays(days + 0.1) })
    expect((await call(previewNotice, { notice })).shortNotice).toBe(shortNotice)
  })

  it('tells of a client release two weeks ahead, and when it is out [NFM-ANN-005]', async () => {
    expect((await call(previewNotice, { notice: planned() })).shortNotice).toBe(false)
    expect((await call(previewNotice, { notice: planned({ plannedOn: dayIn(10) }) })).shortNotice).toBe(true)
    await send(planned({ plannedOn: '2099-02-01', supportEndsOn: '2099-04-01' }))
    await send({ kind: 'release-done', version: '2.4.0', supportEndsOn: '2099-04-01', announce: false })
    for (const tenant of [aoba, midori]) {
      const mails = await mailsTo(server, adminMail(tenant))
      const textOf = (template: string) => mails.filter((mail) => mail.template === template).map(({ text }) => text)
      const [[before], [after]] = [textOf('MAIL-12'), textOf('MAIL-13')]
      for (const part of ['バージョン：2.4.0', '公開予定日：2099/02/01', '起動が速くなります。', '2099/04/01まで'])
        expect(before).toContain(part)
      for (const part of ['バージョン：2.4.0', '2099/04/01まで']) expect(after).toContain(part)
      expect(mails).toHaveLength(2)
    }
  })

  it('about an incident tells since when it is known, on the sign-in page too; the console keeps the time [NFM-ANN-004]', async () => {
    expect(await call(readIncident)).toEqual({ incident: null })
    await expect(call(recordIncident, { confirmedAt: inDays(0.01) })).rejects.toMatchObject({
      details: { fields: [{ field: 'confirmedAt', message: 'notices.incident.future' }] },
    })
    const confirmedAt = inDays(-0.02)
    const { incident } = await call(recordIncident, { confirmedAt })
    expect(incident).toMatchObject({ confirmedAt, mailedAt: null, recordedBy: '運用 一郎' })
    await expect(call(recordIncident, { confirmedAt })).rejects.toMatchObject({ code: 'request.conflict' })
    const { incidentId } = incident!
    const notice: TypedNotice = {
      ...{ kind: 'emergency', incidentId, stateJa: '原因を調べています。', stateEn: 'We look for the cause.' },
      ...{ impactJa: 'ログインできません。', impactEn: 'Nobody can sign in.', announce: true },
    }
    server.clock.advance(60_000)
    const row = await send(notice)
    expect(row).toMatchObject({ from: confirmedAt, mails: 2 })
    const [mail] = await mailsTo(server, adminMail(aoba))
    expect(mail).toMatchObject({ template: 'MAIL-15', subject: 'Kaoban緊急メンテナンスのお知らせ' })
    for (const part of ['原因を調べています。', 'ログインできません。', 'Asia/Tokyo'])
      expect(mail!.text).toContain(part)
    const mailedAt = server.clock.now().toISOString()
    expect(await call(readIncident)).toMatchObject({ incident: { mailedAt } })
    const { announcements } = await (await openBrowser(server)).call(readSignInPage, { code: aoba.code })
    expect(announcements[0]).toMatchObject({ category: 'incident', title: { ja: mail!.subject } })
    expect(announcements[0]!.body.ja).toMatch(/^障害のため[\s\S]+ログインできません。$/)
    expect(await call(endIncident, { incidentId })).toEqual({ incident: null })
    await expect(call(endIncident, { incidentId })).rejects.toMatchObject({ code: 'request.not-found' })
    await expect(send(notice)).rejects.toMatchObject({ code: 'request.conflict' })
  })

  it('can stand among the announcements as well, until it is over', async () => {
    await send(maintenance({ announce: true }))
    const [shown] = (await aoba.administrator.browser.call(listAnnouncements, {})).rows
    expect(shown).toMatchObject({ category: 'maintenance', title: { en: 'Kaoban: maintenance notice' } })
    expect(shown!.body.en).toMatch(/^The portal will be down[\s\S]+The portal cannot be used\.$/)
  })
})

describe('sending', () => {
  it('happens once, however often it is asked for, and by several at a time', async () => {
    const noticeId = newId()
    await Promise.all([send(maintenance(), noticeId), send(maintenance(), noticeId)])
    await send(maintenance(), noticeId)
    expect(await sendNotices(server.platform)).toBe(0)
    for (const tenant of [aoba, midori]) expect(await mailsTo(server, adminMail(tenant))).toHaveLength(1)
  })

  it('goes on where it was when the server died: nobody twice, nobody never', async () => {
    const scope = { tenantId: houseTenantId, role: 'operator' as const }
    const ids = [aoba, midori].map(({ tenantId }) => tenantId).sort()
    const noticeId = newId()
    const who = { tenantId: houseTenantId, locale: 'ja' as const, address: '' }
    const step = (dies: boolean) =>
      server.database.transaction(scope, async (db) => {
        const actor = { kind: 'job' as const, name: 'notices' }
        await sendToNextTenant(backgroundContext(server.platform, 'notices', { ...who, actor }, db))
        if (dies) throw new Error('the server dies')
      })
    await server.database.transaction(scope, (db) =>
      sql`insert into notices (tenant_id, notice_id, kind, content, written_by, created_at, tenants)
        values (${houseTenantId}, ${noticeId}, 'maintenance', ${JSON.stringify(maintenance())}::jsonb, 'x', ${server.clock.now()}, 2)`.execute(
        db,
      ),
    )
    const progress = async () => (await call(listNotices, {})).rows.find((row) => row.noticeId === noticeId)
    await expect(step(true)).rejects.toThrow('the server dies')
    expect(await progress()).toMatchObject({ tenantsDone: 0, mails: 0 })
    await step(false)
    expect(await progress()).toMatchObject({ tenantsDone: 1, tenants: 2, mails: 1, finishedAt: null })
    await expect(step(true)).rejects.toThrow('the server dies')
    expect(await sendNotices(server.platform)).toBe(2)
    expect(await progress()).toMatchObject({ tenantsDone: 2, mails: 2, finishedAt: expect.any(String) })
    for (const tenant of [aoba, midori]) {
      expect(ids).toContain(tenant.tenantId)
      expect(await mailsTo(server, adminMail(tenant))).toHaveLength(1)
    }
  })

  it('is in the log of the operator and of each tenant', async () => {
    const { noticeId } = await send(planned())
    const { rows } = await call(listOperatorLog, {})
    expect(
      rows.filter(({ operation, details }) => operation === 'notice.sent' && details.includes(noticeId)),
    ).toHaveLength(1)
    for (const { administrator } of [aoba, midori]) {
      const bytes = await administrator.browser.call(exportOperationLog, { from: inDays(-1) })
      expect(new TextDecoder('shift_jis').decode(bytes as never)).toContain(noticeId)
    }
  })

  it('is refused in words for what is missing, too long, over or backwards', async () => {
    const refusals = (notice: TypedNotice) =>
      call(previewNotice, { notice }).then(
        () => [],
        (error) =>
          (error.details.fields as { field: string; message: string }[]).map(({ field, message }) => [field, message]),
      )
    expect(await refusals(maintenance({ impactJa: '', impactEn: 'a'.repeat(1001) }))).toEqual([
      ['impactJa', 'notices.textMissing'],
      ['impactEn', 'notices.textTooLong'],
    ])
    expect(await refusals(maintenance({ from: inDays(-1), until: inDays(-2), impactJa: '{name}' }))).toEqual([
      ['impactJa', 'notices.mark'],
      ['until', 'notices.untilBeforeFrom'],
      ['from', 'notices.past'],
    ])
    expect(await refusals(planned({ version: ' ', supportEndsOn: dayIn(19) }))).toEqual([
      ['version', 'notices.versionMissing'],
      ['supportEndsOn', 'notices.supportBeforeRelease'],
    ])
  })

  it('is the operator’s alone', async () => {
    for (const by of [aoba.administrator, await aoba.addPerson()])
      await expect(by.browser.call(sendNotice, { noticeId: newId(), notice: maintenance() })).rejects.toMatchObject({
        code: 'request.unauthenticated',
      })
  })
})
