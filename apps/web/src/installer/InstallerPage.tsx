import { readInstaller } from '@kaoban/contract'
import { useApi } from '../platform/api.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { useAccount } from '../platform/session.tsx'
import { boxesFor } from './boxes.ts'
import { ClientSoftware } from './ClientSoftware.tsx'
import { DirectoryTool } from './DirectoryTool.tsx'
import classes from './installer.module.css'

/** What is installed elsewhere, and what that asks for [NFM-DLD-001, NFM-DLD-002]. */
export function InstallerPage() {
  const say = useWord()
  const { role } = useAccount()
  const { data, error, refetch } = useApi(readInstaller)
  if (error && !data) return <ErrorPage error={error} retry={refetch} />
  if (!data) return <PageLoading />
  // Without encryption both tools speak to a server on their own computer only, and only when they are told to.
  const server = location.protocol === 'https:' ? location.origin : `${location.origin} --insecure-http`
  const boxes = boxesFor(role)
  return (
    <>
      <PageHeader title={say('LBL-DLD-title')} lead={say('installer.lead')} />
      <div className={classes.tools}>
        {boxes.includes('client') && <ClientSoftware server={server} offered={data} />}
        {boxes.includes('directory') && <DirectoryTool server={server} />}
      </div>
    </>
  )
}
