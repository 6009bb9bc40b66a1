import { ActionIcon, Button, Modal, Popover, TextInput } from '@mantine/core'
import { IconBookmark, IconBookmarkPlus, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useSearchText } from '../platform/address.ts'
import { readKept, writeKept } from '../platform/kept.ts'
import { useWord } from '../platform/language.tsx'
import { showDone } from '../platform/notices.tsx'
import { useAccount } from '../platform/session.tsx'
import { addressOf, conditionsOf, parseSaved, type SavedSearch, savedNameMax, withSearch } from './savedSearches.ts'
import classes from './users.module.css'

/** Searches under a name, of this person in this browser. */
export function SavedSearches({ onOpen }: { onOpen: (fields: Record<string, string | undefined>) => void }) {
  const say = useWord()
  const kept = `searches.users.${useAccount().userId}`
  const [all, setAll] = useState(() => parseSaved(readKept(kept)))
  const [naming, setNaming] = useState(false)
  const [opened, setOpened] = useState(false)
  const conditions = conditionsOf(useSearchText())
  const keep = (next: SavedSearch[]) => {
    setAll(next)
    writeKept(kept, JSON.stringify(next))
  }
  return (
    <>
      <Popover width={300} position="bottom-end" shadow="md" trapFocus returnFocus opened={opened} onChange={setOpened}>
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<IconBookmark size={18} aria-hidden="true" />}
            onClick={() => setOpened(!opened)}
          >
            {say('users.saved')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={say('users.saved')} className={classes.savedList}>
          {all.length === 0 && <p className={classes.savedNone}>{say('users.saved.none')}</p>}
          {all.length > 0 && (
            <ul>
              {all.map((saved) => (
                <li key={saved.name}>
                  <button
                    type="button"
                    onClick={() => {
                      setOpened(false)
                      onOpen(addressOf(saved))
                    }}
                  >
                    {saved.name}
                  </button>
                  <ActionIcon
                    aria-label={say('users.saved.remove', { name: saved.name })}
                    onClick={() => keep(all.filter((other) => other !== saved))}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </li>
              ))}
            </ul>
          )}
          <Button
            variant="light"
            fullWidth
            leftSection={<IconBookmarkPlus size={18} stroke={1.6} />}
            disabled={Object.keys(conditions).length === 0}
            onClick={() => {
              setOpened(false)
              setNaming(true)
            }}
          >
            {say('users.saved.add')}
          </Button>
          {Object.keys(conditions).length === 0 && <p className={classes.savedNone}>{say('users.saved.how')}</p>}
        </Popover.Dropdown>
      </Popover>
      <Modal
        opened={naming}
        onClose={() => setNaming(false)}
        title={say('users.saved.add')}
        closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
      >
        <NameIt
          taken={all.map(({ name }) => name)}
          onName={(name) => {
            keep(withSearch(all, { name, conditions }))
            setNaming(false)
            showDone('users.saved.added', { name })
          }}
        />
      </Modal>
    </>
  )
}

function NameIt({ taken, onName }: { taken: string[]; onName: (name: string) => void }) {
  const say = useWord()
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') onName(name.trim())
  }
  return (
    <form onSubmit={submit} className={classes.naming}>
      <TextInput
        label={say('users.saved.name')}
        description={say(taken.includes(name.trim()) ? 'users.saved.replaces' : 'users.saved.where')}
        value={name}
        maxLength={savedNameMax}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={name.trim() === ''}>
        {say('LBL-GEN-save')}
      </Button>
    </form>
  )
}
