/** @module-tag long */
import {
  changeAnnouncement,
  countUnreadAnnouncements,
  deleteAnnouncement,
  listAnnouncements,
  listKeptAnnouncements,
  listOperatorLog,
  markAnnouncementsRead,
  publishAnnouncement,
  readSignInPage,
  type TypedAnnouncement,
} from '@kaoban/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openOperator, type TestOperator } from '../operators/operators.testing.ts'
import {
  openBrowser,
  openTestTenant,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestTenant,
} from '../platform/testing.ts'

let server: TestServer
let operator: TestOperator
let tenant: TestTenant
let employee: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  operator = await openOperator(server)
  tenant = await openTestTenant(server)
  employee = await tenant.addPerson()
})
afterAll(() => server.close())
afterEach(async () => {
  for (const { announcementId } of (await operator.browser.call(listKeptAnnouncements, {})).rows)
    await operator.browser.call(deleteAnnouncement, { announcementId })
})

const hours = (n: number) => new Date(server.clock.now().getTime() + n * 3_600_000).toISOString()
const typed = (change: Partial<TypedAnnouncement> = {}): TypedAnnouncement => ({
  category: 'maintenance',
  titleJa: '定期メンテナンス',
  titleEn: 'Planned maintenance',
  bodyJa: '日曜の2時から4時まで停止します。\n顔認証は利用できます。',
  bodyEn: 'Down on Sunday from 2 to 4.\nFace authentication goes on.',
  shownFrom: hours(-1),
  shownUntil: hours(24),
  beforeSignIn: false,
  ...change,
})
const publish = (change: Partial<TypedAnnouncement> = {}) => operator.browser.call(publishAnnouncement, typed(change))
const seenBy = async (person: TestPerson) => (await person.browser.call(listAnnouncements, {})).rows
const unreadOf = async (person: TestPerson) => (await person.browser.call(countUnreadAnnouncements)).unread

describe('announcements', () => {
  it('reach every role of every tenant, in both languages, newest first [NFM-ANN-001] [NFM-ROL-034]', async () => {
    const other = await openTestTenant(server)
    const sales = await tenant.addGroup('SALES')
    const seller = await tenant.addPerson({ places: [{ groupId: sales, administrator: true }] })
    await publish({ category: 'other', titleJa: '古い', shownFrom: hours(-3) })
    await publish({ category: 'release', titleJa: '新しい', shownFrom: hours(-2), shownUntil: null })
    for (const person of [tenant.administrator, seller, employee, other.administrator]) {
      const rows = await seenBy(person)
      expect(rows.map(({ title, category }) => [title.ja, category])).toEqual([
        ['新しい', 'release'],
        ['古い', 'other'],
      ])
      expect(rows[0]).toMatchObject({
        title: { en: 'Planned maintenance' },
        body: { ja: typed().bodyJa, en: typed().bodyEn },
        shownFrom: hours(-2),
        unread: true,
      })
    }
  })

  it('are shown in their period only [NFM-ANN-001]', async () => {
    await publish({ titleJa: '今後', shownFrom: hours(1) })
    await publish({ titleJa: '終了', shownFrom: hours(-2), shownUntil: hours(-1) })
    await publish({ titleJa: '表示中', shownFrom: hours(0), shownUntil: hours(1) })
    expect((await seenBy(employee)).map(({ title }) => title.ja)).toEqual(['表示中'])
    expect(await unreadOf(employee)).toBe(1)
    const kept = await operator.browser.call(listKeptAnnouncements, {})
    expect(kept.rows.map(({ title }) => title.ja)).toEqual(['今後', '表示中', '終了'])
  })

  it('are unread for each person until read, and again when they are changed [NFM-ANN-001]', async () => {
    const first = await publish()
    const second = await publish({ titleJa: '障害', category: 'incident' })
    expect(await unreadOf(employee)).toBe(2)
    const { announcementId } = first
    expect(await employee.browser.call(markAnnouncementsRead, { announcementIds: [announcementId] })).toEqual({
      unread: 1,
    })
    expect((await seenBy(employee)).filter(({ unread }) => unread).map((row) => row.announcementId)).toEqual([
      second.announcementId,
    ])
    expect(await unreadOf(tenant.administrator)).toBe(2)
    expect(await employee.browser.call(markAnnouncementsRead, {})).toEqual({ unread: 0 })
    server.clock.advance(1000)
    const changed = typed({ titleJa: '定期メンテナンス（時間変更）' })
    await operator.browser.call(changeAnnouncement, { ...changed, announcementId, version: first.version })
    expect(await unreadOf(employee)).toBe(1)
    const [row] = (await seenBy(employee)).filter(({ unread }) => unread)
    expect(row!.title.ja).toBe('定期メンテナンス（時間変更）')
  })

  it('about incidents stand on the sign-in pages, before anybody has signed in [NFM-ANN-002]', async () => {
    await publish({ titleJa: '定期', beforeSignIn: false })
    await publish({ titleJa: '障害', category: 'incident', beforeSignIn: true })
    await publish({ titleJa: '復旧済み', beforeSignIn: true, shownUntil: hours(-0.5) })
    const { announcements } = await (await openBrowser(server)).call(readSignInPage, { code: tenant.code })
    expect(announcements.map(({ title }) => title)).toEqual([{ ja: '障害', en: 'Planned maintenance' }])
  })

  it('are refused in words for what is missing or too long in one of the languages', async () => {
    const refusal = (change: Partial<TypedAnnouncement>) =>
      publish(change).then(
        () => [],
        (error) =>
          (error.details.fields as { field: string; message: string }[]).map(({ field, message }) => [field, message]),
      )
    expect(await refusal({ titleEn: ' ', bodyJa: '' })).toEqual([
      ['titleEn', 'announcements.titleMissing'],
      ['bodyJa', 'announcements.bodyMissing'],
    ])
    expect(await refusal({ titleJa: '題'.repeat(101), bodyEn: 'a'.repeat(5001) })).toEqual([
      ['titleJa', 'announcements.titleTooLong'],
      ['bodyEn', 'announcements.bodyTooLong'],
    ])
    expect(await refusal({ shownFrom: hours(1), shownUntil: hours(1) })).toEqual([
      ['shownUntil', 'announcements.untilBeforeFrom'],
    ])
    expect(await refusal({ titleJa: '題'.repeat(100), bodyEn: 'a'.repeat(5000) })).toEqual([])
  })

  it('are written by the operator alone, whose log says what [NFM-ANN-001]', async () => {
    for (const { browser } of [tenant.administrator, employee])
      await expect(browser.call(publishAnnouncement, typed())).rejects.toMatchObject({
        code: 'request.unauthenticated',
      })
    const { announcementId, version } = await publish()
    const change = (of: number) =>
      operator.browser.call(changeAnnouncement, { ...typed({ titleEn: 'Changed' }), announcementId, version: of })
    await change(version)
    await expect(change(version)).rejects.toMatchObject({ code: 'request.conflict' })
    await operator.browser.call(deleteAnnouncement, { announcementId })
    await expect(change(version + 1)).rejects.toMatchObject({ code: 'request.not-found' })
    expect(await seenBy(employee)).toEqual([])
    const { rows } = await operator.browser.call(listOperatorLog, {})
    const logged = rows.filter(({ details, succeeded }) => succeeded && details.includes(announcementId))
    expect(logged.map(({ operation }) => operation).reverse()).toEqual([
      'announcement.published',
      'announcement.changed',
      'announcement.deleted',
    ])
  })
})
