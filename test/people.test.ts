import { createGroup, createUser, listGroups, listUsers, type User } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, send } from './example.ts'
import { company, Office, stepByStep } from './office.ts'
import {
  addAccount,
  cellOf,
  complains,
  enterFirst,
  formOf,
  listsPeople,
  openPerson,
  openPlace,
  passwords,
  rowOf,
  save,
  seesPeople,
  setPlace,
  tabTo,
  takeNewGroup,
} from './people.ts'
import { Visitor } from './visitor.ts'

const sales = { code: 'SALES1', name: '営業部' }
const development = { code: 'DEV1', name: '開発部' }
const laboratory = { code: 'LAB1', name: '研究室' }
const hanako = { loginId: 'hanako', familyName: '山田', givenName: '花子', mail: 'hanako@aoba.example.jp' }

const office = new Office()
/** The system administrator, the group administrators of 営業部 and 開発部, and a second system administrator. */
let desk: Visitor
let seller: Visitor
let developer: Visitor
let second: Visitor
const visitors: Visitor[] = []

beforeAll(async () => {
  desk = await office.open()
  visitors.push(desk)
})

beforeAll(async () => {
  const { groupId: inSales } = await send(desk, createGroup.path, sales)
  const { groupId: inDevelopment } = await send(desk, createGroup.path, development)
  const people = [
    { loginId: 'suzuki', familyName: '鈴木', groups: [{ kind: 'group', groupId: inSales, administrator: true }] },
    {
      loginId: 'takahashi',
      familyName: '高橋',
      groups: [{ kind: 'group', groupId: inDevelopment, administrator: true }],
    },
    { loginId: 'ito', familyName: '伊藤', groups: [{ kind: 'group', groupId: inSales }] },
    { loginId: 'kato', familyName: '加藤', groups: [{ kind: 'group', groupId: inSales }] },
    { loginId: 'mori', familyName: '森', groups: [{ kind: 'group', groupId: inSales }] },
    { loginId: 'ueda', familyName: '上田', groups: [{ kind: 'group', groupId: inSales }] },
    {
      loginId: 'yamamoto',
      familyName: '山本',
      mail: 'yamamoto@aoba.example.jp',
      systemAdministrator: true,
      groups: [{ kind: 'group', groupId: inDevelopment, administrator: true }],
    },
  ]
  for (const person of people) await send(desk, createUser.path, { ...person, password: passwords.given })
})

afterAll(() => office.close())
stepByStep(() => visitors)

async function enter(loginId: string): Promise<Visitor> {
  const visitor = await enterFirst(office.browser, office.portal, office.code, loginId)
  visitors.push(visitor)
  return visitor
}

async function stored(loginId: string): Promise<User> {
  const { rows } = await ask(desk, `${listUsers.path}?loginId=${loginId}`)
  return ask(desk, `${listUsers.path}/${rows[0].userId}`)
}

