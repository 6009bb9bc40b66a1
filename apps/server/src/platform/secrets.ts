import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import { type Config, dataPath } from './config.ts'
import type { Db } from './database.ts'

/** What a sealed value is bound to: moved to another person, kind or tenant it does not open. */
export interface SealedFor {
  tenantId: string
  userId: string
  kind:
    | 'face-template'
    | 'face-image'
    | 'log-image'
    | 'mail'
    | 'one-time-secret'
    | 'windows-password'
    | 'one-time-password-key'
    | 'task-secret'
    | 'import-row'
    | 'import-picture'
    | 'linkage-token'
    | 'saml-key'
    | `factor ${string}`
}

export interface KeyEncryptionKey {
  key: Buffer
  /** Where it came from, for the start banner. */
  origin: string
  created: boolean
}

/**
 * Reads the key-encryption key (32 bytes, base64) from its file; the first start makes one.
 * @throws Error when the file does not hold 32 bytes.
 */
export function readKeyEncryptionKey(config: Config, options = { mayCreate: true }): KeyEncryptionKey {
  const path = config.KAOBAN_KEK_FILE ?? dataPath(config, 'kek.key')
  const created = !existsSync(path)
  if (created) {
    if (!options.mayCreate) throw new Error(`there is no key-encryption key at ${path}`)
    if (config.KAOBAN_KEK_FILE !== undefined) throw new Error(`KAOBAN_KEK_FILE: ${path} does not exist`)
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (key.length !== 32) throw new Error(`the key-encryption key in ${path} is not 32 bytes in base64`)
  return { key, origin: path, created }
}

/**
 * Envelope encryption: KEK wraps a key per tenant, which wraps a random key per record; AES-256-GCM throughout.
 * Layout of a sealed value: format (1 byte), tenant key version (4), wrapped record key (60), iv (12), tag (16), text.
 */
export class Secrets {
  // Keys as objects: Node spends longer on making one of bytes for each use than on the cipher.
  readonly #kek: KeyObject
  /** By tenant and version, beside what is stored: a key whose transaction was undone gives way to its successor. */
  readonly #tenantKeys = new Map<string, { wrapped: Buffer; key: KeyObject }>()
  readonly #signingKeys = new Map<string, KeyObject>()

  constructor(kek: KeyEncryptionKey) {
    this.#kek = createSecretKey(kek.key)
  }

  /** Key for one purpose of this server (cookies, checkpoints), never stored. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#kek, Buffer.alloc(0), `kaoban ${purpose}`, 32))
  }

  /** Keyed digest under a derived key, base64url. Each purpose keeps its key: there are few. */
  sign(purpose: string, text: string): string {
    let key = this.#signingKeys.get(purpose)
    if (!key) {
      key = createSecretKey(this.derive(purpose))
      this.#signingKeys.set(purpose, key)
    }
    return createHmac('sha256', key).update(text).digest('base64url')
  }

  /** Encrypts for the tenant of the running transaction; makes the tenant's key when it has none. */
  async seal(db: Db, owner: SealedFor, plain: Uint8Array): Promise<Buffer> {
    return (await this.sealer(db, owner))(plain)
  }

  /** What seals values of one owner without looking at the keys again: between transactions, for as long as one piece of work. */
  async sealer(db: Db, owner: SealedFor): Promise<(plain: Uint8Array) => Buffer> {
    const { version, key } = await this.#newestKey(db, owner.tenantId)
    return (plain) => this.#sealUnder(key, version, owner, plain)
  }

  /** Seals values of many owners of one tenant with one look at the keys. */
  async sealEach(
    db: Db,
    tenantId: string,
    values: readonly { owner: Omit<SealedFor, 'tenantId'>; plain: Uint8Array }[],
  ): Promise<Buffer[]> {
    if (values.length === 0) return []
    const { version, key } = await this.#newestKey(db, tenantId)
    return values.map(({ owner, plain }) => this.#sealUnder(key, version, { tenantId, ...owner }, plain))
  }

  #sealUnder(key: KeyObject, version: number, owner: SealedFor, plain: Uint8Array): Buffer {
    const recordKey = randomBytes(32)
    const header = Buffer.alloc(5)
    header.writeUInt8(1, 0)
    header.writeUInt32BE(version, 1)
    return Buffer.concat([
      header,
      encrypt(key, recordKey, bound(owner, version)),
      encrypt(createSecretKey(recordKey), plain, bound(owner, version)),
    ])
  }

  /** @throws Error when the value was sealed for somebody or something else, or was altered. */
  async open(db: Db, owner: SealedFor, sealed: Uint8Array): Promise<Buffer> {
    const bytes = sealedBytes(sealed)
    const version = bytes.readUInt32BE(1)
    const known = this.#tenantKeys.get(keyName(owner.tenantId, version))
    if (known) {
      try {
        return this.#openUnder(known.key, version, owner, bytes)
      } catch {
        // Whether it is the value or the key that is wrong, only the stored key tells.
      }
    }
    return this.#openUnder(await this.#storedKey(db, owner.tenantId, version), version, owner, bytes)
  }

  /** What opens values of one owner with one look at the keys, and throws as `open` does. */
  async opener(db: Db, owner: SealedFor): Promise<(sealed: Uint8Array) => Buffer> {
    const { rows } = await sql<{ version: number; wrapped: Uint8Array }>`select version, wrapped from tenant_keys
      where tenant_id = ${owner.tenantId}`.execute(db)
    const keys = new Map(rows.map(({ version, wrapped }) => [version, this.#unwrap(owner.tenantId, version, wrapped)]))
    return (sealed) => {
      const bytes = sealedBytes(sealed)
      const version = bytes.readUInt32BE(1)
      return this.#openUnder(keys.get(version) ?? missingKey(), version, owner, bytes)
    }
  }

  #openUnder(key: KeyObject, version: number, owner: SealedFor, bytes: Buffer): Buffer {
    const recordKey = createSecretKey(decrypt(key, bytes.subarray(5, 65), bound(owner, version)))
    return decrypt(recordKey, bytes.subarray(65), bound(owner, version))
  }

  async #newestKey(db: Db, tenantId: string): Promise<{ version: number; key: KeyObject }> {
    const newest = async () =>
      (
        await sql<{
          version: number
          wrapped: Uint8Array
        }>`select version, wrapped from tenant_keys where tenant_id = ${tenantId} order by version desc limit 1`.execute(
          db,
        )
      ).rows[0]
    let row = await newest()
    if (!row) {
      const wrapped = encrypt(this.#kek, randomBytes(32), Buffer.from(keyName(tenantId, 1)))
      await sql`insert into tenant_keys (tenant_id, version, wrapped) values (${tenantId}, 1, ${wrapped}) on conflict do nothing`.execute(
        db,
      )
      row = (await newest())!
    }
    return { version: row.version, key: this.#unwrap(tenantId, row.version, row.wrapped) }
  }

  async #storedKey(db: Db, tenantId: string, version: number): Promise<KeyObject> {
    const row = (
      await sql<{
        wrapped: Uint8Array
      }>`select wrapped from tenant_keys where tenant_id = ${tenantId} and version = ${version}`.execute(db)
    ).rows[0]
    return this.#unwrap(tenantId, version, (row ?? missingKey()).wrapped)
  }

  #unwrap(tenantId: string, version: number, wrapped: Uint8Array): KeyObject {
    const name = keyName(tenantId, version)
    const known = this.#tenantKeys.get(name)
    if (known?.wrapped.equals(wrapped)) return known.key
    const stored = Buffer.from(wrapped)
    const key = createSecretKey(decrypt(this.#kek, stored, Buffer.from(name)))
    this.#tenantKeys.set(name, { wrapped: stored, key })
    return key
  }
}

function keyName(tenantId: string, version: number): string {
  return `${tenantId} ${version}`
}

function sealedBytes(sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes.length < 5 + 60 + 28 || bytes[0] !== 1) throw new Error('not a sealed value')
  return bytes
}

function missingKey(): never {
  throw new Error('the tenant key of a sealed value is missing')
}

function bound(owner: SealedFor, version: number): Buffer {
  return Buffer.from(`${owner.tenantId}\0${owner.userId}\0${owner.kind}\0${version}`)
}

function encrypt(key: KeyObject, plain: Uint8Array, bind: Buffer): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(bind)
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text])
}

function decrypt(key: KeyObject, sealed: Buffer, bind: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
  decipher.setAAD(bind)
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
}

/** How tokens are stored: nobody who reads the database can use one. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
