import { type CallOf, type changeUser, type GroupChoice, type GroupSlot, readUser } from '@kaoban/contract'
import { expect } from 'vitest'
import type { TestPerson } from '../platform/testing.ts'

export const newPassword = 'Kirin-Sora-58-Umi'

/** A refusal that holds at least these faults, by field. */
export function refusal(fields: Record<string, string>) {
  return {
    code: 'request.invalid',
    details: { fields: expect.arrayContaining(Object.entries(fields).map(([field, message]) => ({ field, message }))) },
  }
}

export function choiceOf(slot: GroupSlot): GroupChoice {
  return slot.kind === 'group'
    ? { kind: 'group', groupId: slot.groupId, administrator: slot.administrator }
    : { kind: slot.kind }
}

/** The form of a person as the dialog would send it back, places and accounts included. */
export async function formOf(userId: string, by: TestPerson): Promise<CallOf<typeof changeUser>> {
  const user = await by.browser.call(readUser, { userId })
  const { familyName, middleName, givenName, mail, systemAdministrator, version } = user
  const { appLoginAllowed, appLoginMethod, appLoginFailure, pauseAllowed, disabled, validFrom, validUntil } = user
  return {
    ...{ userId, version, familyName, middleName, givenName, mail, systemAdministrator },
    ...{ appLoginAllowed, appLoginMethod, appLoginFailure, pauseAllowed, disabled, validFrom, validUntil },
    groups: user.groups.map(choiceOf),
    windowsAccounts: user.windowsAccounts.map(({ kind, name, place, upn }) => ({ kind, name, place, upn })),
  }
}
