import type { QualityProfile } from '@kaoban/face'
import { useEffect, useState } from 'react'
import { type BrowserCoach, startBrowserCoach } from './browserCoach.ts'

export type CoachStart = { state: 'loading' } | { state: 'ready'; coach: BrowserCoach } | { state: 'plain' }

/** A coach stays a while after its page has gone: the next person at a terminal does not wait for the models. */
const keptMs = 120_000

interface Shared {
  starting: Promise<BrowserCoach>
  users: number
  timer?: ReturnType<typeof setTimeout>
}
const shared = new Map<QualityProfile, Shared>()

function take(profile: QualityProfile): Shared {
  const one = shared.get(profile) ?? { starting: startBrowserCoach(profile), users: 0 }
  shared.set(profile, one)
  one.users++
  clearTimeout(one.timer)
  one.starting.catch(() => shared.delete(profile))
  return one
}

function giveBack(profile: QualityProfile, one: Shared): void {
  if (--one.users > 0) return
  one.timer = setTimeout(() => {
    if (shared.get(profile) === one) shared.delete(profile)
    one.starting.then((coach) => coach.close?.()).catch(() => undefined)
  }, keptMs)
}

/** The coach of this page; `plain` where it cannot run: everything works without it, by the oval and words alone. */
export function useBrowserCoach(profile: QualityProfile): CoachStart {
  const [start, setStart] = useState<CoachStart>({ state: 'loading' })
  useEffect(() => {
    let left = false
    const one = take(profile)
    one.starting.then(
      (coach) => {
        if (!left) setStart({ state: 'ready', coach })
      },
      () => {
        if (!left) setStart({ state: 'plain' })
      },
    )
    return () => {
      left = true
      giveBack(profile, one)
    }
  }, [profile])
  return start
}
