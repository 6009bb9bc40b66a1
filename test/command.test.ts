import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Portal } from './portal.ts'

const portal = new Portal()
const folder = mkdtempSync(join(tmpdir(), 'kaoban-elsewhere-'))

beforeAll(() => portal.start())

afterAll(async () => {
  await portal.remove()
  rmSync(folder, { recursive: true })
})

it('gives the command to other machines: one file that runs where nothing else is', async () => {
  const answer = await fetch(new URL('/kaoban.mjs', portal.url))
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="kaoban.mjs"')
  const file = join(folder, 'kaoban.mjs')
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()))
  const list = join(folder, '髙﨑.csv')
  writeFileSync(list, '\ufeffmode,userid,groupId,role\r\nadd,𠮷野,G1,9\r\n')
  const kaoban = (...words: string[]) =>
    promisify(execFile)(process.execPath, [file, ...words], { cwd: folder, env: { LANG: 'ja_JP.UTF-8' } })
  expect((await kaoban('--version')).stdout).toBe('0.1.0\n')
  await expect(kaoban('users', 'validate', list, '--offline')).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining('髙﨑.csv:2:𠮷野:role: 権限は1～3です。 [MFA-E-RANGE]'),
  })
})
