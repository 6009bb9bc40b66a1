import type { MaintenanceNotice } from '@kaoban/contract'
import classes from './frame.module.css'
import { useLanguage, useWord } from './language.tsx'
import { Notice } from './Notice.tsx'
import { PageHeader } from './PageHeader.tsx'

/** What people are told while the portal is down [NFM-AUT-016]: the standing message and the operator's own. */
export function MaintenanceText({ notice }: { notice: MaintenanceNotice }) {
  const say = useWord()
  const { locale } = useLanguage()
  return (
    <Notice tone="warning" title={say('MSG-AUT-009')}>
      <p className={classes.operatorText}>{notice[locale]}</p>
    </Notice>
  )
}

/** In the place of every page of signed-in people. */
export function UnderMaintenance({ notice }: { notice: MaintenanceNotice }) {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('maintenance.heading')} />
      <MaintenanceText notice={notice} />
    </>
  )
}
