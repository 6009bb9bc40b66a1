import { linkageAddress } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { readPerson } from './linkage.connector.ts'
import { faceAct, linkedFault, nextSending, outwardFault, type PictureSeen, serviceFault } from './linkage.rules.ts'

const [one, two] = [Buffer.from('one'), Buffer.from('two')]
const face = (digest: Buffer): PictureSeen<null> => ({ kind: 'face', digest, face: null })

describe('what a picture outside means', () => {
  it.each([
    ['bulk sync, no face here', face(one), undefined, { hasFace: false, bulk: true }, 'register'],
    ['bulk sync, a face here', face(one), undefined, { hasFace: true, bulk: true }, 'leave'],
    ['another picture', face(two), one, { hasFace: true, bulk: false }, 'register'],
    ['the same picture', face(one), one, { hasFace: true, bulk: false }, 'leave'],
    ['the same picture, face deleted here', face(one), one, { hasFace: false, bulk: false }, 'leave'],
    ['the first picture there', face(one), null, { hasFace: true, bulk: false }, 'register'],
    ['never seen, a face here', face(one), undefined, { hasFace: true, bulk: false }, 'leave'],
    ['gone', { kind: 'none' }, one, { hasFace: true, bulk: false }, 'remove'],
    ['never there', { kind: 'none' }, null, { hasFace: true, bulk: false }, 'leave'],
    ['gone, bulk sync', { kind: 'none' }, one, { hasFace: true, bulk: true }, 'leave'],
    [
      'cannot be read',
      { kind: 'fault', digest: two, fault: 'imports.face.none' },
      one,
      { hasFace: true, bulk: false },
      'leave',
    ],
  ] as const)('%s', (_, picture, seen, here, act) => {
    expect(faceAct(picture as PictureSeen<null>, seen, here)).toBe(act)
  })
})

describe('what is asked of people', () => {
  it('outside are the same things as in a form', () => {
    const nobody = undefined
    expect(linkedFault('a', {}, nobody, false)).toBe('MSG-USR-016')
    expect(linkedFault('user', { givenName: 'x'.repeat(81) }, nobody, false)).toBe('MSG-USR-010')
    expect(linkedFault('user', { mail: 'x' }, nobody, false)).toBe('MSG-USR-013')
    expect(linkedFault('user', { mail: 'x@example.jp' }, nobody, true)).toBe('MSG-USR-014')
    expect(linkedFault('user', {}, nobody, false)).toBeUndefined()
  })

  it('here depends on the kind [NFM-LNK-066]', () => {
    const person = (loginId: string, mail: string) => ({
      ...{ loginId, fields: { familyName: '', middleName: '', givenName: '', mail } },
      faces: [{ kind: 'display' as const, value: one, taken: new Date() }],
    })
    expect(outwardFault('members', person('x'.repeat(46), 'x@example.jp'))).toBe('MSG-LNK-004')
    expect(outwardFault('members', person('x'.repeat(45), 'x@example.jp'))).toBeUndefined()
    expect(outwardFault('members', person('user', ''))).toBe('MSG-LNK-005')
    expect(outwardFault('persons', person('x'.repeat(256), ''))).toBeUndefined()
    expect(outwardFault('persons', { ...person('user', ''), faces: [] })).toBe('linkage.out.noPicture')
  })
})

describe('attempts', () => {
  it('grow apart and end after 24 hours [NFM-LNK-068]', () => {
    const start = new Date('2026-01-01T00:00:00Z')
    const minutes: number[] = []
    let now = start
    for (let attempts = 1; ; attempts++) {
      const next = nextSending(start, attempts, now)
      if (!next) break
      minutes.push((next.getTime() - now.getTime()) / 60_000)
      now = next
    }
    expect(minutes.slice(0, 7)).toEqual([1, 2, 5, 15, 30, 60, 60])
    expect(now.getTime() - start.getTime()).toBeLessThanOrEqual(24 * 3_600_000)
    expect(now.getTime() - start.getTime()).toBeGreaterThan(22 * 3_600_000)
  })

  it('tell by the code of a service what is wrong [NFM-LNK-067]', () => {
    expect(serviceFault('x BID-ERROR-400 y', 'x'.repeat(46))).toBe('MSG-LNK-004')
    expect(serviceFault('x BID-ERROR-400 y', 'user')).toBe('MSG-LNK-005')
    expect(serviceFault('BID-ERROR-777', 'user')).toBe('MSG-LNK-006')
    expect(serviceFault('something else', 'user')).toBeUndefined()
  })
})

describe('the address of an external system', () => {
  it.each([
    ['https://example.jp/scim/v2/', 'https://example.jp/scim/v2'],
    ['http://127.0.0.1:8443/scim', 'http://127.0.0.1:8443/scim'],
    ['http://localhost/scim', 'http://localhost/scim'],
  ])('%s is stored as %s', (text, url) => {
    expect(linkageAddress(text)).toEqual({ ok: true, url })
  })

  it.each([
    ['', 'linkage.url.missing'],
    ['scim', 'linkage.url.wrong'],
    ['https://user:secret@example.jp/scim', 'linkage.url.wrong'],
    ['https://example.jp/scim?a=b', 'linkage.url.wrong'],
    ['http://example.jp/scim', 'linkage.url.unsafe'],
    ['http://127.0.0.1.example.jp/scim', 'linkage.url.unsafe'],
    ['file:///etc/passwd', 'linkage.url.unsafe'],
  ])('%s is refused', (text, message) => {
    expect(linkageAddress(text)).toEqual({ ok: false, message })
  })
})

describe('a SCIM resource', () => {
  it('that is not one of a user is nobody; parts that are not as they should be are missing', () => {
    for (const wrong of [null, 1, 'x', [], {}, { id: 'a' }, { userName: 'a' }])
      expect(readPerson('persons', wrong)).toBeUndefined()
    const person = readPerson('persons', { id: 7, userName: 'ann', name: 'x', photos: 'y', emails: {}, meta: [] })
    expect(person).toMatchObject({ id: '7', loginId: 'ann', pictures: [], modifiedAt: undefined })
  })
})
