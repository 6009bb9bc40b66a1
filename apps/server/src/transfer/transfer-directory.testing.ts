import { randomUUID } from 'node:crypto'
import {
  addDirectoryAccounts,
  claimDirectory,
  closeDirectoryRun,
  type DirectoryAccount,
  directoryRuns,
  type InputOf,
  openDirectoryRun,
  readDirectoryRun,
} from '@kaoban/contract'
import { openKey } from '../api-keys/api-keys.testing.ts'
import type { TestServer, TestTenant } from '../platform/testing.ts'

/** A tool beside an Active Directory, whose accounts a test writes. */
export class TestDirectory {
  readonly domain: string
  readonly tool: string = randomUUID()
  readonly accounts = new Map<string, DirectoryAccount>()
  readonly key: Awaited<ReturnType<typeof openKey>>

  private constructor(domain: string, key: TestDirectory['key']) {
    this.domain = domain
    this.key = key
  }

  static async open(
    server: TestServer,
    tenant: TestTenant,
    more: Partial<InputOf<typeof claimDirectory>> = {},
  ): Promise<TestDirectory> {
    const key = await openKey(server, tenant.administrator, { name: 'AD連携', scope: 'directory.sync' })
    const directory = new TestDirectory(more.domain ?? 'kaoban.test', key)
    await key.call(claimDirectory, { domain: directory.domain, tool: directory.tool, ...more })
    return directory
  }

  /** Adds an account, or changes the one of this name; returns it. */
  put(logonName: string, change: Partial<DirectoryAccount> = {}): DirectoryAccount {
    const before = this.accounts.get(logonName) ?? {
      ...{ objectGuid: randomUUID(), logonName, fullName: logonName, enabled: true },
    }
    this.accounts.delete(logonName)
    const account = { ...before, ...change }
    this.accounts.set(account.logonName, account)
    return account
  }

  /** Sends everything, as the tool does, and waits until that is applied, or waits to be confirmed. */
  async run({ trial = false } = {}) {
    const importId = await this.send({ trial })
    for (;;) {
      const found = await this.key.call(readDirectoryRun, { importId })
      if (!['planning', 'queued', 'applying'].includes(found.import.state)) return found
      await new Promise((wake) => setTimeout(wake, 20))
    }
  }

  async send({ trial = false, tool = this.tool } = {}): Promise<string> {
    const importId = randomUUID()
    const { domain, key } = this
    await key.call(openDirectoryRun, { importId, domain, tool, trial })
    const accounts = [...this.accounts.values()]
    for (let start = 0; start < accounts.length; start += directoryRuns.accounts) {
      const lot = accounts.slice(start, start + directoryRuns.accounts)
      await key.call(addDirectoryAccounts, { importId, from: start + 1, accounts: lot })
    }
    await key.call(closeDirectoryRun, { importId, accounts: accounts.length })
    return importId
  }
}