describe('a new employee', () => {
  it('is entered into a dialog with all fields, and cancelling keeps nothing [NFM-USR-005, NFM-USR-022]', async () => {
    await desk.open('/users')
    await desk.button('LBL-GEN-add').first().click()
    const form = desk.dialog('users.add')
    for (const key of [
      ...(['LBL-USR-id', 'LBL-USR-password', 'LBL-USR-sei', 'LBL-USR-middle', 'LBL-USR-mei', 'LBL-USR-mail'] as const),
      ...(['LBL-USR-sameMail', 'LBL-USR-sysadmin', 'LBL-USR-apl', 'LBL-USR-pause'] as const),
    ])
      await desk.field(key, form).waitFor()
    for (let n = 1; n <= 5; n++)
      await desk.button('groups.setPlace', { place: desk.say('LBL-GRP-slot', { n }) }, form).waitFor()
    await desk.button('users.windows.add', undefined, form).waitFor()
    await desk.reads('users.cloudHint')
    const dependent = [desk.say('LBL-USR-aplMethod'), desk.say('LBL-USR-aplFail')]
    for (const label of dependent) expect(await form.getByLabel(label, { exact: true }).count()).toBe(0)
    await desk.field('LBL-USR-apl', form).check()
    for (const [at, preset] of (['LBL-USR-aplMethod1', 'LBL-USR-aplFail0'] as const).entries()) {
      const choice = form.getByRole('combobox', { name: dependent[at]!, exact: true })
      expect(await choice.inputValue()).toBe(desk.say(preset))
    }
    await desk.field('LBL-USR-id', form).fill('nobody')
    await desk.button('LBL-GEN-cancel', undefined, form).click()
    await desk.button('forms.discard').click()
    await form.waitFor({ state: 'hidden' })
    expect(await rowOf(desk, 'nobody').count()).toBe(0)
  })

  it('gets two groups, one of them new, and three Windows accounts [NFM-USR-002, NFM-GRP-003, NFM-GRP-004, NFM-GRP-008, NFM-WAC-006, NFM-WAC-011, NFM-WAC-020, NFM-WAC-022]', async () => {
    await desk.button('LBL-GEN-add').first().click()
    const form = desk.dialog('users.add')
    await desk.fill(
      {
        'LBL-USR-id': hanako.loginId,
        'LBL-USR-password': passwords.given,
        'LBL-USR-sei': hanako.familyName,
        'LBL-USR-mei': hanako.givenName,
        'LBL-USR-mail': hanako.mail,
      },
      form,
    )
    await desk.field('LBL-USR-apl', form).check()
    await desk.field('LBL-USR-pause', form).check()

    await setPlace(desk, 1, sales.name)
    await takeNewGroup(desk, await openPlace(desk, 2), laboratory.code, laboratory.name)
    await desk.readsText(desk.say('groups.isNew'))
    expect((await ask(desk, listGroups.path)).total).toBe(2)
    await setPlace(desk, 3, desk.say('LBL-GRP-moving'))
    const administratorOf = (n: number, name: string) =>
      form.getByRole('checkbox', {
        name: desk.say('groups.administratorOf', { place: desk.say('LBL-GRP-slot', { n }), name }),
        exact: true,
      })
    // Neither 異動中 nor 未設定 can be administered.
    expect(await form.getByRole('listitem').getByRole('checkbox').count()).toBe(2)
    await setPlace(desk, 3, desk.say('LBL-GRP-none'))
    await administratorOf(2, laboratory.name).check()

    const local = await addAccount(desk, form, 1, 'LBL-WAC-local')
    await desk.fill({ 'LBL-WAC-account': 'hanako', 'LBL-WAC-computer': 'PC-0042', 'LBL-WAC-winpw': 'Local-1' }, local)
    const domain = await addAccount(desk, form, 2, 'LBL-WAC-domain')
    const long = 'Aa1-'.repeat(32).slice(1)
    await desk.fill({ 'LBL-WAC-account': 'yamada', 'LBL-WAC-domainName': 'AOBA', 'LBL-WAC-winpw': long }, domain)
    const azure = await addAccount(desk, form, 3, 'LBL-WAC-azure')
    await desk.fill(
      { 'LBL-WAC-display': 'HanakoYamada', 'LBL-WAC-azDomain': 'AzureAD', 'LBL-WAC-azpw': 'Azure-1' },
      azure,
    )
    await desk.field('LBL-WAC-upnMail', azure).check()
    expect(await desk.field('LBL-WAC-upn', azure).inputValue()).toBe(hanako.mail)
    expect(await desk.field('LBL-WAC-upn', azure).isEditable()).toBe(false)
    for (const account of [local, domain, azure])
      for (const key of ['LBL-WAC-hintHybrid', 'users.windows.mustEqual', 'MSG-WAC-024'] as const)
        await account.getByText(desk.say(key)).waitFor()
    await domain.getByText(desk.say('users.windows.place.domain')).waitFor()
    await azure.getByText(desk.say('users.windows.place.azure')).waitFor()
    await domain.getByText(desk.say('MSG-WAC-026')).waitFor()

    await desk.page.keyboard.press('Control+Enter')
    await desk.reads('users.added.user')
    await form.waitFor({ state: 'hidden' })
    expect((await ask(desk, listGroups.path)).total).toBe(3)
  })

  it('stands in the list with everything that was entered, in the order of the specification [NFM-USR-037, NFM-USR-038]', async () => {
    await rowOf(desk, hanako.loginId).waitFor()
    await desk.button('tables.columns').click()
    const chooser = desk.page.getByRole('dialog', { name: desk.say('tables.columns'), exact: true })
    const plain = ['LBL-USR-aplShort', 'LBL-USR-aplMethod', 'LBL-USR-aplFail', 'LBL-USR-pause'] as const
    const ofGroup = ['LBL-GRP-id', 'LBL-GRP-name', 'LBL-GRP-admin'] as const
    const ofAccount = ['LBL-WAC-account', 'LBL-WAC-computer', 'LBL-WAC-domainName', 'LBL-WAC-upn'] as const
    const groupName = (n: number) => desk.say('LBL-GRP-slot', { n })
    const accountName = (n: number) => desk.say('users.windows.account', { n })
    const tick = async (section: string, keys: readonly MessageKey[]) => {
      const group = chooser.getByRole('group', { name: section, exact: true })
      for (const key of keys) await group.getByRole('checkbox', { name: desk.say(key), exact: true }).check()
    }
    await tick(desk.say('tables.columns'), [...plain, 'LBL-USR-registered'])
    for (const n of [1, 2]) await tick(groupName(n), ofGroup)
    for (const n of [1, 2, 3]) await tick(accountName(n), ofAccount)
    await desk.page.keyboard.press('Escape')
    const said = (key: MessageKey) => desk.say(key)
    const expected = [
      ...(['LBL-USR-id', 'LBL-USR-name', 'LBL-USR-mail', 'LBL-USR-face', 'LBL-USR-admin'] as const).map(said),
      ...plain.map(said),
      ...[1, 2].flatMap((n) => ofGroup.map((key) => `${groupName(n)} ${said(key)}`)),
      ...[1, 2, 3].flatMap((n) => ofAccount.map((key) => `${accountName(n)} ${said(key)}`)),
      ...(['LBL-USR-registered', 'LBL-USR-status'] as const).map(said),
    ]
    const headings = (await desk.page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim())
    expect(headings.filter((text) => expected.includes(text))).toEqual(expected)

    const on = said('users.set')
    const cells: Record<string, string> = {
      [said('LBL-USR-name')]: `${hanako.familyName} ${hanako.givenName}`,
      [said('LBL-USR-mail')]: hanako.mail,
      [said('LBL-USR-face')]: '',
      [said('LBL-USR-admin')]: '',
      [said('LBL-USR-aplShort')]: on,
      [said('LBL-USR-aplMethod')]: said('LBL-USR-aplMethod1'),
      [said('LBL-USR-aplFail')]: said('LBL-USR-aplFail0'),
      [said('LBL-USR-pause')]: on,
      ...inColumns(groupName(1), ofGroup.map(said), [sales.code, sales.name, '']),
      ...inColumns(groupName(2), ofGroup.map(said), [laboratory.code, laboratory.name, on]),
      ...inColumns(accountName(1), ofAccount.map(said), ['hanako', 'PC-0042', '', '']),
      ...inColumns(accountName(2), ofAccount.map(said), ['yamada', '', 'AOBA', '']),
      ...inColumns(accountName(3), ofAccount.map(said), ['HanakoYamada', '', 'AzureAD', hanako.mail]),
    }
    for (const [heading, text] of Object.entries(cells))
      expect([heading, await cellOf(desk, hanako.loginId, heading)]).toEqual([heading, text])
    expect(await cellOf(desk, company.mail, said('LBL-USR-admin'))).toBe(on)
    expect(await cellOf(desk, company.mail, said('LBL-USR-aplShort'))).toBe('')
  })
})

