import { useEffect, useRef, useState } from 'react'

/** Follows a value, but changes at most once in `everyMs`, so that people and screen readers can follow. */
export function useCalm<Value>(value: Value, everyMs = 1000): Value {
  const [shown, setShown] = useState(value)
  const changedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (Object.is(value, shown)) return
    const wait = Math.max(0, changedAt.current + everyMs - performance.now())
    const timer = setTimeout(() => {
      changedAt.current = performance.now()
      setShown(value)
    }, wait)
    return () => clearTimeout(timer)
  }, [value, shown, everyMs])
  return shown
}
