import {
  changeTenantSettings,
  confirmFaceDraft,
  currentConsent,
  type FaceChallenge,
  type FaceDraft,
  giveFaceConsent,
  readTenantSettings,
  sendEnrolmentFrames,
  startEnrolment,
  type TenantSettings,
} from '@kaoban/contract'
import type { Motion } from '@kaoban/face'
import { perform, type StagedPerson, stagePeople, toJpegs } from '../../../../test/staged-people.ts'
import type { TestPerson, TestServer, TestTenant } from '../platform/testing.ts'

let staged: Promise<StagedPerson[]> | undefined

/** Two people in photographs; staged once in a test process. */
export async function twoPeople(server: TestServer): Promise<[StagedPerson, StagedPerson]> {
  staged ??= stagePeople(server.faces, 2)
  const [ann, bert] = await staged
  return [ann!, bert!]
}

const drawn = new Map<string, Promise<Uint8Array[]>>()

/** JPEG frames in which somebody does what is asked; the same bytes for the same arguments. */
export function framesOf(person: StagedPerson, capture: 0 | 1, motions: readonly Motion[], seed = 1) {
  const key = `${person.name} ${capture} ${motions.join()} ${seed}`
  const frames = drawn.get(key) ?? toJpegs(perform(person.captures[capture], motions, seed))
  drawn.set(key, frames)
  return frames
}

/** Frames as the client sends them, ten a second. */
export function asUpload(frames: readonly Uint8Array[], stepMs = 100) {
  return {
    capturedMs: frames.map((_, i) => 1000 + i * stepMs),
    files: frames.map((bytes, i) => ({ field: 'frame', name: `${i}.jpg`, bytes })),
  }
}

/** A tenant whose terminals ask for one blink, so that tests know what to show. */
export async function askForBlinks(tenant: TestTenant, more: Partial<TenantSettings> = {}): Promise<void> {
  const { version } = await tenant.administrator.browser.call(readTenantSettings)
  await tenant.administrator.browser.call(changeTenantSettings, {
    version,
    settings: { 'terminal.motion': 'BLINK1', ...more },
  })
}

export function consent({ browser }: TestPerson) {
  return browser.call(giveFaceConsent, { version: currentConsent })
}

/** Starts an enrolment and lets the time pass that its frames take. */
export async function challengeFor(server: TestServer, { browser }: TestPerson): Promise<FaceChallenge> {
  const challenge = await browser.call(startEnrolment)
  server.clock.advance(5_000)
  return challenge
}

export async function draftOf(server: TestServer, person: TestPerson, who: StagedPerson, seed = 1): Promise<FaceDraft> {
  const { challengeId, nonce, motions } = await challengeFor(server, person)
  const frames = await framesOf(who, 0, motions, seed)
  return person.browser.call(sendEnrolmentFrames, { challengeId, nonce, ...asUpload(frames) })
}

/** Consent, challenge, frames, confirmation: a registered face. */
export async function enrol(server: TestServer, person: TestPerson, who: StagedPerson, seed = 1): Promise<void> {
  await consent(person)
  const { draftId } = await draftOf(server, person, who, seed)
  await person.browser.call(confirmFaceDraft, { draftId })
}
