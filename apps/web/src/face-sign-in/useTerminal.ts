import { type AnswerOf, type Call, readOwnTerminal } from '@kaoban/contract'
import { useEffect, useState } from 'react'
import { asProblem } from '../platform/api.ts'
import { readTerminal, terminalClient } from '../terminals/terminals.service.ts'

export type TerminalState =
  | { state: 'asking' }
  /** This browser has no key for the tenant, or its terminal was revoked. */
  | { state: 'stranger' }
  | { state: 'trouble'; error: unknown }
  | { state: 'known'; call: Call; terminal: AnswerOf<typeof readOwnTerminal> }

async function knock(code: string): Promise<TerminalState> {
  const kept = await readTerminal(code)
  if (!kept) return { state: 'stranger' }
  let offsetMs = 0
  const call = terminalClient(kept, () => Date.now() + offsetMs)
  const ask = async (): Promise<TerminalState> => ({ state: 'known', call, terminal: await call(readOwnTerminal) })
  try {
    return await ask()
  } catch (error) {
    const problem = asProblem(error)
    if (problem?.code === 'request.unauthenticated') return { state: 'stranger' }
    const serverTime = Date.parse(String(problem?.details?.serverTime))
    if (problem?.code !== 'terminal.clock-wrong' || Number.isNaN(serverTime)) throw error
    offsetMs = serverTime - Date.now()
    return ask()
  }
}

/** Who this browser is at the tenant's door; asked again by `again`. */
export function useTerminal(code: string): TerminalState & { again: () => void } {
  const [found, setFound] = useState<TerminalState>({ state: 'asking' })
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again
  useEffect(() => {
    let left = false
    knock(code).then(
      (state) => !left && setFound(state),
      (error) => !left && setFound({ state: 'trouble', error }),
    )
    return () => {
      left = true
    }
  }, [code, round])
  return { ...found, again: () => setRound((before) => before + 1) }
}
