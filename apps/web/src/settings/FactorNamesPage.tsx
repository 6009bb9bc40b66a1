import { factorLimits, lengthOf, namedFactors } from '@kaoban/contract'
import { TextInput } from '@mantine/core'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { SettingsForm } from './SettingsForm.tsx'

const keyOf = (factor: (typeof namedFactors)[number]) => `mfa.name.${factor}` as const

/** 認証要素の表示名 [MFA-ORG-006]. */
export function FactorNamesPage() {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('factors.names.title')} lead={say('factors.names.lead')} />
      <SettingsForm keys={namedFactors.map(keyOf)}>
        {(settings, set) =>
          namedFactors.map((factor) => (
            <TextInput
              key={factor}
              label={say(`factors.${factor}`)}
              description={say('factors.names.limit')}
              placeholder={say(`factors.${factor}`)}
              autoComplete="off"
              value={settings[keyOf(factor)]}
              error={
                lengthOf(settings[keyOf(factor)].trim()) > factorLimits.factorName.max && say('factors.names.tooLong')
              }
              onChange={(event) => set(keyOf(factor), event.currentTarget.value)}
            />
          ))
        }
      </SettingsForm>
    </>
  )
}
