import {
  downloadImportTemplate,
  type ImportFault,
  limits,
  listImports,
  listTasks,
  uploadImport,
} from '@kaoban/contract'
import { Button, Checkbox, FileButton, Menu } from '@mantine/core'
import { IconChevronDown, IconFileImport, IconFileSpreadsheet, IconHistory, IconX } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { PhotoGuidance } from '../faces/faces.service.ts'
import { useGo } from '../platform/address.ts'
import { asProblem } from '../platform/api.ts'
import { downloadCsv } from '../platform/CsvButton.tsx'
import { DataTable } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText, showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { ProveDialog } from '../platform/ProveDialog.tsx'
import { isEncrypted, isGivenUp, type Sent, useUpload } from '../platform/upload.ts'
import { useDrop } from '../platform/useDrop.ts'
import { FaultList } from './FaultList.tsx'
import { CountsText, ImportState } from './importWords.tsx'
import { brokenSize, listKindOf, listKinds, sizeText } from './listFile.ts'
import { TimeGuide } from './TimeGuide.tsx'
import classes from './transfer.module.css'
import { UploadProgress } from './UploadProgress.tsx'

const mebibyte = 1024 * 1024
const taken = '.csv,.xlsx,.zip'

/** 利用者一括登録: a file goes up and becomes a plan; nothing is changed here [NFM-IMP-001]. */
export function UploadPage() {
  const say = useWord()
  const go = useGo()
  const [file, setFile] = useState<File>()
  const [consent, setConsent] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [proving, setProving] = useState<File>()
  const upload = useUpload(uploadImport, { refreshes: [listImports, listTasks] })
  const faults = (asProblem(problem)?.details?.faults ?? []) as ImportFault[]

  const choose = (chosen: File | null) => {
    setProblem(undefined)
    if (!chosen) return
    setFile(chosen)
    setConsent(false)
  }
  const send = async (chosen: File) => {
    setProblem(undefined)
    try {
      const files = [{ field: 'file', name: chosen.name, bytes: chosen }]
      const { import: planned } = await upload.run({ files, consent })
      go(`/transfer/user-import/${planned.importId}`)
    } catch (error) {
      if (asProblem(error)?.code === 'session.proof-needed') setProving(chosen)
      else if (!isGivenUp(error)) setProblem(error)
    }
  }

  return (
    <>
      <PageHeader title={say('LBL-NAV-io.userImport')} lead={say('imports.lead')}>
        <TemplateMenu />
      </PageHeader>
      <div className={classes.upload}>
        <DropArea
          file={file}
          busy={upload.busy}
          sent={upload.sent}
          onCancel={upload.cancel}
          consent={consent}
          onConsent={setConsent}
          onFile={choose}
          onGiveUp={() => setFile(undefined)}
          onSend={send}
        />
        {!isEncrypted() && (
          <Notice tone="danger" title={say('problem.request.not-encrypted')}>
            <p>{say('problem.request.not-encrypted.remedy')}</p>
          </Notice>
        )}
        {problem !== undefined && (
          <Notice tone="danger" urgent>
            <ProblemText error={problem} />
          </Notice>
        )}
        {faults.length > 0 && <FaultList faults={faults} fileName={file?.name ?? ''} />}
        <section className={classes.section} aria-labelledby="how-to">
          <h2 id="how-to">{say('imports.howTo')}</h2>
          <ul className={classes.howTo}>
            <li>{say('imports.howTo.rows')}</li>
            <li>{say('imports.howTo.passwords')}</li>
            <li>{say('imports.howTo.faces')}</li>
            <li>
              {say('imports.howTo.export')}{' '}
              <LinkAnchor to="/transfer/user-export" inherit underline="always">
                {say('LBL-NAV-io.userExport')}
              </LinkAnchor>
            </li>
          </ul>
        </section>
        <PhotoGuidance />
        <section className={classes.section} aria-labelledby="history">
          <h2 id="history">{say('imports.history')}</h2>
          <History />
        </section>
      </div>
      {proving && (
        <ProveDialog
          onClose={() => setProving(undefined)}
          onProven={() => {
            setProving(undefined)
            void send(proving)
          }}
        />
      )}
    </>
  )
}

interface DropProps {
  file: File | undefined
  busy: boolean
  sent: Sent | undefined
  onCancel: () => void
  consent: boolean
  onConsent: (given: boolean) => void
  onFile: (file: File | null) => void
  onGiveUp: () => void
  onSend: (file: File) => Promise<void>
}

