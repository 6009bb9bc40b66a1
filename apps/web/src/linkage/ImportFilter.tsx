import { linkageFilterHeader, wordFault } from '@kaoban/codecs'
import {
  type AnswerOf,
  importLinkageFilter,
  type LinkageRow,
  linkageRowsTold,
  listLinkageFilter,
  readLinkage,
} from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import { Button, FileButton, Modal, Table } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { asProblem } from '../platform/api.ts'
import { useLanguage, useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText } from '../platform/notices.tsx'
import { ProgressPanel } from '../platform/ProgressPanel.tsx'
import { isGivenUp, useUpload } from '../platform/upload.ts'
import { useDrop } from '../platform/useDrop.ts'
import classes from './linkage.module.css'

type Result = AnswerOf<typeof importLinkageFilter>

/** インポート: a file, インポートを開始する, the question, and what came of it [NFM-LNK-018]. */
export function ImportFilter({ onClose }: { onClose: () => void }) {
  const say = useWord()
  const [file, setFile] = useState<File>()
  const [asking, setAsking] = useState(false)
  const [result, setResult] = useState<Result>()
  const [problem, setProblem] = useState<unknown>()
  const upload = useUpload(importLinkageFilter, { refreshes: [listLinkageFilter, readLinkage] })
  const choose = (chosen: File | null | undefined) => {
    setProblem(undefined)
    setFile(chosen ?? undefined)
  }
  const drop = useDrop(([first]) => choose(first))
  const start = async () => {
    setAsking(false)
    setProblem(undefined)
    try {
      setResult(await upload.run({ files: [{ field: 'file', name: file!.name, bytes: file! }] }))
    } catch (error) {
      if (!isGivenUp(error)) setProblem(error)
    }
  }
  return (
    <Modal
      opened
      onClose={() => upload.busy || onClose()}
      title={say('linkage.import.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <div className={classes.dialog}>
        {result ? (
          <ImportResult result={result} onClose={onClose} />
        ) : upload.busy ? (
          <ProgressPanel
            title={say('linkage.import.running')}
            done={upload.sent?.done ?? 0}
            total={upload.sent?.total}
            startedAt={upload.sent?.startedAt ?? Date.now()}
          />
        ) : (
          <>
            {problem !== undefined && <Refusal problem={problem} />}
            <section className={classes.drop} aria-label={say('linkage.import.choose')} {...drop}>
              <span>{file?.name ?? say('linkage.import.drop')}</span>
              <FileButton onChange={choose} accept=".csv,text/csv">
                {(props) => (
                  <Button {...props} variant="default" leftSection={<IconUpload size={18} />}>
                    {say('linkage.import.choose')}
                  </Button>
                )}
              </FileButton>
            </section>
            <p>{say('linkage.import.hint', { header: linkageFilterHeader })}</p>
            {asking && <Notice tone="warning">{say('MSG-LNK-010')}</Notice>}
            <div className={classes.actions}>
              <Button variant="default" onClick={() => (asking ? setAsking(false) : onClose())}>
                {say('LBL-GEN-cancel')}
              </Button>
              {asking ? (
                <Button onClick={() => void start()}>{say('linkage.import.continue')}</Button>
              ) : (
                <Button disabled={file === undefined} onClick={() => setAsking(true)}>
                  {say('LBL-LNK-importStart')}
                </Button>
              )}
            </div>
          </>
        )}
      </div>
    </Modal>
  )
}

function Refusal({ problem }: { problem: unknown }) {
  const { locale } = useLanguage()
  const [fault] = (asProblem(problem)?.details?.faults ?? []) as Parameters<typeof wordFault>[0][]
  const words = fault && wordFault(fault, locale)
  return (
    <Notice tone="danger" urgent>
      <ProblemText error={problem} />
      {words && (
        <p>
          {words.message}
          {words.remedy}
        </p>
      )}
    </Notice>
  )
}

/** 結果を見る: the rows that were left as they are, or are wrong. */
function ImportResult({ result, onClose }: { result: Result; onClose: () => void }) {
  const say = useWord()
  const [shown, setShown] = useState(false)
  const { rows, ...counts } = result
  return (
    <>
      <Notice tone={counts.failed > 0 ? 'warning' : 'success'} urgent>
        {say('linkage.import.done', counts)}
      </Notice>
      {shown && (rows.length === 0 ? <p>{say('linkage.import.good')}</p> : <Rows rows={rows} />)}
      <div className={classes.actions}>
        {!shown && (
          <Button variant="default" onClick={() => setShown(true)}>
            {say('linkage.import.result')}
          </Button>
        )}
        <Button onClick={onClose}>{say('LBL-GEN-close')}</Button>
      </div>
    </>
  )
}

function Rows({ rows }: { rows: readonly LinkageRow[] }) {
  const say = useWord()
  return (
    <>
      <Table.ScrollContainer minWidth={420} maxHeight={360}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('linkage.import.line')}</Table.Th>
              <Table.Th>{say('LBL-USR-id')}</Table.Th>
              <Table.Th>{say('LBL-LNK-state')}</Table.Th>
              <Table.Th>{say('linkage.import.why')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ line, loginId, result, message }) => (
              <Table.Tr key={line}>
                <Table.Td>{line}</Table.Td>
                <Table.Td>{loginId}</Table.Td>
                <Table.Td>{say(`linkage.result.${result as 'failed'}`)}</Table.Td>
                <Table.Td>{hasMessage(message) ? say(message) : message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {rows.length === linkageRowsTold && <p>{say('linkage.import.more', { n: linkageRowsTold })}</p>}
    </>
  )
}
