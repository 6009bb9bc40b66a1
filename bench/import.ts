import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { readUsers, userTable, writeTable } from '@kaoban/codecs'
import { applyImport, exportUsers, listUsers, readImport, readTask, uploadImport } from '@kaoban/contract'
import { sql } from 'kysely'
import {
  openTestTenant,
  startTestServer,
  type TestServer,
  type TestTenant,
} from '../apps/server/src/platform/testing.ts'
import { seedPeople, seedPlaces } from '../apps/server/src/users/users.testing.ts'
import { plantZip } from '../test/zips.ts'
import { onBothDatabases, tidy } from './databases.ts'
import { manyPhotos } from './photos.ts'

type Cells = Parameters<typeof userTable>[0][number]
const people = Number(process.env.KAOBAN_BENCH_PEOPLE ?? 24_774)

/** Photographs of the ZIP. */
const photographs = Number(process.env.KAOBAN_BENCH_PHOTOS ?? 1000)
const gates = {
  ...{ withPasswordsSeconds: 25, changedSeconds: 30, lastTenthToFirst: 1.3, exportSeconds: 5 },
  ...{ photoSeconds: 90, neighbourP99Ms: 300, rssMiB: 1536 },
}

/**
 * Seconds of planning and applying lists, alone and beside somebody who reads the list of users all the while. `faces`:
 * only the ZIP of people with photographs, which is always beside somebody.
 */
export async function run(args: string[] = []): Promise<void> {
  if (args.includes('faces')) return withFaces()
  const results = await onBothDatabases(args, measure)
  const passed = Object.values(results).every(
    ({ withPasswords, changed, besideSomebody, exported }) =>
      withPasswords.allSeconds <= gates.withPasswordsSeconds &&
      changed.allSeconds <= gates.changedSeconds &&
      changed.lastTenthToFirst! <= gates.lastTenthToFirst &&
      besideSomebody.neighbourP99Ms! <= gates.neighbourP99Ms &&
      exported.seconds <= gates.exportSeconds,
  )
  console.log(JSON.stringify({ people, ...results, gates, passed }, null, 2))
  if (!passed) process.exitCode = 1
}

/** A ZIP of new people with photographs, from upload to provisional faces, beside people who work and a full tenant. */
async function withFaces(): Promise<void> {
  const { photos, people: models } = await manyPhotos(photographs)
  // The database in its folder, as in the product: in memory it would count as the server's.
  const server = await startTestServer({ KAOBAN_FACE_WORKERS: String(availableParallelism()) }, { inMemory: false })
  try {
    const tenant = await openTestTenant(server)
    const rows = photos.map(
      (_, n): Cells => ({
        loginId: `new${n}`,
        password: `Kirin-Sora-${n}-Umi`,
        familyName: '髙橋',
        picture: `${n}.jpg`,
      }),
    )
    const list = writeTable(userTable(rows, 'neutral'), 'utf-8')
    if (!list.ok) throw new Error('UTF-8 holds everything')
    const zip = plantZip([
      { name: 'import.csv', bytes: list.bytes },
      ...photos.map((bytes, n) => ({ name: `${n}.jpg`, bytes, stored: true })),
    ])
    // The copies of the client are not the server's.
    photos.length = 0
    let rssMiB = 0
    const watch = setInterval(() => {
      rssMiB = Math.max(rssMiB, Math.round(process.memoryUsage.rss() / 1_048_576))
    }, 250)
    const measured = await importOf(tenant, rows, { besideSomebody: true, file: { name: 'users.zip', bytes: zip } })
    clearInterval(watch)
    const { faces, pictureFaults, alike } = measured.totals
    const passed =
      measured.allSeconds <= gates.photoSeconds &&
      measured.neighbourP99Ms! <= gates.neighbourP99Ms &&
      rssMiB <= gates.rssMiB
    const { totals: _, ...figures } = measured
    console.log(
      JSON.stringify(
        {
          [`${rows.length} new people with photographs of ${models} people, mirrored and lit differently`]: {
            ...{ ...figures, photosPerSecond: Math.round((rows.length / measured.allSeconds) * 10) / 10, rssMiB },
            ...{ zipMiB: Math.round(zip.length / 1_048_576), faces, pictureFaults, alike },
          },
          gates,
          passed,
        },
        null,
        2,
      ),
    )
    if (!passed) process.exitCode = 1
  } finally {
    await server.close()
    rmSync(server.dataFolder, { recursive: true })
  }
}

