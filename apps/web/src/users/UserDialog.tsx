import { changeUser, createUser, readUser, type UndeliveredMail, type User } from '@kaoban/contract'
import { Button, Group, Modal } from '@mantine/core'
import { IconLogout, IconShieldCheck } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { DepartureNotice, LeaverDialog } from '../leavers/leavers.service.ts'
import { useGo } from '../platform/address.ts'
import { asProblem, call, useApi, useApiAction } from '../platform/api.ts'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText, showDone } from '../platform/notices.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { useAccount } from '../platform/session.tsx'
import { type KaobanForm, useKaobanForm } from '../platform/useKaobanForm.tsx'
import { useQuestion } from '../platform/useQuestion.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { GroupDialog } from './GroupDialog.tsx'
import { nameOf } from './names.ts'
import { peopleReads } from './reads.ts'
import { RepeatMailDialog, UndeliveredNotice } from './UndeliveredNotice.tsx'
import { UserDetails } from './UserDetails.tsx'
import { UserFields } from './UserFields.tsx'
import { useAdministered } from './useAdministered.ts'
import {
  type Administered,
  bodyOf,
  newUserValues,
  scopeOf,
  type UserValues,
  userChecks,
  valuesOf,
  wouldVanish,
} from './userForm.ts'
import { takeParts } from './userMerge.ts'

/** 追加する [NFM-USR-002]. */
export function AddUser({ onClose }: { onClose: () => void }) {
  const say = useWord()
  const { ready, administered, error } = useAdministered()
  if (!ready) return <Waiting title={say('users.add')} error={error} onClose={onClose} />
  return <AddForm administered={administered} onClose={onClose} />
}

function AddForm({ administered, onClose }: { administered: Administered; onClose: () => void }) {
  const say = useWord()
  const create = useApiAction(createUser, { refreshes: peopleReads })
  const form = useKaobanForm({
    initialValues: newUserValues,
    validate: userChecks(true),
    save: (values) => create.run({ ...bodyOf(values), loginId: values.loginId }),
    onSaved: ({ notified }) => {
      showDone(`users.added.${notified}`)
      onClose()
    },
    done: false,
  })
  return <PersonForm title={say('users.add')} form={form} isNew administered={administered} onClose={onClose} />
}

/** 変更する [NFM-USR-003]: the dialog opens with what is stored now; who may not be changed can be read [NFM-ROL-012]. */
export function EditUser({ userId, onClose }: { userId: string; onClose: () => void }) {
  const say = useWord()
  const answer = useApi(readUser, { userId }, { staleTime: 0, gcTime: 0, refetchOnWindowFocus: false })
  const { ready, administered, error } = useAdministered()
  if (answer.data && !answer.data.changeable) return <UserDetails user={answer.data} onClose={onClose} />
  if (answer.data && ready)
    return (
      <EditForm
        key={`${userId} ${answer.data.version} ${answer.data.undelivered?.mailId}`}
        user={answer.data}
        administered={administered}
        onClose={onClose}
      />
    )
  return <Waiting title={say('users.edit')} error={answer.error ?? error} onClose={onClose} />
}

function Waiting({ title, error, onClose }: { title: string; error: unknown; onClose: () => void }) {
  const say = useWord()
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}>
      {error ? (
        <Notice tone="danger" urgent>
          <ProblemText error={error} />
        </Notice>
      ) : (
        <PageLoading />
      )}
    </Modal>
  )
}

interface EditProps {
  user: User
  administered: Administered
  onClose: () => void
}

