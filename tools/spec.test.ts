import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countFaults, readRequirements } from './requirements.ts'
import { plantTree } from './tree.testing.ts'

const portal = `| USR | users | 4 |
| | total | 4 |

| ID | Requirement | Source |
|---|---|---|
| NFM-USR-001 | The form has an ID, see NFM-USR-002. | [000] |
| NFM-USR-002 | The ID is unique. | [000] |
| NFM-USR-003 | The name is shown. | [000] |
| NFM-USR-005 | The mail is checked. | [000] |
`
const devices = '- **DEV-GEN-001** The devices SHALL share users.\n- **DEV-GEN-002** (PROPOSED) They SHALL agree.\n'

interface Outcome {
  code: number
  out: string
  err: string
}

/** Runs the tool on a tree with this one test file. */
function spec(testFile: string, args: string[] = [], path = 'apps/server/src/users/users.test.ts'): Promise<Outcome> {
  const files = { 'docs/spec/portal.md': portal, 'docs/spec/devices.md': devices, [path]: testFile }
  return run([...args, '--root', plantTree(files)])
}

function run(args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(import.meta.dirname, 'spec.ts'), ...args], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

describe('npm run spec', () => {
  it('counts ids in titles of describe, it, test and tables, alone, in lists and in ranges', async () => {
    const { code, out, err } = await spec(
      `
      describe('users [NFM-USR-001]', () => {
        it.each([['short', 1]])('a %s name is shown [NFM-USR-002..NFM-USR-003]', () => {})
        test(\`shares \${1} [DEV-GEN-001, NFM-USR-005]\`, () => {})
      })
      const cases = [['they agree [DEV-GEN-002]']]
      it.for(cases)('%s', () => {})`,
      ['--json'],
    )
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      areas: [
        { area: 'DEV-GEN', total: 2, covered: 2, missing: [] },
        { area: 'NFM-USR', total: 4, covered: 4, missing: [] },
      ],
    })
  })

  it('does not count comments, bodies, strings of other calls and skipped tests', async () => {
    const { out } = await spec(
      `
      // it('a comment [NFM-USR-001]')
      it('a body', () => { expect('[NFM-USR-002]').toBe('[NFM-USR-002]') })
      it.skip('skipped [NFM-USR-003]', () => {})
      it.todo('to do [NFM-USR-003]')
      describe.skip('all of this', () => { it('skipped too [NFM-USR-005]', () => {}) })
      log('not a test [DEV-GEN-001]')`,
      ['--json'],
    )
    const { areas } = JSON.parse(out) as { areas: { covered: number }[] }
    expect(areas.map(({ covered }) => covered)).toEqual([0, 0])
  })

  it('does not count titles in files that hold no tests', async () => {
    const { code, err } = await spec("it('a title [NFM-USR-001]')", [], 'apps/server/src/users/users.service.ts')
    expect(err).toContain('no test title found')
    expect(code).toBe(1)
  })

  it.each([
    ['NFM-USR-004', 'the specification has no NFM-USR-004'],
    ['NFM-USR-001..NFM-USR-009', 'the specification has no NFM-USR-009'],
    ['NFM-USR-001, DEV-XXX-001', 'the specification has no DEV-XXX-001'],
    ['NFM-USR-003..NFM-USR-001', 'go upwards'],
    ['NFM-USR-001-003', 'neither an id nor a range'],
  ])('a title that claims %s fails and names the place', async (claim, reason) => {
    const { code, err } = await spec(`\n\nit('users [${claim}]', () => {})`)
    expect(err).toMatch(/^apps\/server\/src\/users\/users\.test\.ts:3: /)
    expect(err).toContain(reason)
    expect(code).toBe(1)
  })

  it('an id outside brackets fails, because it would not be counted', async () => {
    const { code, err } = await spec("it('NFM-USR-001: users', () => {})")
    expect(err).toContain('put the id in brackets')
    expect(code).toBe(1)
  })

  it('lists what is missing in the areas asked for', async () => {
    const { code, out } = await spec("it('one [NFM-USR-001]', () => {})", ['--area', 'NFM-USR', '--missing'])
    expect(code).toBe(0)
    expect(out).toMatch(/NFM-USR +4 +1 +25\.0\n {2}NFM-USR-002 {2}The ID is unique\./)
    expect(out).not.toContain('DEV-GEN')
  })

  it('refuses an area that does not exist', async () => {
    const { code, err } = await spec("it('one [NFM-USR-001]', () => {})", ['--area', 'NFM-USER'])
    expect(err).toContain('no area NFM-USER')
    expect(code).toBe(1)
  })

  it('refuses a specification without requirements and an id defined twice', async () => {
    const none = await run(['--root', plantTree({ 'docs/spec/portal.md': 'nothing', 'a.test.ts': '' })])
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('defines no requirement') })
    const twice = await run([
      '--root',
      plantTree({ 'docs/spec/portal.md': portal, 'docs/spec/x.md': portal, 'a.test.ts': '' }),
    ])
    expect(twice).toMatchObject({ code: 1, err: expect.stringContaining('defined a second time') })
  })
})

describe('the specification', () => {
  const folder = join(import.meta.dirname, '../docs/spec')
  const requirements = [...readRequirements(folder).values()]

  it('has as many requirements per area as its own tables say', () => {
    const document = readFileSync(join(folder, 'portal.md'), 'utf8')
    expect(countFaults(document, requirements)).toEqual([])
    expect(countFaults(document, requirements.slice(1).toReversed().slice(1))).not.toEqual([])
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    const stated = [...readme.matchAll(/^\| `([a-z]+\.md)` .* \((\d+)\) \|$/gm)].map(([, , count]) => Number(count))
    expect(stated).toHaveLength(4)
    expect(stated.reduce((sum, count) => sum + count, 0)).toBe(requirements.length)
  })
})
