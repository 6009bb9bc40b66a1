import {
  type AnswerOf,
  downloadGroupTemplate,
  type ImportFault,
  importIntoGroup,
  listGroupImports,
  listTasks,
} from '@kaoban/contract'
import { ActionIcon, Button, Checkbox, FileButton, Modal, Table } from '@mantine/core'
import { IconFileSpreadsheet, IconUpload, IconX } from '@tabler/icons-react'
import { useEffect, useId, useMemo, useState } from 'react'
import { asProblem } from '../platform/api.ts'
import { downloadCsv } from '../platform/CsvButton.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText, showProblem } from '../platform/notices.tsx'
import { ProveDialog } from '../platform/ProveDialog.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { isEncrypted, isGivenUp, useUpload } from '../platform/upload.ts'
import { useDrop } from '../platform/useDrop.ts'
import { FaultText } from './FaultList.tsx'
import { brokenLimit, type ChosenFile, kindOf, nothingSeen, preview, totalsOf } from './groupFiles.ts'
import classes from './groupImport.module.css'
import { TimeGuide } from './TimeGuide.tsx'
import { UploadProgress } from './UploadProgress.tsx'

export type GroupLimits = AnswerOf<typeof listGroupImports>['limits']

interface Props {
  groupId: string
  groupName: string
  limits: GroupLimits
  /** One that this person started is at work. */
  running: boolean
  onClose: () => void
  onStarted: (importId: string) => void
}

const megabyte = 1024 * 1024
const shownFaults = 20

