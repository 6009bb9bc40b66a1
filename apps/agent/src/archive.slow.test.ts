import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openTestTenant, testPassword, testServer } from '../../../test/server.ts'
import { darkFrame, PipeCamera } from './camera/camera.testing.ts'
import { TestComputer } from './platform/testing.ts'

const root = join(import.meta.dirname, '../../..')
const onLinux = process.platform === 'linux' && process.arch === 'x64'
if (!onLinux) console.log('Left out: the client software as people get it, which is made on Linux for x64 only.')

it.runIf(onLinux)(
  'looks at a camera as it is unpacked, without anything else of this repository',
  async () => {
    const node = (...words: string[]) => execFileSync(process.execPath, words, { cwd: root, stdio: 'ignore' })
    node('node_modules/vite/bin/vite.js', 'build', 'apps/agent')
    node('tools/agent-archive.ts')
    const computer = new TestComputer()
    execFileSync('tar', ['-xzf', join(root, 'apps/agent/dist/kaoban-agent-linux-x64.tgz'), '-C', computer.home])
    computer.program = join(computer.home, 'kaoban-agent/kaoban-agent.mjs')
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const { loginId } = await tenant.addPerson()
    expect(await computer.register(server, tenant)).toMatchObject({ code: 0, err: '' })
    const path = computer.makePipe()
    const words = ['face', '--tenant', tenant.code, '--login-id', loginId, '--agree', '--camera', `mjpeg:${path}`]
    const running = computer.start(words, [testPassword])
    const camera = new PipeCamera(path, [await darkFrame()])
    running.onWords((said) => {
      if (said.includes('枠の中に顔を合わせてください')) camera.close()
    })
    const { out, err } = await running.ended
    expect(out).toContain('枠の中に顔を合わせてください')
    expect(err).toContain('カメラを使用できません。')
  },
  120_000,
)
