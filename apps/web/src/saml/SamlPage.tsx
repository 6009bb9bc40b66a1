import { activateSamlKey, makeSamlKey, readSamlApp, type SamlApp, type SamlKey } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconDownload, IconKey, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { usePathParams } from '../platform/address.ts'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { CopyField } from '../platform/CopyField.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { ProviderForm } from './ProviderForm.tsx'
import classes from './saml.module.css'

/** How a SAML application and this portal know each other [MFA-SAML-002]. */
export function SamlPage() {
  const say = useWord()
  const appId = Number(usePathParams<'appId'>().appId)
  const answer = useApi(readSamlApp, { appId }, { staleTime: 0, refetchOnWindowFocus: false })
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const { app, portal, keys, version } = answer.data
  return (
    <>
      <PageHeader
        title={say('saml.titleOf', { name: app.name })}
        lead={say('saml.lead')}
        back={{ to: `/settings/applications/${appId}`, label: say('saml.back', { name: app.name }) }}
      />
      <div className={classes.sections}>
        <Keys keys={keys} />
        {keys.length > 0 && <Portal portal={portal} />}
        <section className={classes.section} aria-labelledby="provider">
          <h2 id="provider">{say('saml.provider')}</h2>
          <p>{say('saml.provider.text')}</p>
          <ProviderForm key={version} of={answer.data} />
        </section>
      </div>
    </>
  )
}

function Portal({ portal }: Pick<SamlApp, 'portal'>) {
  const say = useWord()
  return (
    <section className={classes.section} aria-labelledby="portal">
      <h2 id="portal">{say('saml.portal')}</h2>
      <p>{say('saml.portal.text')}</p>
      {(['metadataUrl', 'entityId', 'ssoUrl', 'logoutUrl'] as const).map((name) => (
        <div key={name}>
          <span className={classes.label}>{say(`saml.portal.${name}`)}</span>
          <CopyField label={say(`saml.portal.${name}`)} value={portal[name]} />
        </div>
      ))}
      <div className={classes.row}>
        <Button
          component="a"
          href={portal.metadataUrl}
          download="metadata.xml"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
        >
          {say('saml.portal.download')}
        </Button>
        {portal.validUntil && (
          <span>
            {say('saml.portal.validUntil')}: <DateTimeText at={portal.validUntil} style="day" />
          </span>
        )}
      </div>
    </section>
  )
}

function Keys({ keys }: { keys: readonly SamlKey[] }) {
  const say = useWord()
  const make = useApiAction(makeSamlKey, { refreshes: [readSamlApp] })
  const activate = useApiAction(activateSamlKey, { refreshes: [readSamlApp] })
  const [activating, setActivating] = useState<SamlKey>()
  const makeKey = async () => {
    try {
      await make.run({})
      showDone('saml.key.made')
    } catch (error) {
      showProblem(error)
    }
  }
  const button = (
    <Button
      variant={keys.length === 0 ? 'filled' : 'default'}
      loading={make.busy}
      leftSection={<IconKey size={16} aria-hidden="true" />}
      onClick={() => void makeKey()}
    >
      {say(keys.length === 0 ? 'saml.key.make' : 'saml.key.makeNext')}
    </Button>
  )
  return (
    <section className={classes.section} aria-labelledby="keys">
      <h2 id="keys">{say('saml.keys')}</h2>
      <p>{say('saml.keys.text')}</p>
      {keys.length === 0 && <Notice tone="info">{say('saml.keys.none')}</Notice>}
      {keys.map((key) => (
        <div key={key.keyId} className={classes.key}>
          <div className={classes.row}>
            <StatusBadge tone={key.state === 'active' ? 'success' : 'info'}>{say(`saml.key.${key.state}`)}</StatusBadge>
            <span>
              {say('saml.key.validUntil')}: <DateTimeText at={key.validUntil} style="day" />
            </span>
          </div>
          <span>
            {say('saml.key.fingerprint')}: <code>{key.fingerprint}</code>
          </span>
          <div className={classes.row}>
            <Button
              component="a"
              href={`/api/saml/keys/${key.keyId}/certificate.pem`}
              download
              size="compact-sm"
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden="true" />}
            >
              {say('saml.key.certificate')}
            </Button>
            {key.state === 'next' && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconRefresh size={16} aria-hidden="true" />}
                onClick={() => setActivating(key)}
              >
                {say('saml.key.activate')}
              </Button>
            )}
          </div>
        </div>
      ))}
      <div>{button}</div>
      <ConfirmDialog
        opened={activating !== undefined}
        onClose={() => setActivating(undefined)}
        verb={say('saml.key.activate')}
        danger
        onConfirm={async () => {
          await activate.run({ keyId: activating!.keyId })
          showDone('saml.key.activated')
        }}
      >
        {say('saml.key.activate.ask')}
      </ConfirmDialog>
    </section>
  )
}
