import {
  configureLinkage,
  isServiceName,
  type LinkageConnector,
  type LinkageFault,
  linkageAddress,
  linkageKinds,
  readLinkageConnector,
  releaseLinkageSync,
  removeLinkage,
  testLinkage,
} from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import { Button, Checkbox, PasswordInput, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useGo, usePathParams } from '../platform/address.ts'
import { asProblem, useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormPage, FormSection } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './linkage.module.css'

/** How the operator links a tenant with an external system [NFM-OPS-003]. */
export function ConnectorPage() {
  const { tenantId } = usePathParams<'tenantId'>()
  const answer = useApi(readLinkageConnector, { tenantId })
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const { tenantName, connector } = answer.data
  return <Connector tenantId={tenantId} tenant={tenantName} connector={connector} />
}

interface Of {
  tenantId: string
  /** Its name. */
  tenant: string
}

function Connector({ tenantId, tenant, connector }: Of & { connector: LinkageConnector | null }) {
  const say = useWord()
  const configure = useApiAction(configureLinkage, { refreshes: [readLinkageConnector] })
  const [fault, setFault] = useState<LinkageFault | null>()
  const valuesOf = (from: LinkageConnector | null) => ({
    kind: from?.kind ?? linkageKinds[0],
    serviceName: from?.serviceName ?? '',
    url: from?.url ?? '',
    token: '',
    propagateFaceDelete: from?.propagateFaceDelete ?? true,
  })
  const form = useKaobanForm({
    initialValues: valuesOf(connector),
    validate: {
      serviceName: (name) => (isServiceName(name.trim()) ? undefined : 'linkage.serviceName.wrong'),
      url: (url) => {
        const address = linkageAddress(url.trim())
        return address.ok ? undefined : (address.message as MessageKey)
      },
      token: (token) => (token === '' && connector === null ? 'linkage.token.missing' : undefined),
    },
    save: (values) =>
      configure.run({ tenantId, ...values }).catch((error) => {
        setFault(asProblem(error)?.details?.fault as LinkageFault | undefined)
        throw error
      }),
    onSaved: (saved) => {
      setFault(undefined)
      form.reset(valuesOf(saved))
    },
  })
  return (
    <>
      <PageHeader
        title={say('linkage.operator.title')}
        lead={say('linkage.operator.lead', { tenant })}
        back={{ to: '/operator', label: say('tenants.list') }}
      />
      <Stack>
        {connector && <Facts tenantId={tenantId} tenant={tenant} connector={connector} />}
        {!connector && <Notice>{say('linkage.operator.mail')}</Notice>}
        {fault && (
          <Notice tone="danger" urgent>
            {say(`linkage.fault.${fault}`)}
          </Notice>
        )}
        <FormPage form={form}>
          <FormSection title={say('linkage.operator.title')} lead={connector ? say('linkage.anew') : undefined}>
            <Radio.Group label={say('linkage.kind')} required {...form.field('kind')}>
              <Stack gap="xs" mt="xs">
                {linkageKinds.map((kind) => (
                  <Radio key={kind} value={kind} label={say(`linkage.kind.${kind}`)} />
                ))}
              </Stack>
            </Radio.Group>
            <TextInput label={say('linkage.serviceName')} required {...form.field('serviceName')} />
            <TextInput
              label={say('linkage.url')}
              required
              type="url"
              spellCheck={false}
              placeholder="https://example.jp/scim/v2"
              {...form.field('url')}
            />
            <PasswordInput
              label={say('linkage.token')}
              description={say('linkage.token.hint')}
              required={connector === null}
              autoComplete="off"
              {...form.field('token')}
            />
            <Checkbox label={say('linkage.propagate')} {...form.field('propagateFaceDelete', { type: 'checkbox' })} />
          </FormSection>
        </FormPage>
      </Stack>
    </>
  )
}

function Facts({ tenantId, tenant, connector }: Of & { connector: LinkageConnector }) {
  const say = useWord()
  const go = useGo()
  const [asking, setAsking] = useState<'release' | 'remove'>()
  const refreshes = [readLinkageConnector]
  const test = useApiAction(testLinkage, { refreshes: [] })
  const release = useApiAction(releaseLinkageSync, { refreshes })
  const remove = useApiAction(removeLinkage, { refreshes: [] })
  const [fault, setFault] = useState<LinkageFault | null>()
  const { consentedAt, filterEntries, syncedAt } = connector
  const tryIt = () =>
    test
      .run({ tenantId })
      .then((answer) => setFault(answer.fault))
      .catch(showProblem)
  return (
    <>
      <Notice
        tone="neutral"
        title={say('linkage.facts')}
        actions={
          <>
            <Button size="compact-md" loading={test.busy} onClick={() => void tryIt()}>
              {say('linkage.test')}
            </Button>
            {syncedAt && (
              <Button size="compact-md" variant="default" onClick={() => setAsking('release')}>
                {say('linkage.release')}
              </Button>
            )}
            <Button size="compact-md" variant="default" onClick={() => setAsking('remove')}>
              {say('linkage.remove')}
            </Button>
          </>
        }
      >
        <dl className={classes.facts}>
          <dt>{say('linkage.facts.consent')}</dt>
          <dd>{consentedAt ? <DateTimeText at={consentedAt} /> : say('linkage.facts.noConsent')}</dd>
          <dt>{say('linkage.facts.entries')}</dt>
          <dd>{filterEntries}</dd>
          <dt>{say('linkage.facts.synced')}</dt>
          <dd>{syncedAt ? <DateTimeText at={syncedAt} /> : say('linkage.facts.notSynced')}</dd>
        </dl>
      </Notice>
      {fault !== undefined && (
        <Notice tone={fault === null ? 'success' : 'danger'} urgent>
          {say(fault === null ? 'linkage.test.good' : `linkage.fault.${fault}`)}
        </Notice>
      )}
      <ConfirmDialog
        opened={asking === 'release'}
        onClose={() => setAsking(undefined)}
        verb={say('linkage.release')}
        onConfirm={() => release.run({ tenantId })}
      >
        {say('linkage.release.ask', { tenant })}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'remove'}
        onClose={() => setAsking(undefined)}
        verb={say('linkage.remove')}
        danger
        onConfirm={async () => {
          await remove.run({ tenantId })
          showDone('linkage.removed')
          go('/operator')
        }}
      >
        {say('linkage.remove.ask', { tenant })}
      </ConfirmDialog>
    </>
  )
}
