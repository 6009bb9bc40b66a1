import { describe, expect, it } from 'vitest'
import { readCsv } from './csv.ts'
import { deviceEntries, faultsOf, portalEntries, prefixFaults, problemFaults, sourceOf } from './messages.ts'

describe('the message check', () => {
  it('fails on a text that is missing in one language [NFM-GEN-001]', () => {
    expect(faultsOf([['a.one', { ja: '一', en: ' ' }]])).toEqual(['a.one: no English text'])
    expect(faultsOf([['a.one', { ja: '', en: 'One' }]])).toEqual(['a.one: no Japanese text'])
    expect(faultsOf([['a.one', { ja: '一', en: 'One' }]])).toEqual([])
  })

  it('fails on a key that stands twice and on placeholders that differ', () => {
    const text = { ja: '{n}件', en: '{n} rows' }
    expect(
      faultsOf([
        ['a.one', text],
        ['a.one', text],
      ]),
    ).toHaveLength(1)
    expect(faultsOf([['a.one', { ja: '{n}件', en: '{count} rows' }]])).toHaveLength(1)
    expect(faultsOf([['a.one', { ja: '記号{ | }', en: 'signs' }]])).toEqual([])
  })

  it('fails on a problem without words, on words without a problem, and when it sees no problem', () => {
    expect(problemFaults(['user.gone'], ['problem.user.gone', 'problem.user.gone.remedy', 'users.title'])).toEqual([])
    expect(problemFaults(['user.gone'], [])).toHaveLength(1)
    expect(problemFaults(['user.gone'], ['problem.user.gone', 'problem.user.lost'])).toHaveLength(1)
    expect(problemFaults([], ['problem.user.gone'])[0]).toContain('sees nothing')
  })

  it('fails on a key outside its area', () => {
    expect(prefixFaults('users', ['users.title', 'faces.title'])).toHaveLength(1)
    expect(prefixFaults('problems', ['problem.user.gone'])).toEqual([])
  })
})

describe('the message files', () => {
  it('become entries whose keys tell the tools apart', () => {
    expect(portalEntries('id,area,condition,ja,en\nMSG-1,GEN,"a, b","""は""",is\n')).toEqual([
      ['MSG-1', { ja: '"は"', en: 'is' }],
    ])
    const devices =
      'code,tool,condition,ja,en,remedy_ja,remedy_en\n260,panel,c,あ,a,い,b\r\nPLG-01,settings,c,う,c,,\r\n'
    expect(deviceEntries(devices)).toEqual([
      ['panel.260', { ja: 'あ', en: 'a' }],
      ['panel.260.remedy', { ja: 'い', en: 'b' }],
      ['PLG-01', { ja: 'う', en: 'c' }],
    ])
  })

  it('become a source that reads back as the same texts', async () => {
    const text = { ja: '改行\n"二重" \\ \'一重\'', en: "it's" }
    const source = sourceOf([['MSG-1', text]], [])
      .replace(/^import.*$/m, '')
      .replaceAll('as const satisfies Strings', '')
    const module = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as { portal: unknown }
    expect(module.portal).toEqual({ 'MSG-1': text })
  })

  it('refuse rows of another width and broken quotes', () => {
    expect(() => readCsv('a,b\n1\n')).toThrow('record 2')
    expect(() => readCsv('a,b\n"1,2\n')).toThrow('broken')
  })
})
