import classes from './frame.module.css'
import { useWord } from './language.tsx'

export function SkipLink() {
  const say = useWord()
  return (
    // biome-ignore lint/a11y/useValidAnchor: a link to a place on this page; the address must not change
    <a
      className={classes.skip}
      href="#content"
      onClick={(event) => {
        event.preventDefault()
        document.getElementById('content')?.focus()
      }}
    >
      {say('frame.skipToContent')}
    </a>
  )
}
