/** @module-tag long */
import { type UserCells, userTable, writeTable } from '@kaoban/codecs'
import { createGroup, createUser, type ImportRow, listGroups, listUsers } from '@kaoban/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, send } from './example.ts'
import { company, Office, stepByStep } from './office.ts'
import { enterFirst, passwords, seesPeople } from './people.ts'
import type { Visitor } from './visitor.ts'

const sales = { code: 'SALES1', name: '営業部' }
const development = { code: 'DEV1', name: '開発部' }

// A thousand people are more than a trial has.
const office = new Office({ KAOBAN_LICENCE_ENFORCEMENT: 'off' })
/** The system administrator, and the group administrator of 営業部. */
let desk: Visitor
let seller: Visitor

beforeAll(async () => {
  desk = await office.open()
  const { groupId } = await send(desk, createGroup.path, sales)
  const { groupId: elsewhere } = await send(desk, createGroup.path, development)
  const people = [
    { loginId: 'suzuki', groups: [{ kind: 'group', groupId, administrator: true }] },
    { loginId: 'ito', familyName: '伊藤', groups: [{ kind: 'group', groupId }] },
    { loginId: 'kato', familyName: '加藤', groups: [{ kind: 'group', groupId: elsewhere }] },
  ]
  for (const person of people) await send(desk, createUser.path, { ...person, password: passwords.given })
  seller = await enterFirst(office.browser, office.portal, office.code, 'suzuki')
})

afterAll(() => office.close())
stepByStep(() => [desk, seller])

const account = {
  accountName1: 'taro',
  accountKind1: '0',
  accountPlace1: 'corp.example.jp',
  accountPassword1: 'Fuyu-9-x',
}
const long = (count: number) => 'あ'.repeat(count)

/** Forty ways to be wrong, with the message of each; everything else of such a row is right. */
const wrong: readonly [cells: UserCells, message: string][] = [
  [{ loginId: 'x' }, 'MSG-IMP-001'],
  [{ loginId: 'x'.repeat(257) }, 'MSG-IMP-001'],
  [{ loginId: '山田' }, 'MSG-IMP-002'],
  [{ password: '' }, 'MSG-IMP-003'],
  [{ password: 'short' }, 'MSG-IMP-003'],
  [{ password: 'パスワードです。長い' }, 'MSG-IMP-004'],
  [{ password: 'YES' }, 'MSG-IMP-004'],
  [{ password: 'password1234' }, 'passwords.easilyGuessed'],
  [{ familyName: long(81) }, 'MSG-IMP-005'],
  [{ middleName: long(81) }, 'MSG-IMP-006'],
  [{ givenName: long(81) }, 'MSG-IMP-007'],
  [{ mail: `${'m'.repeat(250)}@example.jp` }, 'MSG-IMP-008'],
  [{ administrator: '1', mail: '' }, 'MSG-IMP-009'],
  [{ mail: 'no address' }, 'MSG-IMP-010'],
  [{ appLoginAllowed: '2' }, 'MSG-IMP-011'],
  [{ appLoginMethod: '9' }, 'MSG-IMP-012'],
  [{ appLoginFailure: '2' }, 'MSG-IMP-013'],
  [{ pauseAllowed: 'yes' }, 'MSG-IMP-014'],
  [{ ...account, accountName1: '' }, 'MSG-IMP-015'],
  [{ ...account, accountName1: 'a/b' }, 'MSG-IMP-016'],
  [{ ...account, accountPlace1: '' }, 'MSG-IMP-017'],
  [{ ...account, accountPlace1: '会社' }, 'MSG-IMP-018'],
  [{ ...account, accountKind1: '2', accountPlace1: 'AzureAD' }, 'MSG-IMP-019'],
  [{ ...account, accountKind1: '2', accountPlace1: 'AzureAD', accountUpn1: 'no upn' }, 'MSG-IMP-020'],
  [{ ...account, accountKind1: '' }, 'MSG-IMP-021'],
  [{ ...account, accountKind1: '7' }, 'MSG-IMP-022'],
  [{ ...account, accountPassword1: '' }, 'MSG-IMP-023'],
  [{ ...account, accountPassword1: 'x'.repeat(300) }, 'MSG-IMP-024'],
  [{ delete: 'X' }, 'MSG-IMP-025'],
  [{ delete: 'D' }, 'MSG-IMP-026'],
  [{ loginId: company.mail, delete: 'D' }, 'MSG-IMP-027'],
  [{ mail: 'same@aoba.example.jp' }, 'MSG-IMP-030'],
  [{ administrator: 'true' }, 'MSG-IMP-031'],
  [{ groupCode1: '営 業' }, 'MSG-IMP-032'],
  [{ groupCode1: 'NEW1', groupName1: '' }, 'MSG-IMP-033'],
  [{ groupCode1: 'SALES1', groupAdministrator1: '9' }, 'MSG-IMP-034'],
  [{ groupCode1: 'SALES1', groupCode2: 'sales1' }, 'MSG-IMP-035'],
  [
    {
      ...account,
      accountName2: 'taro',
      accountKind2: '0',
      accountPlace2: 'corp.example.jp',
      accountPassword2: 'Aki-8-x',
    },
    'MSG-IMP-036',
  ],
  [{ loginId: 'new0' }, 'MSG-IMP-041'],
  [{ loginId: company.mail, administrator: '0', mail: company.mail }, 'MSG-IMP-042'],
]

