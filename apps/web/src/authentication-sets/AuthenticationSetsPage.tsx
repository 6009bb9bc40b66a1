import {
  type AppAuthentication,
  type FactorNumber,
  factorRegistry,
  readAuthenticationSets,
  readTenantSettings,
  removeAuthenticationSet,
} from '@kaoban/contract'
import { Button, Table } from '@mantine/core'
import { IconPencil, IconPlus, IconRotate2 } from '@tabler/icons-react'
import { useState } from 'react'
import { usePathParams } from '../platform/address.ts'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { RowMenu } from '../platform/RowMenu.tsx'
import classes from './authentication-sets.module.css'
import { SetDialog } from './SetDialog.tsx'

type GroupSet = AppAuthentication['groups'][number]
type Asked = 'standard' | 'group' | { act: 'change' | 'remove'; set: GroupSet }

/** Which groups may use an application, and by which factors [MFA-ORG-004]. */
export function AuthenticationSetsPage() {
  const say = useWord()
  const appId = Number(usePathParams<'appId'>().appId)
  const answer = useApi(readAuthenticationSets, { appId })
  const remove = useApiAction(removeAuthenticationSet, { refreshes: [readAuthenticationSets] })
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const { app, standard, groups } = answer.data
  return (
    <>
      <PageHeader
        title={say('authenticationSets.titleOf', { name: app.name })}
        lead={say('authenticationSets.lead')}
        back={{ to: '/settings/applications', label: say('authenticationSets.back') }}
      >
        {app.kind === 'saml' && (
          <LinkButton to={`/settings/applications/${appId}/saml`} variant="default">
            {say('saml.open')}
          </LinkButton>
        )}
      </PageHeader>
      <div className={classes.sections}>
        <section className={classes.section} aria-labelledby="standard">
          <div className={classes.heading}>
            <h2 id="standard">{say('authenticationSets.standard')}</h2>
            <Button
              variant="default"
              leftSection={<IconPencil size={18} aria-hidden="true" />}
              onClick={() => setAsked('standard')}
            >
              {say('authenticationSets.set')}
              <span className="kb-hidden">{say('authenticationSets.standard')}</span>
            </Button>
          </div>
          <p className={classes.hint}>{say('authenticationSets.standard.text')}</p>
          {standard ? (
            <div className={classes.card}>
              <Ways of={standard.alternatives} />
            </div>
          ) : (
            <Notice tone="info">{say('authenticationSets.unset')}</Notice>
          )}
        </section>
        <section className={classes.section} aria-labelledby="groups">
          <div className={classes.heading}>
            <h2 id="groups">{say('authenticationSets.groups')}</h2>
            <Button
              variant="default"
              leftSection={<IconPlus size={18} aria-hidden="true" />}
              onClick={() => setAsked('group')}
            >
              {say('authenticationSets.addGroup')}
            </Button>
          </div>
          <p className={classes.hint}>{say('authenticationSets.groups.text')}</p>
          {groups.length === 0 ? (
            <p>{say('authenticationSets.groups.none')}</p>
          ) : (
            <Table verticalSpacing="xs" aria-labelledby="groups">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{say('authenticationSets.group')}</Table.Th>
                  <Table.Th scope="col">{say('authenticationSets.methods')}</Table.Th>
                  <Table.Td />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {groups.map((set) => (
                  <Table.Tr key={set.groupId}>
                    <Table.Th scope="row" fw={400}>
                      {set.name} <code>{set.code}</code>
                    </Table.Th>
                    <Table.Td>
                      <Ways of={set.alternatives} />
                    </Table.Td>
                    <Table.Td className={classes.menu}>
                      <RowMenu
                        name={set.name}
                        actions={[
                          {
                            label: say('authenticationSets.set'),
                            icon: IconPencil,
                            onClick: () => setAsked({ act: 'change', set }),
                          },
                          {
                            label: say('authenticationSets.remove'),
                            icon: IconRotate2,
                            danger: true,
                            onClick: () => setAsked({ act: 'remove', set }),
                          },
                        ]}
                      />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </section>
      </div>
      {asked === 'standard' && (
        <SetDialog
          appId={appId}
          of="standard"
          name={say('authenticationSets.standard')}
          set={standard}
          onClose={close}
        />
      )}
      {asked === 'group' && <SetDialog appId={appId} taken={groups} onClose={close} />}
      {typeof asked === 'object' && asked.act === 'change' && (
        <SetDialog appId={appId} of={asked.set.groupId} name={asked.set.name} set={asked.set} onClose={close} />
      )}
      {typeof asked === 'object' && asked.act === 'remove' && (
        <ConfirmDialog
          opened
          onClose={close}
          verb={say('authenticationSets.remove')}
          danger
          onConfirm={async () => {
            await remove.run({ appId, of: asked.set.groupId })
            showDone('authenticationSets.removed')
          }}
        >
          {say('authenticationSets.remove.ask', { name: asked.set.name })}
        </ConfirmDialog>
      )}
    </>
  )
}

/** Ways in, best first, in words. */
function Ways({ of: ways }: { of: readonly (readonly FactorNumber[])[] }) {
  const say = useWord()
  const called = useFactorName()
  if (ways.length === 0) return <span className={classes.hint}>{say('authenticationSets.forbidden')}</span>
  return (
    <ol className={classes.ways}>
      {ways.map((factors) => (
        <li key={factors.join(' ')}>{factors.map(called).join(' ＋ ')}</li>
      ))}
    </ol>
  )
}

/** What a factor is called in this organisation [MFA-ORG-006]. */
export function useFactorName(): (factor: FactorNumber) => string {
  const say = useWord()
  const { data } = useApi(readTenantSettings)
  return (factor) => {
    const { name } = factorRegistry[factor]
    return data?.settings[`mfa.name.${name}`] || say(`factors.${name}`)
  }
}
