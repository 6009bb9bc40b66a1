import {
  downloadImportReport,
  type Import,
  listImportRows,
  listImports,
  listTasks,
  planImportAgain,
  readImport,
  readTask,
  type Task,
} from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconArrowBackUp, IconDownload, IconFileImport, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { usePathParams } from '../platform/address.ts'
import { queryKeyOf, useApi, useApiAction } from '../platform/api.ts'
import { downloadCsv } from '../platform/CsvButton.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { formatDate } from '../platform/dates.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useLanguage, useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { ProgressPanel } from '../platform/ProgressPanel.tsx'
import { useAccount } from '../platform/session.tsx'
import { askEvery, isOver, TaskEnd } from '../tasks/tasks.service.ts'
import { peopleReads } from '../users/users.service.ts'
import { FaultText } from './FaultList.tsx'
import { ApplyDialog, DiscardDialog, UndoDialog } from './ImportDialogs.tsx'
import { ImportRows } from './ImportRows.tsx'
import { ImportState, isWorking } from './importWords.tsx'
import { PictureTiles, Tiles } from './Tiles.tsx'
import classes from './transfer.module.css'

/** One import: its plan, its progress, its result, and the way back [NFM-IMP-013]. */
export function ImportPage() {
  const { importId } = usePathParams<'importId'>()
  const answer = useApi(
    readImport,
    { importId },
    { refetchInterval: (query) => (query.state.data && isWorking(query.state.data) ? askEvery : false) },
  )
  const task = useTask(answer.data)
  useFresh(answer.data)
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  return <One import={answer.data} task={task.data} seenAt={task.dataUpdatedAt} />
}

/** The task behind it, as long as it may be at work; whose task another person started is not shown to everybody. */
function useTask(shown: Import | undefined) {
  const taskId = shown?.taskId ?? ''
  return useApi(
    readTask,
    { taskId },
    {
      enabled: taskId !== '' && shown !== undefined && isWorking(shown),
      refetchInterval: (query) => (query.state.data && isOver(query.state.data) ? false : askEvery),
    },
  )
}

/** Reads again, when a task has ended, everything that it changed. */
function useFresh(shown: Import | undefined): void {
  const queries = useQueryClient()
  const state = shown?.state
  const former = useRef(state)
  useEffect(() => {
    if (state === undefined || former.current === state) return
    if (former.current !== undefined)
      for (const read of [listImportRows, listImports, listTasks, ...peopleReads])
        void queries.invalidateQueries({ queryKey: queryKeyOf(read) })
    former.current = state
  }, [state, queries])
}

interface OneProps {
  import: Import
  task: Task | undefined
  seenAt: number
}