function EditForm({ user, administered, onClose }: EditProps) {
  const say = useWord()
  const go = useGo()
  const account = useAccount()
  const change = useApiAction(changeUser, { refreshes: peopleReads })
  /** What the form is to be saved over; another one after a conflict. */
  const base = useRef(user)
  const [stored, setStored] = useState(() => valuesOf(user))
  const [theirs, setTheirs] = useState<User>()
  const [leaving, setLeaving] = useState(false)
  const [repeating, setRepeating] = useState<UndeliveredMail>()
  const own = user.userId === account.userId
  const vanishing = useQuestion({
    children: <p>{say('groups.vanish', { name: nameOf(user) })}</p>,
    verb: say('LBL-GEN-save'),
  })
  const form: KaobanForm<UserValues> = useKaobanForm({
    initialValues: stored,
    validate: userChecks(false),
    confirm: async (values) => !wouldVanish(administered, stored.groups, values.groups) || vanishing.ask(),
    save: async (values) => {
      try {
        return await change.run({ ...bodyOf(values), userId: user.userId, version: base.current.version })
      } catch (error) {
        if (asProblem(error)?.code === 'request.conflict')
          setTheirs(await call(readUser, { userId: user.userId }).catch(() => undefined))
        throw error
      }
    },
    onSaved: onClose,
  })
  /** Nothing of either side is lost: the form takes the new version as its beginning and keeps what was decided. */
  const merge = (taken: Parameters<typeof takeParts>[0]) => {
    if (!theirs) return
    const mine = form.values
    const now = valuesOf(theirs)
    base.current = theirs
    setStored(now)
    setTheirs(undefined)
    form.reset(now)
    for (const [name, value] of Object.entries(takeParts(taken, now, mine))) form.set(name, value)
    void form.submit()
  }
  return (
    <PersonForm
      title={say('users.editNamed', { name: nameOf(user) })}
      form={form}
      isNew={false}
      own={own}
      stored={stored}
      administered={administered}
      onClose={onClose}
      covered={vanishing.asking || leaving || repeating !== undefined || theirs !== undefined}
      top={
        <>
          <DepartureNotice userId={user.userId} />
          {user.undelivered && (
            <UndeliveredNotice
              mail={user.undelivered}
              // The address is stored at once: what is typed here would be of before.
              disabled={form.dirty}
              onRepeat={() => setRepeating(user.undelivered ?? undefined)}
            />
          )}
        </>
      }
      bottom={
        <Group gap="sm">
          <Button
            variant="default"
            leftSection={<IconShieldCheck size={18} aria-hidden="true" />}
            // Another page: what is typed here would be lost.
            disabled={form.dirty}
            onClick={() => go(`/users/${user.userId}/factors`)}
          >
            {say('factors.title')}
          </Button>
          {!own && (
            <Button
              variant="light"
              color="red"
              leftSection={<IconLogout size={18} aria-hidden="true" />}
              onClick={() => setLeaving(true)}
            >
              {say('leavers.record')}
            </Button>
          )}
        </Group>
      }
      beside={
        <>
          {vanishing.question}
          {leaving && (
            <LeaverDialog
              userId={user.userId}
              name={nameOf(user)}
              // What the form holds is of before: it closes with the dialog.
              onClose={(recorded) => (recorded ? onClose() : setLeaving(false))}
            />
          )}
          {repeating && <RepeatMailDialog user={user} mail={repeating} onClose={() => setRepeating(undefined)} />}
          {theirs && (
            <ConflictDialog
              opened={stored}
              theirs={theirs}
              mine={form.values}
              onClose={() => setTheirs(undefined)}
              onMerge={merge}
            />
          )}
        </>
      }
    />
  )
}

interface FormProps {
  title: string
  form: KaobanForm<UserValues>
  isNew: boolean
  own?: boolean
  stored?: UserValues
  administered: Administered
  onClose: () => void
  covered?: boolean
  beside?: ReactNode
  /** Above and below the fields. */
  top?: ReactNode
  bottom?: ReactNode
}

function PersonForm(props: FormProps) {
  const { title, form, isNew, own = false, stored = newUserValues, administered, covered = false } = props
  const say = useWord()
  const [setting, setSetting] = useState<number>()
  const nameOfPlace = (place: number) => say('LBL-GRP-slot', { n: place + 1 })
  return (
    <FormDialog
      opened
      onClose={props.onClose}
      title={title}
      form={form}
      size="page"
      covered={covered || setting !== undefined}
      beside={
        <>
          <GroupDialog
            opened={setting !== undefined}
            title={say('groups.choose', { place: nameOfPlace(setting ?? 0) })}
            reserved={['none', 'moving']}
            held={form.values.groups[setting ?? 0]}
            unavailable={(groupId) => {
              const at = form.values.groups.findIndex((held) => held.kind === 'group' && held.groupId === groupId)
              return at < 0 || at === setting ? undefined : say('groups.setElsewhere', { place: nameOfPlace(at) })
            }}
            scope={scopeOf(administered, stored.groups[setting ?? 0]!)}
            mayAdd={administered === undefined}
            onClose={() => setSetting(undefined)}
            onChoose={(choice) => {
              form.setAt(`groups.${setting!}`, choice)
              setSetting(undefined)
            }}
          />
          {props.beside}
        </>
      }
    >
      {props.top}
      <UserFields
        form={form}
        isNew={isNew}
        own={own}
        stored={stored.groups}
        administered={administered}
        onSetPlace={setSetting}
      />
      {props.bottom}
    </FormDialog>
  )
}
