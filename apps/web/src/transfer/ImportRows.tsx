import { type Import, type ImportFault, type ImportRow, listImportRows, rowActions, rowStates } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArrowRight, IconCheck, IconEye } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { DataTable, type Filter } from '../platform/DataTable.tsx'
import { useWord } from '../platform/language.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { differenceWords } from './differenceWords.ts'
import { FaultText } from './FaultList.tsx'
import { actionTones } from './importWords.tsx'
import classes from './transfer.module.css'

/** Every row of the file with what it would do, does or did. */
export function ImportRows({ import: shown, actions }: { import: Import; actions: ReactNode }) {
  const say = useWord()
  const { importId, state } = shown
  const pictured = shown.totals.pictures + shown.totals.pictureFaults > 0
  const replanned = shown.totals.replanned > 0
  const filters = useMemo<Filter[]>(
    () => [
      {
        ...{ kind: 'choice', id: 'action', label: say('imports.rows.what') },
        options: rowActions.map((value) => ({ value, label: say(`imports.action.${value}`) })),
      },
      {
        ...{ kind: 'choice', id: 'state', label: say('imports.rows.progress') },
        options: rowStates.map((value) => ({ value, label: say(`imports.rowState.${value}`) })),
      },
      {
        ...{ kind: 'choice', id: 'faulty', label: say('imports.rows.faulty') },
        options: [
          { value: 'true', label: say('LBL-GEN-yes') },
          { value: 'warnings', label: say('imports.rows.warningsOnly') },
          { value: 'false', label: say('LBL-GEN-no') },
        ],
      },
      ...(pictured
        ? [
            {
              ...{ kind: 'choice' as const, id: 'pictures', label: say('imports.picture.filter') },
              options: pictureFilters.map((value) => ({ value, label: say(`imports.pictures.${value}`) })),
            },
          ]
        : []),
      ...(replanned
        ? [
            {
              ...{ kind: 'choice' as const, id: 'replanned', label: say('imports.replanned') },
              options: [{ value: 'true', label: say('LBL-GEN-yes') }],
            },
          ]
        : []),
    ],
    [say, pictured, replanned],
  )
  return (
    <DataTable
      id="import-rows"
      caption={say('imports.rows')}
      endpoint={listImportRows}
      input={{ importId }}
      rowKey={(row) => String(row.row)}
      rowName={(row) => row.loginId || say('imports.rows.name', { line: row.line })}
      search={say('imports.rows.search')}
      filters={filters}
      actions={() => actions}
      {...(state === 'applying' || state === 'undoing' ? { refreshEvery: 3000 } : {})}
      columns={[
        { id: 'line', header: say('imports.rows.line'), cell: (row) => row.line, fixed: true, width: '4rem' },
        {
          id: 'loginId',
          header: say('LBL-USR-id'),
          cell: (row) => row.loginId || '-',
          fixed: true,
          mono: true,
          width: '9rem',
        },
        {
          id: 'action',
          header: say('imports.rows.what'),
          cell: (row) => <What row={row} />,
          fixed: true,
          width: '8rem',
        },
        ...(state === 'planned' && pictured
          ? [
              {
                ...{ id: 'picture', header: say('imports.picture'), width: '9rem', wrap: true },
                cell: (row: ImportRow) => <Portrait importId={importId} row={row} />,
              },
            ]
          : []),
        { id: 'details', header: say('imports.rows.details'), cell: (row) => <Details row={row} />, wrap: true },
      ]}
    />
  )
}

const pictureFilters = ['good', 'faulty', 'alike'] as const

/** The picture of a row. Looking is logged, so it is fetched only when somebody wants to see it [NFM-FAC-014]. */
function Portrait({ importId, row: { row, loginId, picture } }: { importId: string; row: ImportRow }) {
  const say = useWord()
  const [shown, setShown] = useState(false)
  if (!picture) return <span className={classes.nothing}>-</span>
  const name = loginId || picture.name
  return (
    <span className={classes.portrait}>
      {shown && (
        <img src={`/api/imports/${importId}/rows/${row}/picture.jpg`} alt={say('imports.picture.of', { name })} />
      )}
      <span>{picture.name}</span>
      {picture.portrait && !shown && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconEye size={16} aria-hidden="true" />}
          aria-label={say('imports.picture.showOf', { name })}
          onClick={() => setShown(true)}
        >
          {say('imports.picture.show')}
        </Button>
      )}
    </span>
  )
}

function What({ row: { action, state } }: { row: ImportRow }) {
  const say = useWord()
  return (
    <span className={classes.what}>
      <StatusBadge tone={actionTones[action]}>{say(`imports.action.${action}`)}</StatusBadge>
      {state === 'done' && (
        <StatusBadge tone="success" icon={IconCheck}>
          {say('imports.rowState.done')}
        </StatusBadge>
      )}
      {state === 'failed' && (
        <StatusBadge tone="danger" icon={IconAlertTriangle}>
          {say('imports.rowState.failed')}
        </StatusBadge>
      )}
      {state === 'undone' && <StatusBadge>{say('imports.rowState.undone')}</StatusBadge>}
    </span>
  )
}

/** MSG-IMP-028 says what has happened, which a plan has not. */
function inTime(fault: ImportFault, state: ImportRow['state']): ImportFault {
  return state === 'planned' && fault.message === 'MSG-IMP-028' ? { ...fault, message: 'imports.face.left' } : fault
}

/** What is wrong first, then what differs: 「姓: 佐藤 → 斎藤」. */
function Details({ row: { action, state, differences, faults, former } }: { row: ImportRow }) {
  const say = useWord()
  const words = differenceWords(differences, action, say)
  if (action === 'delete' && faults.length === 0 && !former) return say('imports.rows.toBin')
  if (words.length === 0 && faults.length === 0 && !former) return <span className={classes.nothing}>-</span>
  return (
    <ul className={classes.details}>
      {faults.map((fault, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same fault may stand at one place twice
        <li key={index} className={classes.fault} data-level={fault.level}>
          <IconAlertTriangle size={16} aria-hidden="true" />
          <span>
            <span className="kb-hidden">
              {say(fault.level === 'warning' ? 'imports.warning' : 'imports.action.refused')}{' '}
            </span>
            {fault.column !== undefined && (
              <b lang="ja" className={classes.column}>
                {fault.column}
              </b>
            )}
            <FaultText fault={inTime(fault, state)} />
          </span>
        </li>
      ))}
      {words.map(({ field, label, before, after }) => (
        <li key={field}>
          <span className={classes.field}>{label}</span>
          {before !== undefined && (
            <>
              <del>
                <span className="kb-hidden">{say('imports.value.before')} </span>
                {before}
              </del>
              <IconArrowRight size={14} aria-hidden="true" />
              <span className="kb-hidden">{say('imports.value.after')} </span>
            </>
          )}
          <span>{after}</span>
        </li>
      ))}
      {former && (
        <li>
          <span className={classes.field}>{say('imports.former')}</span>
          <del>
            {[
              say(`imports.action.${former.action}`),
              ...differenceWords(former.differences, former.action, say).map(({ label, before, after }) =>
                before === undefined ? `${label} ${after}` : `${label} ${before} → ${after}`,
              ),
            ].join(' · ')}
          </del>
        </li>
      )}
    </ul>
  )
}