const rightRow = (number: number): UserCells => ({
  loginId: `new${number}`,
  password: `Kirin-Sora-${number}-Umi`,
  familyName: '髙﨑',
  givenName: `${number}郎`,
  ...(number === 0 && { mail: 'same@aoba.example.jp' }),
})

/** A thousand rows, of which as many as given are wrong; the last ones. */
function listOf(faulty: typeof wrong) {
  const rows = Array.from({ length: 1000 - faulty.length }, (_, number) => rightRow(number))
  return csv([...rows, ...faulty.map(([cells], index) => ({ ...rightRow(2000 + index), ...cells }))])
}

function csv(rows: readonly UserCells[], name = '社員一覧.csv') {
  const written = writeTable(userTable(rows, 'neutral'), 'shift_jis')
  if (!written.ok) throw new Error('code page 932 holds the list')
  return { name, mimeType: 'text/csv', buffer: Buffer.from(written.bytes) }
}

/** Chooses a file as people do and waits until its plan is there; the path of the plan's API. */
async function upload(visitor: Visitor, file: ReturnType<typeof csv>): Promise<string> {
  await visitor.open('/transfer/user-import')
  await visitor.page.locator('input[type=file]').first().setInputFiles(file)
  await visitor.button('LBL-IMP-run').click()
  await visitor.arrivesAt(/^\/transfer\/user-import\/[0-9a-f-]{36}$/)
  await visitor.reads('imports.planned')
  return `/api/imports/${new URL(visitor.page.url()).pathname.split('/').at(-1)}`
}

async function startApplying(visitor: Visitor): Promise<void> {
  await visitor.button('imports.apply').click()
  await visitor.button('imports.apply', {}, visitor.page.getByRole('dialog')).click()
}

async function isApplied(visitor: Visitor): Promise<void> {
  await visitor.page.getByText(visitor.say('MSG-IMP-051')).first().waitFor({ timeout: 300_000 })
}

async function undo(visitor: Visitor): Promise<void> {
  await visitor.button('imports.undo').click()
  await visitor.button('imports.undo', {}, visitor.page.getByRole('dialog')).click()
  await visitor.page.getByText(visitor.say('imports.undone'), { exact: true }).first().waitFor({ timeout: 300_000 })
}

const refusedRows = async (visitor: Visitor, api: string): Promise<ImportRow[]> =>
  (await ask(visitor, `${api}/rows?action=refused&size=100`)).rows
const countPeople = async () => (await ask(desk, `${listUsers.path}?size=20`)).total as number

