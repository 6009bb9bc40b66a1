import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The longest file first: one that begins last is waited for by an idle core. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.includes('/looks.')
    return (await super.sort(files)).sort((one, other) => Number(isLongest(other)) - Number(isLongest(one)))
  }
}

/** The components in a real Chromium: `npm run vitest -- run --config apps/web/vitest.browser.ts`. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['apps/web/src/gallery/*.browser.test.ts'],
    tags: [{ name: 'long', description: 'A long proof, left to npm test -- --all.' }],
    testTimeout: 400_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    globalSetup: ['tools/temporary-folder.ts', 'apps/web/src/gallery/gallery-setup.testing.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
})
