import { Button, Checkbox, Text } from '@mantine/core'
import { IconArrowsExchange, IconLock } from '@tabler/icons-react'
import { useWord } from '../platform/language.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import type { KaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './form.module.css'
import { type Administered, type GroupPlace, maySetPlace, type UserValues } from './userForm.ts'

interface Props {
  form: KaobanForm<UserValues>
  /** The places as they were when the form was opened. */
  stored: readonly GroupPlace[]
  administered: Administered
  /** The form is that of the signed-in person, whose role stays [NFM-ROL-006]. */
  own: boolean
  onSet: (place: number) => void
}

/** グループ#1..#5: what each place holds, who administers, and the button that sets it [NFM-USR-007]. */
export function GroupFields({ form, stored, administered, own, onSet }: Props) {
  const say = useWord()
  const whole = form.messageAt('groups')
  return (
    <>
      <ol className={classes.places}>
        {form.values.groups.map((place, index) => {
          const path = `groups.${index}` as const
          const label = say('LBL-GRP-slot', { n: index + 1 })
          const messages = [path, `${path}.code`, `${path}.name`].map((at) => form.messageAt(at as typeof path))
          const mine = maySetPlace(administered, stored[index]!)
          const faulty = messages.some(Boolean)
          return (
            <li key={label} className={classes.place} data-kind={place.kind}>
              <span className={classes.placeLabel}>{label}</span>
              <PlaceText place={place} />
              <span>
                {(place.kind === 'group' || place.kind === 'new') && (
                  <Checkbox
                    label={say('LBL-USR-admin')}
                    aria-label={say('groups.administratorOf', { place: label, name: place.name })}
                    checked={place.administrator}
                    // Only a system administrator makes somebody administrator of a group, and never oneself [NFM-GRP-022].
                    disabled={administered !== undefined || own}
                    onChange={(event) => form.setAt(path, { ...place, administrator: event.currentTarget.checked })}
                  />
                )}
              </span>
              {mine ? (
                <Button
                  variant="default"
                  className={classes.placeSet}
                  data-field={path}
                  aria-label={say('groups.setPlace', { place: label })}
                  aria-describedby={faulty ? `${path}-message` : undefined}
                  onClick={() => onSet(index)}
                >
                  {say('LBL-GRP-set')}
                </Button>
              ) : (
                <span className={classes.placeSet} title={say('groups.notYours')}>
                  <IconLock size={18} aria-hidden="true" />
                  <span className="kb-hidden">{say('groups.notYours')}</span>
                </span>
              )}
              {faulty && (
                <div id={`${path}-message`} className={classes.placeFault}>
                  {messages.map((message, at) => message && <div key={['place', 'code', 'name'][at]}>{message}</div>)}
                </div>
              )}
            </li>
          )
        })}
      </ol>
      {whole && (
        <Text c="var(--mantine-color-error)" size="sm" role="alert">
          {whole}
        </Text>
      )}
    </>
  )
}

function PlaceText({ place }: { place: GroupPlace }) {
  const say = useWord()
  if (place.kind === 'none') return <span className={classes.placeNone}>{say('LBL-GRP-none')}</span>
  if (place.kind === 'moving')
    return (
      <span>
        <StatusBadge tone="warning" icon={IconArrowsExchange}>
          {say('LBL-GRP-moving')}
        </StatusBadge>
      </span>
    )
  return (
    <span className={classes.placeGroup}>
      <strong>{place.name}</strong>
      <span>
        <code>{place.code}</code>
        {place.kind === 'new' && <StatusBadge tone="info">{say('groups.isNew')}</StatusBadge>}
      </span>
    </span>
  )
}
