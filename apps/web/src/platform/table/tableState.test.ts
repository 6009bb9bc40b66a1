import { word } from '@kaoban/messages'
import { describe, expect, it } from 'vitest'
import { parseSearch, stringifySearch } from '../search.ts'
import { type Filter, sentenceOf } from './filters.ts'
import { inputOf, readTableQuery } from './tableState.ts'

const filters: Filter[] = [
  {
    kind: 'choices',
    id: 'state',
    label: '状態',
    options: [
      { value: 'a', label: '仮登録' },
      { value: 'b', label: '本登録' },
    ],
  },
  { kind: 'starts', id: 'terminal', label: '認証端末名' },
  { kind: 'dates', id: 'at', label: '認証日時' },
]
const read = (address: string) => readTableQuery(parseSearch(address), filters, { sort: 'loginId', size: 100 })

describe('the address of a list', () => {
  it('is page 1 of 100 rows when it says nothing [NFM-GEN-009]', () => {
    expect(read('')).toEqual({ page: 1, size: 100, sort: 'loginId', direction: undefined, search: '', filters: {} })
  })

  it.each(['?page=0', '?page=-3', '?page=x', '?page=1.5', '?size=7', '?size=100000', '?direction=sideways'])(
    'that says %s is read as the default',
    (address) => {
      expect(inputOf(read(address))).toEqual(inputOf(read('')))
    },
  )

  it('survives being written and read again', () => {
    const address = '?page=3&size=20&sort=name&direction=descending&search=%22a%22+b&state=a&state=b&atFrom=2025-04-01'
    const query = read(address)
    expect(query).toMatchObject({ page: 3, size: 20, search: '"a" b', filters: { state: ['a', 'b'] } })
    expect(parseSearch(stringifySearch(parseSearch(address)))).toEqual(parseSearch(address))
    expect(inputOf(query)).toEqual({
      page: 3,
      size: 20,
      sort: 'name',
      direction: 'descending',
      search: '"a" b',
      state: ['a', 'b'],
      atFrom: '2025-04-01',
    })
  })

  it('hands on no field that is no filter', () => {
    expect(inputOf(read('?tab=faces&state=a'))).not.toHaveProperty('tab')
  })
})

describe('a filter in use', () => {
  it.each([
    ['?state=a&state=b', 0, '状態が仮登録または本登録'],
    ['?terminal=PC-', 1, '認証端末名が「PC-」で始まる'],
    ['?atFrom=2025-04-01', 2, '認証日時が2025-04-01以降'],
    ['?atTo=2025-04-08', 2, '認証日時が2025-04-08まで'],
    ['?atFrom=2025-04-01&atTo=2025-04-08', 2, '認証日時が2025-04-01から2025-04-08まで'],
  ])('%s reads as a sentence', (address, index, text) => {
    const sentence = sentenceOf(filters[index]!, read(address).filters, word('tables.or', 'ja'))
    expect(sentence && word(sentence.key, 'ja', sentence.params)).toBe(text)
  })

  it('says nothing when it is not in use', () => {
    for (const filter of filters) expect(sentenceOf(filter, {}, '')).toBeUndefined()
  })
})
