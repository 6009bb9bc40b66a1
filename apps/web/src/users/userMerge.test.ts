import { describe, expect, it } from 'vitest'
import { newAccount, newUserValues, type UserValues } from './userForm.ts'
import { differences, takeParts } from './userMerge.ts'

const opened: UserValues = { ...newUserValues, loginId: 'a1', familyName: '山田', mail: 'a@example.jp' }
const group = (groupId: string) =>
  ({ kind: 'group', groupId, code: groupId, name: groupId, administrator: false }) as const
const inPlace = (place: number, groupId: string) =>
  opened.groups.map((held, at) => (at === place ? group(groupId) : held))

describe('a person that two administrators changed', () => {
  it.each([
    ['nothing', {}, {}, []],
    ['theirs alone comes in', { givenName: '花子' }, {}, [{ id: 'givenName', by: 'other' }]],
    ['mine alone stays', {}, { givenName: '花子' }, [{ id: 'givenName', by: 'self' }]],
    ['both differently is a clash', { givenName: '花子' }, { givenName: '華子' }, [{ id: 'givenName', by: 'both' }]],
    ['both alike is none', { givenName: '花子' }, { givenName: '花子 ' }, []],
    [
      'a lock',
      { disabled: true },
      { familyName: '山本' },
      [
        { id: 'familyName', by: 'self' },
        { id: 'disabled', by: 'other' },
      ],
    ],
    ['mail by the switch and by hand', { sameMail: true }, { mail: 'b@example.jp' }, [{ id: 'mail', by: 'both' }]],
    [
      'places one by one',
      { groups: inPlace(1, 'g1') },
      { groups: inPlace(2, 'g2') },
      [
        { id: 'groups.1', by: 'other' },
        { id: 'groups.2', by: 'self' },
      ],
    ],
    ['the same place', { groups: inPlace(1, 'g1') }, { groups: inPlace(1, 'g2') }, [{ id: 'groups.1', by: 'both' }]],
    [
      'accounts as a whole',
      { windowsAccounts: [{ ...newAccount('1'), name: 'a' }] },
      { windowsAccounts: [{ ...newAccount('2'), name: 'b' }] },
      [{ id: 'windowsAccounts', by: 'both' }],
    ],
    ['a password that I typed', { familyName: '川' }, { password: 'x' }, [{ id: 'familyName', by: 'other' }]],
  ] as const)('%s', (_, theirs, mine, expected) => {
    const change = (fields: object) => ({ ...opened, ...fields }) as UserValues
    expect(differences(opened, change(theirs), change(mine))).toEqual(expected)
  })

  it('keeps what was typed and takes what was chosen', () => {
    const theirs = { ...opened, givenName: '花子', sameMail: true, mail: 'a1', groups: inPlace(0, 'g1') }
    const mine = { ...opened, givenName: '華子', familyName: '川', groups: inPlace(3, 'g2') }
    const merged = takeParts(['mail', 'groups.0'], theirs, mine)
    expect(merged).toMatchObject({ givenName: '華子', familyName: '川', mail: 'a1', sameMail: true })
    expect(merged.groups.map(({ kind }) => kind)).toEqual(['group', 'none', 'none', 'group', 'none'])
    expect(mine.groups[0]).toEqual({ kind: 'none' })
  })
})
