import { Button } from '@mantine/core'
import { IconDownload, IconKey } from '@tabler/icons-react'
import { CopyField } from '../platform/CopyField.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { useAccount } from '../platform/session.tsx'
import classes from './installer.module.css'

/** What is installed elsewhere, and what that asks for [NFM-DLD-001, NFM-DLD-002]. */
export function InstallerPage() {
  const say = useWord()
  const { tenant } = useAccount()
  // Without encryption the tool speaks to a server on its own computer only, and only when it is told to.
  const server = location.protocol === 'https:' ? location.origin : `${location.origin} --insecure-http`
  const setUp = `node kaoban.mjs directory setup --server ${server} --ldap ldaps://dc1.example.co.jp --account kaoban-reader`
  return (
    <>
      <PageHeader title={say('LBL-DLD-title')} lead={say('installer.lead')} />
      <section className={classes.tool} aria-labelledby="directory">
        <h2 id="directory">{say('LBL-DLD-adp')}</h2>
        <p>{say('installer.directory')}</p>
        <dl className={classes.access}>
          <dt>{say('LBL-DLD-code')}</dt>
          <dd>{tenant.code}</dd>
        </dl>
        <ol className={classes.steps}>
          <li>
            <p>{say('installer.directory.download')}</p>
            <Button component="a" href="/kaoban.mjs" download leftSection={<IconDownload size={18} />}>
              {say('LBL-DLD-download')}
            </Button>
          </li>
          <li>
            <p>{say('installer.directory.key')}</p>
            <LinkButton to="/api-keys" variant="default" leftSection={<IconKey size={18} />}>
              {say('apiKeys.title')}
            </LinkButton>
          </li>
          <li>
            <p>{say('installer.directory.setup')}</p>
            <CopyField value={setUp} label={say('installer.directory.setup.label')} />
          </li>
          <li>
            <p>{say('installer.directory.try')}</p>
            <CopyField value="node kaoban.mjs directory sync --dry-run" label={say('installer.directory.try.label')} />
          </li>
          <li>{say('installer.directory.go')}</li>
        </ol>
      </section>
    </>
  )
}
