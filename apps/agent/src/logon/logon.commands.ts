import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { KaobanError } from '@kaoban/contract'
import { z } from 'zod'
import { defaultCamera } from '../camera/camera.service.ts'
import { startEngine } from '../camera/engine.service.ts'
import { type Registered, registered } from '../platform/device.ts'
import { type Command, type Run, textOption } from '../platform/run.ts'
import { exit } from '../platform/stop.ts'
import { sendAttempts, synchronise } from '../sync/sync.service.ts'
import { type Answer, logOn } from './logon.service.ts'

export const logonCommands: readonly Command[] = [
  {
    name: 'run',
    summary: 'agent.run.summary',
    values: ['socket', 'camera', 'every'],
    switches: [],
    run: serveLogons,
  },
]

const defaultSocket = '/run/kaoban-agent/agent.sock'
/** Seconds between two syncs. */
const every = { default: 300, min: 1, max: 3600 } as const
const questionMax = 1024
const letters: Record<Answer, string> = { yes: 'Y', no: 'N', unavailable: 'U' }

const Question = z.object({ user: z.string().min(1).max(256), service: z.string().max(256) })

/** The service: keeps in step with the server, and answers the PAM module until it is stopped or revoked. */
async function serveLogons(run: Run): Promise<number> {
  const here = registered(run)
  const engine = await startEngine(2)
  const path = textOption(run, 'socket') ?? defaultSocket
  const camera = textOption(run, 'camera') ?? defaultCamera
  let busy = false
  const answer = async (user: string, socket: Socket): Promise<Answer> => {
    // One camera, one person.
    if (busy) return 'unavailable'
    busy = true
    const left = new AbortController()
    socket.once('close', () => left.abort())
    try {
      const show = (key: Parameters<Run['say']>[0]) => void socket.write(`S ${run.say(key)}\n`)
      const signal = AbortSignal.any([run.interrupted, left.signal])
      return await logOn({ vault: here.vault, engine, camera, show, signal }, user)
    } catch {
      return 'unavailable'
    } finally {
      busy = false
    }
  }
  const server = await listen(path, answer)
  run.tell(run.say('agent.run.ready', { path }))
  try {
    return await keepInStep(run, here)
  } finally {
    server.close()
    rmSync(path, { force: true })
    await engine.close()
  }
}

/** Ends when the run is interrupted, or the computer was revoked and has nothing left to answer with. */
async function keepInStep(run: Run, here: Registered): Promise<number> {
  const wanted = Number(textOption(run, 'every') ?? every.default)
  const seconds = Math.min(every.max, Math.max(every.min, wanted || every.default))
  let online: boolean | undefined
  while (!run.interrupted.aborted) {
    try {
      await synchronise(here)
      await sendAttempts(here)
      if (online !== true) run.tell(run.say('agent.run.online'))
      online = true
    } catch (error) {
      if (error instanceof KaobanError && error.code === 'computer.revoked') throw error
      if (online !== false) run.tell(run.say('agent.run.offline'))
      online = false
    }
    await rest(seconds * 1000, undefined, { signal: run.interrupted }).catch(() => undefined)
  }
  return exit.done
}

/** Only root gets through the folder to the socket: whoever can ask can make the camera look. */
async function listen(path: string, answer: (user: string, socket: Socket) => Promise<Answer>): Promise<Server> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  chmodSync(dirname(path), 0o700)
  rmSync(path, { force: true })
  const server = createServer((socket) => {
    let text = ''
    socket.on('error', () => socket.destroy())
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (text.length > questionMax) socket.destroy()
      const [line, more] = text.split('\n')
      if (more === undefined) return
      socket.removeAllListeners('data')
      const question = readQuestion(line!)
      if (!question) socket.end('U\n')
      else void answer(question.user, socket).then((given) => socket.end(`${letters[given]}\n`))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(path, resolve)
  })
  chmodSync(path, 0o600)
  return server
}

function readQuestion(line: string): z.output<typeof Question> | undefined {
  try {
    return Question.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}
