import { createUser, listUsers, readFactors } from '@kaoban/contract'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { ask, send } from './example.ts'
import { Office, password, stepByStep } from './office.ts'
import { enterFirst, passwords, rowOf } from './people.ts'
import type { Visitor } from './visitor.ts'

const office = new Office()
let desk: Visitor
let userId: string

beforeAll(async () => {
  desk = await office.open()
  for (const [loginId, familyName] of [
    ['hanako', '山田'],
    ['jiro', '鈴木'],
  ] as const)
    await send(desk, createUser.path, { loginId, familyName, password: passwords.given })
  userId = (await ask(desk, `${listUsers.path}?loginId=hanako`)).rows[0].userId
})

afterAll(() => office.close())
stepByStep(() => [desk])

const stored = () => ask(desk, readFactors.path.replace(':userId', userId))
const saved = (dialog: Locator) => dialog.waitFor({ state: 'hidden' })
const look = async () => expect(await axeFaults(desk.page)).toEqual([])

describe('an administrator', () => {
  it('registers an application, renames it, and is told what its ID may be', async () => {
    await desk.open('/settings/applications')
    await desk.button('factors.registry.add').click()
    const adding = desk.dialog('factors.registry.add')
    await desk.fill({ 'factors.registry.id': '61200', 'factors.registry.name': '勤怠' }, adding)
    await desk.button('LBL-GEN-save', undefined, adding).click()
    await expect.poll(() => adding.locator('[aria-invalid=true]').count()).toBe(1)
    await look()
    await desk.fill({ 'factors.registry.id': '61000' }, adding)
    await desk.button('LBL-GEN-save', undefined, adding).click()
    await saved(adding)
    await desk.page.getByRole('button', { name: desk.say('tables.rowActions', { name: '勤怠' }) }).click()
    await desk.page.getByRole('menuitem', { name: desk.say('factors.registry.rename') }).click()
    const renaming = desk.dialog('factors.registry.rename')
    await desk.fill({ 'factors.registry.name': '勤怠管理' }, renaming)
    await desk.button('LBL-GEN-save', undefined, renaming).click()
    await saved(renaming)
    await desk.readsText('勤怠管理')
    await look()
  })

  it('comes from the list to the factors of somebody and sets what needs no list', async () => {
    await desk.open('/users')
    await rowOf(desk, 'hanako')
      .getByRole('button', { name: desk.say('tables.rowActions', { name: '山田' }) })
      .click()
    await desk.page.getByRole('menuitem', { name: desk.say('factors.title') }).click()
    await desk.heading('factors.titleOf', { name: '山田' }).waitFor()
    await look()
    await desk.page.getByRole('button', { name: desk.say('factors.section.carryOut') }).click()
    const title = desk.say('factors.editNamed', { name: desk.say('factors.section.carryOut') })
    const dialog = desk.page.getByRole('dialog', { name: title })
    await desk.fill({ 'factors.carryOut.deleteDays': '5', 'factors.carryOut.updateDays': '6' }, dialog)
    await desk.button('LBL-GEN-save', undefined, dialog).click()
    await desk.reads('factors.periodsClash')
    await look()
    await desk.fill({ 'factors.carryOut.updateDays': '5' }, dialog)
    await desk.field('factors.carryOut.enabled', dialog).uncheck()
    await desk.button('LBL-GEN-save', undefined, dialog).click()
    await saved(dialog)
    await desk.page.getByRole('button', { name: '勤怠管理' }).first().click()
    const app = desk.page.getByRole('dialog', { name: desk.say('factors.editNamed', { name: '勤怠管理' }) })
    await desk.fill({ 'factors.part.userid': 'hanako@kintai' }, app)
    await desk.button('LBL-GEN-save', undefined, app).click()
    await saved(app)
    await desk.button('factors.delegators.add').click()
    const party = desk.dialog('factors.delegators.add')
    await desk.fill({ 'factors.delegations.loginId': 'nobody' }, party)
    await desk.button('LBL-GEN-add', undefined, party).click()
    await desk.reads('factors.partyUnknown')
    await desk.fill({ 'factors.delegations.loginId': 'JIRO' }, party)
    await desk.button('LBL-GEN-add', undefined, party).click()
    await saved(party)
    expect(await stored()).toMatchObject({
      carryOut: { enabled: false, deleteDays: 5, updateDays: 5 },
      apps: [{ appId: 61000, userName: 'hanako@kintai' }],
      delegators: [{ loginId: 'jiro' }],
    })
    await look()
  })

  it('gives somebody a TOTP seed and shows it after the own password, until the dialog is closed', async () => {
    await desk.button('factors.seed.new').click()
    const question = desk.dialog('LBL-GEN-confirm')
    await desk.button('factors.seed.new', undefined, question).click()
    await saved(question)
    await desk.button('factors.seed.show').click()
    const dialog = desk.dialog('factors.seed.title')
    await desk.field('factors.seed.password', dialog).fill('wrong')
    await desk.button('factors.seed.show', undefined, dialog).click()
    await desk.reads('MSG-AUT-004')
    await look()
    await desk.field('factors.seed.password', dialog).fill(password)
    await desk.button('factors.seed.show', undefined, dialog).click()
    const shown = dialog.getByRole('img', { name: desk.say('factors.seed.qr') })
    await shown.waitFor()
    const seed = await dialog.locator('code').innerText()
    expect(seed).toMatch(/^[0-9A-F]{40}$/)
    await look()
    await dialog
      .locator('button')
      .filter({ hasText: desk.say('LBL-GEN-close') })
      .click()
    await saved(dialog)
    expect(await desk.page.content()).not.toContain(seed)
    await desk.button('factors.seed.renew').click()
    await desk.reads('factors.seed.renew.ask')
    await desk.button('factors.seed.renew', undefined, question).click()
    await saved(question)
    await desk.page
      .getByRole('button', { name: desk.say('factors.clearNamed', { name: desk.say('factors.totp') }) })
      .click()
    await desk.button('factors.clear', undefined, question).click()
    await saved(question)
    expect(await stored()).toMatchObject({ totp: null })
  })

  it('clears what the question names', async () => {
    await desk.page.getByRole('button', { name: desk.say('factors.clearNamed', { name: '勤怠管理' }) }).click()
    const question = desk.dialog('LBL-GEN-confirm')
    await question.getByText(`勤怠管理: ${desk.say('factors.part.userid')}`).waitFor()
    await desk.button('factors.clear', undefined, question).click()
    await saved(question)
    await desk.page
      .getByRole('button', { name: desk.say('factors.delegations.withdrawNamed', { name: '鈴木' }) })
      .click()
    await desk.button('factors.delegations.withdraw', undefined, question).click()
    await saved(question)
    expect(await stored()).toMatchObject({ apps: [{ parts: [] }], delegators: [] })
  })
})

describe('an organisation', () => {
  it('calls a factor by a name of its own', async () => {
    await desk.open('/settings/factor-names')
    await desk.field('factors.pin').fill('あ'.repeat(16))
    await desk.reads('factors.names.tooLong')
    await look()
    await desk.field('factors.pin').fill('社員暗証番号')
    await desk.button('LBL-GEN-apply').click()
    await desk.reads('MSG-GEN-007')
    await desk.open(`/users/${userId}/factors`)
    await desk.readsText('社員暗証番号')
  })
})

describe('an employee', () => {
  it('sees the own factors and changes none of them', async () => {
    const hanako = await enterFirst(office.browser, office.portal, office.code, 'hanako')
    await hanako.open('/me')
    await hanako.heading('factors.section.carryOut').waitFor()
    await hanako.reads('factors.carryOut.off')
    await hanako.readsText('社員暗証番号')
    expect(await hanako.page.getByRole('button', { name: hanako.say('factors.clear') }).count()).toBe(0)
    expect(await axeFaults(hanako.page)).toEqual([])
    expect(hanako.complaints).toEqual([])
    await hanako.leave()
  })
})
