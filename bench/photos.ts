import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { facesFolder, people } from '../packages/face-node/src/photographs.testing.ts'

/** Kinds of light a copy of a photograph may stand in. */
const lights = [
  { brightness: 1, saturation: 1 },
  { brightness: 1.08, saturation: 0.95 },
  { brightness: 0.93, saturation: 1.05 },
  { brightness: 1.04, saturation: 1.1 },
]

/**
 * So many photographs for a bench: those at hand, mirrored and lit differently, in the size of a portrait as personnel
 * departments keep it (600 pixels high, about 60 KB). Nothing of them is kept.
 */
export async function manyPhotos(count: number): Promise<{ photos: Uint8Array[]; people: number }> {
  const files = people().flatMap((person) => person.files.slice(0, 2))
  if (files.length === 0) throw new Error('there are no photographs (KAOBAN_FACES)')
  const photos: Uint8Array[] = []
  for (let round = 0; photos.length < count; round++)
    for (const file of files) {
      if (photos.length === count) break
      const light = lights[Math.floor(round / 2) % lights.length]!
      const picture = sharp(await readFile(file))
        .autoOrient()
        .resize({ height: 600 })
        .modulate(light)
      photos.push(await (round % 2 === 0 ? picture : picture.flop()).jpeg({ quality: 90 }).toBuffer())
    }
  return { photos, people: facesFolder() ? people().length : 0 }
}
