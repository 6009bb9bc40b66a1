import { readFaceDetails, readOwnFace } from '@kaoban/contract'
import { dlib } from '@kaoban/face'
import { type FaceWorkers, startFaceWorkers } from '@kaoban/face-node'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attempt, open } from '../face-sign-in/face-sign-in.testing.ts'
import { operationsOf } from '../operation-log/operation-log.testing.ts'
import { startTestServer, type TestServer } from '../platform/testing.ts'
import { moveFaces } from './faces.jobs.ts'
import { enrol, twoPeople } from './faces.testing.ts'

let server: TestServer
let other: FaceWorkers

beforeAll(async () => {
  // Of its own: the job looks after every tenant there is.
  server = await startTestServer()
  await twoPeople(server)
  other = await startFaceWorkers({ manifest: dlib, workers: 1 })
}, 180_000)
afterAll(async () => {
  await other.close()
  await server.close()
})

/** As a server with that model does it soon after its start. */
const move = (workers: FaceWorkers) => moveFaces(server.platform, workers, new Map())

/** Every model that a person has a template of, the running one first. */
async function modelsOf(tenantId: string, userId: string) {
  const { rows } = await server.database.transaction({ tenantId }, (db) =>
    sql<{ modelId: string; formerModelId: string | null }>`select model_id, former_model_id from faces
      where user_id = ${userId}`.execute(db),
  )
  return rows
}

describe('another model than the one with which people registered', () => {
  it('has templates of the kept pictures soon; with the former model the former templates match again at once', async () => {
    const { tenant, person, terminal, ann, bert } = await open({}, { identification: true }, server)
    const { userId } = person
    await enrol(server, person, ann)
    const [before] = await modelsOf(tenant.tenantId, userId)
    expect(await move(other)).toBe(1)
    expect(await modelsOf(tenant.tenantId, userId)).toEqual([
      { modelId: `${dlib.template.model}@${dlib.template.version}`, formerModelId: before!.modelId },
    ])
    expect(await move(other)).toBe(0)
    const { browser } = tenant.administrator
    expect((await browser.call(readFaceDetails, { userId })).display).toMatchObject({ ofOtherModel: true })

    // The server still runs the former one: who comes by ID does not wait, who is searched for waits for the job.
    await expect(attempt(server, terminal, undefined, ann, 2)).rejects.toMatchObject({ details: { errorCode: '8B' } })
    await expect(attempt(server, terminal, 'Anna', bert, 3)).rejects.toMatchObject({ details: { errorCode: '8B' } })
    await expect(attempt(server, terminal, 'Anna', ann, 4)).resolves.toMatchObject({ loginId: 'Anna' })
    await move(other)
    expect(await move(server.faces)).toBe(1)
    await expect(attempt(server, terminal, undefined, ann, 5)).resolves.toMatchObject({ loginId: 'Anna' })
    expect((await person.browser.call(readOwnFace)).display).toMatchObject({ ofOtherModel: false })
    const logged = await operationsOf(server, tenant.tenantId, 'face.moved')
    expect(logged.map(({ from }) => from)).toEqual(['image', 'former', 'former', 'former'])
  })

  it('is no way back to a face that was replaced meanwhile', async () => {
    const { tenant, person, ann } = await open({}, {}, server)
    await enrol(server, person, ann)
    await move(other)
    await enrol(server, person, ann, 7)
    expect(await modelsOf(tenant.tenantId, person.userId)).toMatchObject([{ formerModelId: null }])
  })

  it('leaves faces alone whose picture is not kept, or shows no face, and does not try such a picture again', async () => {
    const { tenant, person, terminal, ann } = await open({ 'face.retainImages': false }, {}, server)
    const { tenantId } = tenant
    await enrol(server, person, ann)
    await move(other)
    const { userId } = await tenant.addPerson({ loginId: 'Kazu' })
    await server.database.transaction({ tenantId }, async (db) => {
      const owner = { tenantId, userId, kind: 'face-image' as const }
      const image = await server.platform.secrets.seal(db, owner, new Uint8Array([0xff, 0xd8, 0xff]))
      await sql`insert into faces select (jsonb_populate_record(f, jsonb_build_object('user_id', ${userId}::uuid))).*
        from faces f where user_id = ${person.userId}`.execute(db)
      await sql`update faces set image = ${image} where user_id = ${userId}`.execute(db)
    })
    expect([await move(other), await move(other)]).toEqual([0, 0])
    const logged = await operationsOf(server, tenantId, 'face.moved')
    expect(logged).toMatchObject([{ faces: 0, unmovable: 1 }])
    await expect(attempt(server, terminal, 'Anna', ann, 2)).resolves.toMatchObject({ loginId: 'Anna' })
  })
})
