import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from './database.ts'
import { newId } from './identifiers.ts'
import { type SealedFor, Secrets } from './secrets.ts'
import { type TestServer, testServer } from './testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
}, 120_000)

const text = Buffer.from('open sesame')

/** An owner in a tenant that has no key yet. */
function newOwner(): SealedFor {
  return { tenantId: newId(), userId: newId(), kind: 'mail' }
}

function within<T>({ tenantId }: SealedFor, work: (db: Db) => Promise<T>): Promise<T> {
  return server.database.transaction({ tenantId }, work)
}

/** The first key of a tenant is made, used, and undone. */
async function sealInVain(secrets: Secrets, owner: SealedFor): Promise<void> {
  const undone = within(owner, async (db) => {
    await secrets.open(db, owner, await secrets.seal(db, owner, text))
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
}

describe('a key of a tenant whose transaction was undone', () => {
  it('seals nothing afterwards: what is sealed opens after a restart', async () => {
    const owner = newOwner()
    const secrets = new Secrets(server.kek)
    await sealInVain(secrets, owner)
    const sealed = await within(owner, (db) => secrets.seal(db, owner, text))
    const restarted = new Secrets(server.kek)
    expect(await within(owner, (db) => restarted.open(db, owner, sealed))).toEqual(text)
    expect(await within(owner, (db) => secrets.open(db, owner, sealed))).toEqual(text)
  })

  it('does not stand in the way of what another process sealed', async () => {
    const owner = newOwner()
    const [secrets, other] = [new Secrets(server.kek), new Secrets(server.kek)]
    await sealInVain(secrets, owner)
    const sealed = await within(owner, (db) => other.seal(db, owner, text))
    expect(await within(owner, (db) => secrets.open(db, owner, sealed))).toEqual(text)
  })
})

describe('a sealed value', () => {
  it('opens for nobody but whom it was sealed for', async () => {
    const owner = newOwner()
    const secrets = new Secrets(server.kek)
    const sealed = await within(owner, (db) => secrets.seal(db, owner, text))
    for (const wrong of [{ userId: newId() }, { kind: 'face-image' as const }])
      await expect(within(owner, (db) => secrets.open(db, { ...owner, ...wrong }, sealed))).rejects.toThrow()
    await expect(within(owner, (db) => secrets.open(db, owner, sealed.fill(0, -1)))).rejects.toThrow()
  })
})
