import { existsSync, readdirSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

/** A person of whom photographs are at hand. */
export type PhotographedPerson = { readonly name: string; readonly files: string[] }

/** Of ten people of lfw/, in the order of their names, probes learn from seven; what they are worth the others show. */
export const isLearnedFrom = (index: number) => index % 10 < 7

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

/** The folder of test photographs, or undefined where it is missing. */
export function facesFolder(): string | undefined {
  const folder = process.env.KAOBAN_FACES ?? resolve(repository, '../shared/faces')
  return existsSync(join(folder, 'large')) ? folder : undefined
}

/**
 * Test photographs by person, people with the most photographs of good size first. Without the folder of photographs
 * these are portraits cut from the group pictures of a development dependency; see `leftOut`.
 */
export function people(): PhotographedPerson[] {
  const folder = facesFolder()
  if (!folder) return samplePeople
  return [...peopleIn(join(folder, 'large')), ...peopleIn(join(folder, 'lfw'))]
}

/** The photograph of a situation (profile, closed eyes, screen …), or undefined where the folder is missing. */
export function cue(name: string): string | undefined {
  const folder = facesFolder()
  const file = folder && join(folder, 'cues', name)
  return file && existsSync(file) ? file : undefined
}

/** What tests must leave out on this machine, in words; empty where everything is there. */
export function leftOut(): string[] {
  if (facesFolder()) return []
  return [
    'the folder of test photographs is missing (KAOBAN_FACES): accuracy and situations (profile, closed eyes, masks, ' +
      'screens) are left out; portraits cut from sample pictures stand in, second captures are mostly mirrored copies',
  ]
}

// People in the group pictures of @vladmandic/face-api@1.7.15 (demo/sampleN.jpg): picture and face box in pixels.
const samples: readonly { name: string; faces: readonly (readonly [number, number, number, number, number])[] }[] = [
  {
    name: 'sample_a',
    faces: [
      [1, 1453, 195, 228, 252],
      [3, 1070, 200, 232, 314],
    ],
  },
  { name: 'sample_b', faces: [[6, 1188, 307, 175, 270]] },
  { name: 'sample_c', faces: [[6, 1485, 263, 213, 307]] },
  { name: 'sample_d', faces: [[2, 1431, 158, 224, 218]] },
  { name: 'sample_e', faces: [[3, 590, 336, 202, 262]] },
  { name: 'sample_f', faces: [[5, 1113, 197, 166, 237]] },
  { name: 'sample_g', faces: [[4, 1265, 135, 175, 273]] },
]

/**
 * Portraits cut from the samples, 640×480 with the face in the middle; who has one photograph only gets a second one
 * that is mirrored and lit differently. Kept in the temporary folder of the system.
 */
async function cutSamples(): Promise<PhotographedPerson[]> {
  const demo = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo')
  const folder = join(tmpdir(), 'kaoban-sample-people')
  const persons: PhotographedPerson[] = []
  for (const { name, faces } of samples) {
    const files: string[] = []
    await mkdir(join(folder, name), { recursive: true })
    const keep = async (picture: Buffer) => {
      const file = join(folder, name, `${name}_${files.length + 1}.jpg`)
      const unfinished = `${file}.${process.pid}`
      await writeFile(unfinished, picture)
      await rename(unfinished, file)
      files.push(file)
    }
    for (const [number, x, y, width, height] of faces) {
      const portrait = await cutPortrait(join(demo, `sample${number}.jpg`), { x, y, width, height })
      await keep(portrait)
      if (faces.length === 1) {
        await keep(
          await sharp(portrait)
            .flop()
            .modulate({ brightness: 1.12, saturation: 0.92 })
            .jpeg({ quality: 90 })
            .toBuffer(),
        )
      }
    }
    persons.push({ name, files })
  }
  return persons
}

async function cutPortrait(
  file: string,
  face: { x: number; y: number; width: number; height: number },
): Promise<Buffer> {
  const side = { x: Math.round(face.width * 0.25), y: Math.round(face.height * 0.3) }
  const cut = await sharp(file)
    .extract({
      left: face.x - side.x,
      top: Math.max(0, face.y - side.y),
      width: face.width + 2 * side.x,
      height: face.height + 2 * side.y,
    })
    .resize({ height: 270 })
    .toBuffer({ resolveWithObject: true })
  const left = Math.floor((640 - cut.info.width) / 2)
  const border = { left, right: 640 - cut.info.width - left, top: 105, bottom: 105 }
  return sharp(cut.data)
    .extend({ ...border, extendWith: 'copy' })
    .jpeg({ quality: 95 })
    .toBuffer()
}

const samplePeople = facesFolder() ? [] : await cutSamples()

function peopleIn(folder: string): PhotographedPerson[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, files: picturesIn(join(folder, name)) }))
    .filter(({ files }) => files.length > 0)
    .sort((a, b) => b.files.length - a.files.length)
}

function picturesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /\.(jpe?g|png|bmp)$/i.test(file))
    .sort()
    .map((file) => join(folder, file))
}
