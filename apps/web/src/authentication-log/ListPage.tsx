import { type AuthenticationRow, exportAuthentications, searchAuthentications } from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useGo, useSearchText } from '../platform/address.ts'
import { useApi } from '../platform/api.ts'
import { CsvButton } from '../platform/CsvButton.tsx'
import { type Column, DataTable } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { type Say, useLanguage, useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { stringifySearch } from '../platform/search.ts'
import classes from './authentication-log.module.css'
import { searchOf } from './conditions.ts'
import { ErrorCodeText } from './ErrorCodeText.tsx'

/** 認証ログ一覧: the search is made once, then the table turns its pages [NFM-LOG-014]. */
export function ListPage() {
  const say = useWord()
  const go = useGo()
  const { locale } = useLanguage()
  const conditions = searchOf(useSearchText())
  const query = stringifySearch(conditions)
  const answer = useApi(searchAuthentications, { ...conditions, size: 20 }, { staleTime: Number.POSITIVE_INFINITY })
  const back = { to: `/logs${query}`, label: say('LBL-GEN-back') }
  if (answer.error) return <ErrorPage error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <PageLoading />
  const { total, exact, from, to, search } = answer.data
  const detail = (row: AuthenticationRow) =>
    `/logs/${row.authenticationId}${stringifySearch({ at: row.at, ...conditions })}`
  const count = total.toLocaleString(locale)
  return (
    <>
      <PageHeader title={say('LBL-LOG-listTitle')} back={back}>
        <CsvButton endpoint={exportAuthentications} input={{ ...conditions, from, to }} disabled={total === 0} />
      </PageHeader>
      <p className={classes.hits} role="status">
        {exact ? say('LBL-LOG-hits', { n: count }) : say('authenticationLog.hitsAtLeast', { n: count })}
      </p>
      <DataTable
        id="authentications"
        caption={say('LBL-LOG-listTitle')}
        endpoint={searchAuthentications}
        input={{ ...conditions, from, to, search } as never}
        rowKey={(row) => row.authenticationId}
        rowName={(row) => row.loginId || row.at}
        defaultSort={{ id: 'at', direction: 'descending' }}
        columns={columnsOf(say, detail)}
        onOpen={(row) => go(detail(row))}
      />
    </>
  )
}

function columnsOf(say: Say, detail: (row: AuthenticationRow) => string): Column<AuthenticationRow>[] {
  return [
    {
      id: 'at',
      header: say('LBL-LOG-at'),
      cell: (row) => (
        <LinkAnchor to={detail(row)}>
          <DateTimeText at={row.at} style="second" />
        </LinkAnchor>
      ),
      sortable: true,
      fixed: true,
    },
    {
      id: 'result',
      header: say('LBL-LOG-result'),
      cell: (row) => <ResultBadge succeeded={row.succeeded} />,
      fixed: true,
    },
    { id: 'means', header: say('LBL-LOG-means'), cell: (row) => valueWord(say, 'means', row.means) },
    { id: 'windowsAccount', header: say('LBL-LOG-account'), cell: (row) => row.windowsAccount, mono: true },
    { id: 'windowsDomain', header: say('LBL-LOG-domain'), cell: (row) => row.windowsDomain, mono: true },
    { id: 'windowsUpn', header: say('LBL-LOG-upn'), cell: (row) => row.windowsUpn, mono: true },
    { id: 'terminalName', header: say('LBL-LOG-terminal'), cell: (row) => row.terminalName, sortable: true },
    { id: 'loginId', header: say('LBL-LOG-userId'), cell: (row) => row.loginId, sortable: true, mono: true },
    { id: 'scene', header: say('LBL-LOG-scene'), cell: (row) => valueWord(say, 'scene', row.scene) },
    { id: 'serviceProviderUrl', header: say('LBL-LOG-spUrl'), cell: (row) => row.serviceProviderUrl, mono: true },
    { id: 'errorCode', header: say('LBL-LOG-code'), cell: (row) => <ErrorCodeText code={row.errorCode} /> },
    {
      id: 'faceImage',
      header: say('LBL-LOG-face'),
      cell: (row) => say(row.faceImage ? 'authenticationLog.face.kept' : 'authenticationLog.face.none'),
    },
  ]
}

export function ResultBadge({ succeeded }: { succeeded: boolean }) {
  const say = useWord()
  return (
    <StatusBadge tone={succeeded ? 'success' : 'danger'} icon={succeeded ? IconCheck : IconX}>
      {say(succeeded ? 'LBL-LOG-success' : 'LBL-LOG-failure')}
    </StatusBadge>
  )
}

/** The word of a means or a scene; a value from a newer terminal is shown as it is. */
export function valueWord(say: Say, area: 'means' | 'scene', value: string): string {
  const key = `authenticationLog.${area}.${value}`
  return hasMessage(key) ? say(key) : value
}
