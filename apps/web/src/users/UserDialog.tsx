import { changeUser, createUser, listUsers, readUser, type User } from '@kaoban/contract'
import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { asProblem, useApi, useApiAction } from '../platform/api.ts'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText, showDone } from '../platform/notices.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { useAccount } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { UserFields } from './UserFields.tsx'
import { newUserValues, userChecks, valuesOf } from './userForm.ts'

/** 追加する [NFM-USR-002]. */
export function AddUser({ onClose }: { onClose: () => void }) {
  const say = useWord()
  const create = useApiAction(createUser, { refreshes: [listUsers] })
  const form = useKaobanForm({
    initialValues: newUserValues,
    validate: userChecks(true),
    save: (values) => create.run(values),
    onSaved: ({ notified }) => {
      showDone(`users.added.${notified}`)
      onClose()
    },
    done: false,
  })
  return (
    <FormDialog opened onClose={onClose} title={say('users.add')} form={form} size="lg">
      <UserFields form={form} isNew own={false} />
    </FormDialog>
  )
}

/** 変更する [NFM-USR-003]: the dialog opens with what is stored now. */
export function EditUser({ userId, onClose }: { userId: string; onClose: () => void }) {
  const say = useWord()
  const answer = useApi(readUser, { userId }, { staleTime: 0, gcTime: 0, refetchOnWindowFocus: false })
  if (answer.data && !answer.isFetching)
    return (
      <EditForm key={answer.data.version} user={answer.data} onClose={onClose} onReload={() => void answer.refetch()} />
    )
  return (
    <Modal opened onClose={onClose} title={say('users.edit')} closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}>
      {answer.error && !answer.isFetching ? (
        <Notice tone="danger" urgent>
          <ProblemText error={answer.error} />
        </Notice>
      ) : (
        <PageLoading />
      )}
    </Modal>
  )
}

function EditForm({ user, onClose, onReload }: { user: User; onClose: () => void; onReload: () => void }) {
  const say = useWord()
  const account = useAccount()
  const change = useApiAction(changeUser, { refreshes: [listUsers] })
  const [conflict, setConflict] = useState(false)
  const form = useKaobanForm({
    initialValues: valuesOf(user),
    validate: userChecks(false),
    save: async ({ loginId: _, ...values }) => {
      setConflict(false)
      try {
        return await change.run({ ...values, userId: user.userId, version: user.version })
      } catch (error) {
        setConflict(asProblem(error)?.code === 'request.conflict')
        throw error
      }
    },
    onSaved: onClose,
  })
  return (
    <FormDialog opened onClose={onClose} title={say('users.edit')} form={form} size="lg">
      {conflict && (
        <Notice
          tone="warning"
          actions={
            <Button size="compact-sm" variant="default" onClick={onReload}>
              {say('users.reload')}
            </Button>
          }
        >
          {say('users.conflict')}
        </Notice>
      )}
      <UserFields form={form} isNew={false} own={user.userId === account.userId} />
    </FormDialog>
  )
}
