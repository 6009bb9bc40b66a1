/** @module-tag long */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)

// What ONNX Runtime is about to send, and who the machine is, it writes down in these two folders first.
test.each([
  ['a thread', `const workers = await m.startFaceWorkers({ workers: 1 }); await workers.close()`],
  ['the main thread', `await m.openSession(await m.readModel(faceplugin, 'detect'))`],
])('models that %s loads tell nobody of it', async (_, script) => {
  const [home, temporary] = await Promise.all(['home-', 'temporary-'].map((name) => mkdtemp(join(tmpdir(), name))))
  try {
    const source = `(async () => { const { faceplugin } = await import('@kaoban/face'); const m = await import('@kaoban/face-node'); ${script} })()`
    await run(process.execPath, ['-e', source], {
      cwd: join(import.meta.dirname, '../../..'),
      // It keeps silent by itself where it sees that it is tested.
      env: { PATH: process.env.PATH, HOME: home, TMPDIR: temporary },
    })
    const left = await Promise.all([home!, temporary!].map((folder) => readdir(folder, { recursive: true })))
    expect(left.flat()).toEqual([])
  } finally {
    await Promise.all([home!, temporary!].map((folder) => rm(folder, { recursive: true })))
  }
})