function inColumns(section: string, headings: readonly string[], texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(headings.map((heading, at) => [`${section} ${heading}`, texts[at]!]))
}

/** What is typed into a field, and what is then said under it. */
type Wrong = readonly [field: MessageKey, text: string, message: MessageKey]

const many = (length: number) => 'a'.repeat(length)

const wrongPerson: readonly Wrong[] = [
  ['LBL-USR-id', '', 'MSG-USR-001'],
  ['LBL-USR-id', many(257), 'MSG-USR-002'],
  ['LBL-USR-id', 'やまだ', 'MSG-USR-003'],
  ['LBL-USR-id', 'a', 'MSG-USR-016'],
  ['LBL-USR-password', '', 'MSG-USR-004'],
  ['LBL-USR-password', 'Short-1', 'MSG-USR-005'],
  ['LBL-USR-password', many(256), 'MSG-USR-006'],
  ['LBL-USR-password', 'Silver Orchard 94', 'MSG-USR-007'],
  ['LBL-USR-sei', '山'.repeat(81), 'MSG-USR-008'],
  ['LBL-USR-middle', '山'.repeat(81), 'MSG-USR-009'],
  ['LBL-USR-mei', '山'.repeat(81), 'MSG-USR-010'],
  ['LBL-USR-mail', `${many(245)}@example.jp.`, 'MSG-USR-011'],
  ['LBL-USR-mail', 'yamada.example.jp', 'MSG-USR-013'],
]

