import type { MessageKey } from '@kaoban/messages'
import type { Browser, Locator } from 'playwright-core'
import { expect } from 'vitest'
import { enterPassword } from './journey.ts'
import type { Portal } from './portal.ts'
import { Visitor } from './visitor.ts'

/** What administrators do with the list of people and with the form of one. */

const patient = { timeout: 30_000 }

/** The password that an administrator gave, and the own one that replaces it. */
export const passwords = { given: 'Silver-Orchard-94-Tram', own: 'Copper-Meadow-36-Violin' }

/** Signs somebody in for the first time, at a browser of their own. */
export async function enterFirst(browser: Browser, portal: Portal, code: string, loginId: string): Promise<Visitor> {
  const visitor = await Visitor.enter(browser, portal)
  await visitor.open(`/t/${code}`)
  await enterPassword(visitor, loginId, passwords.given)
  await visitor.fill({
    'passwords.current': passwords.given,
    'passwords.new': passwords.own,
    'passwords.confirmation': passwords.own,
  })
  await visitor.button('passwords.change').click()
  await visitor.reads('MSG-AUT-006')
  return visitor
}

export function rowOf({ page }: Visitor, loginId: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: loginId, exact: true }) })
}

/** Opens the list afresh and waits until exactly these people are in it. */
export async function seesPeople(visitor: Visitor, loginIds: readonly string[]): Promise<void> {
  await visitor.open('/users')
  await listsPeople(visitor, loginIds)
}

/** Waits until exactly these people are in the list that is open. */
export async function listsPeople({ page }: Visitor, loginIds: readonly string[]): Promise<void> {
  const heads = page.locator('table[aria-busy=false] tbody').getByRole('rowheader')
  await expect.poll(async () => (await heads.allInnerTexts()).sort(), patient).toEqual([...loginIds].sort())
}

/** What somebody's row says under a heading. */
export async function cellOf(visitor: Visitor, loginId: string, heading: string): Promise<string> {
  const headings = await visitor.page.getByRole('columnheader').allInnerTexts()
  const at = headings.findIndex((text) => text.trim() === heading)
  if (at < 0) throw new Error(`no column ${heading} among ${headings.join(', ')}`)
  return (await rowOf(visitor, loginId).locator('th, td').nth(at).innerText()).trim()
}

/** Opens the form of somebody in the list. */
export async function openPerson(visitor: Visitor, loginId: string, name: string): Promise<Locator> {
  await rowOf(visitor, loginId)
    .getByRole('button', { name: new RegExp(`^${visitor.say('LBL-GEN-edit')}`) })
    .click()
  return formOf(visitor, name)
}

export async function formOf(visitor: Visitor, name: string): Promise<Locator> {
  const form = visitor.page.getByRole('dialog', { name: visitor.say('users.editNamed', { name }), exact: true })
  await form.waitFor()
  return form
}

export async function save(visitor: Visitor, form: Locator): Promise<void> {
  await visitor.button('LBL-GEN-save', undefined, form).click()
  await form.waitFor({ state: 'hidden' })
}

/** Presses 設定する of グループ#n. */
export async function openPlace(visitor: Visitor, n: number): Promise<Locator> {
  const place = visitor.say('LBL-GRP-slot', { n })
  await visitor.button('groups.setPlace', { place }).click()
  const choices = visitor.page.getByRole('dialog', { name: visitor.say('groups.choose', { place }), exact: true })
  await choices.waitFor()
  return choices
}

/** Puts into グループ#n what is called so. */
export async function setPlace(visitor: Visitor, n: number, name: string): Promise<void> {
  const choices = await openPlace(visitor, n)
  await visitor.button('groups.selectNamed', { name }, choices).click()
  await choices.waitFor({ state: 'hidden' })
}

/** Types a new group into the row that グループを追加する adds, and takes it. */
export async function takeNewGroup(visitor: Visitor, choices: Locator, code: string, name: string): Promise<Locator> {
  const row = choices.getByRole('group', { name: visitor.say('LBL-GRP-add'), exact: true })
  if (!(await row.isVisible())) await visitor.button('LBL-GRP-add', undefined, choices).click()
  await visitor.fill({ 'LBL-GRP-id': code, 'LBL-GRP-name': name }, row)
  await visitor.button('LBL-GRP-select', undefined, row).click()
  return row
}

/** Adds Windowsアカウント#n to the form. */
export async function addAccount(visitor: Visitor, form: Locator, n: number, kind: MessageKey): Promise<Locator> {
  await visitor.button('users.windows.add', undefined, form).click()
  const account = form.getByRole('group', { name: visitor.say('users.windows.account', { n }), exact: true })
  await account.getByRole('radio', { name: visitor.say(kind), exact: true }).check()
  return account
}

/** Waits until this is what stands under a field, and what a screen reader says about it. */
export async function complains(visitor: Visitor, field: Locator, key: MessageKey): Promise<void> {
  await expect.poll(() => describes(field), patient).toContain(visitor.say(key))
}

/** What a screen reader says about a field after its name: hints and messages. */
function describes(field: Locator): Promise<string> {
  return field.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.innerText ?? '')
      .join('\n'),
  )
}

/** Moves the focus on by Tab until it is here. */
export async function tabTo({ page }: Visitor, target: Locator, press = 'Tab'): Promise<void> {
  await target.waitFor()
  for (let pressed = 0; pressed < 150; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(press)
  }
  throw new Error(`${press} does not lead to ${target}`)
}
