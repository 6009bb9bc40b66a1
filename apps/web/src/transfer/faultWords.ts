import type { ImportFault } from '@kaoban/contract'
import { hasMessage, type MessageParams } from '@kaoban/messages'
import type { Say } from '../platform/language.tsx'

/** What a fault says to the reader: its message and what to do; keys that this build does not know stay as they are. */
export function faultWords(fault: ImportFault, say: Say): { message: string; remedy: string | undefined } {
  const params: Record<string, string | number> = { ...fault.params }
  for (const [mark, key] of Object.entries(fault.labels ?? {})) params[mark] = known(key, say, fault.params)
  return {
    message: known(fault.message, say, params),
    remedy: fault.remedy === undefined ? undefined : known(fault.remedy, say, params),
  }
}

function known(key: string, say: Say, params: MessageParams | undefined): string {
  return hasMessage(key) ? say(key, params) : key
}