/** Takes one file by the mouse or by its button; shows it until it is sent. */
function DropArea({ file, busy, sent, onCancel, consent, onConsent, onFile, onGiveUp, onSend }: DropProps) {
  const say = useWord()
  const [asked, setAsked] = useState(false)
  const tooLarge = file && brokenSize(file)
  const chosen = useMemo(() => (file ? [file] : []), [file])
  const withPictures = file !== undefined && listKindOf(file) === 'zip'
  const send = (chosen: File) => {
    setAsked(withPictures && !consent)
    if (!withPictures || consent) void onSend(chosen)
  }
  const drop = useDrop(([first]) => {
    if (!busy) onFile(first ?? null)
  })
  const choose = (
    <FileButton onChange={onFile} accept={taken} inputProps={{ 'aria-label': say('imports.file') }}>
      {(props) => (
        <Button {...props} variant="default" disabled={busy}>
          {say('LBL-GEN-chooseFile')}
        </Button>
      )}
    </FileButton>
  )
  return (
    <section className={classes.drop} aria-label={say('imports.file')} {...drop}>
      <IconFileImport size={36} stroke={1.4} aria-hidden="true" />
      {file ? (
        <>
          <p className={classes.chosen}>
            <strong>{file.name}</strong>
            <span>{sizeText(file.size)}</span>
            <Button
              variant="subtle"
              size="compact-sm"
              color="gray"
              disabled={busy}
              leftSection={<IconX size={16} aria-hidden="true" />}
              onClick={onGiveUp}
            >
              {say('LBL-GEN-clear')}
            </Button>
          </p>
          {tooLarge !== undefined && (
            <p className={classes.wrong} role="alert">
              {say('imports.tooLarge', { mb: tooLarge.toLocaleString() })}
            </p>
          )}
          {withPictures && (
            <Checkbox
              className={classes.consent}
              label={say('imports.consent')}
              checked={consent}
              disabled={busy}
              required
              error={asked && !consent ? say('imports.consent.needed') : undefined}
              onChange={(event) => onConsent(event.currentTarget.checked)}
            />
          )}
          <div className={classes.buttons}>
            <Button loading={busy} disabled={tooLarge !== undefined || !isEncrypted()} onClick={() => send(file)}>
              {say('LBL-IMP-run')}
            </Button>
            {choose}
          </div>
          <TimeGuide files={chosen} />
          <UploadProgress sent={sent} onCancel={onCancel} />
          <p className={classes.hint} role="status">
            {say(!busy ? 'imports.next' : sent && sent.done < sent.total ? 'imports.sending' : 'imports.reading')}
          </p>
        </>
      ) : (
        <>
          <p className={classes.dropWords}>{say('imports.drop')}</p>
          {choose}
          <TimeGuide files={chosen} />
          <div className={classes.kinds}>
            <p>{say('imports.kinds')}</p>
            <ul>
              <li>{say('imports.kind.csv', { mb: listKinds.csv / mebibyte })}</li>
              <li>{say('imports.kind.xlsx', { mb: listKinds.xlsx / mebibyte })}</li>
              <li>
                {say('imports.kind.zip', {
                  gb: listKinds.zip / 1024 / mebibyte,
                  picture: limits.pictureBytes / mebibyte,
                })}
              </li>
            </ul>
          </div>
        </>
      )}
    </section>
  )
}

function TemplateMenu() {
  const say = useWord()
  const save = (wish: { format: 'csv' | 'xlsx'; encoding?: 'shift_jis' | 'utf-8' }) =>
    downloadCsv(downloadImportTemplate, wish, `users_template.${wish.format}`).catch(showProblem)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconFileSpreadsheet size={18} />}
          rightSection={<IconChevronDown size={16} />}
        >
          {say('imports.template')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save({ format: 'csv', encoding: 'shift_jis' })}>
          {say('imports.export.shiftJis')}
        </Menu.Item>
        <Menu.Item onClick={() => void save({ format: 'csv', encoding: 'utf-8' })}>
          {say('imports.export.csvUtf8')}
        </Menu.Item>
        <Menu.Item onClick={() => void save({ format: 'xlsx' })}>{say('imports.template.xlsx')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function History() {
  const say = useWord()
  const go = useGo()
  return (
    <DataTable
      id="imports"
      caption={say('imports.history')}
      endpoint={listImports}
      rowKey={(row) => row.importId}
      rowName={(row) => row.fileName}
      onOpen={(row) => go(`/transfer/user-import/${row.importId}`)}
      refreshEvery={10_000}
      columns={[
        {
          id: 'fileName',
          header: say('imports.file'),
          fixed: true,
          cell: (row) => <LinkAnchor to={`/transfer/user-import/${row.importId}`}>{row.fileName}</LinkAnchor>,
        },
        { id: 'state', header: say('imports.state'), cell: (row) => <ImportState state={row.state} /> },
        { id: 'counts', header: say('imports.counts'), cell: (row) => <CountsText totals={row.totals} /> },
        { id: 'createdBy', header: say('imports.by'), cell: (row) => row.createdBy, mono: true },
        { id: 'createdAt', header: say('imports.at'), cell: (row) => <DateTimeText at={row.createdAt} /> },
        {
          id: 'appliedAt',
          header: say('imports.appliedAt'),
          cell: (row) => (row.appliedAt === null ? null : <DateTimeText at={row.appliedAt} />),
        },
      ]}
      empty={
        <EmptyState icon={IconHistory} title={say('imports.history.empty')}>
          {say('imports.history.empty.text')}
        </EmptyState>
      }
    />
  )
}
