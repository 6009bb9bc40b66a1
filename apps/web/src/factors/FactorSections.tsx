import { type Factors, namedFactors, type SelfServiceMenu } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconEraser, IconEye, IconPencil, IconPlus, IconRefresh } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { nameOf } from '../users/users.service.ts'
import classes from './factors.module.css'
import { type Asked, partWord } from './factorWords.ts'
import { useFactorNames } from './useFactorNames.ts'

interface Props {
  factors: Factors
  /** What can be done; absent on the own page, which only shows. */
  ask?: ((asked: Asked) => void) | undefined
  /** The page of the face, for whoever may see it. */
  faceAt?: string
  mayReveal?: boolean
  /** Of whoever looks. */
  own?: boolean
}

/** Everything somebody proves themselves with, section by section; no value of a secret is among it. */
export function FactorSections({ factors, ask, faceAt, mayReveal = false, own = false }: Props) {
  const say = useWord()
  const { carryOut } = factors
  const called = useFactorNames(factors)
  const shows = (menu: SelfServiceMenu) => !factors.hidden.includes(menu)
  const anyFactor = namedFactors.some(shows)
  return (
    <div className={classes.sections}>
      {anyFactor && (
        <Section title={say('factors.section.factors')}>
          <ul className={classes.rows}>
            {shows('password') && <Row name={called('password')} state={<Registered on={factors.password} />} />}
            {shows('face') && (
              <Row
                name={called('face')}
                state={
                  factors.face === 'none' ? (
                    <Registered on={false} />
                  ) : (
                    <StatusBadge tone={factors.face === 'registered' ? 'success' : 'warning'}>
                      {say(`faces.state.${factors.face}`)}
                    </StatusBadge>
                  )
                }
              >
                {faceAt && <LinkAnchor to={faceAt}>{say('factors.face.open')}</LinkAnchor>}
              </Row>
            )}
            {shows('totp') && (
              <Row
                name={called('totp')}
                state={
                  <>
                    <Registered on={factors.totp !== null} />
                    {factors.totp && <span className={classes.hint}>{say('factors.totp.kind', factors.totp)}</span>}
                  </>
                }
              >
                {factors.totp && mayReveal && ask && (
                  <Act icon={IconEye} onClick={() => ask({ act: 'reveal' })}>
                    {say('factors.seed.show')}
                  </Act>
                )}
                {mayReveal && ask && (
                  <Act icon={IconRefresh} onClick={() => ask({ act: 'renew' })}>
                    {say(factors.totp ? 'factors.seed.renew' : 'factors.seed.new')}
                  </Act>
                )}
                {factors.totp && <Clear name={called('totp')} ask={ask} what={{ factor: 'totp' }} />}
              </Row>
            )}
            {shows('pin') && (
              <Row name={called('pin')} state={<Registered on={factors.pin} />}>
                {factors.pin && <Clear name={called('pin')} ask={ask} what={{ factor: 'pin' }} />}
              </Row>
            )}
            {shows('qr') && (
              <Row
                name={called('qr')}
                state={
                  <>
                    <Registered on={factors.qrPin} />
                    {factors.qrCode === 'to-be-issued' && (
                      <StatusBadge tone="warning">{say('factors.qr.to-be-issued')}</StatusBadge>
                    )}
                  </>
                }
              >
                {factors.qrPin && <Clear name={called('qr')} ask={ask} what={{ factor: 'qr' }} />}
              </Row>
            )}
          </ul>
        </Section>
      )}
      {shows('offline') && (
        <Section
          title={say('factors.section.carryOut')}
          act={
            ask && (
              <Act icon={IconPencil} onClick={() => ask({ act: 'carry-out' })}>
                {say('LBL-GEN-edit')}
                <span className="kb-hidden">{say('factors.section.carryOut')}</span>
              </Act>
            )
          }
        >
          <ul className={classes.rows}>
            <Row
              name={say('factors.carryOut.enabled')}
              state={say(carryOut.enabled ? 'factors.carryOut.on' : 'factors.carryOut.off')}
            />
            <Row
              name={say('factors.carryOut.deleteDays')}
              state={
                carryOut.deleteDays === 0
                  ? say('factors.carryOut.never')
                  : say('factors.carryOut.days', { n: carryOut.deleteDays })
              }
            />
            <Row
              name={say('factors.carryOut.updateDays')}
              state={
                carryOut.updateDays === 0
                  ? say('factors.carryOut.always')
                  : say('factors.carryOut.days', { n: carryOut.updateDays })
              }
            />
          </ul>
        </Section>
      )}
      <Apps factors={factors} ask={ask} />
      <Windows factors={factors} ask={ask} />
      {(ask || factors.delegators.length + factors.delegates.length > 0) && (
        <Section title={say('factors.section.delegations')}>
          <Parties side="delegators" parties={factors.delegators} ask={ask} own={own} />
          <Parties side="delegates" parties={factors.delegates} ask={ask} own={own} />
        </Section>
      )}
    </div>
  )
}

