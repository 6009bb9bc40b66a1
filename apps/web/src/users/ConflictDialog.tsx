import type { User } from '@kaoban/contract'
import { Button, Modal } from '@mantine/core'
import { useId, useMemo, useState } from 'react'
import { formatDate } from '../platform/dates.ts'
import { useLanguage, useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { useAccount } from '../platform/session.tsx'
import classes from './conflict.module.css'
import { partLabel, partLines } from './partWords.ts'
import { type UserValues, valuesOf } from './userForm.ts'
import { type Difference, differences, type PartId } from './userMerge.ts'

interface Props {
  /** As the form was opened, as it is stored now, and as it was typed. */
  opened: UserValues
  theirs: User
  mine: UserValues
  onClose: () => void
  /** These parts are taken as they are stored; everything else stays as typed. */
  onMerge: (taken: PartId[]) => void
}

type Side = 'theirs' | 'mine'

/** Somebody else saved the same person meanwhile: who, when and what, and what is to hold, part by part [NFM-GEN-015]. */
export function ConflictDialog({ opened, theirs, mine, onClose, onMerge }: Props) {
  const say = useWord()
  const now = useMemo(() => valuesOf(theirs), [theirs])
  const all = useMemo(() => differences(opened, now, mine), [opened, now, mine])
  const [chosen, setChosen] = useState<Partial<Record<PartId, Side>>>({})
  const sideOf = ({ id, by }: Difference): Side => chosen[id] ?? (by === 'other' ? 'theirs' : 'mine')
  const merge = () => onMerge(all.filter((part) => sideOf(part) === 'theirs').map(({ id }) => id))
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={say('users.conflict.title')}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <div className={classes.conflict}>
        <Notice tone="warning">
          <ChangedBy user={theirs} />
          <br />
          {say('users.conflict.lead')}
        </Notice>
        {(['both', 'other', 'self'] as const).map((by) => {
          const parts = all.filter((part) => part.by === by)
          if (parts.length === 0) return null
          return (
            <section key={by}>
              <h3>{say(`users.conflict.${by}`)}</h3>
              <p className={classes.conflictLead}>{say(`users.conflict.${by}.lead`)}</p>
              {parts.map((part) => (
                <PartChoice
                  key={part.id}
                  label={partLabel(part.id, say)}
                  opened={partLines(part.id, opened, say)}
                  theirs={partLines(part.id, now, say)}
                  mine={partLines(part.id, mine, say)}
                  by={by}
                  value={sideOf(part)}
                  onChange={(side) => setChosen((former) => ({ ...former, [part.id]: side }))}
                />
              ))}
            </section>
          )
        })}
        {all.length === 0 && <p>{say('users.conflict.same')}</p>}
      </div>
      <div className={classes.conflictButtons}>
        <Button variant="default" onClick={onClose}>
          {say('users.conflict.back')}
        </Button>
        <Button data-autofocus onClick={merge}>
          {say('users.conflict.save')}
        </Button>
      </div>
    </Modal>
  )
}

/** Who changed the record last, and when. */
function ChangedBy({ user: { updatedBy, updatedAt } }: { user: User }) {
  const say = useWord()
  const { locale } = useLanguage()
  const { loginId, tenant } = useAccount()
  const at = formatDate(new Date(updatedAt), 'second', locale, tenant.timeZone)
  if (updatedBy === null) return say('users.conflict.at', { at })
  return updatedBy === loginId ? say('users.conflict.bySelf', { at }) : say('users.conflict.by', { at, by: updatedBy })
}

interface ChoiceProps {
  label: string
  opened: string[]
  theirs: string[]
  mine: string[]
  by: Difference['by']
  value: Side
  onChange: (side: Side) => void
}

/** One part: as it was when the form was opened, and the two values of which one is to hold. */
function PartChoice({ label, by, value, onChange, opened, ...lines }: ChoiceProps) {
  const say = useWord()
  const name = useId()
  return (
    <fieldset className={classes.clash}>
      <legend>{label}</legend>
      {by === 'both' && (
        <p className={classes.clashOpened}>
          {say('users.conflict.opened')} <Lines of={opened} />
        </p>
      )}
      {(['theirs', 'mine'] as const).map((side) => (
        <label key={side} data-chosen={value === side || undefined}>
          <input type="radio" name={name} checked={value === side} onChange={() => onChange(side)} />
          <span>
            <small>
              {say(side === 'mine' && by === 'other' ? 'users.conflict.unchanged' : `users.conflict.${side}`)}
            </small>
            <strong>
              <Lines of={lines[side]} />
            </strong>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Lines({ of }: { of: string[] }) {
  const say = useWord()
  return (
    <span className={classes.lines}>
      {of.length === 0 ? <em>{say('users.conflict.empty')}</em> : of.map((line) => <span key={line}>{line}</span>)}
    </span>
  )
}
