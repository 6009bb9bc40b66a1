import { asProblem } from '../platform/api.ts'

/** Makes a change; when it would shut out the own address, asks and goes on only with a yes [NFM-IPA-008]. */
export async function withWarning<Answer>(
  change: (lockOut: boolean) => Promise<Answer>,
  ask: () => Promise<boolean>,
): Promise<Answer | undefined> {
  try {
    return await change(false)
  } catch (error) {
    if (asProblem(error)?.code !== 'addresses.lock-out') throw error
    return (await ask()) ? change(true) : undefined
  }
}
