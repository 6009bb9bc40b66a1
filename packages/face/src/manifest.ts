import type { ModelName } from './runtime.ts'

/** One model file: where it comes from and what proves that it is the one that was measured. */
export type ModelFile = {
  /** Name of the file in the package. */
  readonly file: string
  readonly sha256: string
  readonly bytes: number
}

/** How an aligned face becomes a template; a change of weights or pre-processing raises `version`. */
export type TemplateRecipe = {
  readonly model: string
  readonly version: number
  readonly dimension: number
  /** Name of the model output. */
  readonly output: string
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
  /** Lowest live score that passes. */
  readonly live: number
}

/** A set of models that work together, with what an operator must know about them. */
export type FaceManifest = {
  readonly name: string
  /** npm package that carries the files, and the folder inside. */
  readonly source: { readonly package: string; readonly version: string; readonly folder: string }
  readonly licence: string
  /** What is known about the data the weights were trained on. */
  readonly trainingData: string
  readonly models: Readonly<Record<ModelName, ModelFile>>
  readonly template: TemplateRecipe
  readonly thresholds: Thresholds
}

/** The models Kaoban ships with. */
export const faceplugin: FaceManifest = {
  name: 'faceplugin',
  source: { package: 'faceplugin-face-recognition-js', version: '0.0.1', folder: 'model' },
  licence: 'MIT (package); the copyright line of its licence file does not name the vendor',
  trainingData: 'not published by the vendor',
  models: {
    detect: {
      file: 'fr_detect.onnx',
      sha256: '6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854',
      bytes: 1217758,
    },
    landmark: {
      file: 'fr_landmark.onnx',
      sha256: 'f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258',
      bytes: 1163742,
    },
    feature: {
      file: 'fr_feature.onnx',
      sha256: '87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581',
      bytes: 4884269,
    },
    liveness: {
      file: 'fr_liveness.onnx',
      sha256: 'afa783b7e902fdfcf323a7240cac2a1c580c25314ea4161129dc1b0d100dc32d',
      bytes: 1886811,
    },
    eye: {
      file: 'fr_eye.onnx',
      sha256: '1afcea006abc1ccac3c517022abde0aa092bed74ff3c9fe6878483ef9e6e38de',
      bytes: 207130,
    },
    pose: {
      file: 'fr_pose.onnx',
      sha256: '72d032ec941b7153bf8d3f2c03a4c165453cc7e63d479041ec7c6ef087e5839d',
      bytes: 5811723,
    },
  },
  template: { model: 'faceplugin-feature', version: 1, dimension: 512, output: 'output' },
  thresholds: { standard: 0.42, secure: 0.5, identification: 0.54, identificationMargin: 0.05, live: 0.5 },
}
