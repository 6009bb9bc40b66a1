import {
  type AnswerOf,
  applyImport,
  discardImport,
  type Import,
  listGroupImports,
  listImportRows,
  listTasks,
} from '@kaoban/contract'
import { ActionIcon, Button } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { queryKeyOf, useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { useWord } from '../platform/language.tsx'
import { ProgressPanel } from '../platform/ProgressPanel.tsx'
import { useAccount } from '../platform/session.tsx'
import { askEvery } from '../tasks/tasks.service.ts'
import { peopleReads } from '../users/users.service.ts'
import { GroupImportResult } from './GroupImportResult.tsx'
import classes from './groupImport.module.css'
import { ImportState, isWorking } from './importWords.tsx'

const Dialog = lazy(() => import('./GroupImportDialog.tsx').then((file) => ({ default: file.GroupImportDialog })))

type Row = AnswerOf<typeof listGroupImports>['rows'][number]

/** Imports into a group: what is under way for everybody who may import there, the own result, and the way to start one. */
export function useGroupImports(groupId: string, groupName: string) {
  const say = useWord()
  const account = useAccount()
  const [open, setOpen] = useState(false)
  const [own, setOwn] = useState<string>()
  const answer = useApi(
    listGroupImports,
    { groupId },
    { refetchInterval: (query) => (query.state.data?.rows.some(isWorking) ? askEvery : false) },
  )
  const rows = answer.data?.rows ?? []
  useFresh(rows)
  const running = rows.some((row) => isWorking(row) && row.createdBy === account.loginId)
  const shown = rows.find(({ importId }) => importId === own)
  const over = shown && ['applied', 'checked', 'undone'].includes(shown.state) ? shown : undefined
  const waits = shown?.state === 'planned' && shown.confirmDeletions ? shown : undefined

  const button = answer.data && (
    <ActionIcon
      variant="default"
      aria-label={say('imports.group.upload')}
      title={say('imports.group.upload')}
      onClick={() => setOpen(true)}
    >
      <IconUpload size={20} stroke={1.6} />
    </ActionIcon>
  )
  const panel = (
    <div className={classes.jobs} aria-live="polite">
      {rows.filter(isWorking).map((row) => (
        <Working key={row.importId} row={row} seenAt={answer.dataUpdatedAt} />
      ))}
      {!rows.some(isWorking) && rows[0] && <Last row={rows[0]} onShow={() => setOwn(rows[0]!.importId)} />}
    </div>
  )
  const dialogs = (
    <>
      {open && answer.data && (
        <Suspense>
          <Dialog
            {...{ groupId, groupName, running }}
            limits={answer.data.limits}
            onClose={() => setOpen(false)}
            onStarted={(importId) => {
              setOpen(false)
              setOwn(importId)
            }}
          />
        </Suspense>
      )}
      {waits && <ConfirmDeletions row={waits} onClose={() => setOwn(undefined)} />}
      {over && <GroupImportResult import={over} onClose={() => setOwn(undefined)} />}
    </>
  )
  return { button, panel, dialogs }
}

function Working({ row, seenAt }: { row: Row; seenAt: number }) {
  const say = useWord()
  const queued = row.state === 'queued'
  return (
    <ProgressPanel
      title={say(queued ? 'imports.group.queued' : 'imports.group.running')}
      done={row.done}
      total={row.total === 0 ? undefined : row.total}
      startedAt={Math.min(seenAt, Date.parse(row.createdAt))}
      doing={`${row.fileName} · ${say('imports.group.by', { by: row.createdBy })}`}
    />
  )
}

function Last({ row, onShow }: { row: Row; onShow: () => void }) {
  const say = useWord()
  return (
    <p className={classes.last}>
      <span>
        {say('imports.group.last')}: {row.fileName}
      </span>
      <DateTimeText at={row.createdAt} />
      <ImportState state={row.state} />
      {row.state === 'planned' && row.confirmDeletions && (
        <span>{say('imports.group.waiting', { n: row.totals.delete })}</span>
      )}
      <Button variant="subtle" size="compact-sm" onClick={onShow}>
        {say('imports.group.result')}
      </Button>
    </p>
  )
}

/** The number is named before so many people are deleted [MFA-RES-007]; who does not want it gives the import up. */
function ConfirmDeletions({ row, onClose }: { row: Import; onClose: () => void }) {
  const say = useWord()
  const refreshes = [listGroupImports, listTasks]
  const apply = useApiAction(applyImport, { refreshes })
  const discard = useApiAction(discardImport, { refreshes })
  const { importId, totals } = row
  const going = useRef(false)
  return (
    <ConfirmDialog
      opened
      danger
      verb={say('imports.group.confirmed', { n: totals.delete })}
      onConfirm={async () => {
        await apply.run({ importId, deletions: totals.delete })
        going.current = true
      }}
      onClose={() => {
        if (!going.current) void discard.run({ importId }).then(onClose, onClose)
      }}
    >
      <p>{say('imports.group.confirm', { n: totals.delete })}</p>
    </ConfirmDialog>
  )
}

/** Reads the people again when an import has ended. */
function useFresh(rows: readonly Row[]): void {
  const queries = useQueryClient()
  const states = rows.map(({ importId, state }) => `${importId} ${state}`).join()
  const former = useRef(states)
  useEffect(() => {
    if (former.current === states) return
    former.current = states
    for (const read of [listImportRows, ...peopleReads]) void queries.invalidateQueries({ queryKey: queryKeyOf(read) })
  }, [states, queries])
}
