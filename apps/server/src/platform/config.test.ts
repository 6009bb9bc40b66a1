import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { configurationTable, readConfig, settings } from './config.ts'

describe('the configuration', () => {
  it('stands in docs/operate/configuration.md as it is (npm run -s kaoban -- config > docs/operate/configuration.md)', () => {
    const page = readFileSync(new URL('../../../../docs/operate/configuration.md', import.meta.url), 'utf8')
    expect(page).toBe(configurationTable())
    for (const key of Object.keys(settings)) expect(page).toContain(`| \`${key}\` |`)
  })

  it('names every bad and every unknown key at once', () => {
    expect(() => readConfig({ KAOBAN_PORT: 'x', KAOBAN_PROT: '1', KAOBAN_TRUST_PROXY: 'yes' })).toThrow(
      /KAOBAN_PORT: .*[\s\S]*KAOBAN_TRUST_PROXY: .*[\s\S]*KAOBAN_PROT: unknown key/,
    )
  })
})
