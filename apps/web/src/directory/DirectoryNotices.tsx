import { type DirectoryDomain, type DirectoryError, readDirectory } from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import { Button, Modal, Table } from '@mantine/core'
import { useState } from 'react'
import { useApi } from '../platform/api.ts'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { formatDate } from '../platform/dates.ts'
import { useLanguage, useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { useAccount } from '../platform/session.tsx'
import classes from './directory.module.css'

const askEvery = 60_000

/** What went wrong with Active Directory, or that nothing is heard of it, for system administrators [NFM-USR-045]. */
export function DirectoryNotices() {
  const { role } = useAccount()
  const answer = useApi(readDirectory, {}, { enabled: role === 'system-administrator', refetchInterval: askEvery })
  const [shown, setShown] = useState<string>()
  const domains = answer.data?.domains ?? []
  const open = domains.find(({ domain }) => domain === shown)
  return (
    <>
      {domains.map((domain) => (
        <DomainNotice key={domain.domain} domain={domain} onOpen={() => setShown(domain.domain)} />
      ))}
      {open && <ErrorsDialog domain={open} onClose={() => setShown(undefined)} />}
    </>
  )
}

function DomainNotice({
  domain: { domain, silent, reportedAt, run },
  onOpen,
}: {
  domain: DirectoryDomain
  onOpen: () => void
}) {
  const say = useWord()
  const { locale } = useLanguage()
  const { timeZone } = useAccount().tenant
  const waits = run?.import.state === 'planned'
  const failed = (run?.errorCount ?? 0) > 0 || (run?.failure ?? null) !== null
  if (!silent && !waits && !failed) return null
  const details = (
    <Button size="compact-md" variant="default" onClick={onOpen}>
      {say('directory.details')}
    </Button>
  )
  return (
    <div className={classes.notice}>
      <Notice
        tone="warning"
        title={failed || waits ? say('MSG-ADP-001') : say('directory.silent', { domain })}
        actions={failed ? details : waits && <RunLink importId={run.import.importId} />}
      >
        {waits && <p>{say('directory.waits', { domain, n: run.import.totals.delete })}</p>}
        {failed && <p>{say('directory.failed', { domain, n: run?.errorCount ?? 0 })}</p>}
        {silent && (
          <p>{say('directory.silent.since', { at: formatDate(new Date(reportedAt), 'minute', locale, timeZone) })}</p>
        )}
      </Notice>
    </div>
  )
}

function RunLink({ importId }: { importId: string }) {
  const say = useWord()
  return (
    <LinkButton size="compact-md" variant="default" to={`/transfer/user-import/${importId}`}>
      {say('directory.run')}
    </LinkButton>
  )
}

/** Time, logon name, operation and reason of each error [NFM-ADP-052]. */
function ErrorsDialog({
  domain: { domain, reportedAt, run },
  onClose,
}: {
  domain: DirectoryDomain
  onClose: () => void
}) {
  const say = useWord()
  const { errors = [], errorCount = 0, failure } = run ?? {}
  const wordOf = (operation: DirectoryError['operation']) =>
    operation === 'none' || operation === 'refused' ? '-' : say(`directory.operation.${operation}`)
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={say('directory.errors', { domain })}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <div className={classes.dialog}>
        {failure && <p>{say('directory.failure', { code: failure })}</p>}
        {errors.length > 0 && (
          <Table.ScrollContainer minWidth={0}>
            <Table verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{say('directory.time')}</Table.Th>
                  <Table.Th scope="col">{say('directory.logonName')}</Table.Th>
                  <Table.Th scope="col">{say('directory.operation')}</Table.Th>
                  <Table.Th scope="col">{say('directory.reason')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {errors.map(({ logonName, operation, fault }) => (
                  <Table.Tr key={`${logonName} ${fault.line}`}>
                    <Table.Td>
                      <DateTimeText at={reportedAt} />
                    </Table.Td>
                    <Table.Td>{logonName}</Table.Td>
                    <Table.Td>{wordOf(operation)}</Table.Td>
                    <Table.Td>{hasMessage(fault.message) ? say(fault.message, fault.params) : fault.message}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        {errorCount > errors.length && <p>{say('forms.andMore', { n: errorCount - errors.length })}</p>}
        {run && <RunLink importId={run.import.importId} />}
      </div>
    </Modal>
  )
}
