import { meanPoint } from './landmarks.ts'
import type { EyeState } from './observation.ts'
import { cropPicture, greyOf, type Picture } from './picture.ts'
import { reduceFor } from './pyramid.ts'
import { type FaceRuntime, outputOf, softmax } from './runtime.ts'

const side = 24
const picturedRight = 36
const picturedLeft = 42

/** Whether each eye is closed: by the eye model and by the shape of its contour. */
export async function judgeEyes(runtime: FaceRuntime, picture: Picture, landmarks: Float32Array): Promise<EyeState> {
  return {
    leftClosed: await closedProbability(runtime, picture, landmarks, picturedLeft),
    rightClosed: await closedProbability(runtime, picture, landmarks, picturedRight),
    leftRatio: eyeRatio(landmarks, picturedLeft),
    rightRatio: eyeRatio(landmarks, picturedRight),
  }
}

/**
 * Height of an eye by its width, from its six contour points starting at `first` (36 or 42).
 * @see Soukupová & Čech, Real-time eye blink detection using facial landmarks, CVWW 2016.
 */
export function eyeRatio(landmarks: Float32Array, first: number): number {
  const between = (a: number, b: number) =>
    Math.hypot(
      landmarks[(first + a) * 2]! - landmarks[(first + b) * 2]!,
      landmarks[(first + a) * 2 + 1]! - landmarks[(first + b) * 2 + 1]!,
    )
  const width = between(0, 3)
  return width > 0 ? (between(1, 5) + between(2, 4)) / (2 * width) : 0
}

async function closedProbability(
  runtime: FaceRuntime,
  picture: Picture,
  landmarks: Float32Array,
  first: number,
): Promise<number> {
  const centre = meanPoint(landmarks, [first + 1, first + 2, first + 4, first + 5])
  const width = 1.6 * Math.abs(landmarks[(first + 3) * 2]! - landmarks[first * 2]!)
  if (!(width >= 1)) return 1
  const square = { x: centre.x - width / 2, y: centre.y - width / 2, width, height: width }
  const reduced = reduceFor(picture, square, side, side)
  const input = new Float32Array(greyOf(cropPicture(reduced.picture, reduced.toReduced(square), side, side)))
  for (let i = 0; i < input.length; i++) input[i]! /= 255
  return softmax(outputOf(await runtime.run('eye', input, [1, 1, side, side]), 'output', 2))[0]!
}
