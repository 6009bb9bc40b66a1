import { hasMessage, type MessageKey } from '@kaoban/messages'
import { asProblem } from '../platform/api.ts'

/** What to tell a person whose pictures were not taken: the reason of the server, and one piece of advice. */
export function refusalOf(error: unknown): { title: MessageKey; advice?: MessageKey } | undefined {
  const problem = asProblem(error)
  if (problem?.code !== 'face.not-good-enough') return undefined
  const { reason, message, hint } = (problem.details ?? {}) as Record<string, unknown>
  const advice = `camera.hint.${String(hint)}`
  const title = typeof message === 'string' && hasMessage(message) ? message : `faces.refused.${String(reason)}`
  return {
    title: hasMessage(title) ? title : 'problem.face.not-good-enough',
    ...(hasMessage(advice) ? { advice } : {}),
  }
}
