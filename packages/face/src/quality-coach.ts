import type { QualityReason, QualityVerdict } from './quality.ts'

/** One piece of advice for the person in front of the camera; 'hold-still' means that all is well. */
export type Hint =
  | 'show-face'
  | 'one-person-only'
  | 'come-closer'
  | 'move-back'
  | 'move-to-middle'
  | 'look-straight'
  | 'raise-chin'
  | 'lower-chin'
  | 'hold-head-upright'
  | 'more-light'
  | 'less-light'
  | 'no-light-behind'
  | 'even-light'
  | 'sharper'
  | 'take-off-mask'
  | 'take-off-sunglasses'
  | 'open-eyes'
  | 'colour-camera'
  | 'no-picture-of-a-face'
  | 'hold-still'

const hints: Readonly<Record<Exclude<QualityReason, 'pose'>, Hint>> = {
  'no-face': 'show-face',
  'several-faces': 'one-person-only',
  'too-small': 'come-closer',
  'too-large': 'move-back',
  'near-border': 'move-to-middle',
  'too-dark': 'more-light',
  'too-bright': 'less-light',
  backlight: 'no-light-behind',
  'uneven-light': 'even-light',
  blurred: 'sharper',
  mask: 'take-off-mask',
  sunglasses: 'take-off-sunglasses',
  'eyes-closed': 'open-eyes',
  greyscale: 'colour-camera',
  screen: 'no-picture-of-a-face',
}

/** The one hint to show now: that of the most important reason. */
export function coach(verdict: QualityVerdict): Hint {
  const reason = verdict.reasons[0]
  if (!reason) return 'hold-still'
  return reason === 'pose' ? straighten(verdict) : hints[reason]
}

/** Names the direction that is furthest off. */
function straighten({ face }: QualityVerdict): Hint {
  if (!face) return 'look-straight'
  const { yaw, pitch, roll } = face
  if (Math.abs(roll) >= Math.max(Math.abs(yaw), Math.abs(pitch))) return 'hold-head-upright'
  if (Math.abs(yaw) >= Math.abs(pitch)) return 'look-straight'
  return pitch < 0 ? 'raise-chin' : 'lower-chin'
}
