import { Outlet } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { BrandMark } from './Brand.tsx'
import { formatTime } from './dates.ts'
import classes from './kiosk.module.css'
import { LanguageButton } from './switches.tsx'

/** The whole screen for a terminal; the page brings a KioskScreen. */
export function KioskFrame() {
  return (
    <main id="content" tabIndex={-1} className={classes.kiosk}>
      <Outlet />
    </main>
  )
}

interface ScreenProps {
  tenant: string
  /** Name of this terminal. */
  terminal?: string
  timeZone?: string
  children: ReactNode
  /** Other ways in; always visible. */
  footer?: ReactNode
}

/** Clock and tenant on top, content in the middle, other ways in at the bottom. */
export function KioskScreen({ tenant, terminal, timeZone = 'Asia/Tokyo', children, footer }: ScreenProps) {
  const now = useMinute()
  return (
    <div className={classes.screen}>
      <header className={classes.top}>
        <span className={classes.tenant}>
          <BrandMark size={32} />
          <h1>{tenant}</h1>
          {terminal && <small>{terminal}</small>}
        </span>
        <time className={classes.clock} dateTime={now.toISOString()}>
          {formatTime(now, timeZone)}
        </time>
        <LanguageButton />
      </header>
      <div className={classes.middle}>{children}</div>
      {footer && <footer className={classes.bottom}>{footer}</footer>}
    </div>
  )
}

function useMinute(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), 60_000 - (now.getTime() % 60_000) + 20)
    return () => clearTimeout(timer)
  }, [now])
  return now
}
