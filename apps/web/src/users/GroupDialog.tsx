import { checkGroupCode, checkGroupName, listGroups } from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import { ActionIcon, Button, Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight, IconPlus, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useApi } from '../platform/api.ts'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText } from '../platform/notices.tsx'
import { useCountText } from '../platform/table/Pager.tsx'
import classes from './choose.module.css'
import type { GroupPlace } from './userForm.ts'

interface Props {
  opened: boolean
  title: string
  /** Reserved rows, which stand first [NFM-GRP-002]. */
  reserved: readonly ('none' | 'moving')[]
  /** What is set now. */
  held?: GroupPlace | undefined
  /** Says why a group cannot be chosen, where it cannot. */
  unavailable?: (groupId: string) => string | undefined
  scope: 'all' | 'managed'
  /** グループを追加する is there for system administrators only [NFM-GRP-005]. */
  mayAdd: boolean
  onChoose: (choice: GroupPlace) => void
  onClose: () => void
}

/** The choice of a group, as 設定する of a place opens it [NFM-GRP-001..NFM-GRP-005]. */
export function GroupDialog({ opened, title, onClose, ...rest }: Props) {
  const say = useWord()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      // Held at its top: in the middle, it would push its rows from under the hand when the groups arrive.
      centered={false}
      yOffset="12dvh"
      title={title}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      {opened && <Choices {...rest} />}
    </Modal>
  )
}

const pageSize = 20

