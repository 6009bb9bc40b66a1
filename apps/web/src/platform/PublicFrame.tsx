import { Paper } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSearchText } from './address.ts'
import { WordMark } from './Brand.tsx'
import classes from './frame.module.css'
import { useWord } from './language.tsx'
import { Notice } from './Notice.tsx'
import { SkipLink } from './SkipLink.tsx'
import { LanguageButton, SchemeButton } from './switches.tsx'

/** Pages for people who are not signed in: mark, language, colours, and one card in the middle. */
export function PublicFrame() {
  return (
    <PublicLayout>
      <Outlet />
    </PublicLayout>
  )
}

export function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <div className={classes.public}>
      <SkipLink />
      <header className={classes.publicHeader}>
        <WordMark />
        <span className={classes.tools}>
          <LanguageButton />
          <SchemeButton />
        </span>
      </header>
      <main id="content" tabIndex={-1} className={classes.publicContent}>
        {children}
      </main>
    </div>
  )
}

interface CardProps {
  title: string
  /** Shown as テナント：{name} under the title [NFM-AUT-001]. */
  tenant?: string | undefined
  /** `wide` for forms with many fields. */
  size?: 'narrow' | 'wide'
  children: ReactNode
  /** Links under the card. */
  footer?: ReactNode
}

/** The card of a public page; says by itself that the session ended when that led here [MSG-GEN-003]. */
export function PublicCard({ title, tenant, size = 'narrow', children, footer }: CardProps) {
  const say = useWord()
  const { reason } = useSearchText()
  return (
    <div className={classes.card} data-size={size}>
      <Paper className={classes.cardPaper} withBorder>
        <h1 className={classes.pageTitle}>{title}</h1>
        {tenant !== undefined && <p className={classes.cardTenant}>{say('frame.tenantIs', { name: tenant })}</p>}
        {reason === 'expired' && <Notice tone="warning">{say('MSG-GEN-003')}</Notice>}
        {children}
      </Paper>
      {footer && <div className={classes.cardFooter}>{footer}</div>}
    </div>
  )
}
