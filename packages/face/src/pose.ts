import type { HeadPose } from './observation.ts'
import { type Box, cropPicture, type Picture } from './picture.ts'
import { reduceFor } from './pyramid.ts'
import { type FaceRuntime, outputOf, softmax } from './runtime.ts'

const side = 224
const mean = [0.485, 0.456, 0.406] as const
const deviation = [0.229, 0.224, 0.225] as const

/**
 * Head pose in degrees by the expectation over 66 bins of 3°, in the surroundings 1.5 × the box.
 * @see Ruiz et al., Fine-grained head pose estimation without keypoints, CVPRW 2018.
 */
export async function estimatePose(runtime: FaceRuntime, picture: Picture, box: Box): Promise<HeadPose> {
  const around = {
    x: box.x - box.width / 4,
    y: box.y - box.height / 4,
    width: box.width * 1.5,
    height: box.height * 1.5,
  }
  const reduced = reduceFor(picture, around, side, side)
  const raster = cropPicture(reduced.picture, reduced.toReduced(around), side, side)
  const plane = side * side
  const input = new Float32Array(plane * 3)
  for (let i = 0, p = 0; i < plane; i++, p += 3) {
    for (let c = 0; c < 3; c++) input[c * plane + i] = (raster.data[p + c]! / 255 - mean[c]!) / deviation[c]!
  }
  const outputs = await runtime.run('pose', input, [1, 3, side, side])
  return {
    yaw: degrees(outputOf(outputs, 'output', 66)),
    pitch: degrees(outputOf(outputs, '617', 66)),
    roll: degrees(outputOf(outputs, '618', 66)),
  }
}

function degrees(logits: Float32Array): number {
  let expected = 0
  softmax(logits).forEach((probability, bin) => {
    expected += probability * bin
  })
  return expected * 3 - 99
}
