import { readInstaller, renewComputerKeys } from '@kaoban/contract'
import { Button, Checkbox } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { asProblem, useApiAction } from '../platform/api.ts'
import { CopyField } from '../platform/CopyField.tsx'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProveDialog } from '../platform/ProveDialog.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './installer.module.css'

/** What the set-up asks for [NFM-DLD-002]; the secret key is there once, after it was made. */
export function AccessKeys({ code, accessKey, manages }: { code: string; accessKey: string | null; manages: boolean }) {
  const say = useWord()
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string>()
  return (
    <>
      <dl className={classes.access}>
        <dt>{say('LBL-DLD-code')}</dt>
        <dd>
          <CopyField value={code} label={say('LBL-DLD-code')} />
        </dd>
        {accessKey !== null && (
          <>
            <dt>{say('LBL-DLD-akey')}</dt>
            <dd>
              <CopyField value={accessKey} label={say('LBL-DLD-akey')} />
            </dd>
          </>
        )}
        {secret !== undefined && (
          <>
            <dt>{say('LBL-DLD-skey')}</dt>
            <dd>
              <CopyField value={secret} label={say('LBL-DLD-skey')} />
            </dd>
          </>
        )}
      </dl>
      {secret !== undefined && <Notice tone="warning">{say('installer.keys.once')}</Notice>}
      {manages && (
        <Button variant="default" leftSection={<IconKey size={18} />} onClick={() => setMaking(true)}>
          {say(accessKey === null ? 'installer.keys.make' : 'installer.keys.renew')}
        </Button>
      )}
      {making && (
        <MakeKeysDialog
          again={accessKey !== null}
          onClose={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false)
            setSecret(made)
          }}
        />
      )}
    </>
  )
}

function MakeKeysDialog(props: { again: boolean; onClose: () => void; onMade: (secretKey: string) => void }) {
  const { again, onClose, onMade } = props
  const say = useWord()
  const renew = useApiAction(renewComputerKeys, { refreshes: [readInstaller] })
  const [declined, setDeclined] = useState(false)
  const form = useKaobanForm({
    initialValues: { endFormer: false },
    save: ({ endFormer }) => {
      setDeclined(false)
      return renew.run({ endFormer })
    },
    onSaved: ({ secretKey }) => onMade(secretKey),
    done: false,
  })
  const verb = say(again ? 'installer.keys.renew' : 'installer.keys.make')
  return (
    <>
      <FormDialog opened onClose={onClose} title={verb} form={form} submitLabel={verb}>
        <p>{say(again ? 'installer.keys.renew.lead' : 'installer.keys.make.lead')}</p>
        {again && (
          <Checkbox label={say('installer.keys.endFormer')} {...form.field('endFormer', { type: 'checkbox' })} />
        )}
      </FormDialog>
      {asProblem(form.problem)?.code === 'session.proof-needed' && !declined && (
        <ProveDialog onClose={() => setDeclined(true)} onProven={() => void form.submit()} />
      )}
    </>
  )
}
