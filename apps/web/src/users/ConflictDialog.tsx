import type { User } from '@kaoban/contract'
import { Button, Modal } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useId, useMemo, useState } from 'react'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import classes from './conflict.module.css'
import { partLabel, partLines } from './partWords.ts'
import { type UserValues, valuesOf } from './userForm.ts'
import { differences, type PartId } from './userMerge.ts'

interface Props {
  /** As the form was opened, as it is stored now, and as it was typed. */
  opened: UserValues
  theirs: User
  mine: UserValues
  onClose: () => void
  /** These parts are taken as the other one left them; everything else stays as typed. */
  onMerge: (taken: PartId[]) => void
}

/** Somebody else saved the same person meanwhile: what they changed, and what holds where both did [NFM-GEN-015]. */
export function ConflictDialog({ opened, theirs, mine, onClose, onMerge }: Props) {
  const say = useWord()
  const now = useMemo(() => valuesOf(theirs), [theirs])
  const all = useMemo(() => differences(opened, now, mine), [opened, now, mine])
  const clashes = all.filter(({ clash }) => clash)
  const others = all.filter(({ clash }) => !clash)
  const [chosen, setChosen] = useState<Partial<Record<PartId, 'theirs' | 'mine'>>>({})
  const merge = () => onMerge(all.filter(({ id, clash }) => !clash || chosen[id] === 'theirs').map(({ id }) => id))
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={say('users.conflict.title')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <div className={classes.conflict}>
        <Notice tone="warning">
          {say('users.conflict.lead')}
          <br />
          {say('users.conflict.at')} <DateTimeText at={theirs.updatedAt} />
        </Notice>
        {clashes.length > 0 && (
          <section>
            <h3>{say('users.conflict.clashes')}</h3>
            <p className={classes.conflictLead}>{say('users.conflict.choose')}</p>
            {clashes.map(({ id }) => (
              <Clash
                key={id}
                label={partLabel(id, say)}
                theirs={partLines(id, now, say)}
                mine={partLines(id, mine, say)}
                value={chosen[id] ?? 'mine'}
                onChange={(side) => setChosen((former) => ({ ...former, [id]: side }))}
              />
            ))}
          </section>
        )}
        {others.length > 0 && (
          <section>
            <h3>{say('users.conflict.others')}</h3>
            <p className={classes.conflictLead}>{say('users.conflict.othersLead')}</p>
            <dl className={classes.conflictList}>
              {others.map(({ id }) => (
                <div key={id}>
                  <dt>{partLabel(id, say)}</dt>
                  <dd>
                    <Lines of={partLines(id, opened, say)} />
                    <IconArrowRight size={16} aria-label={say('users.conflict.became')} role="img" />
                    <strong>
                      <Lines of={partLines(id, now, say)} />
                    </strong>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
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

interface ClashProps {
  label: string
  theirs: string[]
  mine: string[]
  value: 'theirs' | 'mine'
  onChange: (side: 'theirs' | 'mine') => void
}

function Clash({ label, value, onChange, ...lines }: ClashProps) {
  const say = useWord()
  const name = useId()
  return (
    <fieldset className={classes.clash}>
      <legend>{label}</legend>
      {(['theirs', 'mine'] as const).map((side) => (
        <label key={side} data-chosen={value === side || undefined}>
          <input type="radio" name={name} checked={value === side} onChange={() => onChange(side)} />
          <span>
            <small>{say(`users.conflict.${side}`)}</small>
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
