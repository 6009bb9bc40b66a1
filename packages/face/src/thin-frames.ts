/** Around the end of a movement every frame is kept: so long before it and after it, in milliseconds. */
const keepBeforeMs = 1_400
const keepAfterMs = 250
/** Longest gap that thinning may leave; the server takes a face as lost after 1.5 s. */
const widestGapMs = 1_100

/**
 * At most `limit` frames: those around the ends of movements (`turns`) and the first three stay, the others go where
 * they stand closest together, without gaps that look as if the face had left.
 */
export function thinFrames<Frame>(
  frames: readonly Frame[],
  turns: readonly number[],
  limit: number,
  atMs: (frame: Frame) => number,
): Frame[] {
  const kept = [...frames]
  const isWanted = (frame: Frame) =>
    turns.some((turn) => atMs(frame) >= turn - keepBeforeMs && atMs(frame) <= turn + keepAfterMs)
  const first = frames.slice(0, 3)
  while (kept.length > limit) {
    let best = -1
    let bestGap = Number.POSITIVE_INFINITY
    for (const spareWanted of [true, false]) {
      for (let i = 1; i < kept.length - 1; i++) {
        const gap = atMs(kept[i + 1]!) - atMs(kept[i - 1]!)
        if (gap > widestGapMs || gap >= bestGap) continue
        if (spareWanted && (isWanted(kept[i]!) || first.includes(kept[i]!))) continue
        best = i
        bestGap = gap
      }
      if (best >= 0) break
    }
    // Nothing can go without a gap: the oldest goes.
    kept.splice(best >= 0 ? best : 0, 1)
  }
  return kept
}
