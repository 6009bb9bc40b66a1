import { createServer, connect as open, type Server, type Socket } from 'node:net'
import { sql } from 'kysely'
import type { TestServer, TestTenant } from '../../../../test/server.ts'

/** What the PAM module is told. */
export interface Told {
  said: string[]
  answer: string
}

/** Asks as the PAM module does. */
export function askSocket(path: string, user: string): Promise<Told> {
  return new Promise((resolve, reject) => {
    let text = ''
    open(path)
      .setEncoding('utf8')
      .on('connect', function (this: Socket) {
        this.write(`${JSON.stringify({ user, service: 'login' })}\n`)
      })
      .on('data', (chunk: string) => {
        text += chunk
      })
      .on('error', reject)
      .on('close', () => {
        const lines = text.trimEnd().split('\n')
        resolve({ said: lines.slice(0, -1).map((line) => line.replace(/^S /, '')), answer: lines.at(-1)! })
      })
  })
}

/** A network cable between a computer and a server, which can be pulled out. */
export class Cable {
  readonly #port: number
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #own = 0

  constructor(serverUrl: string) {
    this.#port = Number(new URL(serverUrl).port)
  }

  get url(): string {
    return `http://127.0.0.1:${this.#own}`
  }

  async plugIn(): Promise<void> {
    this.#server = createServer((near) => {
      const far = open(this.#port, '127.0.0.1')
      for (const socket of [near, far]) {
        this.#sockets.add(socket)
        socket.on('error', () => socket.destroy()).on('close', () => this.#sockets.delete(socket))
      }
      near.pipe(far).pipe(near)
    })
    await new Promise<void>((resolve) => this.#server!.listen(this.#own, '127.0.0.1', resolve))
    this.#own = (this.#server.address() as { port: number }).port
  }

  async pullOut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}

/** A local account of a computer, and who signs in by it. */
export async function linkAccount(
  server: TestServer,
  { tenantId }: TestTenant,
  account: { userId: string; name: string; computer: string },
): Promise<void> {
  const { userId, name, computer } = account
  const accountId = crypto.randomUUID()
  await server.database.transaction({ tenantId }, async (db) => {
    await sql`insert into windows_accounts (tenant_id, account_id, kind, name, name_key, place, place_key, updated_at)
      values (${tenantId}, ${accountId}, 'local', ${name}, ${name}, ${computer}, ${computer.toLowerCase()}, now())`.execute(
      db,
    )
    await sql`insert into windows_account_links (tenant_id, user_id, slot, account_id)
      values (${tenantId}, ${userId}, 1, ${accountId})`.execute(db)
  })
}
