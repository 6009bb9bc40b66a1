import {
  type Call,
  consentAtComputer,
  KaobanError,
  registerFaceAtComputer,
  signInAtComputer,
  startFaceAtComputer,
} from '@kaoban/contract'
import type { Hint } from '@kaoban/face'
import { problemWords } from '@kaoban/messages'
import { CameraMissing, defaultCamera, type Frame, framesOf } from '../camera/camera.service.ts'
import { captureMotions, type Prompter, waitForFace } from '../camera/challenge.service.ts'
import { startEngine } from '../camera/engine.service.ts'
import { Asker } from '../platform/ask.ts'
import { registered } from '../platform/device.ts'
import { type Command, type Run, textOption } from '../platform/run.ts'
import { exit, Stop } from '../platform/stop.ts'

export const faceCommands: readonly Command[] = [
  {
    name: 'face',
    summary: 'agent.face.summary',
    values: ['tenant', 'login-id', 'camera'],
    switches: ['agree'],
    run: registerFace,
  },
]

/** How often somebody may try before they sign in anew. */
const tries = 3
const coachMs = 60_000

/** A person registers the own face at this computer [NFM-CFR-001]. */
async function registerFace(run: Run): Promise<number> {
  const { device, call } = registered(run)
  const asker = new Asker()
  let pass: string
  let name: string
  try {
    const tenantCode = textOption(run, 'tenant') ?? (await asker.ask(run.say('agent.face.askTenant')))
    const loginId = textOption(run, 'login-id') ?? (await asker.ask(run.say('agent.face.askLoginId')))
    const password = await asker.ask(run.say('agent.face.askPassword'), true)
    const person = await signIn(call, { tenantCode: tenantCode || device.tenant.code, loginId, password })
    ;({ pass, displayName: name } = person)
    if (!person.consented) {
      await agree(run, asker)
      await call(consentAtComputer, { pass, version: person.consentVersion })
    }
  } finally {
    asker.close()
  }
  const engine = await startEngine(2)
  const frames = framesOf(textOption(run, 'camera') ?? defaultCamera, run.interrupted)
  try {
    run.tell(run.say('agent.face.begin', { name }))
    await tryToRegister(run, call, pass, { engine, frames })
  } catch (error) {
    if (error instanceof CameraMissing) throw new Stop(exit.usage, 'agent.face.noCamera', { reason: error.message })
    throw error
  } finally {
    await frames.return(undefined)
    await engine.close()
  }
  run.tell(run.say('agent.face.done', { name }))
  return exit.done
}

/** Whatever is wrong, the screen says the same; the log of the server has the code [NFM-CER-008, NFM-CER-009]. */
async function signIn(call: Call, who: { tenantCode: string; loginId: string; password: string }) {
  if (who.loginId === '' || who.password === '') throw new Stop(exit.notAllowed, 'EC-C9')
  try {
    return await call(signInAtComputer, who)
  } catch (error) {
    const { code } = error as KaobanError
    if (code === 'sign-in.refused' || code === 'sign-in.locked' || code === 'sign-in.unusable')
      throw new Stop(exit.notAllowed, 'EC-C9')
    if (code === 'server.busy') throw new Stop(exit.server, 'agent.face.offline')
    throw error
  }
}

async function agree(run: Run, asker: Asker): Promise<void> {
  const texts = ['use', 'who', 'free', 'withdraw'] as const
  for (const text of texts) run.tell(run.say(`faces.consent.v1.${text}`))
  if (run.options.agree === true) return
  if (!/^(y|yes|はい)$/i.test(await asker.ask(run.say('agent.face.askConsent'))))
    throw new Stop(exit.interrupted, 'agent.face.noConsent')
}

async function tryToRegister(
  run: Run,
  call: Call,
  pass: string,
  { engine, frames }: { engine: Awaited<ReturnType<typeof startEngine>>; frames: AsyncGenerator<Frame> },
): Promise<void> {
  const prompter: Prompter = {
    hint: (hint) => run.tell(run.say(`camera.hint.${hint}`)),
    ask: (motion) => run.tell(run.say(`camera.motion.${motion}`)),
  }
  for (let left = tries - 1; ; left--) {
    if (!(await waitForFace(engine, frames, prompter, coachMs))) throw new Stop(exit.usage, 'MSG-FAC-003')
    prompter.hint('hold-still')
    const challenge = await call(startFaceAtComputer, { pass })
    const taken = await captureMotions(engine, frames, challenge, prompter)
    run.tell(run.say('faces.enrol.sending'))
    try {
      await call(registerFaceAtComputer, {
        ...{ pass, challengeId: challenge.challengeId, nonce: challenge.nonce },
        capturedMs: taken.map(({ atMs }) => atMs),
        files: taken.map(({ jpeg }, i) => ({ field: 'frame', name: `${i}.jpg`, bytes: jpeg })),
      })
      return
    } catch (error) {
      const again =
        error instanceof KaobanError && /^face\.(not-good-enough|frames-refused|challenge-ended)$/.test(error.code)
      if (!again || left === 0) throw error
      const { hint } = error.details ?? {}
      run.tell(problemWords(error.code, run.locale, error.details as Record<string, string>).title)
      if (typeof hint === 'string') prompter.hint(hint as Hint)
    }
  }
}
