import { useWord } from '../language.tsx'
import type { Motion } from './faceCoach.ts'
import classes from './motion.module.css'

interface Props {
  motion: Motion
  /** Which of how many: 「1/3」. */
  step?: { at: number; of: number } | undefined
}

/**
 * Shows the asked motion on a drawn face, as in a mirror: the person's left is on the left. With reduced motion it
 * stands still and an arrow says the same.
 */
export function MotionPrompt({ motion, step }: Props) {
  const say = useWord()
  return (
    <div className={classes.prompt}>
      <svg className={classes.face} data-motion={motion} viewBox="0 0 96 96" aria-hidden="true">
        <ellipse className={classes.head} cx="48" cy="48" rx="32" ry="40" />
        <g className={classes.features}>
          {[35, 61].map((x) => (
            <g key={x}>
              <ellipse className={classes.white} cx={x} cy="42" rx="8" ry="5.5" />
              <circle className={classes.pupil} cx={x} cy="42" r="3.2" />
              <rect className={classes.lid} x={x - 9} y="35.5" width="18" height="13" rx="5" />
              <path className={classes.lash} d={`M${x - 8} 43 q8 5 16 0`} />
            </g>
          ))}
          <path className={classes.stroke} d="M48 46 v10 h-4" />
          <path className={classes.stroke} d="M38 67 q10 6 20 0" />
        </g>
        <path className={classes.pointer} data-towards="left" d="M10 48 l-6 0 m3 -4 l-4 4 l4 4" />
        <path className={classes.pointer} data-towards="right" d="M86 48 l6 0 m-3 -4 l4 4 l-4 4" />
      </svg>
      <div>
        {step && step.of > 1 && <span className={classes.step}>{say('camera.step', step)}</span>}
        <strong>{say(`camera.motion.${motion}`)}</strong>
      </div>
    </div>
  )
}
