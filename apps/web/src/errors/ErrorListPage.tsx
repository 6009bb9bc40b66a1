import { useLanguage, useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import classes from './errors.module.css'
import { explain, explainedCodes } from './explanations.ts'

/** Every code with its cause. */
export function ErrorListPage() {
  const say = useWord()
  const { locale } = useLanguage()
  return (
    <PublicCard title={say('errors.list')} size="wide">
      <p>{say('errors.list.lead')}</p>
      {(['authentication', 'problems'] as const).map((group) => (
        <section key={group}>
          <h2 className={classes.heading}>{say(`errors.${group}`)}</h2>
          <dl className={classes.list}>
            {explainedCodes[group].map((code) => (
              <div key={code}>
                <dt>
                  <LinkAnchor to={`/errors/${code}`}>
                    <code>{code}</code>
                  </LinkAnchor>
                </dt>
                <dd>{explain(code, locale)?.cause}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </PublicCard>
  )
}