const wrongAccounts: readonly (readonly [kind: MessageKey, wrong: readonly Wrong[]])[] = [
  [
    'LBL-WAC-local',
    [
      ['LBL-WAC-account', '', 'MSG-WAC-001'],
      ['LBL-WAC-account', many(21), 'MSG-WAC-002'],
      ['LBL-WAC-account', 'yama@da', 'MSG-WAC-003'],
      ['LBL-WAC-winpw', many(128), 'MSG-WAC-007'],
      ['LBL-WAC-winpw', 'Local 1', 'MSG-WAC-008'],
      ['LBL-WAC-computer', '', 'MSG-WAC-011'],
      ['LBL-WAC-computer', many(16), 'MSG-WAC-012'],
      ['LBL-WAC-computer', 'パソコン', 'MSG-WAC-013'],
    ],
  ],
  [
    'LBL-WAC-domain',
    [
      ['LBL-WAC-domainName', '', 'MSG-WAC-014'],
      ['LBL-WAC-domainName', many(256), 'MSG-WAC-015'],
      ['LBL-WAC-domainName', 'aoba/local', 'MSG-WAC-016'],
    ],
  ],
  [
    'LBL-WAC-azure',
    [
      ['LBL-WAC-display', '', 'MSG-WAC-004'],
      ['LBL-WAC-display', many(21), 'MSG-WAC-005'],
      ['LBL-WAC-display', '山田', 'MSG-WAC-006'],
      ['LBL-WAC-azpw', many(128), 'MSG-WAC-009'],
      ['LBL-WAC-azpw', 'Azure 1', 'MSG-WAC-010'],
      ['LBL-WAC-azDomain', '', 'MSG-WAC-017'],
      ['LBL-WAC-azDomain', many(256), 'MSG-WAC-018'],
      ['LBL-WAC-azDomain', 'Azure:AD', 'MSG-WAC-019'],
      ['LBL-WAC-upn', '', 'MSG-WAC-020'],
      ['LBL-WAC-upn', `${many(246)}@example.jp`, 'MSG-WAC-021'],
      ['LBL-WAC-upn', 'yamada', 'MSG-WAC-022'],
    ],
  ],
]

/** IDs and names of new groups; the message stands under one of the two. */
const wrongGroups: readonly (readonly [code: string, name: string, field: MessageKey, message: MessageKey])[] = [
  ['', '営業二課', 'LBL-GRP-id', 'MSG-GRP-001'],
  ['SALES-2', '営業二課', 'LBL-GRP-id', 'MSG-GRP-002'],
  ['SALES2', '', 'LBL-GRP-name', 'MSG-GRP-004'],
  ['SALES2', '営'.repeat(81), 'LBL-GRP-name', 'MSG-GRP-006'],
  ['SALES2', '異動中', 'LBL-GRP-name', 'MSG-GRP-008'],
]

async function provoke(visitor: Visitor, within: Locator, wrong: readonly Wrong[]): Promise<void> {
  for (const [key, text, message] of wrong) {
    const field = visitor.field(key, within)
    await field.fill(text)
    await field.blur()
    await complains(visitor, field, message)
  }
}