/** CSV files and pictures for a group: chosen, looked at, and sent together [MFA-UI-004..MFA-UI-009]. */
export function GroupImportDialog({ groupId, groupName, limits, running, onClose, onStarted }: Props) {
  const say = useWord()
  const [files, setFiles] = useState<ChosenFile[]>([])
  const [strangers, setStrangers] = useState<string[]>([])
  const [consent, setConsent] = useState(false)
  const [asked, setAsked] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [proving, setProving] = useState<{ trial: boolean }>()
  const start = useUpload(importIntoGroup, { refreshes: [listGroupImports, listTasks] })
  const broken = useMemo(() => brokenLimit(files, limits), [files, limits])
  const seen = usePreview(files, limits, broken === undefined)
  const { csv, images } = totalsOf(files)
  const plain = useMemo(() => files.map(({ file }) => file), [files])
  const faults = (asProblem(problem)?.details?.faults ?? []) as ImportFault[]
  const ready = isEncrypted() && csv > 0 && broken === undefined && !running && !start.busy

  const choose = (chosen: readonly File[]) => {
    setProblem(undefined)
    const kinds = chosen.map((file) => ({ file, kind: kindOf(file) }))
    setStrangers(kinds.flatMap(({ file, kind }) => (kind === undefined ? [file.name] : [])))
    const added = kinds.flatMap(({ file, kind }): ChosenFile[] =>
      kind === undefined ? [] : [{ id: crypto.randomUUID(), kind, file }],
    )
    // A file chosen again takes the place of the former one.
    setFiles((former) => [
      ...former.filter((one) => !added.some(({ kind, file }) => kind === one.kind && file.name === one.file.name)),
      ...added,
    ])
  }

  const send = async (trial: boolean) => {
    setProblem(undefined)
    if (images > 0 && !consent) {
      setAsked(true)
      return
    }
    try {
      const sent = files.map(({ kind, file }) => ({ field: kind, name: file.name, bytes: file }))
      const { import: started } = await start.run({ groupId, trial, consent, files: sent })
      onStarted(started.importId)
    } catch (error) {
      if (asProblem(error)?.code === 'session.proof-needed') setProving({ trial })
      else if (!isGivenUp(error)) setProblem(error)
    }
  }

  return (
    <Modal
      opened
      onClose={() => start.busy || onClose()}
      title={say('imports.group.title', { group: groupName })}
      size="xl"
      closeOnEscape={proving === undefined}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <div className={classes.dialog}>
        <DropFrame busy={start.busy} onFiles={choose} />
        <p className={classes.hint}>{say('imports.group.together')}</p>
        <LimitsText limits={limits} />
        <TimeGuide files={plain} />
        <Button
          className={classes.start}
          variant="subtle"
          size="compact-sm"
          leftSection={<IconFileSpreadsheet size={16} aria-hidden="true" />}
          onClick={() =>
            void downloadCsv(downloadGroupTemplate, { groupId }, 'mfa_users_template.csv').catch(showProblem)
          }
        >
          {say('imports.group.template')}
        </Button>
        {!isEncrypted() && (
          <Notice tone="danger" title={say('problem.request.not-encrypted')}>
            <p>{say('problem.request.not-encrypted.remedy')}</p>
          </Notice>
        )}
        {strangers.length > 0 && (
          <Notice tone="warning" urgent>
            {say('imports.group.stranger', { names: strangers.slice(0, 5).join(', ') })}
          </Notice>
        )}
        {broken && (
          <Notice tone="danger" urgent>
            <FaultText fault={broken} /> <CliLink />
          </Notice>
        )}
        {files.length > 0 && (
          <>
            <Totals files={files} limits={limits} />
            <FileTable
              files={files}
              unnamed={seen.unnamed}
              busy={start.busy}
              onRemove={(id) => setFiles((former) => former.filter((one) => one.id !== id))}
            />
          </>
        )}
        <Faults faults={[...seen.faults, ...faults]} />
        <div className={classes.foot}>
          {problem !== undefined && (
            <Notice tone="danger" urgent>
              <ProblemText error={problem} />
            </Notice>
          )}
          {images > 0 && (
            <Checkbox
              label={say('imports.group.consent')}
              checked={consent}
              onChange={(event) => setConsent(event.currentTarget.checked)}
              error={asked && !consent && say('imports.group.consent.needed')}
            />
          )}
          <UploadProgress sent={start.sent} onCancel={start.cancel} />
          <p className={classes.state} role="status" aria-live="polite">
            {start.busy ? say('imports.group.sending') : running ? say('imports.group.running') : ''}
          </p>
          <div className={classes.buttons}>
            <Button variant="default" disabled={!ready} onClick={() => void send(true)}>
              {say('imports.group.try')}
            </Button>
            <Button disabled={!ready} loading={start.busy} onClick={() => void send(false)}>
              {say('imports.group.run')}
            </Button>
          </div>
        </div>
      </div>
      {proving && (
        <ProveDialog
          onClose={() => setProving(undefined)}
          onProven={() => {
            setProving(undefined)
            void send(proving.trial)
          }}
        />
      )}
    </Modal>
  )
}

/** Reads what was chosen when it changes; an answer that comes late is not shown. */
function usePreview(files: readonly ChosenFile[], limits: GroupLimits, readable: boolean) {
  const [seen, setSeen] = useState(nothingSeen)
  useEffect(() => {
    let current = true
    setSeen(nothingSeen)
    if (readable)
      void preview(files, limits)
        .then((found) => current && setSeen(found))
        .catch(() => {})
    return () => {
      current = false
    }
  }, [files, limits, readable])
  return seen
}

/** Takes files by the mouse, and by clicking or pressing Enter inside. */
function DropFrame({ busy, onFiles }: { busy: boolean; onFiles: (files: readonly File[]) => void }) {
  const say = useWord()
  const drop = useDrop((files) => {
    if (!busy) onFiles(files)
  })
  return (
    <FileButton
      multiple
      onChange={onFiles}
      accept=".csv,text/csv,.jpg,.jpeg,image/jpeg"
      inputProps={{ 'aria-label': say('imports.group.drop') }}
    >
      {(props) => (
        <button {...props} type="button" className={classes.frame} data-autofocus disabled={busy} {...drop}>
          <IconUpload size={32} stroke={1.4} aria-hidden="true" />
          {say('imports.group.drop')}
        </button>
      )}
    </FileButton>
  )
}

