import { azureKeys, clearAzureAd, readTenantSettings } from '@kaoban/contract'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { SettingsForm } from './SettingsForm.tsx'

const words = { 'azureAd.tenantId': 'LBL-SET-azTenant', 'azureAd.applicationId': 'LBL-SET-azApp' } as const

/** AzureAD設定 [NFM-SET-051..NFM-SET-053]. */
export function AzureAdPage() {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('LBL-NAV-set.azure')} lead={say('settings.azure.lead')}>
        <Clear />
      </PageHeader>
      <SettingsForm keys={azureKeys}>
        {(settings, set, about) =>
          azureKeys.map((key) => (
            <TextInput
              key={key}
              label={say(words[key])}
              description={say(`settings.${key}`)}
              autoComplete="off"
              spellCheck={false}
              maw="32rem"
              data-field={`settings.${key}`}
              error={about.messageOf(key)}
              value={settings[key]}
              onChange={({ currentTarget }) => set(key, currentTarget.value)}
            />
          ))
        }
      </SettingsForm>
    </>
  )
}

/** 設定を削除する, while there is something to remove. */
function Clear() {
  const say = useWord()
  const { data } = useApi(readTenantSettings, {})
  const clear = useApiAction(clearAzureAd)
  const [asking, setAsking] = useState(false)
  if (!data || azureKeys.every((key) => data.settings[key] === '')) return null
  return (
    <>
      <Button variant="default" color="red" onClick={() => setAsking(true)}>
        {say('settings.azure.clear')}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        verb={say('settings.azure.clear')}
        danger
        onConfirm={() => clear.run({ version: data.version })}
        losses={azureKeys.map((key) => `${say(words[key])}: ${data.settings[key]}`)}
      >
        {say('settings.azure.clear.question')}
      </ConfirmDialog>
    </>
  )
}