describe('the form of a person says under each field what is wrong with it', () => {
  const form = () => desk.dialog('users.add')
  const account = (n: number) =>
    form().getByRole('group', { name: desk.say('users.windows.account', { n }), exact: true })
  const place = (n: number) => desk.button('groups.setPlace', { place: desk.say('LBL-GRP-slot', { n }) }, form())

  it('with ID, password, names and mail address, when the field is left', async () => {
    await desk.open('/users?add=1')
    await form().waitFor()
    await provoke(desk, form(), wrongPerson)
    await desk.field('LBL-USR-sysadmin', form()).check()
    await provoke(desk, form(), [['LBL-USR-mail', '', 'MSG-USR-012']])
    await desk.field('LBL-USR-sysadmin', form()).uncheck()
  })

  it('with Windows accounts of each kind', async () => {
    await addAccount(desk, form(), 1, 'LBL-WAC-local')
    for (const [kind, wrong] of wrongAccounts) {
      await account(1)
        .getByRole('radio', { name: desk.say(kind), exact: true })
        .check()
      await provoke(desk, account(1), wrong)
    }
    await desk.field('LBL-WAC-azDomain', account(1)).fill(many(202))
    await account(1).getByText(desk.say('MSG-WAC-027')).waitFor()
    await desk.field('LBL-WAC-azpw', account(1)).fill(many(64))
    await account(1).getByText(desk.say('MSG-WAC-026')).waitFor()
  })

  it('with a new group, before it can be taken', async () => {
    const choices = await openPlace(desk, 1)
    for (const [id, name, key, message] of wrongGroups) {
      const row = await takeNewGroup(desk, choices, id, name)
      await complains(desk, desk.field(key, row), message)
    }
    await takeNewGroup(desk, choices, 'NEW1', '営業二課')
    await choices.waitFor({ state: 'hidden' })
  })

  it('with the same group or the same Windows account in two places, on saving', async () => {
    await desk.fill(
      {
        'LBL-USR-id': hanako.loginId,
        'LBL-USR-password': passwords.given,
        'LBL-USR-sei': '',
        'LBL-USR-middle': '',
        'LBL-USR-mei': '',
        'LBL-USR-mail': hanako.mail.toUpperCase(),
      },
      form(),
    )
    await takeNewGroup(desk, await openPlace(desk, 2), 'new1', '営業二課')
    await account(1)
      .getByRole('radio', { name: desk.say('LBL-WAC-local'), exact: true })
      .check()
    await desk.fill({ 'LBL-WAC-account': 'kato', 'LBL-WAC-computer': 'PC-7', 'LBL-WAC-winpw': '' }, account(1))
    const again = await addAccount(desk, form(), 2, 'LBL-WAC-local')
    await desk.fill({ 'LBL-WAC-account': 'KATO', 'LBL-WAC-computer': 'pc-7' }, again)
    await desk.button('LBL-GEN-save', undefined, form()).click()
    await desk.reads('MSG-GEN-001')
    await complains(desk, place(2), 'MSG-USR-015')
    await complains(desk, desk.field('LBL-WAC-account', again), 'MSG-WAC-023')
  })

  it('with what only the server knows: ID, mail address and group ID in use, no password for a new account [NFM-WAC-013]', async () => {
    await desk.button('users.windows.removeNamed', { account: desk.say('users.windows.account', { n: 2 }) }).click()
    await takeNewGroup(desk, await openPlace(desk, 2), sales.code.toLowerCase(), '営業二課')
    await desk.button('LBL-GEN-save', undefined, form()).click()
    await complains(desk, desk.field('LBL-USR-id', form()), 'MSG-USR-017')
    await complains(desk, desk.field('LBL-USR-mail', form()), 'MSG-USR-014')
    await complains(desk, place(2), 'MSG-GRP-003')
    await complains(desk, desk.field('LBL-WAC-winpw', account(1)), 'MSG-WAC-025')
  })

  it('and a stored account keeps its password when the field is left empty', async () => {
    await desk.open('/users')
    const opened = await openPerson(desk, hanako.loginId, `${hanako.familyName} ${hanako.givenName}`)
    expect(await desk.field('LBL-WAC-winpw', opened).first().inputValue()).toBe('')
    await desk.field('LBL-USR-middle', opened).fill('Ann')
    await save(desk, opened)
    expect((await stored(hanako.loginId)).windowsAccounts.map(({ passwordSet }) => passwordSet)).toEqual([
      true,
      true,
      true,
    ])
  })
})

describe('a group administrator', () => {
  it('sees exactly the own people, and other administrators only to read', async () => {
    seller = await enter('suzuki')
    await seesPeople(seller, ['suzuki', 'ito', 'kato', 'mori', 'ueda', hanako.loginId])
    for (const administrator of ['suzuki', hanako.loginId]) {
      const row = rowOf(seller, administrator)
      expect(await row.getByRole('checkbox').isDisabled()).toBe(true)
      expect(await row.getByRole('button', { name: new RegExp(`^${seller.say('LBL-GEN-edit')}`) }).count()).toBe(0)
    }
    await rowOf(seller, hanako.loginId)
      .getByRole('button', { name: new RegExp(`^${seller.say('users.show')}`) })
      .click()
    await seller.reads('users.readOnly')
    expect(await seller.dialog('users.view').locator('input, textarea, select').count()).toBe(0)
    await seller.page.keyboard.press('Escape')
  })

  it('can neither make groups nor administrators, and must put new people into an own group [NFM-GRP-005]', async () => {
    await seller.button('LBL-GEN-add').first().click()
    const form = seller.dialog('users.add')
    await form.waitFor()
    expect(await seller.field('LBL-USR-sysadmin', form).count()).toBe(0)
    const choices = await openPlace(seller, 1)
    await seller.button('groups.selectNamed', { name: sales.name }, choices).waitFor()
    expect(await seller.button('LBL-GRP-add', undefined, choices).count()).toBe(0)
    expect(await choices.getByText(development.name).count()).toBe(0)
    await seller.button('groups.selectNamed', { name: sales.name }, choices).click()
    const administers = form.getByRole('listitem').getByRole('checkbox')
    expect(await administers.isDisabled()).toBe(true)
    await setPlace(seller, 1, seller.say('LBL-GRP-none'))
    await seller.fill({ 'LBL-USR-id': 'vanishing', 'LBL-USR-password': passwords.given }, form)
    await seller.button('LBL-GEN-save', undefined, form).click()
    await form
      .getByRole('alert')
      .filter({ hasText: seller.say('MSG-USR-023') })
      .waitFor()
    await seller.button('LBL-GEN-cancel', undefined, form).click()
    await seller.button('forms.discard').click()
  })
})

