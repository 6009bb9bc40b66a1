import { IconArrowLeft } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import classes from './frame.module.css'
import { useLanguage, useWord } from './language.tsx'
import { LinkAnchor } from './links.tsx'

interface Props {
  /** Text of the h1. */
  title: string
  /** One sentence on what this page is for. */
  lead?: ReactNode
  /** Where 戻る leads. */
  back?: { to: string; label: string }
  /** Buttons at the right. */
  children?: ReactNode
}

/** Top of every page in a frame: its h1, which is also the title of the document. */
export function PageHeader({ title, lead, back, children }: Props) {
  const say = useWord()
  const { locale } = useLanguage()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the frame sets the title again when the language changes
  useEffect(() => {
    document.title = `${title} - ${say('frame.product')}`
  }, [title, say, locale])
  return (
    <header className={classes.pageHeader}>
      {back && (
        <LinkAnchor to={back.to} className={classes.back}>
          <IconArrowLeft size={16} aria-hidden="true" />
          {back.label}
        </LinkAnchor>
      )}
      <div className={classes.pageTitleRow}>
        <h1 className={classes.pageTitle}>{title}</h1>
        {children && <div className={classes.pageActions}>{children}</div>}
      </div>
      {lead && <p className={classes.lead}>{lead}</p>}
    </header>
  )
}