function One({ import: shown, task, seenAt }: OneProps) {
  const say = useWord()
  const [asking, setAsking] = useState<'apply' | 'discard' | 'undo'>()
  const { importId, fileName, state, totals } = shown
  const close = () => setAsking(undefined)
  const working = isWorking(shown)
  const stuck = working && task !== undefined && isOver(task) && task.state !== 'done'
  const changes = totals.add + totals.change + totals.delete
  return (
    <>
      <PageHeader
        title={say('imports.one', { file: fileName })}
        back={{ to: '/transfer/user-import', label: say('imports.back') }}
      >
        {(state === 'planned' || (state === 'planning' && stuck)) && (
          <Button variant="default" leftSection={<IconTrash size={18} />} onClick={() => setAsking('discard')}>
            {say('imports.discard')}
          </Button>
        )}
        {state === 'planned' && (
          <Button disabled={changes === 0 || shown.outdated > 0} onClick={() => setAsking('apply')}>
            {say('imports.apply')}
          </Button>
        )}
        {state === 'applied' && shown.undoableUntil !== null && (
          <Button variant="default" leftSection={<IconArrowBackUp size={18} />} onClick={() => setAsking('undo')}>
            {say('imports.undo')}
          </Button>
        )}
        {(state === 'applied' || state === 'undone') && (
          <LinkButton to="/transfer/user-import" leftSection={<IconFileImport size={18} />}>
            {say('LBL-IMP-other')}
          </LinkButton>
        )}
      </PageHeader>
      <div className={classes.page}>
        {stuck && <TaskEnd task={task} />}
        {stuck && state !== 'planning' && <p className={classes.hint}>{say('imports.stuck')}</p>}
        {working && !stuck && (
          <ProgressPanel
            title={say(`imports.${state as 'planning' | 'queued' | 'applying' | 'undoing'}`)}
            done={task?.done ?? 0}
            total={task?.total}
            startedAt={task ? seenAt - task.seconds * 1000 : Date.now()}
            doing={say(task?.state === 'waiting' ? 'tasks.waiting' : 'imports.working')}
          />
        )}
        <div className={classes.standing}>
          {shown.outdated > 0 ? <Outdated import={shown} /> : <Standing import={shown} />}
        </div>
        <Facts import={shown} />
        {state !== 'planning' && (
          <>
            <Tiles totals={totals} />
            {totals.pictures + totals.pictureFaults > 0 && <Pictures import={shown} />}
            <UnusedFiles files={shown.files} />
            <ImportRows
              import={shown}
              actions={<SaveButtons importId={importId} fileName={fileName} bad={totals.refused + totals.failed > 0} />}
            />
          </>
        )}
      </div>
      {asking === 'apply' && <ApplyDialog import={shown} onClose={close} />}
      {asking === 'discard' && <DiscardDialog import={shown} onClose={close} />}
      {asking === 'undo' && <UndoDialog import={shown} onClose={close} />}
    </>
  )
}

/** People have changed since the plan was made: it is made again of what was uploaded, and shows what has changed. */
function Outdated({ import: { importId, outdated } }: { import: Import }) {
  const say = useWord()
  const plan = useApiAction(planImportAgain, { refreshes: [readImport, listImportRows, listImports, listTasks] })
  const again = (
    <Button loading={plan.busy} onClick={() => void plan.run({ importId }).catch(showProblem)}>
      {say('imports.planAgain')}
    </Button>
  )
  return (
    <Notice tone="warning" title={say('problem.import.outdated', { rows: outdated })} actions={again} urgent>
      <p>{say('problem.import.outdated.remedy')}</p>
    </Notice>
  )
}

/** Where an import stands and what to do next, in a sentence or two. */
function Standing({ import: { state, totals, undoableUntil } }: { import: Import }) {
  const say = useWord()
  const { locale } = useLanguage()
  const { timeZone } = useAccount().tenant
  const { add, change, delete: gone, refused, failed, done } = totals
  const changes = add + change + gone
  if (state === 'planned')
    return (
      <Notice tone={refused > 0 ? 'warning' : 'info'} title={say('imports.planned')}>
        <p>{say(changes === 0 ? 'imports.planned.nothing' : 'imports.planned.text')}</p>
        {refused > 0 && <p>{say('imports.planned.refused', { n: refused })}</p>}
        {totals.replanned > 0 && <p>{say('imports.planned.replanned', { n: totals.replanned })}</p>}
      </Notice>
    )
  if (state === 'applied')
    return (
      <Notice tone={failed > 0 ? 'warning' : 'success'} title={say('MSG-IMP-051')}>
        <p>{say('MSG-IMP-050', { total: changes, done })}</p>
        {totals.faces > 0 && <p>{say('imports.applied.faces', { n: totals.faces })}</p>}
        {failed > 0 && <p>{say('imports.applied.failed', { n: failed })}</p>}
        {refused > 0 && <p>{say('imports.applied.refused', { n: refused })}</p>}
        {undoableUntil !== null && (
          <p>
            {say('imports.applied.undoable', {
              until: formatDate(new Date(undoableUntil), 'minute', locale, timeZone),
            })}
          </p>
        )}
      </Notice>
    )
  if (state === 'checked')
    return (
      <Notice tone="neutral" title={say('imports.group.checked')}>
        <p>{say('imports.group.checked.text')}</p>
      </Notice>
    )
  if (state === 'undone')
    return (
      <Notice tone={failed > 0 ? 'warning' : 'neutral'} title={say('imports.undone')}>
        {failed > 0 && <p>{say('imports.undone.failed', { n: failed })}</p>}
      </Notice>
    )
  return null
}

