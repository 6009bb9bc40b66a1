/** @module-tag long */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  analysePicture,
  compareTemplates,
  dlib,
  type FaceTemplate,
  faceplugin,
  goldenPicture,
  isMadeBy,
  modelNames,
  sameRecipe,
} from '@kaoban/face'
import { describe, expect, test } from 'vitest'
import { decodePicture } from './decode.ts'
import { loadModels, openSession, readModel } from './models.ts'
import { Tensor } from './onnx-runtime.ts'
import { facesFolder, leftOut, people } from './photographs.testing.ts'
import { startFaceWorkers } from './workers.ts'

const { feature } = dlib.models
const shipped = join(
  dirname(createRequire(import.meta.url).resolve(`${feature.source.package}/package.json`)),
  feature.source.folder,
)

describe('the network that is built of the weights', () => {
  // What face-api 1.7.15 itself (FaceRecognitionNet on its plain JavaScript back end) makes of a picture whose byte i,
  // colours fastest, is 7919·i mod 256; unlike dlib it divides by 255.
  test('answers what the original answers', async () => {
    const golden = JSON.parse(await readFile(new URL('dlib-golden.json', import.meta.url), 'utf8')) as number[]
    const plane = 150 * 150
    const input = new Float32Array(3 * plane)
    dlib.template.planes.forEach(({ mean }, colour) => {
      for (let i = 0; i < plane; i++) input[colour * plane + i] = ((((i * 3 + colour) * 7919) % 256) - mean) / 255
    })
    const session = await openSession(await readModel(dlib, 'feature'))
    const outputs = await session.run({ input: new Tensor('float32', input, [1, 3, 150, 150]) })
    const output = [...(outputs.output!.data as Float32Array)]
    expect(output).toHaveLength(golden.length)
    const farthest = Math.max(...output.map((value, i) => Math.abs(value - golden[i]!)))
    expect(farthest).toBeLessThan(1e-5)
  })

  test('comes of the files that were measured, and of no others', async () => {
    const { file, listing } = feature
    const folder = await mkdtemp(join(tmpdir(), 'kaoban-dlib-'))
    for (const damaged of [file, listing!.file]) {
      for (const name of [file, listing!.file]) await copyFile(join(shipped, name), join(folder, name))
      const bytes = await readFile(join(folder, damaged))
      expect(bytes.length).toBe(damaged === file ? feature.bytes : listing!.bytes)
      bytes[1000]! ^= 1
      await writeFile(join(folder, damaged), bytes)
      await expect(readModel(dlib, 'feature', folder)).rejects.toThrow(`model ${damaged} of dlib has sha256`)
    }
    await rm(folder, { recursive: true })
  })
})

describe('the manifest', () => {
  test('changes who makes templates and nothing else', () => {
    const others = modelNames.filter((name) => name !== 'feature')
    for (const name of others) expect(dlib.models[name]).toBe(faceplugin.models[name])
    expect(dlib.thresholds.live).toBe(faceplugin.thresholds.live)
  })

  test('makes workers whose templates are never compared with those of another', async () => {
    const workers = await startFaceWorkers({ workers: 1, manifest: dlib })
    expect(workers.manifest.name).toBe('dlib')
    const made = await workers.extract(goldenPicture())
    const photo = await workers.analyse(goldenPicture())
    await workers.close()
    if (!made.ok || !photo.ok) throw new Error('the drawn face has no template')
    const { template } = made
    expect(template).toMatchObject({ model: 'dlib-resnet', version: 1 })
    expect(template.vector).toHaveLength(128)
    expect(photo.observation.faces[0]).toMatchObject({ aligned112: { width: 112 }, templateFace: { width: 150 } })
    expect([isMadeBy(dlib, template), isMadeBy(faceplugin, template)]).toEqual([true, false])
    const other: FaceTemplate = { ...template, model: faceplugin.template.model }
    expect(sameRecipe(template, other)).toBe(false)
    expect(() => compareTemplates(template, other)).toThrow('cannot be compared')
  }, 60_000)
})

describe('photographs', () => {
  for (const reason of leftOut()) console.warn(`left out: ${reason}`)

  test.skipIf(!facesFolder())(
    'nineteen in twenty pairs of one person are more alike than ninety-nine in a hundred pairs of two',
    async () => {
      const engine = { runtime: await loadModels(dlib), manifest: dlib }
      const templateOf = async (file: string) => {
        const decoded = await decodePicture(await readFile(file))
        if (!decoded.ok) throw new Error(`${file}: ${decoded.reason}`)
        return (await analysePicture(engine, decoded.picture)).faces[0]!.template!
      }
      const seen: FaceTemplate[][] = []
      for (const { files } of people().slice(5, 30)) seen.push(await Promise.all(files.slice(0, 2).map(templateOf)))
      const same = seen.map(([a, b]) => compareTemplates(a!, b!)).sort((a, b) => a - b)
      const different = seen.flatMap((mine, i) =>
        seen.slice(i + 1).map((other) => compareTemplates(mine[0]!, other[0]!)),
      )
      expect(Math.max(...different)).toBeLessThan(dlib.thresholds.standard)
      expect(same[Math.floor(same.length / 20)]).toBeGreaterThan(different.sort((a, b) => b - a)[3]!)
    },
    60_000,
  )
})
