import { usePathParams } from '../platform/address.ts'
import { useLanguage, useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import classes from './errors.module.css'
import { explain } from './explanations.ts'

/** Cause, remedy and who can fix it, for one code [NFM-ERR-016]. */
export function ErrorCodePage() {
  const say = useWord()
  const { locale } = useLanguage()
  const { code } = usePathParams<'code'>()
  const found = explain(code, locale)
  return (
    <PublicCard
      title={`${say('errors.code')} ${found?.code ?? code}`}
      size="wide"
      footer={<LinkAnchor to="/errors">{say('errors.list')}</LinkAnchor>}
    >
      {found ? (
        <dl className={classes.facts}>
          <dt>{say('errors.cause')}</dt>
          <dd>{found.cause}</dd>
          {found.remedy && (
            <>
              <dt>{say('errors.remedy')}</dt>
              <dd>{found.remedy}</dd>
            </>
          )}
          <dt>{say('errors.who')}</dt>
          <dd>{found.who}</dd>
        </dl>
      ) : (
        <p>{say('errors.unheard')}</p>
      )}
    </PublicCard>
  )
}
