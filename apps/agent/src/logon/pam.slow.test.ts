import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PamView, pamMisses } from './pam.testing.ts'

if (pamMisses.length > 0) console.log(`Left out: the PAM module, because of ${pamMisses.join(', ')}.`)

const password = 'Own-Word-7'

describe.skipIf(pamMisses.length > 0)('the PAM module', () => {
  const socket = join(mkdtempSync(join(tmpdir(), 'kaoban-pam-')), 'agent.sock')
  const view = () => new PamView(socket, ['hanako'], password)

  /** Somebody else's program at the other end, which answers whatever it likes. */
  async function against<Result>(answer: string, work: (asked: string[]) => Promise<Result>): Promise<Result> {
    const asked: string[] = []
    const server = createServer((client) => {
      client.on('error', () => client.destroy())
      client.on('data', (chunk) => {
        asked.push(chunk.toString())
        client.end(answer)
      })
    })
    await new Promise<void>((resolve) => server.listen(socket, resolve))
    try {
      return await work(asked)
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  }

  it('takes a yes for a yes and nothing else, and leaves the password as the way in', async () => {
    const pam = view()
    const codes: Record<string, number | null> = {}
    for (const answer of [
      'Y\n',
      'N\n',
      'U\n',
      '',
      'y\n',
      'YES\n',
      'Y',
      '\n',
      'S Y\n',
      `${'Y'.repeat(5000)}\n`,
      '\0Y\n',
    ])
      codes[answer.slice(0, 6)] = (await against(answer, () => pam.authenticate('hanako', 'wrong'))).code
    const { 'Y\n': yes, ...others } = codes
    expect(yes).toBe(0)
    expect(Object.values(others)).toEqual(Array(10).fill(1))
    expect((await against('N\n', () => pam.authenticate('hanako', password))).code).toBe(0)
  })

  it('shows what it is told, asks for the user it was asked about, and for nobody who comes over the network', async () => {
    const pam = view()
    await against('S カメラを見てください\nY\n', async (asked) => {
      expect((await pam.authenticate('hanako')).said).toContain('カメラを見てください')
      expect(asked).toEqual(['{"user":"hanako","service":"kaoban"}\n'])
      expect((await pam.authenticate('hanako', 'wrong', '-I rhost=198.51.100.7')).code).toBe(1)
      expect((await pam.authenticate('ha"nako', 'wrong')).code).toBe(1)
      expect(asked.length).toBe(1)
    })
  })

  it('lets the password in when the client software is not there', async () => {
    const pam = view()
    expect((await pam.authenticate('hanako', 'wrong')).code).toBe(1)
    expect((await pam.authenticate('hanako', password)).code).toBe(0)
  })
})
