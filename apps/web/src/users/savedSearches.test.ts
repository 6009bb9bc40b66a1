import { describe, expect, it } from 'vitest'
import { addressOf, conditionsOf, parseSaved, savedSearchesMax, withSearch } from './savedSearches.ts'

describe('saved searches', () => {
  it('hold the conditions of the address and nothing else', () => {
    expect(conditionsOf({ search: '田中', face: 'none', page: '3', person: 'x', mail: '' })).toEqual({
      search: '田中',
      face: 'none',
    })
  })

  it('empty every condition that they do not have', () => {
    const address = addressOf({ name: 'a', conditions: { face: 'none' } })
    expect(address).toMatchObject({ face: 'none' })
    expect(address).toHaveProperty('locked', undefined)
  })

  it.each([undefined, '', '{', '{}', '[1,null,{"name":1}]'])('read %j as none', (text) => {
    expect(parseSaved(text)).toEqual([])
  })

  it('replace the one of the same name, newest first, up to the limit', () => {
    const many = Array.from({ length: savedSearchesMax }, (_, n) => ({ name: `s${n}`, conditions: {} }))
    const again = withSearch(many, { name: 's5', conditions: { face: 'none' } })
    expect(again).toHaveLength(savedSearchesMax)
    expect(again[0]).toEqual({ name: 's5', conditions: { face: 'none' } })
    expect(withSearch(many, { name: 'new', conditions: {} })).toHaveLength(savedSearchesMax)
    expect(parseSaved(JSON.stringify(again))).toEqual(again)
  })
})