function Facts({ import: { state, files, createdBy, createdAt, appliedAt } }: { import: Import }) {
  const say = useWord()
  const encodings = { shift_jis: 'Shift_JIS', 'utf-8': say('imports.utf8'), 'utf-8-bom': say('forms.utf8') }
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{say('imports.state')}</dt>
        <dd>
          <ImportState state={state} />
        </dd>
      </div>
      <div>
        <dt>{say('imports.by')}</dt>
        <dd>{createdBy}</dd>
      </div>
      <div>
        <dt>{say('imports.at')}</dt>
        <dd>
          <DateTimeText at={createdAt} />
        </dd>
      </div>
      {appliedAt !== null && (
        <div>
          <dt>{say('imports.appliedAt')}</dt>
          <dd>
            <DateTimeText at={appliedAt} />
          </dd>
        </div>
      )}
      <div>
        <dt>{say('imports.encoding')}</dt>
        <dd>{[...new Set(files.map(({ encoding }) => encodings[encoding]))].join(', ')}</dd>
      </div>
    </dl>
  )
}

/** What was found in the pictures; choosing a number narrows the list of rows. */
function Pictures({ import: { state, totals, picturesUntil } }: { import: Import }) {
  const say = useWord()
  const { locale } = useLanguage()
  const { timeZone } = useAccount().tenant
  return (
    <section className={classes.section} aria-labelledby="pictures">
      <h2 id="pictures">{say('imports.pictures')}</h2>
      <PictureTiles totals={totals} state={state} />
      {picturesUntil !== null && (
        <p className={classes.hint}>
          {say('imports.pictures.until', { until: formatDate(new Date(picturesUntil), 'minute', locale, timeZone) })}
        </p>
      )}
    </section>
  )
}

const shownFiles = 20

/** Files of a ZIP that no row names. */
function UnusedFiles({ files }: Pick<Import, 'files'>) {
  const say = useWord()
  const faults = files.flatMap((file) => file.faults).filter(({ code }) => code === 'transfer.pictureUnnamed')
  if (faults.length === 0) return null
  return (
    <details className={classes.unused}>
      <summary>{say('imports.pictures.unused', { n: faults.length })}</summary>
      <ul>
        {faults.slice(0, shownFiles).map((fault) => (
          <li key={fault.file}>
            <FaultText fault={fault} />
          </li>
        ))}
      </ul>
      {faults.length > shownFiles && <p>{say('forms.andMore', { n: faults.length - shownFiles })}</p>}
    </details>
  )
}

/** The rows as they stand in the file, with what became of each. */
function SaveButtons({ importId, fileName, bad }: { importId: string; fileName: string; bad: boolean }) {
  const say = useWord()
  const [busy, setBusy] = useState<'all' | 'refused'>()
  const save = async (rows: 'all' | 'refused') => {
    setBusy(rows)
    try {
      const name = fileName.replace(/(\.(?:csv|zip|xlsx))?$/i, rows === 'all' ? '_result.csv' : '_errors.csv')
      await downloadCsv(downloadImportReport, { importId, rows }, name)
      showDone('forms.csvDone')
    } catch (error) {
      showProblem(error)
    } finally {
      setBusy(undefined)
    }
  }
  const looks = { variant: 'default', leftSection: <IconDownload size={18} aria-hidden="true" /> } as const
  return (
    <>
      {bad && (
        <Button {...looks} loading={busy === 'refused'} onClick={() => void save('refused')}>
          {say('imports.saveRefused')}
        </Button>
      )}
      <Button {...looks} loading={busy === 'all'} onClick={() => void save('all')}>
        {say('LBL-IMP-saveResult')}
      </Button>
    </>
  )
}