function Apps({ factors, ask }: Pick<Props, 'factors' | 'ask'>) {
  const say = useWord()
  // Whoever only looks sees the applications that they have something for.
  const apps = factors.apps.filter(({ parts }) => ask !== undefined || parts.length > 0)
  if (apps.length === 0 && !ask) return null
  return (
    <Section title={say('factors.section.apps')}>
      {apps.length === 0 ? (
        <p className={classes.hint}>{say('factors.apps.none')}</p>
      ) : (
        <ul className={classes.rows}>
          {apps.map((app) => (
            <Row
              key={app.appId}
              name={
                <>
                  {app.name} <code>{app.appId}</code>
                </>
              }
              state={
                <>
                  {app.userName !== '' && <code>{app.userName}</code>}
                  {app.parts
                    .filter((part) => part !== 'userid' && part !== 'spname')
                    .map((part) => (
                      <StatusBadge key={part} tone="success">
                        {say(partWord(app.kind, part))}
                      </StatusBadge>
                    ))}
                  {app.parts.length === 0 && <span className={classes.hint}>{say('factors.apps.noData')}</span>}
                </>
              }
            >
              {ask && (
                <Act icon={IconPencil} onClick={() => ask({ act: 'app', app })}>
                  {say('LBL-GEN-edit')}
                  <span className="kb-hidden">{app.name}</span>
                </Act>
              )}
              {app.parts.length > 0 && <Clear name={app.name} ask={ask} what={{ app }} />}
            </Row>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Windows({ factors, ask }: Pick<Props, 'factors' | 'ask'>) {
  const say = useWord()
  if (factors.windows.length === 0 && !ask) return null
  return (
    <Section title={say('factors.section.windows')}>
      {factors.windows.length === 0 ? (
        <p className={classes.hint}>{say('factors.windows.none')}</p>
      ) : (
        <ul className={classes.rows}>
          {factors.windows.map((account) => {
            const { number, logon, description, passwordSet, portal } = account
            const shown = logon || say('factors.windows.noLogon')
            return (
              <Row
                key={`${number} ${logon}`}
                name={number === null ? say('factors.windows.noNumber') : say('factors.windows.number', { n: number })}
                state={
                  <>
                    <code>{shown}</code>
                    {description !== '' && <span>{description}</span>}
                    <span className={classes.hint}>
                      {say(passwordSet ? 'factors.windows.password' : 'factors.windows.noPassword')}
                    </span>
                    {portal && ask && <span className={classes.hint}>{say('factors.windows.portal')}</span>}
                  </>
                }
              >
                {number !== null && <Clear name={shown} ask={ask} what={{ windows: account }} />}
              </Row>
            )
          })}
        </ul>
      )}
    </Section>
  )
}

function Parties({
  side,
  parties,
  ask,
  own,
}: {
  side: 'delegators' | 'delegates'
  parties: Factors['delegates']
  ask: Props['ask']
  own: boolean
}) {
  const say = useWord()
  return (
    <>
      <div className={classes.heading}>
        <h3>{say(own ? `factors.${side}.own` : `factors.${side}`)}</h3>
        {ask && (
          <Act icon={IconPlus} onClick={() => ask({ act: 'delegate', side })}>
            {say(`factors.${side}.add`)}
          </Act>
        )}
      </div>
      {parties.length === 0 ? (
        <p className={classes.hint}>{say('factors.delegations.none')}</p>
      ) : (
        <ul className={classes.rows}>
          {parties.map((party) => (
            <Row key={party.userId} name={nameOf(party)} state={<code>{party.loginId}</code>}>
              {ask && (
                <Act icon={IconEraser} danger onClick={() => ask({ act: 'withdraw', side, party })}>
                  <span aria-hidden="true">{say('factors.delegations.withdraw')}</span>
                  <span className="kb-hidden">{say('factors.delegations.withdrawNamed', { name: nameOf(party) })}</span>
                </Act>
              )}
            </Row>
          ))}
        </ul>
      )}
    </>
  )
}

function Section({ title, act, children }: { title: string; act?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.heading}>
        <h2 id={id}>{title}</h2>
        {act}
      </div>
      {children}
    </section>
  )
}

function Row({ name, state, children }: { name: ReactNode; state: ReactNode; children?: ReactNode }) {
  return (
    <li>
      <span>{name}</span>
      <span className={classes.state}>{state}</span>
      <span className={classes.acts}>{children}</span>
    </li>
  )
}

function Registered({ on }: { on: boolean }) {
  const say = useWord()
  return <StatusBadge tone={on ? 'success' : 'neutral'}>{say(on ? 'factors.registered' : 'factors.none')}</StatusBadge>
}

function Clear({
  name,
  what,
  ask,
}: {
  name: string
  what: Extract<Asked, { act: 'clear' }>['what']
  ask: Props['ask']
}) {
  const say = useWord()
  if (!ask) return null
  return (
    <Act icon={IconEraser} danger onClick={() => ask({ act: 'clear', what })}>
      <span aria-hidden="true">{say('factors.clear')}</span>
      <span className="kb-hidden">{say('factors.clearNamed', { name })}</span>
    </Act>
  )
}

function Act({
  icon: Mark,
  danger = false,
  onClick,
  children,
}: {
  icon: typeof IconEye
  danger?: boolean
  onClick: () => void
  children: ReactNode
}) {
  return (
    <Button
      size="compact-sm"
      variant={danger ? 'light' : 'default'}
      {...(danger && { color: 'red' })}
      leftSection={<Mark size={16} aria-hidden="true" />}
      onClick={onClick}
    >
      {children}
    </Button>
  )
}