describe('somebody moves to another group', () => {
  it('directly, when a system administrator says so [NFM-GRP-031]', async () => {
    developer = await enter('takahashi')
    await seesPeople(developer, ['takahashi', 'yamamoto'])
    await desk.open('/users')
    const form = await openPerson(desk, 'ito', '伊藤')
    await setPlace(desk, 1, development.name)
    await save(desk, form)
    await seesPeople(seller, ['suzuki', 'kato', 'mori', 'ueda', hanako.loginId])
    await seesPeople(developer, ['takahashi', 'yamamoto', 'ito'])
  })

  it('by 異動中, from where the administrator of the other group takes them [NFM-GRP-032]', async () => {
    const away = await openPerson(seller, 'kato', '加藤')
    await setPlace(seller, 1, seller.say('LBL-GRP-moving'))
    await save(seller, away)
    await listsPeople(seller, ['suzuki', 'kato', 'mori', 'ueda', hanako.loginId])
    await seesPeople(developer, ['takahashi', 'yamamoto', 'ito', 'kato'])
    const here = await openPerson(developer, 'kato', '加藤')
    await setPlace(developer, 1, development.name)
    await save(developer, here)
    await listsPeople(developer, ['takahashi', 'yamamoto', 'ito', 'kato'])
    await seesPeople(seller, ['suzuki', 'mori', 'ueda', hanako.loginId])
  })

  it('by 異動中 and on, all by the administrator of the former group [NFM-GRP-033]', async () => {
    const form = await openPerson(seller, 'mori', '森')
    const choices = await openPlace(seller, 1)
    await seller.button('groups.held', { name: sales.name }, choices).waitFor()
    expect(await choices.getByText(development.name).count()).toBe(0)
    await seller.button('groups.selectNamed', { name: seller.say('LBL-GRP-moving') }, choices).click()
    await save(seller, form)
    const again = await openPerson(seller, 'mori', '森')
    await setPlace(seller, 1, development.name)
    await seller.button('LBL-GEN-save', undefined, again).click()
    await seller.reads('groups.vanish', { name: '森' })
    await seller.button('LBL-GEN-save', undefined, seller.dialog('LBL-GEN-confirm')).click()
    await again.waitFor({ state: 'hidden' })
    await listsPeople(seller, ['suzuki', 'ueda', hanako.loginId])
    await seesPeople(developer, ['takahashi', 'yamamoto', 'ito', 'kato', 'mori'])
  })

  it('out of every group, after the administrator was warned of losing them from view [NFM-GRP-037]', async () => {
    const form = await openPerson(seller, 'ueda', '上田')
    await setPlace(seller, 1, seller.say('LBL-GRP-none'))
    await seller.button('LBL-GEN-save', undefined, form).click()
    const warning = seller.dialog('LBL-GEN-confirm')
    await warning.getByText(seller.say('groups.vanish', { name: '上田' })).waitFor()
    await seller.button('LBL-GEN-cancel', undefined, warning).click()
    await warning.waitFor({ state: 'hidden' })
    expect((await stored('ueda')).groups[0]).toMatchObject({ kind: 'group', code: sales.code })
    await seller.button('LBL-GEN-save', undefined, form).click()
    await seller.button('LBL-GEN-save', undefined, warning).click()
    await form.waitFor({ state: 'hidden' })
    await listsPeople(seller, ['suzuki', hanako.loginId])
    await seesPeople(developer, ['takahashi', 'yamamoto', 'ito', 'kato', 'mori'])
    expect((await stored('ueda')).groups[0]).toEqual({ kind: 'none' })
  })
})

