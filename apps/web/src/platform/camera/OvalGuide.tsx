import { useId } from 'react'
import classes from './camera.module.css'
import type { Guide } from './faceCoach.ts'

interface Props {
  guide: Guide
  upright: boolean
  /** 0..1 drawn around the oval, for instance while frames are taken. */
  progress?: number | undefined
}

/** Where the face belongs. The state shows in colour, line and sign; the words stand in the hint. */
export function OvalGuide({ guide, upright, progress }: Props) {
  const id = useId()
  const [width, height] = upright ? [480, 640] : [640, 480]
  const oval = { cx: width / 2, cy: height * 0.48, rx: upright ? 150 : 132, ry: upright ? 200 : 176 }
  return (
    <svg className={classes.oval} data-guide={guide} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <mask id={id}>
        <rect width={width} height={height} fill="white" />
        <ellipse {...oval} fill="black" />
      </mask>
      <rect className={classes.shade} width={width} height={height} mask={`url(#${id})`} />
      <ellipse className={classes.line} {...oval} pathLength={100} />
      {progress !== undefined && (
        <ellipse
          className={classes.progress}
          cx={oval.cx}
          cy={oval.cy}
          // Turned by a quarter to begin at the top, so the radii change places.
          rx={oval.ry}
          ry={oval.rx}
          pathLength={100}
          strokeDasharray={`${Math.round(progress * 100)} 100`}
          transform={`rotate(-90 ${oval.cx} ${oval.cy})`}
        />
      )}
      {(guide === 'too-far' || guide === 'too-near') && <Arrows guide={guide} {...oval} />}
      {(guide === 'done' || guide === 'failed') && (
        <g className={classes.sign} transform={`translate(${oval.cx} ${oval.cy})`}>
          <circle r="44" />
          <path d={guide === 'done' ? 'M-20 2 L-6 16 L22 -14' : 'M-16 -16 L16 16 M16 -16 L-16 16'} />
        </g>
      )}
    </svg>
  )
}

/** Four arrows: outwards when the face should grow, inwards when it should shrink. */
function Arrows({ guide, cx, cy, rx, ry }: { guide: Guide; cx: number; cy: number; rx: number; ry: number }) {
  const turn = guide === 'too-far' ? 0 : 180
  return [45, 135, 225, 315].map((angle) => {
    const radians = (angle * Math.PI) / 180
    const x = cx + Math.cos(radians) * rx * 1.12
    const y = cy + Math.sin(radians) * ry * 1.12
    return (
      <path
        key={angle}
        className={classes.arrow}
        d="M-8 -10 L4 0 L-8 10"
        transform={`translate(${x} ${y}) rotate(${angle + turn})`}
      />
    )
  })
}
