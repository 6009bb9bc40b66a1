import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countFaults, readRequirements } from './requirements.ts'
import { reportCoverage } from './spec.ts'
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

type Outcome = ReturnType<typeof reportCoverage>

/** What the command says about a tree with this one test file. */
function spec(testFile: string, args: string[] = [], path = 'apps/server/src/users/users.test.ts'): Outcome {
  const files = { 'docs/spec/portal.md': portal, 'docs/spec/devices.md': devices, [path]: testFile }
  return reportCoverage([...args, '--root', plantTree(files)])
}

describe('npm run spec', () => {
  it('counts ids in titles of describe, it, test and tables, alone, in lists and in ranges', () => {
    const { report, faults } = spec(
      `
      describe('users [NFM-USR-001]', () => {
        it.each([['short', 1]])('a %s name is shown [NFM-USR-002..NFM-USR-003]', () => {})
        test(\`shares \${1} [DEV-GEN-001, NFM-USR-005]\`, () => {})
      })
      const cases = [['they agree [DEV-GEN-002]']]
      it.for(cases)('%s', () => {})`,
      ['--json'],
    )
    expect(faults).toEqual([])
    expect(JSON.parse(report)).toEqual({
      areas: [
        { area: 'DEV-GEN', total: 2, covered: 2, missing: [] },
        { area: 'NFM-USR', total: 4, covered: 4, missing: [] },
      ],
    })
  })

  it('does not count comments, bodies, strings of other calls and skipped tests', () => {
    const { report } = spec(
      `
      // it('a comment [NFM-USR-001]')
      it('a body', () => { expect('[NFM-USR-002]').toBe('[NFM-USR-002]') })
      it.skip('skipped [NFM-USR-003]', () => {})
      it.todo('to do [NFM-USR-003]')
      describe.skip('all of this', () => { it('skipped too [NFM-USR-005]', () => {}) })
      log('not a test [DEV-GEN-001]')`,
      ['--json'],
    )
    const { areas } = JSON.parse(report) as { areas: { covered: number }[] }
    expect(areas.map(({ covered }) => covered)).toEqual([0, 0])
  })

  it('does not count titles in files that hold no tests', () => {
    const { faults } = spec("it('a title [NFM-USR-001]')", [], 'apps/server/src/users/users.service.ts')
    expect(faults[0]).toContain('no test title found')
  })

  it.each([
    ['NFM-USR-004', 'the specification has no NFM-USR-004'],
    ['NFM-USR-001..NFM-USR-009', 'the specification has no NFM-USR-009'],
    ['NFM-USR-001, DEV-XXX-001', 'the specification has no DEV-XXX-001'],
    ['NFM-USR-003..NFM-USR-001', 'go upwards'],
    ['NFM-USR-001-003', 'neither an id nor a range'],
  ])('a title that claims %s fails and names the place', (claim, reason) => {
    const { faults } = spec(`\n\nit('users [${claim}]', () => {})`)
    expect(faults[0]).toMatch(/^apps\/server\/src\/users\/users\.test\.ts:3: /)
    expect(faults[0]).toContain(reason)
  })

  it('an id outside brackets fails, because it would not be counted', () => {
    const { faults } = spec("it('NFM-USR-001: users', () => {})")
    expect(faults[0]).toContain('put the id in brackets')
  })

  it('lists what is missing in the areas asked for', () => {
    const { report, faults } = spec("it('one [NFM-USR-001]', () => {})", ['--area', 'NFM-USR', '--missing'])
    expect(faults).toEqual([])
    expect(report).toMatch(/NFM-USR +4 +1 +25\.0\n {2}NFM-USR-002 {2}The ID is unique\./)
    expect(report).not.toContain('DEV-GEN')
  })

  it('refuses an area that does not exist', () => {
    const { faults } = spec("it('one [NFM-USR-001]', () => {})", ['--area', 'NFM-USER'])
    expect(faults[0]).toContain('no area NFM-USER')
  })

  it('refuses a specification without requirements and an id defined twice', () => {
    const none = plantTree({ 'docs/spec/portal.md': 'nothing', 'a.test.ts': '' })
    expect(() => reportCoverage(['--root', none])).toThrow('defines no requirement')
    const twice = plantTree({ 'docs/spec/portal.md': portal, 'docs/spec/x.md': portal, 'a.test.ts': '' })
    expect(() => reportCoverage(['--root', twice])).toThrow('defined a second time')
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

  describe('with docs/spec/open.md', () => {
    const page = (rows: string, areas = 'NFM-USR') =>
      `Areas: ${areas}\n\n| not built yet | waiting | today |\n| --- | --- | --- |\n${rows}\n`
    const test = "it('the form and the name [NFM-USR-001..NFM-USR-003]', () => {})"
    const withOpen = (open: string) => {
      const files = { 'docs/spec/portal.md': portal, 'docs/spec/open.md': open, 'test/users.test.ts': test }
      return reportCoverage(['--missing', '--root', plantTree(files)])
    }

    it('says what a requirement without a test waits for', () => {
      const { report, faults } = withOpen(page('| mail of users | NFM-USR-005 | nothing |'))
      expect(faults).toEqual([])
      expect(report).toContain('NFM-USR-005  The mail is checked. · [000]\n      waits for: mail of users')
    })

    it('fails where it is not true any more, or does not say everything of its areas', () => {
      expect(withOpen(page('| names | NFM-USR-003, NFM-USR-009 | nothing |', 'NFM-USR, NFM-XYZ')).faults).toEqual([
        'open.md: the specification has no area NFM-XYZ',
        'open.md: NFM-USR-003 has a test by now',
        'open.md: the specification has no NFM-USR-009',
        'open.md does not say why NFM-USR-005 has no test',
      ])
    })
  })
})