function tenths(bytes: number, unit: number): string {
  return (Math.round((bytes / unit) * 10) / 10).toLocaleString()
}

function LimitsText({ limits }: { limits: GroupLimits }) {
  const say = useWord()
  const { csvFiles, images, imageBytes, totalBytes } = limits
  const about = Math.max(1, Math.floor(totalBytes / imageBytes))
  return (
    <p className={classes.hint}>
      {say('imports.group.limits', {
        ...{ csv: csvFiles, images, kb: tenths(imageBytes, 1024), mb: tenths(totalBytes, megabyte) },
        about: Math.min(about, images),
      })}{' '}
      <CliLink />
    </p>
  )
}

/** Where the tool for larger imports is prepared [MFA-GEN-002]. */
function CliLink() {
  const say = useWord()
  return (
    <LinkAnchor to="/api-keys" inherit underline="always">
      {say('imports.group.cli')}
    </LinkAnchor>
  )
}

function Totals({ files, limits }: { files: readonly ChosenFile[]; limits: GroupLimits }) {
  const say = useWord()
  const { csv, images, largest, bytes } = totalsOf(files)
  const [kb, mb] = [(size: number) => tenths(size, 1024), (size: number) => tenths(size, megabyte)]
  const rows = [
    { id: 'csv', over: csv > limits.csvFiles, n: csv, max: limits.csvFiles },
    { id: 'images', over: images > limits.images, n: images, max: limits.images },
    { id: 'largest', over: largest > limits.imageBytes, n: kb(largest), max: kb(limits.imageBytes) },
    { id: 'bytes', over: bytes > limits.totalBytes, n: mb(bytes), max: mb(limits.totalBytes) },
  ] as const
  return (
    <ul className={classes.totals}>
      {rows.map(({ id, over, n, max }) => (
        <li key={id} data-over={over || undefined}>
          {say(`imports.group.totals.${id}`, { n, max })}
        </li>
      ))}
    </ul>
  )
}

interface FileTableProps {
  files: readonly ChosenFile[]
  unnamed: ReadonlySet<string>
  busy: boolean
  onRemove: (id: string) => void
}

function FileTable({ files, unnamed, busy, onRemove }: FileTableProps) {
  const say = useWord()
  const heading = useId()
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className={classes.heading}>
        {say('imports.group.files')}
      </h3>
      <Table.ScrollContainer minWidth={0} mah="20rem">
        <Table verticalSpacing="xs" aria-labelledby={heading}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{say('imports.group.name')}</Table.Th>
              <Table.Th scope="col">{say('imports.group.kind')}</Table.Th>
              <Table.Th scope="col">{say('imports.group.bytes')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {files.map(({ id, kind, file }) => (
              <Table.Tr key={id}>
                <Table.Td className={classes.name}>
                  {file.name}
                  {kind === 'image' && unnamed.has(file.name) && (
                    <StatusBadge tone="warning">{say('imports.group.unnamed')}</StatusBadge>
                  )}
                </Table.Td>
                <Table.Td>{say(`imports.group.kind.${kind}`)}</Table.Td>
                <Table.Td className={classes.number}>
                  {say('imports.size', { kb: Math.max(1, Math.round(file.size / 1024)).toLocaleString() })}
                </Table.Td>
                <Table.Td>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    disabled={busy}
                    aria-label={say('imports.group.remove', { name: file.name })}
                    onClick={() => onRemove(id)}
                  >
                    <IconX size={16} />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  )
}

function Faults({ faults }: { faults: readonly ImportFault[] }) {
  if (faults.length === 0) return null
  return (
    <Notice tone="danger">
      <ul className={classes.faults}>
        {faults.slice(0, shownFaults).map((fault, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same fault may stand at one place twice
          <li key={index}>
            {fault.file} <FaultText fault={fault} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}
