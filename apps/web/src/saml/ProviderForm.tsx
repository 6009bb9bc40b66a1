import {
  nameIdSources,
  readProviderMetadata,
  readSamlApp,
  type SamlApp,
  samlLimits,
  saveServiceProvider,
} from '@kaoban/contract'
import { Button, Checkbox, FileButton, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useApiAction } from '../platform/api.ts'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

/** Certificates as people paste them: one after the other. */
function certificatesIn(text: string): string[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g)
  return blocks ?? (text.trim() === '' ? [] : [text])
}

/** What the portal knows of the service provider; its metadata fills the fields. */
export function ProviderForm({ of: { app, provider, version } }: { of: SamlApp }) {
  const say = useWord()
  const { appId } = app
  const save = useApiAction(saveServiceProvider, { refreshes: [readSamlApp] })
  const read = useApiAction(readProviderMetadata, { refreshes: [] })
  const form = useKaobanForm({
    initialValues: {
      entityId: provider?.entityId ?? '',
      acsUrl: provider?.acsUrl ?? '',
      nameId: provider?.nameId ?? ('spname' as string),
      sharedNames: provider?.sharedNames ?? false,
      attributes: provider?.attributes ?? false,
      requestsSigned: provider?.requestsSigned ?? false,
      certificates: provider?.certificates.join('') ?? '',
    },
    validate: {
      entityId: (entityId) => (entityId.trim() === '' ? 'saml.entityIdNeeded' : undefined),
      acsUrl: (acsUrl) => (acsUrl.trim() === '' ? 'saml.acsUrlUnsafe' : undefined),
      certificates: (certificates, { requestsSigned }) =>
        requestsSigned && certificates.trim() === '' ? 'saml.certificateNeeded' : undefined,
    },
    save: ({ certificates, nameId, ...values }) =>
      save.run({
        ...{ appId, version, ...values, nameId: nameId as (typeof nameIdSources)[number] },
        certificates: certificatesIn(certificates).slice(0, samlLimits.certificates),
      }),
    done: 'saml.saved',
  })
  const fill = async (file: File | null) => {
    if (!file) return
    try {
      const { entityId, acsUrl, requestsSigned, certificates } = await read.run({ appId, xml: await file.text() })
      form.set('entityId', entityId)
      form.set('acsUrl', acsUrl)
      form.set('requestsSigned', requestsSigned)
      form.set('certificates', certificates.join(''))
      showDone('saml.metadata.read')
    } catch (error) {
      showProblem(error)
    }
  }
  return (
    <FormPage form={form}>
      <div>
        <FileButton onChange={(file) => void fill(file)} accept=".xml,application/xml,text/xml">
          {(props) => (
            <Button
              {...props}
              variant="default"
              loading={read.busy}
              leftSection={<IconUpload size={16} aria-hidden="true" />}
            >
              {say('saml.metadata.choose')}
            </Button>
          )}
        </FileButton>
      </div>
      <TextInput
        label={say('saml.entityId')}
        required
        autoComplete="off"
        spellCheck={false}
        {...form.field('entityId')}
      />
      <TextInput
        label={say('saml.acsUrl')}
        description={say('saml.acsUrl.text')}
        required
        autoComplete="off"
        spellCheck={false}
        {...form.field('acsUrl')}
      />
      <Radio.Group label={say('saml.nameId')} description={say('saml.nameId.text')} {...form.field('nameId')}>
        <Stack gap="xs" mt="xs">
          {nameIdSources.map((source) => (
            <Radio key={source} value={source} label={say(`saml.nameId.${source}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {form.values.nameId === 'spname' && (
        <Checkbox
          label={say('saml.sharedNames')}
          description={say('saml.sharedNames.text')}
          {...form.field('sharedNames', { type: 'checkbox' })}
        />
      )}
      <Checkbox
        label={say('saml.attributes')}
        description={say('saml.attributes.text')}
        {...form.field('attributes', { type: 'checkbox' })}
      />
      <Checkbox
        label={say('saml.requestsSigned')}
        description={say('saml.requestsSigned.text')}
        {...form.field('requestsSigned', { type: 'checkbox' })}
      />
      <Textarea
        label={say('saml.certificates')}
        description={say('saml.certificates.text')}
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...form.field('certificates')}
      />
    </FormPage>
  )
}