describe('an administrator with a list of a thousand people', () => {
  let plan: string

  it('is told of forty different faults, each with its line, column and message, before anything is written [NFM-IMP-005]', async () => {
    plan = await upload(desk, listOf(wrong))
    const rows = await refusedRows(desk, plan)
    expect(rows.map(({ line, faults }) => [line, faults.some(({ column }) => column !== undefined)])).toEqual(
      wrong.map((_, index) => [962 + index, true]),
    )
    const missed = wrong.flatMap(([, message], index) =>
      rows[index]!.faults.some(({ code }) => code === message)
        ? []
        : [`${message}: ${JSON.stringify(rows[index]!.faults)}`],
    )
    expect(missed).toEqual([])
    await desk.page.getByRole('button', { name: new RegExp(`${desk.say('imports.action.refused')}.*40`) }).click()
    await desk.reads('MSG-IMP-001')
    expect(await countPeople()).toBe(4)
  })

  it('saves the refused rows with their reasons, to correct them', async () => {
    const saving = desk.page.waitForEvent('download')
    await desk.button('imports.saveRefused').click()
    const saved = await (await saving).createReadStream()
    const chunks: Buffer[] = []
    for await (const chunk of saved) chunks.push(chunk as Buffer)
    const text = new TextDecoder('shift_jis').decode(Buffer.concat(chunks))
    expect(text.trimEnd().split('\r\n').length).toBeGreaterThanOrEqual(41)
    expect(text).toContain(desk.say('MSG-IMP-025'))
    await desk.button('imports.discard').click()
    await desk.button('imports.discard', {}, desk.page.getByRole('dialog')).click()
    await desk.arrivesAt('/transfer/user-import')
  })

  it('registers everybody from the corrected list, whoever leaves the page meanwhile [NFM-IMP-024]', async () => {
    plan = await upload(desk, listOf([]))
    expect(await refusedRows(desk, plan)).toEqual([])
    const page = new URL(desk.page.url()).pathname
    await startApplying(desk)
    await desk.page.getByRole('progressbar').first().waitFor()
    await desk.open('/users')
    await desk.page.waitForTimeout(1000)
    // A busy machine may not have begun yet.
    expect(['queued', 'applying']).toContain((await ask(desk, plan)).state)
    await desk.open(page)
    await desk.page.getByRole('progressbar').first().waitFor()
    await isApplied(desk)
    expect(await countPeople()).toBe(1004)
  }, 400_000)

  it('takes all of it back', async () => {
    await undo(desk)
    await seesPeople(desk, [company.mail, 'suzuki', 'ito', 'kato'])
  }, 400_000)
})

describe('a group administrator with a list', () => {
  it('registers and changes the own people, and is refused those of others [NFM-IMP-015]', async () => {
    const own = { groupCode1: 'SALES1', groupName1: '営業部' }
    const plan = await upload(
      seller,
      csv([
        { ...rightRow(1), ...own },
        { loginId: 'ito', familyName: '伊東', ...own },
        { loginId: 'kato', familyName: '河東', groupCode1: 'DEV1', groupName1: '開発部' },
        { ...rightRow(2), groupCode1: 'DEV1', groupName1: '開発部' },
        { ...rightRow(3), ...own, administrator: '1', mail: 'new3@aoba.example.jp' },
      ]),
    )
    expect((await refusedRows(seller, plan)).map(({ loginId }) => loginId)).toEqual(['kato', 'new2', 'new3'])
    await startApplying(seller)
    await isApplied(seller)
    await seesPeople(seller, ['suzuki', 'ito', 'new1'])
    const { rows } = await ask(desk, `${listUsers.path}?size=20&sort=loginId`)
    expect(rows.map((row: { loginId: string; familyName: string }) => [row.loginId, row.familyName])).toContainEqual([
      'kato',
      '加藤',
    ])
  })

  it('takes the own import back, and sees no other', async () => {
    await seller.open('/transfer/user-import')
    expect((await ask(seller, '/api/imports')).total).toBe(1)
    await seller.page.goBack()
    await seller.open('/transfer/user-import')
    await seller.page.getByRole('link', { name: '社員一覧.csv' }).first().click()
    await undo(seller)
    await seesPeople(seller, ['suzuki', 'ito'])
    const { rows } = await ask(desk, `${listGroups.path}?size=20`)
    expect(rows.map(({ code }: { code: string }) => code).sort()).toEqual(['DEV1', 'SALES1'])
  })
})