describe('with nothing but a keyboard', () => {
  const press = (key: string) => second.page.keyboard.press(key)
  const type = (text: string) => second.page.keyboard.type(text)

  it('an administrator signs in and opens the list', async () => {
    second = await Visitor.enter(office.browser, office.portal)
    visitors.push(second)
    await second.open(`/t/${office.code}`)
    await tabTo(second, second.field('LBL-AUT-id'))
    await type('yamamoto')
    await tabTo(second, second.field('LBL-AUT-password'))
    await type(passwords.given)
    await press('Enter')
    for (const [key, text] of [
      ['passwords.current', passwords.given],
      ['passwords.new', passwords.own],
      ['passwords.confirmation', passwords.own],
    ] as const) {
      await tabTo(second, second.field(key))
      await type(text)
    }
    await press('Enter')
    await second.reads('MSG-AUT-006')
    await tabTo(second, second.link('LBL-NAV-users', second.page.getByRole('navigation')))
    await press('Enter')
    await second.arrivesAt('/users')
    await rowOf(second, 'ito').waitFor()
  })

  it('finds a person, changes the name and saves', async () => {
    await press('/')
    await type('kato')
    await listsPeople(second, ['kato'])
    await tabTo(second, rowOf(second, 'kato'))
    await press('Enter')
    const form = await formOf(second, '加藤')
    await tabTo(second, second.field('LBL-USR-sei', form))
    await press('Control+A')
    await type('佐藤')
    await press('Control+Enter')
    await second.reads('MSG-GEN-007')
    await form.waitFor({ state: 'hidden' })
    expect(await cellOf(second, 'kato', second.say('LBL-USR-name'))).toBe('佐藤')
  })

  it('deletes the person after confirming, and takes it back', async () => {
    await tabTo(second, rowOf(second, 'kato'))
    await press('Space')
    await second.reads('tables.selected', { n: 1 })
    await tabTo(second, second.button('LBL-GEN-delete'), 'Shift+Tab')
    await press('Enter')
    const question = second.dialog('LBL-GEN-confirm')
    await question.getByText(second.say('DLG-USR-001')).waitFor()
    await tabTo(second, second.button('LBL-GEN-delete', undefined, question))
    await press('Enter')
    await second.reads('users.deletion.done', { n: 1 })
    await listsPeople(second, [])
    await tabTo(second, second.button('users.deletion.undo'))
    await press('Enter')
    await second.reads('users.deletion.undone', { n: 1 })
    await listsPeople(second, ['kato'])
  })
})

describe('two administrators', () => {
  it('edit the same person: the second one is told, sees both, and nothing is lost [NFM-GEN-015]', async () => {
    await desk.open('/users')
    const first = await openPerson(desk, 'kato', '佐藤')
    const later = await openPerson(second, 'kato', '佐藤')
    await desk.fill({ 'LBL-USR-sei': '斎藤', 'LBL-USR-mail': 'saito@aoba.example.jp' }, first)
    await save(desk, first)
    await second.fill({ 'LBL-USR-sei': '齋藤', 'LBL-USR-mei': '健' }, later)
    await second.button('LBL-GEN-save', undefined, later).click()
    const conflict = second.dialog('users.conflict.title')
    await conflict.waitFor()
    const clash = conflict.getByRole('group', { name: second.say('LBL-USR-sei'), exact: true })
    for (const [side, name] of [
      ['users.conflict.theirs', '斎藤'],
      ['users.conflict.mine', '齋藤'],
    ] as const)
      await clash.getByRole('radio', { name: `${second.say(side)} ${name}` }).waitFor()
    await conflict.getByText('saito@aoba.example.jp').waitFor()
    await second.reads('problem.request.conflict')
    expect((await stored('kato')).familyName).toBe('斎藤')
    await second.button('users.conflict.save').click()
    await later.waitFor({ state: 'hidden' })
    expect(await stored('kato')).toMatchObject({
      familyName: '齋藤',
      givenName: '健',
      mail: 'saito@aoba.example.jp',
    })
  })

  it('cannot change their own rights', async () => {
    await second.open('/users')
    const form = await openPerson(second, 'yamamoto', '山本')
    expect(await second.field('LBL-USR-sysadmin', form).isDisabled()).toBe(true)
    await form.getByText(second.say('users.ownRole')).waitFor()
    await setPlace(second, 1, second.say('LBL-GRP-none'))
    await second.button('LBL-GEN-save', undefined, form).click()
    await form
      .getByRole('alert')
      .filter({ hasText: second.say('MSG-USR-020') })
      .waitFor()
    expect((await stored('yamamoto')).groups[0]).toMatchObject({ administrator: true })
  })
})

