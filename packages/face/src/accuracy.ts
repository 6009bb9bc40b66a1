/** Scores of compared pairs; a pair in which no face was found counts as −1 (refused). */
export type PairScores = { readonly genuine: Float64Array; readonly impostor: Float64Array }

export type RateAt = {
  /** The false-accept rate asked for. */
  readonly far: number
  /** Lowest score that is still above all but `impostorsAccepted` impostors. */
  readonly threshold: number
  readonly impostorsAccepted: number
  readonly genuineAccepted: number
  /** Share of genuine pairs accepted, 0..1. */
  readonly tar: number
}

/**
 * The share of genuine pairs accepted (true-accept rate) where at most `far` of the impostor pairs are: the threshold
 * lies just above the first impostor that must be refused.
 */
export function tarAtFar(scores: PairScores, far: number): RateAt {
  const impostors = descending(scores.impostor)
  const allowed = Math.floor(far * impostors.length + 1e-9)
  const firstRefused = impostors[allowed] ?? -Infinity
  const genuineAccepted = count(scores.genuine, (score) => score > firstRefused)
  const impostorsAccepted = count(scores.impostor, (score) => score > firstRefused)
  return {
    far,
    threshold: firstRefused,
    impostorsAccepted,
    genuineAccepted,
    tar: genuineAccepted / scores.genuine.length,
  }
}

/** Where as many impostors are accepted as genuine pairs refused: rate and threshold. */
export function equalErrorRate(scores: PairScores): { rate: number; threshold: number } {
  const genuine = [...scores.genuine].sort((a, b) => a - b)
  const impostors = descending(scores.impostor)
  let refused = 0
  let best = { rate: 1, threshold: 0, gap: Infinity }
  let accepted = impostors.length
  for (const threshold of [...genuine, ...impostors].sort((a, b) => a - b)) {
    while (refused < genuine.length && genuine[refused]! < threshold) refused++
    while (accepted > 0 && impostors[accepted - 1]! < threshold) accepted--
    const fnmr = refused / genuine.length
    const fmr = accepted / impostors.length
    const gap = Math.abs(fnmr - fmr)
    if (gap < best.gap) best = { rate: (fnmr + fmr) / 2, threshold, gap }
    if (fnmr > fmr) break
  }
  return { rate: best.rate, threshold: best.threshold }
}

/**
 * Accuracy as the LFW protocol reports it: for each of `folds` parts the threshold that is best on the other parts,
 * genuine and impostor errors weighing the same, applied to the part. Returns the mean and its standard deviation.
 */
export function foldAccuracy(scores: PairScores, folds = 10): { mean: number; deviation: number } {
  const rates: number[] = []
  for (let fold = 0; fold < folds; fold++) {
    const held = (index: number) => index % folds === fold
    const train = {
      genuine: scores.genuine.filter((_, i) => !held(i)),
      impostor: scores.impostor.filter((_, i) => !held(i)),
    }
    const test = {
      genuine: scores.genuine.filter((_, i) => held(i)),
      impostor: scores.impostor.filter((_, i) => held(i)),
    }
    if (test.genuine.length > 0 && test.impostor.length > 0 && train.genuine.length > 0 && train.impostor.length > 0) {
      rates.push(balancedAccuracy(test, bestThreshold(train)))
    }
  }
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length
  const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / rates.length
  return { mean, deviation: Math.sqrt(variance) }
}

/** Mean of the shares decided rightly among genuine and impostor pairs, so that the larger side does not drown the other. */
export function balancedAccuracy(scores: PairScores, threshold: number): number {
  const accepted = count(scores.genuine, (score) => score >= threshold) / scores.genuine.length
  const refused = count(scores.impostor, (score) => score < threshold) / scores.impostor.length
  return (accepted + refused) / 2
}

function bestThreshold(scores: PairScores): number {
  const genuine = [...scores.genuine].sort((a, b) => a - b)
  const impostors = [...scores.impostor].sort((a, b) => a - b)
  let best = 0
  let highest = -1
  let below = 0
  for (let i = 0; i < genuine.length; i++) {
    while (below < impostors.length && impostors[below]! < genuine[i]!) below++
    const value = (genuine.length - i) / genuine.length + below / impostors.length
    if (value > highest) {
      highest = value
      // Half-way to the next score below, as both neighbours are known.
      best = (genuine[i]! + Math.max(impostors[below - 1] ?? -1, genuine[i - 1] ?? -1)) / 2
    }
  }
  return best
}

/**
 * Exact two-sided confidence interval of a rate from `hits` in `trials` (Clopper-Pearson).
 * With no hit at all the upper bound is about 3.7 / trials at 95 % (the one-sided rule of three gives 3 / trials).
 * @see Clopper & Pearson, Biometrika 1934.
 */
export function rateBounds(hits: number, trials: number, confidence = 0.95): { lower: number; upper: number } {
  if (trials <= 0) return { lower: 0, upper: 1 }
  const tail = (1 - confidence) / 2
  const lower = hits === 0 ? 0 : solve((p) => 1 - binomialBelow(hits - 1, trials, p) - tail)
  const upper = hits === trials ? 1 : solve((p) => tail - binomialBelow(hits, trials, p))
  return { lower, upper }
}

/** Root of a function that rises over 0..1, by halving on a logarithmic scale where rates are small. */
function solve(rising: (p: number) => number): number {
  let low = 0
  let high = 1
  for (let i = 0; i < 200; i++) {
    const middle = low > 0 && high / low > 4 ? Math.sqrt(low * high) : (low + high) / 2
    if (rising(middle) > 0) high = middle
    else low = middle
  }
  return (low + high) / 2
}

/** P(X ≤ hits) of a binomial distribution. */
function binomialBelow(hits: number, trials: number, p: number): number {
  if (p <= 0) return 1
  if (p >= 1) return hits >= trials ? 1 : 0
  let logTerm = trials * Math.log1p(-p)
  let top = -Infinity
  const logs: number[] = []
  for (let k = 0; k <= hits; k++) {
    logs.push(logTerm)
    top = Math.max(top, logTerm)
    logTerm += Math.log((trials - k) / (k + 1)) + Math.log(p) - Math.log1p(-p)
  }
  return Math.min(1, Math.exp(top) * logs.reduce((sum, value) => sum + Math.exp(value - top), 0))
}

function descending(values: Float64Array): Float64Array {
  return values.slice().sort((a, b) => b - a)
}

function count(values: Float64Array, wanted: (value: number) => boolean): number {
  let found = 0
  for (const value of values) if (wanted(value)) found++
  return found
}
