import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { DirectoryAccount } from '@kaoban/contract'
import { Client, type Entry, InvalidCredentialsError, ResultCodeError } from 'ldapts'
import { exit } from '../platform/exit.ts'
import { networkReason } from '../platform/server.ts'
import { Stop } from '../platform/stop.ts'

/** Where Active Directory is, as whom it is read, and how much of it. */
export interface DirectoryAccess {
  /** `ldaps://…`, or `ldap://…`, where StartTLS comes before anything else. */
  url: string
  /** File with certificates of authorities that the system does not trust. */
  ca: string | null
  account: string
  password: string
  /** Names of the only units and groups whose accounts are taken; none: everybody of the domain. */
  units: string[]
  groups: string[]
}

/** The address as a person gives it. @throws Stop for one that is no LDAP */
export function directoryUrl(text: string): string {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `ldaps://${text}`)
  if (!url || !/^ldaps?:$/.test(url.protocol) || url.hostname === '' || url.username !== '' || url.password !== '')
    throw new Stop(exit.usage, 'cli.directory.noAddress', { address: text })
  return `${url.protocol}//${url.host}`
}

/** A connection that nobody else can read. */
export class ActiveDirectory {
  readonly #client: Client
  readonly #access: DirectoryAccess
  /** `DC=example,DC=jp` */
  readonly #base: string
  /** `example.jp` */
  readonly domain: string

  private constructor(client: Client, access: DirectoryAccess, base: string) {
    this.#client = client
    this.#access = access
    this.#base = base
    this.domain = domainOf(base)
  }

  /** Connects, encrypted, and signs in. @throws Stop saying which of it went wrong */
  static async open(access: DirectoryAccess): Promise<ActiveDirectory> {
    const tls = { ...(access.ca !== null && { ca: [readFileSync(access.ca)] }), ...serverNameOf(access.url) }
    const secure = access.url.startsWith('ldaps:')
    const client = new Client({
      url: access.url,
      connectTimeout: 10_000,
      timeout: 60_000,
      ...(secure && { tlsOptions: tls }),
    })
    try {
      return await reached(async () => {
        if (!secure) await client.startTLS(tls)
        const root = await client.search('', { scope: 'base', attributes: ['defaultNamingContext'] })
        const base = textOf(root.searchEntries[0], 'defaultNamingContext')
        if (base === '') throw new Stop(exit.usage, 'cli.directory.noDirectory')
        const opened = new ActiveDirectory(client, access, base)
        await client.bind(`${access.account}@${opened.domain}`, access.password)
        return opened
      })
    } catch (error) {
      await client.unbind().catch(() => {})
      throw error
    }
  }

  /** Every account of the domain within the scope, enabled or not, once. */
  async *accounts(): AsyncGenerator<DirectoryAccount[], void> {
    const seen = new Set<string>()
    const { units, groups } = this.#access
    for (const base of units.length === 0 ? [this.#base] : units) {
      const pages = this.#client.searchPaginated(base, {
        scope: 'sub',
        filter: filterOf(groups),
        attributes: ['objectGUID', 'sAMAccountName', 'displayName', 'cn', 'userAccountControl'],
        explicitBufferAttributes: ['objectGUID'],
        paged: { pageSize: 500 },
      })
      const iterator = pages[Symbol.asyncIterator]()
      for (;;) {
        const page = await reached(() => iterator.next())
        if (page.done) break
        const accounts = page.value.searchEntries.map(accountOf).filter(({ objectGuid }) => !seen.has(objectGuid))
        for (const { objectGuid } of accounts) seen.add(objectGuid)
        yield accounts
      }
    }
  }

  async close(): Promise<void> {
    await this.#client.unbind().catch(() => {})
  }
}

/** What the certificate has to be for: a name, or an address, which is asked for by no name. */
function serverNameOf(url: string): { host: string; servername?: string } {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return { host, ...(isIP(host) === 0 && { servername: host }) }
}

function domainOf(base: string): string {
  return base
    .split(',')
    .flatMap((part) => /^DC=(.+)$/i.exec(part.trim())?.[1] ?? [])
    .join('.')
    .toLowerCase()
}

/** People's accounts, not those of computers; with groups, members of them, also by way of other groups. */
function filterOf(groups: readonly string[]): string {
  const members = groups.map((name) => `(memberOf:1.2.840.113556.1.4.1941:=${escaped(name)})`).join('')
  return `(&(objectCategory=person)(objectClass=user)${groups.length === 0 ? '' : `(|${members})`})`
}

/** RFC 4515 */
function escaped(text: string): string {
  return text.replace(/[\\*()\0]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

const disabledFlag = 2

function accountOf(entry: Entry): DirectoryAccount {
  return {
    objectGuid: guidOf(entry.objectGUID as Buffer),
    logonName: textOf(entry, 'sAMAccountName').slice(0, 256),
    fullName: (textOf(entry, 'displayName') || textOf(entry, 'cn')).slice(0, 1024),
    enabled: (Number(textOf(entry, 'userAccountControl')) & disabledFlag) === 0,
  }
}

/** An attribute that is not there comes as an empty list. */
function textOf(entry: Entry | undefined, name: string): string {
  const value = entry?.[name]
  return typeof value === 'string' ? value : ''
}

/** The first three parts of a GUID are stored with their bytes reversed. */
function guidOf(bytes: Buffer): string {
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
  const hex = order.map((at) => bytes[at]!.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

async function reached<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Stop) throw error
    if (error instanceof InvalidCredentialsError) throw new Stop(exit.notAllowed, 'cli.directory.refused')
    const reason = error instanceof ResultCodeError ? error.message : (networkReason(error) ?? String(error))
    throw new Stop(exit.server, 'cli.directory.unreachable', { reason })
  }
}
