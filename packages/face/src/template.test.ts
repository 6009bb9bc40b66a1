import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareTemplates } from './compare.ts'
import { fuseTemplates } from './fuse.ts'
import { identify, makeGallery } from './identify.ts'
import { dlib, faceplugin } from './manifest.ts'
import { makePicture } from './picture.ts'
import { plainScan, scanVectors } from './scan.ts'
import { type FaceTemplate, readTemplate, templateInput, unitLength, writeTemplate } from './template.ts'

function template(seed: number, dimension = 512, model = 'test-model'): FaceTemplate {
  let state = seed * 2654435761
  const vector = Float32Array.from({ length: dimension }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  })
  return { model, version: 1, vector: unitLength(vector) }
}

/** A template between two others; `share` of the second. */
function between(a: FaceTemplate, b: FaceTemplate, share: number): FaceTemplate {
  return { ...a, vector: unitLength(a.vector.map((value, i) => value * (1 - share) + b.vector[i]! * share)) }
}

describe('templates', () => {
  test('a template survives being written and read, with its model and version', () => {
    const before = template(1)
    expect(readTemplate(writeTemplate(before))).toEqual(before)
  })

  test('bytes that are no template are not read as one', () => {
    const bytes = writeTemplate(template(2))
    expect(readTemplate(new Uint8Array())).toBeUndefined()
    expect(readTemplate(bytes.subarray(0, -1))).toBeUndefined()
    expect(readTemplate(Uint8Array.from([...bytes, 0]))).toBeUndefined()
    expect(readTemplate(Uint8Array.from(bytes, (byte, i) => (i === 0 ? 0 : byte)))).toBeUndefined()
    expect(readTemplate(Uint8Array.from(bytes, (byte, i) => (i > 40 ? 0 : byte)))).toBeUndefined()
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => readTemplate(noise) === undefined))
  })

  test('numbers that are not finite are not read as a template', () => {
    const bytes = writeTemplate(template(2))
    new DataView(bytes.buffer).setFloat32(bytes.length - 4, Number.NaN, true)
    expect(readTemplate(bytes)).toBeUndefined()
  })

  test('a vector without direction is no template', () => {
    expect(() => unitLength(new Float32Array(4))).toThrow(RangeError)
    expect(() => unitLength(Float32Array.of(1, Number.NaN))).toThrow(RangeError)
  })

  test('a model name that cannot be stored is refused', () => {
    expect(() => writeTemplate({ ...template(1), model: '顔' })).toThrow(RangeError)
  })

  test('the network sees what the recipe says: blue first, centred on 127.5, or red first, less the mean of each', () => {
    const input = templateInput(faceplugin.template, makePicture(1, 1, Uint8Array.of(255, 127, 0)))
    expect([...input]).toEqual([-127.5 / 128, -0.5 / 128, 127.5 / 128])
    const other = templateInput(dlib.template, makePicture(1, 1, Uint8Array.of(255, 127, 0)))
    expect([...other].map((value) => value.toFixed(4))).toEqual(['0.5165', '0.0391', '-0.4074'])
  })
})

describe('comparison', () => {
  test('a face is exactly like itself, and comparison knows no order', () => {
    const a = template(1)
    const b = template(2)
    expect(compareTemplates(a, a)).toBeCloseTo(1, 6)
    expect(compareTemplates(a, b)).toBe(compareTemplates(b, a))
  })

  test('templates of different models or versions are never compared', () => {
    const a = template(1)
    expect(() => compareTemplates(a, { ...a, model: 'other' })).toThrow(RangeError)
    expect(() => compareTemplates(a, { ...a, version: 2 })).toThrow(RangeError)
    expect(() => compareTemplates(a, template(1, 128))).toThrow(RangeError)
  })
})

