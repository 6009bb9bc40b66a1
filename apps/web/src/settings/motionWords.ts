import type { MotionKind } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'

/** The choices of 顔動き検知 [NFM-SET-004]. */
export const motionWords = {
  NONE: 'LBL-SET-motion0',
  BLINK1: 'LBL-SET-motion1',
  BLINK_GAZE_SHAKE1: 'LBL-SET-motion2',
  BLINK_GAZE2: 'LBL-SET-motion3',
  BLINK_GAZE_SHAKE3: 'LBL-SET-motion4',
} as const satisfies Record<MotionKind, MessageKey>
