import {
  changeTenantSettings,
  checkSettings,
  isEditable,
  readTenantSettings,
  type SettingKey,
  type SettingsEntry,
  type TenantSettings,
} from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { asProblem, useApi, useApiAction } from '../platform/api.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

type Values<Key extends SettingKey> = Pick<SettingsEntry, Key>

/** What a page asks about one of its settings. */
export interface AboutSetting<Key extends SettingKey> {
  /** The others as they are on the page let it be changed. */
  isEditable: (key: Key) => boolean
  messageOf: (key: Key) => ReactNode
}

type Fields<Key extends SettingKey> = (
  settings: Values<Key>,
  set: <Name extends Key>(key: Name, value: SettingsEntry[Name]) => void,
  about: AboutSetting<Key>,
) => ReactNode

interface Props<Key extends SettingKey> {
  /** The settings that the page shows and saves; the others stay as they are. */
  keys: readonly Key[]
  children: Fields<Key>
}

/** 確定 saves, 元に戻す restores, leaving with changes asks [NFM-NAV-009]. */
export function SettingsForm<const Key extends SettingKey>({ keys, children }: Props<Key>) {
  const answer = useApi(readTenantSettings, {}, { staleTime: 0, refetchOnWindowFocus: false })
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data || answer.isFetching) return <PageLoading />
  const { settings, version } = answer.data
  return (
    <Loaded key={version} keys={keys} stored={settings} version={version} onReload={() => void answer.refetch()}>
      {children}
    </Loaded>
  )
}

interface LoadedProps<Key extends SettingKey> {
  keys: readonly Key[]
  stored: TenantSettings
  version: number
  onReload: () => void
  children: Fields<Key>
}

function Loaded<Key extends SettingKey>({ keys, stored, version, onReload, children }: LoadedProps<Key>) {
  const say = useWord()
  const change = useApiAction(changeTenantSettings)
  const [conflict, setConflict] = useState(false)
  // One field for all of them: a form takes the dots of the keys for paths.
  const form = useKaobanForm({
    initialValues: { settings: Object.fromEntries(keys.map((key) => [key, stored[key]])) as Values<Key> },
    validate: ({ settings }) =>
      Object.fromEntries(
        checkSettings({ ...stored, ...settings }, keys).map(({ field, message }) => [field, message as MessageKey]),
      ),
    save: async ({ settings }) => {
      setConflict(false)
      try {
        return await change.run({ version, settings })
      } catch (error) {
        setConflict(asProblem(error)?.code === 'request.conflict')
        throw error
      }
    },
  })
  const { settings } = form.values
  return (
    <FormPage form={form} submitLabel={say('LBL-GEN-apply')} revertible>
      {conflict && (
        <Notice
          tone="warning"
          urgent
          actions={
            <Button size="compact-sm" variant="default" onClick={onReload}>
              {say('settings.reload')}
            </Button>
          }
        >
          {say('MSG-GEN-004')}
        </Notice>
      )}
      {children(settings, (key, value) => form.set('settings', { ...settings, [key]: value }), {
        isEditable: (key) => isEditable(key, { ...stored, ...settings }),
        messageOf: (key) => form.messageAt(`settings.${key}`),
      })}
    </FormPage>
  )
}