describe('search', () => {
  const people = Array.from({ length: 300 }, (_, i) => ({ owner: Math.floor(i / 3), template: template(i + 1) }))

  test('the fast scan agrees with plain code', () => {
    const gallery = makeGallery(people)
    const fast = new Float32Array(people.length)
    const plain = new Float32Array(people.length)
    scanVectors(gallery.vectors, 512, template(9).vector, fast)
    plainScan(gallery.vectors, 512, template(9).vector, plain)
    fast.forEach((score, i) => {
      expect(score).toBeCloseTo(plain[i]!, 5)
    })
  })

  test('a dimension that does not fit the fast scan is searched all the same', () => {
    const odd = makeGallery([1, 2, 3].map((owner) => ({ owner, template: template(owner, 13) })))
    expect(identify(odd, template(2, 13)).best?.owner).toBe(2)
  })

  test('the best person is found and the second is another person, not another picture of the first', () => {
    const probe = between(people[30]!.template, people[31]!.template, 0.4)
    const found = identify(makeGallery(people, true), probe)
    expect(found.best?.owner).toBe(10)
    expect(found.second?.owner).not.toBe(10)
    const scores = people.map(({ owner, template: one }) => ({ owner, score: compareTemplates(one, probe) }))
    const rival = Math.max(...scores.filter(({ owner }) => owner !== 10).map(({ score }) => score))
    expect(found.second?.score).toBeCloseTo(rival, 5)
    expect(found.margin).toBeCloseTo(found.best!.score - rival, 5)
  })

  test('an empty gallery knows nobody, a gallery of one has no second', () => {
    expect(identify(makeGallery([]), template(1))).toEqual({ margin: Infinity })
    const alone = identify(makeGallery([people[0]!]), people[0]!.template)
    expect(alone.second).toBeUndefined()
    expect(alone.margin).toBe(Infinity)
  })

  test('a gallery holds one model, and is searched with that model only', () => {
    expect(() => makeGallery([people[0]!, { owner: 9, template: template(1, 512, 'other') }])).toThrow(RangeError)
    expect(() => identify(makeGallery(people), template(1, 512, 'other'))).toThrow(RangeError)
  })
})

describe('learned pictures', () => {
  const registered = template(1)
  const stranger = template(2)

  test('a picture of somebody else is left out', () => {
    const fusion = fuseTemplates({ template: registered, quality: 1 }, [{ template: stranger, quality: 5 }], 0.42)
    expect(fusion.used).toEqual([])
    expect(compareTemplates(fusion.template, registered)).toBeCloseTo(1, 6)
  })

  test('better pictures count more', () => {
    const good = between(registered, template(3), 0.3)
    const poor = between(registered, template(4), 0.3)
    const fusion = fuseTemplates(
      { template: registered, quality: 1 },
      [
        { template: good, quality: 0.6 },
        { template: poor, quality: 0.1 },
      ],
      0.42,
    )
    expect(fusion.used).toEqual([0, 1])
    expect(compareTemplates(fusion.template, good)).toBeGreaterThan(compareTemplates(fusion.template, poor))
  })

  test('however many small steps towards a stranger are learned, the fusion stays nearer to the registered face', () => {
    let current = registered
    for (let round = 0; round < 50; round++) {
      const pushed = between(current, stranger, 0.35)
      current = fuseTemplates(
        { template: registered, quality: 1 },
        Array.from({ length: 5 }, () => ({ template: pushed, quality: 10 })),
        0.42,
      ).template
    }
    expect(compareTemplates(current, registered)).toBeGreaterThan(0.8)
    expect(compareTemplates(current, stranger)).toBeLessThan(compareTemplates(current, registered) - 0.2)
  })

  test('other models and senseless qualities are refused', () => {
    const other = template(1, 512, 'other')
    expect(() => fuseTemplates({ template: registered, quality: 1 }, [{ template: other, quality: 1 }], 0.4)).toThrow()
    expect(() => fuseTemplates({ template: registered, quality: 0 }, [], 0.4)).toThrow(RangeError)
  })
})
