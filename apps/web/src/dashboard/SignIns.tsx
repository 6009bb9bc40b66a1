import type { Dashboard } from '@kaoban/contract'
import { useLanguage, useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { useAccount } from '../platform/session.tsx'
import classes from './dashboard.module.css'

/** Authentications of 24 hours by result: totals that lead to the log, and a bar for each hour. */
export function SignIns({ signIns }: { signIns: Dashboard['signIns'] }) {
  const say = useWord()
  const { locale } = useLanguage()
  const { timeZone } = useAccount().tenant
  const { hours } = signIns
  const most = Math.max(1, ...hours.map((hour) => hour.succeeded + hour.failed))
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  const logOf = (result: 'success' | 'failure') =>
    `/logs/list?${new URLSearchParams({ from: signIns.from, to: signIns.to, result })}`
  const part = (count: number) => `${(count / most) * 100}%`
  return (
    <section aria-labelledby="sign-ins" className={classes.section}>
      <h2 id="sign-ins">{say('dashboard.signIns')}</h2>
      <div className={classes.card}>
        <ul className={classes.totals}>
          {(['succeeded', 'failed'] as const).map((result) => (
            <li key={result}>
              <LinkAnchor to={logOf(result === 'succeeded' ? 'success' : 'failure')} className={classes.total}>
                <span className={classes.key} data-result={result} aria-hidden="true" />
                {say(`dashboard.${result}`)}
                <strong>{say('dashboard.times', { n: signIns[result].toLocaleString() })}</strong>
              </LinkAnchor>
            </li>
          ))}
        </ul>
        {signIns.succeeded + signIns.failed === 0 ? (
          <p className={classes.text}>{say('dashboard.noSignIns')}</p>
        ) : (
          <ol className={classes.bars}>
            {hours.map((hour, index) => {
              const time = clock.format(new Date(hour.from))
              const { succeeded, failed } = hour
              return (
                <li key={hour.from} title={say('dashboard.hourly', { time, succeeded, failed })}>
                  <span className="kb-hidden">{say('dashboard.hourly', { time, succeeded, failed })}</span>
                  <span className={classes.bar} aria-hidden="true">
                    <span data-result="failed" style={{ height: part(failed) }} />
                    <span data-result="succeeded" style={{ height: part(succeeded) }} />
                  </span>
                  <span className={classes.time} aria-hidden="true">
                    {index % 6 === 0 ? time : ''}
                  </span>
                </li>
              )
            })}
          </ol>
        )}
      </div>
    </section>
  )
}
