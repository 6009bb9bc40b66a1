import { Button } from '@mantine/core'
import { IconDownload, IconKey } from '@tabler/icons-react'
import { CopyField } from '../platform/CopyField.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import classes from './installer.module.css'

/** ADプロビジョニングツール, for system administrators only [NFM-DLD-001]. */
export function DirectoryTool({ server }: { server: string }) {
  const say = useWord()
  const setUp = `node kaoban.mjs directory setup --server ${server} --ldap ldaps://dc1.example.co.jp --account kaoban-reader`
  return (
    <section className={classes.tool} aria-labelledby="directory">
      <h2 id="directory">{say('LBL-DLD-adp')}</h2>
      <p>{say('installer.directory')}</p>
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
  )
}