function Choices(props: Omit<Props, 'opened' | 'title' | 'onClose'>) {
  const { reserved, held, unavailable, scope, mayAdd, onChoose } = props
  const say = useWord()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 200)
  const [page, setPage] = useState(1)
  const [adding, setAdding] = useState(false)
  const [entered, setEntered] = useState(false)
  const body = useRef<HTMLTableSectionElement>(null)
  const answer = useApi(listGroups, { search, scope, page, size: pageSize, sort: 'code' }, { keepPrevious: true })
  const rows = answer.data?.rows ?? []
  const total = answer.data?.total ?? 0
  const last = Math.max(1, Math.ceil(total / pageSize))
  const countText = useCountText({ page, size: pageSize, total })
  const buttons = () => [...(body.current?.querySelectorAll<HTMLButtonElement>('button[data-choice]') ?? [])]
  function step(event: KeyboardEvent) {
    const all = buttons()
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (to === undefined || at < 0) return
    event.preventDefault()
    all[Math.max(0, Math.min(all.length - 1, to))]?.focus()
  }
  /** From the search into the rows; Enter takes the only group that was found. */
  function fromSearch(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      buttons()[0]?.focus()
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      setEntered(true)
    }
  }
  const settled = search === typed.trim() && !answer.isFetching
  // Enter may be quicker than the answer to what was typed before it.
  useEffect(() => {
    if (!entered || !settled) return
    setEntered(false)
    const all = body.current?.querySelectorAll<HTMLButtonElement>('button[data-choice]') ?? []
    const found = [...all].slice(reserved.length)
    if (search !== '' && found.length === 1) found[0]!.click()
    else found[0]?.focus()
  }, [entered, settled, search, reserved.length])

  return (
    <div className={classes.choose}>
      <TextInput
        label={say('groups.searchCode')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        value={typed}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setPage(1)
        }}
        onKeyDown={fromSearch}
      />
      {answer.isError && (
        <Notice tone="danger" urgent>
          <ProblemText error={answer.error} />
        </Notice>
      )}
      <div className={classes.chooseScroll}>
        <table className={classes.chooseTable}>
          <caption className="kb-hidden">{say('groups.list')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('LBL-GRP-id')}</th>
              <th scope="col">{say('LBL-GRP-name')}</th>
              <th scope="col">
                <span className="kb-hidden">{say('LBL-GRP-select')}</span>
              </th>
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={step}>
            {reserved.map((kind) => (
              <tr key={kind} data-reserved data-held={held?.kind === kind || undefined}>
                <td aria-hidden="true">-</td>
                <th scope="row">
                  {say(`LBL-GRP-${kind}`)}
                  <span className={classes.chooseHint}>{say(`groups.${kind}.hint`)}</span>
                </th>
                <td>
                  <Choose name={say(`LBL-GRP-${kind}`)} held={held?.kind === kind} onClick={() => onChoose({ kind })} />
                </td>
              </tr>
            ))}
            {rows.map(({ groupId, code, name }) => {
              const why = unavailable?.(groupId)
              const here = held?.kind === 'group' && held.groupId === groupId
              return (
                <tr key={groupId} data-held={here || undefined}>
                  <td>
                    <code>{code}</code>
                  </td>
                  <th scope="row">{name}</th>
                  <td>
                    {why !== undefined ? (
                      <span className={classes.chooseHint}>{why}</span>
                    ) : (
                      <Choose
                        name={name}
                        held={here}
                        onClick={() =>
                          onChoose({
                            ...{ kind: 'group', groupId, code, name },
                            administrator: here && held.administrator,
                          })
                        }
                      />
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
        {answer.data && total === 0 && <p className={classes.chooseEmpty}>{say('MSG-GEN-002')}</p>}
      </div>
      <div className={classes.chooseFoot}>
        {mayAdd && !adding && (
          <Button variant="default" leftSection={<IconPlus size={18} />} onClick={() => setAdding(true)}>
            {say('LBL-GRP-add')}
          </Button>
        )}
        <span className={classes.chooseCount} role="status">
          {answer.data ? countText : '\u00a0'}
        </span>
        {last > 1 && (
          <>
            <ActionIcon aria-label={say('tables.previous')} disabled={page === 1} onClick={() => setPage(page - 1)}>
              <IconChevronLeft size={18} />
            </ActionIcon>
            <ActionIcon aria-label={say('tables.next')} disabled={page === last} onClick={() => setPage(page + 1)}>
              <IconChevronRight size={18} />
            </ActionIcon>
          </>
        )}
      </div>
      {adding && <NewGroup code={typed.trim()} onChoose={onChoose} />}
    </div>
  )
}

function Choose({ name, held, onClick }: { name: string; held: boolean; onClick: () => void }) {
  const say = useWord()
  return (
    <Button
      size="compact-sm"
      variant={held ? 'light' : 'default'}
      data-choice
      aria-label={say(held ? 'groups.held' : 'groups.selectNamed', { name })}
      onClick={onClick}
    >
      {say('LBL-GRP-select')}
    </Button>
  )
}

/** The input row of グループを追加する; the group comes into being when the person is saved [NFM-GRP-004]. */
function NewGroup({ code: begun, onChoose }: { code: string; onChoose: Props['onChoose'] }) {
  const say = useWord()
  const [code, setCode] = useState(begun)
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const words = (message: string | undefined) =>
    tried && message !== undefined && hasMessage(message) ? say(message) : undefined
  const choose = () => {
    setTried(true)
    if (checkGroupCode(code) !== undefined || checkGroupName(name) !== undefined) return
    onChoose({ kind: 'new', code, name: name.trim(), administrator: false })
  }
  const byEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    choose()
  }
  return (
    <fieldset className={classes.newGroup}>
      <legend>{say('LBL-GRP-add')}</legend>
      <TextInput
        label={say('LBL-GRP-id')}
        required
        value={code}
        error={words(checkGroupCode(code))}
        // The row was asked for just now.
        ref={(input) => {
          if (input && !input.dataset.seen) {
            input.dataset.seen = 'yes'
            input.focus()
          }
        }}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setCode(event.currentTarget.value)}
        onKeyDown={byEnter}
      />
      <TextInput
        label={say('LBL-GRP-name')}
        required
        value={name}
        error={words(checkGroupName(name))}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={byEnter}
      />
      <Button onClick={choose}>{say('LBL-GRP-select')}</Button>
      <p className={classes.chooseHint}>{say('groups.madeOnSave')}</p>
    </fieldset>
  )
}