async function measure(server: TestServer) {
  const fresh = await openTestTenant(server)
  const withPasswords = await importOf(
    fresh,
    Array.from(
      { length: 1000 },
      (_, n): Cells => ({
        loginId: `new${n}`,
        password: `Kirin-Sora-${n}-Umi`,
        familyName: '髙橋',
        groupCode1: `G${n % 40}`,
        groupName1: `部門${n % 40}`,
      }),
    ),
  )
  const full = await openTestTenant(server)
  const seeded = await seedPeople(server, full.tenantId, people)
  await tidy(server)
  await seedPlaces(server, full.tenantId)
  await allowLongLists(server, full)
  await tidy(server)
  const began = performance.now()
  const bytes = await full.administrator.browser.call(exportUsers, { encoding: 'utf-8' })
  const exported = seconds(began)
  const changed = await importOf(full, changedNames(bytes, seeded.length, '改'))
  const besideSomebody = await importOf(full, changedNames(bytes, seeded.length, '再'), { besideSomebody: true })
  await comesBack(full)
  return {
    ...{ withPasswords, changed, besideSomebody },
    exported: { seconds: exported, bytes: bytes.byteLength, comesBackUnchanged: true },
    rssMiB: Math.round(process.memoryUsage.rss() / 1_048_576),
  }
}

/** An export that is imported changes nothing, and exports the same bytes again. */
async function comesBack({ administrator: { browser } }: TestTenant): Promise<void> {
  const bytes = await browser.call(exportUsers, { encoding: 'utf-8' })
  const { import: made } = await browser.call(uploadImport, {
    files: [{ field: 'file', name: 'users.csv', bytes }],
    consent: false,
  })
  await until(async () => (await browser.call(readImport, { importId: made.importId })).state === 'planned')
  const { totals } = await browser.call(readImport, { importId: made.importId })
  if (totals.none !== totals.rows || totals.rows <= people)
    throw new Error(`of an export of ${totals.rows} people ${totals.none} are the same`)
  const again = await browser.call(exportUsers, { encoding: 'utf-8' })
  if (!Buffer.from(bytes).equals(again)) throw new Error('an export is not the same when it is made again')
}

/** The export with another family name for everybody but the administrator. */
function changedNames(bytes: Uint8Array, count: number, familyName: string): Cells[] {
  const read = readUsers(bytes, { maxRows: 200_000 })
  if (!read.ok) throw new Error('an export can be read')
  const rows = read.rows.filter(({ entry }) => entry.loginId !== 'admin').map(({ cells }) => ({ ...cells, familyName }))
  if (rows.length !== count) throw new Error(`${rows.length} of ${count} people were exported`)
  return rows
}

async function allowLongLists(server: TestServer, tenant: TestTenant): Promise<void> {
  await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
    sql`update tenants set settings = '{"import.maxRows": 200000}'`.execute(db),
  )
}

async function importOf(
  tenant: TestTenant,
  rows: Cells[],
  { file, besideSomebody = false }: { file?: { name: string; bytes: Uint8Array }; besideSomebody?: boolean } = {},
) {
  const { browser } = tenant.administrator
  const written = writeTable(userTable(rows, 'neutral'), 'utf-8')
  if (!written.ok) throw new Error('UTF-8 holds everything')
  const waits: number[] = []
  let over = !besideSomebody
  // Somebody else who works meanwhile.
  const neighbour = (async () => {
    while (!over) {
      const began = performance.now()
      await browser.call(listUsers, { size: 20 })
      waits.push(performance.now() - began)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })()
  const began = performance.now()
  const { import: made } = await browser.call(uploadImport, {
    files: [{ field: 'file', ...(file ?? { name: 'users.csv', bytes: written.bytes }) }],
    consent: file !== undefined,
  })
  const uploaded = seconds(began)
  await until(async () => (await browser.call(readImport, { importId: made.importId })).state === 'planned')
  const planned = seconds(began)
  const applying = performance.now()
  const { taskId } = await browser.call(applyImport, { importId: made.importId })
  const progress = [{ at: applying, done: 0 }]
  await until(async () => {
    const { done, state } = await browser.call(readTask, { taskId })
    progress.push({ at: performance.now(), done })
    return state === 'done'
  })
  const applied = seconds(applying)
  over = true
  await neighbour
  const { totals } = await browser.call(readImport, { importId: made.importId })
  if (totals.done !== rows.length) throw new Error(`${totals.done} of ${rows.length} rows were done`)
  waits.sort((a, b) => a - b)
  return {
    uploadSeconds: uploaded,
    planSeconds: Math.round((planned - uploaded) * 10) / 10,
    applySeconds: applied,
    allSeconds: Math.round((planned + applied) * 10) / 10,
    ...(rows.length >= 5000 && { lastTenthToFirst: lastTenthToFirst(progress, rows.length) }),
    ...(besideSomebody && { neighbourP99Ms: Math.round(waits[Math.floor(waits.length * 0.99)]!) }),
    totals,
  }
}

/** How much slower the last tenth of the rows was written than the first, after what happens before any. */
function lastTenthToFirst(progress: readonly { at: number; done: number }[], rows: number): number {
  const when = (share: number) => progress.find(({ done }) => done >= rows * share)!.at
  const first = progress.findLast(({ done }) => done === 0)!.at
  return Math.round(((when(1) - when(0.9)) / (when(0.1) - first)) * 100) / 100
}

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 200))
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 100) / 10
}
