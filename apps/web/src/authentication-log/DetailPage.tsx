import { type AuthenticationRow, readAuthentication, readAuthenticationImage } from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import { Skeleton } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { usePathParams, useSearchText } from '../platform/address.ts'
import { useApi } from '../platform/api.ts'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { stringifySearch } from '../platform/search.ts'
import classes from './authentication-log.module.css'
import { searchOf } from './conditions.ts'
import { ErrorCodeText } from './ErrorCodeText.tsx'
import { ResultBadge, valueWord } from './ListPage.tsx'

/** One attempt with its picture, where one was kept [NFM-LOG-006]. */
export function DetailPage() {
  const say = useWord()
  const address = useSearchText()
  const { authenticationId } = usePathParams<'authenticationId'>()
  const answer = useApi(readAuthentication, { authenticationId, at: String(address.at ?? '') })
  const back = { to: `/logs/list${stringifySearch(searchOf(address))}`, label: say('LBL-GEN-back') }
  if (answer.error) return <ErrorPage error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <PageLoading />
  const row = answer.data
  const facts: [string, ReactNode][] = [
    [say('LBL-LOG-at'), <DateTimeText key="at" at={row.at} style="second" />],
    [say('LBL-LOG-result'), <ResultBadge key="result" succeeded={row.succeeded} />],
    [say('LBL-LOG-means'), valueWord(say, 'means', row.means)],
    [say('LBL-LOG-account'), row.windowsAccount],
    [say('LBL-LOG-domain'), row.windowsDomain],
    [say('LBL-LOG-upn'), row.windowsUpn],
    [say('LBL-LOG-terminal'), row.terminalName],
    [say('LBL-LOG-userId'), row.loginId],
    [say('LBL-LOG-scene'), valueWord(say, 'scene', row.scene)],
    [say('LBL-LOG-spUrl'), row.serviceProviderUrl],
    [say('LBL-LOG-code'), <Code key="code" row={row} />],
    [say('authenticationLog.receivedAt'), <DateTimeText key="received" at={row.receivedAt} style="second" />],
  ]
  return (
    <>
      <PageHeader title={say('LBL-GEN-detail')} back={back} />
      <div className={classes.detail}>
        <dl className={classes.facts}>
          {facts.map(([label, value]) => (
            <Fact key={label} label={label}>
              {value}
            </Fact>
          ))}
        </dl>
        {row.faceImage ? <Face row={row} /> : <p className={classes.noFace}>{say('authenticationLog.face.notKept')}</p>}
      </div>
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children || '-'}</dd>
    </>
  )
}

function Code({ row }: { row: AuthenticationRow }) {
  const say = useWord()
  if (row.errorCode === null) return '-'
  const key = `EC-${row.errorCode}`
  return (
    <>
      <ErrorCodeText code={row.errorCode} /> {hasMessage(key) && say(key)}
    </>
  )
}

function Face({ row }: { row: AuthenticationRow }) {
  const say = useWord()
  const { authenticationId, at } = row
  const answer = useApi(readAuthenticationImage, { authenticationId, at }, { staleTime: Number.POSITIVE_INFINITY })
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!answer.data) return
    const made = URL.createObjectURL(new Blob([answer.data as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [answer.data])
  if (answer.error) return <p className={classes.noFace}>{say('authenticationLog.face.notKept')}</p>
  if (url === undefined) return <Skeleton height={240} />
  return (
    <img className={classes.face} src={url} alt={say('authenticationLog.face.of', { at, id: row.loginId || '-' })} />
  )
}
