import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/** Puts files whose path has one of these parts first, in this order: a long one that begins last is waited for by an idle core. */
export function longestFirst(parts: readonly string[]): typeof BaseSequencer {
  const placeOf = ({ moduleId }: TestSpecification) => {
    const place = parts.findIndex((part) => moduleId.includes(part))
    return place === -1 ? parts.length : place
  }
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      return (await super.sort(files)).sort((one, other) => placeOf(one) - placeOf(other))
    }
  }
}
