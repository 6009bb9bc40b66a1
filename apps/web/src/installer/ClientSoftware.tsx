import { type AnswerOf, mayUse, type readInstaller } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconDevicesPc, IconDownload } from '@tabler/icons-react'
import { CopyField } from '../platform/CopyField.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { useAccount } from '../platform/session.tsx'
import { AccessKeys } from './AccessKeys.tsx'
import classes from './installer.module.css'

const file = 'kaoban-agent-linux-x64.tgz'

/** The client software, for everybody; its secret key is made and seen by system administrators only [NFM-DLD-001]. */
export function ClientSoftware({ server, offered }: { server: string; offered: AnswerOf<typeof readInstaller> }) {
  const say = useWord()
  const { role, tenant } = useAccount()
  const { client, accessKey } = offered
  const manages = mayUse(role, 'computers.manage')
  const megabytes = client ? Math.round(client.bytes / 1_000_000) : 0
  const key = accessKey === null ? '' : ` --access-key ${accessKey}`
  const register = `sudo /opt/kaoban-agent/kaoban-agent register --server ${server} --tenant ${tenant.code}${key}`
  return (
    <section className={classes.tool} aria-labelledby="client">
      <h2 id="client">{say('installer.client.title')}</h2>
      <p>{say('installer.client')}</p>
      {client === null ? (
        <Notice tone="warning">{say('installer.client.none')}</Notice>
      ) : (
        <ol className={classes.steps}>
          <li>
            <p>{say('installer.client.download', { version: client.version, megabytes })}</p>
            <Button
              component="a"
              href={`/api/installer/${file}`}
              download={file}
              leftSection={<IconDownload size={18} />}
            >
              {say('LBL-DLD-download')}
            </Button>
          </li>
          <li>
            <p>{say('installer.client.unpack')}</p>
            <CopyField value={`sudo tar -xzf ${file} -C /opt`} label={say('installer.client.unpack.label')} />
          </li>
          <li>
            <p>{say(manages ? 'installer.client.keys.make' : 'installer.client.keys.ask')}</p>
            <AccessKeys code={tenant.code} accessKey={accessKey} manages={manages} />
          </li>
          <li>
            <p>{say('installer.client.register')}</p>
            <CopyField value={register} label={say('installer.client.register.label')} />
          </li>
          <li>
            <p>{say('installer.client.face')}</p>
            <CopyField value="sudo /opt/kaoban-agent/kaoban-agent face" label={say('installer.client.face.label')} />
          </li>
        </ol>
      )}
      {manages && (
        <p>
          <LinkButton to="/computers" variant="default" leftSection={<IconDevicesPc size={18} />}>
            {say('computers.title')}
          </LinkButton>
        </p>
      )}
    </section>
  )
}
