import { type FileFault, type MfaUserToWrite, mfaHeaders, mfaLimits, writeMfa, writeTable } from '@kaoban/codecs'
import { type AppKind, type CsvEncoding, groupKeyOf, type ImportFault, KaobanError } from '@kaoban/contract'
import { registeredApps } from '../factors/factors.service.ts'
import { factorsOf } from '../factors/factors-held.service.ts'
import { administeredHere, groupsByKey, reachOf } from '../groups/groups.service.ts'
import type { Context, Steps } from '../platform/context.ts'
import { csvMedia } from '../platform/csv-file.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { listMany } from '../users/users-many.service.ts'

const batch = 500
const namedUsers = 100

const fileEncodingOf = (encoding: CsvEncoding) => (encoding === 'shift_jis' ? 'shift_jis' : 'utf-8-bom')

type Listed = Awaited<ReturnType<typeof listMany>>[number]

/**
 * Everybody within range who is in a group, or in the group that is named, as an import from the command line takes
 * them [MFA-CLI-003]. Whoever is in no group has no place in that layout.
 */
export async function exportMfa(
  steps: Steps,
  { encoding, group }: { encoding: CsvEncoding; group?: string | undefined },
) {
  const wanted = group === undefined ? undefined : await steps.inTransaction((ctx) => requireGroupCode(ctx, group))
  const parts: Uint8Array[] = []
  const lost: { userid: string; fault: FileFault }[] = []
  let users = 0
  for (let after = ''; ; ) {
    const people = await steps.inTransaction(async (ctx) => {
      const found = await listMany(ctx, after, batch)
      const factors = await factorsOf(
        ctx,
        found.map(({ userId }) => userId),
      )
      return found.map((person) => ({ person, row: rowOf(person, factors.get(person.userId)!.carryOut, wanted) }))
    })
    const rows = people.flatMap(({ row }) => row ?? [])
    const written = writeMfa(rows, { entrance: 'cli', encoding: fileEncodingOf(encoding) })
    if (written.ok) parts.push(parts.length === 0 ? written.bytes : withoutHeader(written.bytes))
    else for (const fault of written.faults) lost.push({ userid: rows[fault.line! - 2]?.userid ?? '', fault })
    users += rows.length
    if (people.length < batch) break
    after = people.at(-1)!.person.loginId.toLowerCase()
  }
  if (lost.length > 0) throw lostIn(lost)
  await steps.inTransaction((ctx) =>
    ctx.audit({
      ...{ users, encoding, layout: 'mfa', reach: reachOf(ctx) === 'all' ? 'all' : 'own groups' },
      ...(wanted !== undefined && { group: wanted }),
    }),
  )
  return { media: csvMedia(encoding), fileName: 'mfa_users.csv', body: Buffer.concat(parts) }
}

async function requireGroupCode(ctx: Context, code: string): Promise<string> {
  const found = (await groupsByKey(ctx, [groupKeyOf(code)])).get(groupKeyOf(code))
  const administered = await administeredHere(ctx)
  if (!found || (administered && !administered.has(found.groupId)))
    throw new KaobanError('request.not-found', 'no such group')
  return found.code
}

/** A group of the person for the row: the one asked for, else one that the person administers, else the first. */
function rowOf(
  person: Listed,
  carryOut: { enabled: boolean; deleteDays: number; updateDays: number },
  wanted: string | undefined,
): MfaUserToWrite | undefined {
  const groups = person.groups.flatMap((slot) => (slot.kind === 'group' ? [slot] : []))
  const group =
    wanted === undefined
      ? (groups.find(({ administrator }) => administrator) ?? groups[0])
      : groups.find(({ code }) => groupKeyOf(code) === groupKeyOf(wanted))
  if (!group) return undefined
  const { familyName, middleName, givenName } = person
  const shown = displayName({ familyName, middleName, givenName, loginId: '' })
  return {
    userid: person.loginId,
    groupId: group.code,
    // A longer name would be refused; an empty cell leaves it as it is.
    username: [...shown].length > mfaLimits.username ? '' : shown,
    mail: person.mail,
    role: person.systemAdministrator ? 3 : groups.some(({ administrator }) => administrator) ? 2 : 1,
    disable: person.disabled,
    boEnable: carryOut.enabled,
    boDeletePeriod: carryOut.deleteDays,
    boUpdatePeriod: carryOut.updateDays,
    start: person.validFrom,
    end: person.validUntil,
  }
}

function withoutHeader(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(bytes.indexOf(0x0a) + 1)
}

/** Names the people whose text the encoding does not have [MFA-CLI-005]. */
function lostIn(lost: readonly { userid: string; fault: FileFault }[]): KaobanError {
  const characters = [...new Set(lost.map(({ fault }) => String(fault.params?.character ?? '')))].filter(Boolean)
  return new KaobanError('file.not-in-shift-jis', 'code page 932 cannot hold every character', {
    details: {
      characters: characters.slice(0, 50).join(' '),
      users: [...new Set(lost.map(({ userid }) => userid))].slice(0, namedUsers),
      faults: lost.slice(0, namedUsers).map(({ fault, userid }) => ({ ...fault, file: userid }) as ImportFault),
    },
  })
}

/** The header of a list for the command line, with the applications that the organisation has [MFA-CLI-016]. */
export async function mfaTemplateOf(ctx: Context, { encoding }: { encoding: CsvEncoding }) {
  const apps = [...(await registeredApps(ctx)).values()]
  const idsOf = (wanted: AppKind) => apps.filter(({ kind }) => kind === wanted).map(({ appId }) => appId)
  const headers = mfaHeaders({ entrance: 'cli', idManagerApps: idsOf('id-manager'), samlApps: idsOf('saml') })
  const written = writeTable([headers], fileEncodingOf(encoding))
  if (!written.ok) throw new Error('the headers fit every encoding')
  return { media: csvMedia(encoding), fileName: 'mfa_users_template.csv', body: written.bytes }
}