describe('the search conditions', () => {
  const everybody = [company.mail, 'suzuki', 'takahashi', 'ito', 'kato', 'mori', 'ueda', 'yamamoto', hanako.loginId]
  /** Whether the magnifier of a button is far from grey, towards blue. */
  const isBlue = async (button: Locator) => {
    const colour = await button.locator('svg').evaluate((icon) => getComputedStyle(icon).color)
    const [red = 0, , blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number)
    return blue - red > 64
  }
  const panel = () => desk.page.getByRole('search', { name: desk.say('users.conditions'), exact: true })

  it('stay after saving, even when the person is no longer among those found [NFM-USR-006]', async () => {
    await seesPeople(desk, everybody)
    expect(await isBlue(desk.button('users.conditions'))).toBe(false)
    await desk.button('users.conditions').click()
    await desk.fill({ 'LBL-USR-name': '藤', 'LBL-GRP-id': 'dev' }, panel())
    await desk.button('LBL-GEN-searchDo', undefined, panel()).click()
    await listsPeople(desk, ['ito', 'kato'])
    const magnifier = desk.button('users.conditionsInUse')
    expect(await isBlue(magnifier)).toBe(true)
    const form = await openPerson(desk, 'ito', '伊藤')
    await desk.fill({ 'LBL-USR-sei': '井上' }, form)
    await save(desk, form)
    await listsPeople(desk, ['kato'])
    await magnifier.waitFor()
    expect(await desk.field('LBL-USR-name', panel()).inputValue()).toBe('藤')
  })

  it('are combined, and all emptied at once [NFM-USR-034]', async () => {
    const accounts = panel().getByRole('radiogroup', { name: desk.say('LBL-USR-s.win'), exact: true })
    await accounts.getByRole('radio', { name: desk.say('LBL-GEN-yes'), exact: true }).check()
    await desk.button('LBL-GEN-searchDo', undefined, panel()).click()
    await listsPeople(desk, [])
    await desk.reads('MSG-GEN-002')
    await desk.button('LBL-GEN-clear', undefined, panel()).click()
    await listsPeople(desk, everybody)
    expect(await isBlue(desk.button('users.conditions'))).toBe(false)
    for (const key of ['LBL-USR-name', 'LBL-GRP-id'] as const)
      expect(await desk.field(key, panel()).inputValue()).toBe('')
    expect(await accounts.getByRole('radio', { name: desk.say('LBL-GEN-notSpecified') }).isChecked()).toBe(true)
    expect(new URL(desk.page.url()).search).toBe('')
  })
})

describe('deleting', () => {
  const tick = (loginId: string) => rowOf(desk, loginId).getByRole('checkbox').check()
  const question = () => desk.dialog('LBL-GEN-confirm')
  const begin = async () => {
    await desk
      .button('LBL-GEN-delete', undefined, desk.page.getByRole('region', { name: desk.say('tables.bulk') }))
      .click()
    await question().waitFor()
  }

  it('is refused when one of those ticked is the administrator who deletes', async () => {
    await desk.open('/users')
    await tick(company.mail)
    await tick('mori')
    await begin()
    await question().getByText(desk.say('MSG-USR-019')).waitFor()
    expect(await desk.button('LBL-GEN-delete', undefined, question()).count()).toBe(0)
    await desk.page.keyboard.press('Escape')
  })

  it('names the people and what goes with them', async () => {
    await desk.button('tables.clearSelection').click()
    await tick(hanako.loginId)
    await tick('mori')
    await begin()
    await question()
      .getByText(desk.say('users.deletion.losses', { users: 2, faces: 0, accounts: 3 }))
      .waitFor()
    expect((await question().getByRole('listitem').allInnerTexts()).sort()).toEqual(['山田 Ann 花子', '森'])
    await desk.button('LBL-GEN-cancel', undefined, question()).click()
    await question().waitFor({ state: 'hidden' })
    await rowOf(desk, hanako.loginId).waitFor()
  })

  it('fills the recycle bin, from where people come back as they were [NFM-USR-041]', async () => {
    const before = await stored(hanako.loginId)
    await begin()
    await question().getByText(desk.say('DLG-USR-001')).waitFor()
    await desk.button('LBL-GEN-delete', undefined, question()).click()
    await desk.reads('users.deletion.done', { n: 2 })
    await listsPeople(desk, [company.mail, 'suzuki', 'takahashi', 'ito', 'kato', 'ueda', 'yamamoto'])
    await desk.link('recycleBin.title', desk.page.getByRole('navigation')).click()
    await listsPeople(desk, [hanako.loginId, 'mori'])
    await rowOf(desk, hanako.loginId)
      .getByRole('button', { name: new RegExp(`^${desk.say('recycleBin.restore')}`) })
      .click()
    await desk.button('recycleBin.restore', undefined, question()).click()
    await desk.reads('recycleBin.restored', { n: 1 })
    await listsPeople(desk, ['mori'])
    const { version: _, updatedAt: __, ...after } = await stored(hanako.loginId)
    const { version: ___, updatedAt: ____, ...then } = before
    expect(after).toEqual(then)
  })
})
