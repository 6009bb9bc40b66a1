import { Loader } from '@mantine/core'
import { useEffect, useState } from 'react'
import classes from './frame.module.css'
import { useWord } from './language.tsx'

/** Holds the place of a page on its way; says so only when it takes longer than a blink. */
export function PageLoading() {
  const say = useWord()
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={classes.loading} role="status">
      {late && (
        <>
          <Loader aria-hidden="true" />
          <span>{say('frame.loading')}</span>
        </>
      )}
    </div>
  )
}
