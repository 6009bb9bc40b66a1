import type { FaceAlignment } from './align.ts'
import type { ModelName } from './runtime.ts'

/** A file of a package, and what proves that it is the one that was measured. */
export type CheckedFile = {
  /** Name of the file in the folder of its package. */
  readonly file: string
  readonly sha256: string
  readonly bytes: number
}

/** One model file, and where it comes from. */
export type ModelFile = CheckedFile & {
  /** npm package that carries it, and the folder inside. */
  readonly source: { readonly package: string; readonly version: string; readonly folder: string }
  /** Only of weights without a network: the file that lists them; the network is built by `buildDlibNetwork`. */
  readonly listing?: CheckedFile
}

/** How a face becomes a template; a change of weights or pre-processing raises `version`. */
export type TemplateRecipe = {
  readonly model: string
  readonly version: number
  readonly dimension: number
  /** Name of the model output. */
  readonly output: string
  /** How the face is laid for the network; absent: as everything else sees it, by `arcFace`. */
  readonly alignment?: FaceAlignment
  /** What the network is given, in its order: of each pixel (v − mean) / divisor. */
  readonly planes: readonly { readonly colour: 'red' | 'green' | 'blue'; readonly mean: number }[]
  readonly divisor: number
  /** The face is shown twice, the second time mirrored, and the outputs are added. */
  readonly mirrored: boolean
}

/** Cosine thresholds chosen from measured false-match rates; see docs/face/thresholds.md. */
export type Thresholds = {
  /** 1:1, false-match rate ≤ 1e-4. */
  readonly standard: number
  /** 1:1, false-match rate ≤ 1e-5. */
  readonly secure: number
  /** 1:N search. */
  readonly identification: number
  /** 1:N: how far the best person must be ahead of the second. */
  readonly identificationMargin: number
  /** How far below a line an answer is still "unsure": another try with a better picture is worth it. */
  readonly nearly: number
  /** Between frames of one sequence; below it the face counts as changed. */
  readonly sameFace: number
  /** Lowest live score that passes. */
  readonly live: number
}

/** A set of models that work together, with what an operator must know about them. */
export type FaceManifest = {
  readonly name: string
  readonly licence: string
  /** What is known about the data the weights were trained on. */
  readonly trainingData: string
  readonly models: Readonly<Record<ModelName, ModelFile>>
  readonly template: TemplateRecipe
  readonly thresholds: Thresholds
}

const fromFaceplugin = { package: 'faceplugin-face-recognition-js', version: '0.0.1', folder: 'model' } as const

/** The models Kaoban runs unless the operator chooses others. */
export const faceplugin: FaceManifest = {
  name: 'faceplugin',
  licence: 'MIT (package); the copyright line of its licence file does not name the vendor',
  trainingData: 'not published by the vendor',
  models: {
    detect: {
      source: fromFaceplugin,
      file: 'fr_detect.onnx',
      sha256: '6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854',
      bytes: 1217758,
    },
    landmark: {
      source: fromFaceplugin,
      file: 'fr_landmark.onnx',
      sha256: 'f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258',
      bytes: 1163742,
    },
    feature: {
      source: fromFaceplugin,
      file: 'fr_feature.onnx',
      sha256: '87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581',
      bytes: 4884269,
    },
    liveness: {
      source: fromFaceplugin,
      file: 'fr_liveness.onnx',
      sha256: 'afa783b7e902fdfcf323a7240cac2a1c580c25314ea4161129dc1b0d100dc32d',
      bytes: 1886811,
    },
    eye: {
      source: fromFaceplugin,
      file: 'fr_eye.onnx',
      sha256: '1afcea006abc1ccac3c517022abde0aa092bed74ff3c9fe6878483ef9e6e38de',
      bytes: 207130,
    },
    pose: {
      source: fromFaceplugin,
      file: 'fr_pose.onnx',
      sha256: '72d032ec941b7153bf8d3f2c03a4c165453cc7e63d479041ec7c6ef087e5839d',
      bytes: 5811723,
    },
  },
  template: {
    model: 'faceplugin-feature',
    version: 1,
    dimension: 512,
    output: 'output',
    planes: [
      { colour: 'blue', mean: 127.5 },
      { colour: 'green', mean: 127.5 },
      { colour: 'red', mean: 127.5 },
    ],
    divisor: 128,
    mirrored: false,
  },
  thresholds: {
    standard: 0.42,
    secure: 0.5,
    identification: 0.54,
    identificationMargin: 0.05,
    nearly: 0.06,
    sameFace: 0.35,
    live: 0.5,
  },
}

/** dlib's network for faces makes the templates; everything else is done by the models of `faceplugin`. */
export const dlib: FaceManifest = {
  name: 'dlib',
  licence: 'weights of the templates: CC0; package that carries them: MIT; all other models as those of faceplugin',
  trainingData: 'templates: by their author about 3 million faces of 7,485 people; all other models: not published',
  models: {
    ...faceplugin.models,
    feature: {
      source: { package: '@vladmandic/face-api', version: '1.7.15', folder: 'model' },
      file: 'face_recognition_model.bin',
      sha256: 'b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589',
      bytes: 6444032,
      listing: {
        file: 'face_recognition_model-weights_manifest.json',
        sha256: 'cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b',
        bytes: 19615,
      },
    },
  },
  template: {
    model: 'dlib-resnet',
    version: 1,
    dimension: 128,
    output: 'output',
    // dlib's mean face in a chip of 150 pixels with a quarter of it as border; of its points those of ArcFace, which
    // did best on the development pairs (docs/face/thresholds.md).
    alignment: {
      side: 150,
      anchors: [
        { landmarks: [37, 38, 40, 41], x: 47.415, y: 46.195 },
        { landmarks: [43, 44, 46, 47], x: 100.61, y: 46.195 },
        { landmarks: [30], x: 74.013, y: 76.562 },
        { landmarks: [48, 60], x: 52.226, y: 103.251 },
        { landmarks: [54, 64], x: 95.799, y: 103.251 },
      ],
    },
    planes: [
      { colour: 'red', mean: 122.782 },
      { colour: 'green', mean: 117.001 },
      { colour: 'blue', mean: 104.298 },
    ],
    divisor: 256,
    mirrored: true,
  },
  thresholds: {
    standard: 0.95,
    secure: 0.96,
    identification: 0.96,
    identificationMargin: 0.01,
    nearly: 0.01,
    sameFace: 0.93,
    live: faceplugin.thresholds.live,
  },
}

/** What an operator can choose from. */
export const faceModels = { faceplugin, dlib } as const
