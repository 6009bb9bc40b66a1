import { type AnswerOf, factorLimits, listApps, registerApp, removeApp, renameApp } from '@kaoban/contract'
import { Button, Table, TextInput } from '@mantine/core'
import { IconApps, IconPencil, IconPlus, IconShieldLock, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { RowMenu } from '../platform/RowMenu.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

type App = AnswerOf<typeof listApps>['rows'][number]
type Asked = 'add' | { act: 'rename' | 'remove'; app: App }

/** アプリケーション設定: for which applications people carry sign-in data. */
export function AppsPage() {
  const say = useWord()
  const answer = useApi(listApps)
  const remove = useApiAction(removeApp, { refreshes: [listApps] })
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const { rows } = answer.data
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setAsked('add')}>
      {say('factors.registry.add')}
    </Button>
  )
  return (
    <>
      <PageHeader title={say('factors.registry.title')} lead={say('factors.registry.lead')}>
        {rows.length > 0 && add}
      </PageHeader>
      {rows.length === 0 ? (
        <EmptyState icon={IconApps} title={say('factors.registry.empty')} action={add}>
          {say('factors.registry.empty.text')}
        </EmptyState>
      ) : (
        <Table verticalSpacing="xs" maw="60rem" aria-label={say('factors.registry.title')}>
          <Table.Thead>
            <Table.Tr>
              {(['id', 'name', 'kind', 'users'] as const).map((column) => (
                <Table.Th key={column} scope="col">
                  {say(`factors.registry.${column}`)}
                </Table.Th>
              ))}
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((app) => (
              <Table.Tr key={app.appId}>
                <Table.Td>
                  <code>{app.appId}</code>
                </Table.Td>
                <Table.Th scope="row" fw={400}>
                  <LinkAnchor to={`/settings/applications/${app.appId}`}>{app.name}</LinkAnchor>
                </Table.Th>
                <Table.Td>{say(`factors.registry.kind.${app.kind}`)}</Table.Td>
                <Table.Td>{say('factors.registry.people', { n: app.users.toLocaleString() })}</Table.Td>
                <Table.Td>
                  <RowMenu
                    name={app.name}
                    actions={[
                      {
                        label: say('authenticationSets.open'),
                        icon: IconShieldLock,
                        to: `/settings/applications/${app.appId}`,
                      },
                      {
                        label: say('factors.registry.rename'),
                        icon: IconPencil,
                        onClick: () => setAsked({ act: 'rename', app }),
                      },
                      {
                        label: say('LBL-GEN-delete'),
                        icon: IconTrash,
                        danger: true,
                        onClick: () => setAsked({ act: 'remove', app }),
                      },
                    ]}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {asked === 'add' && <AddApp onClose={close} />}
      {typeof asked === 'object' && asked.act === 'rename' && <RenameApp app={asked.app} onClose={close} />}
      {typeof asked === 'object' && asked.act === 'remove' && (
        <ConfirmDialog
          opened
          onClose={close}
          verb={say('LBL-GEN-delete')}
          danger
          losses={[`${asked.app.appId} ${asked.app.name}`]}
          onConfirm={async () => {
            await remove.run({ appId: asked.app.appId })
            showDone('factors.registry.removed')
          }}
        >
          <p>{say('factors.registry.removeAsk')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

function AddApp({ onClose }: { onClose: () => void }) {
  const say = useWord()
  const register = useApiAction(registerApp, { refreshes: [listApps] })
  const form = useKaobanForm({
    initialValues: { appId: '', name: '' },
    validate: {
      appId: (appId) => (/^\d{5}$/.test(appId.trim()) ? undefined : 'factors.appIdRange'),
      name: (name) => (name.trim() === '' ? 'factors.appNameNeeded' : undefined),
    },
    save: ({ appId, name }) => register.run({ appId: Number(appId), name }),
    onSaved: onClose,
  })
  return (
    <FormDialog opened onClose={onClose} title={say('factors.registry.add')} form={form}>
      <TextInput
        label={say('factors.registry.id')}
        description={say('factors.appIdRange')}
        required
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
        {...form.field('appId')}
      />
      <NameInput field={form.field('name')} />
    </FormDialog>
  )
}

function RenameApp({ app, onClose }: { app: App; onClose: () => void }) {
  const say = useWord()
  const rename = useApiAction(renameApp, { refreshes: [listApps] })
  const form = useKaobanForm({
    initialValues: { name: app.name },
    validate: { name: (name) => (name.trim() === '' ? 'factors.appNameNeeded' : undefined) },
    save: ({ name }) => rename.run({ appId: app.appId, name }),
    onSaved: onClose,
  })
  return (
    <FormDialog opened onClose={onClose} title={say('factors.registry.rename')} form={form}>
      <TextInput label={say('factors.registry.id')} readOnly value={app.appId} />
      <NameInput field={form.field('name')} />
    </FormDialog>
  )
}

function NameInput({ field }: { field: object }) {
  const say = useWord()
  return (
    <TextInput
      label={say('factors.registry.name')}
      required
      maxLength={factorLimits.appName.max}
      autoComplete="off"
      {...field}
    />
  )
}
