import { resetOneTimePassword } from '@kaoban/contract'
import { Button, CopyButton, Group, Stack } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { FormSection } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { type Issued, labels } from './entry.ts'
import classes from './one-time-passwords.module.css'

/** The only time that anybody sees the password. */
export function IssuedPassword({ issued, onReset }: { issued: Issued; onReset: () => void }) {
  const say = useWord()
  const { entry, password, oneTimePasswordId, validUntil } = issued
  const label = labels[entry.kind]
  const reset = useApiAction(resetOneTimePassword, { refreshes: [] })
  const [asking, setAsking] = useState(false)
  const shown = useRef<HTMLElement>(null)
  // The button that was pressed is gone: whoever reads by ear goes on here.
  useEffect(() => shown.current?.focus(), [])
  return (
    <Stack gap="lg" className={classes.issued}>
      <section ref={shown} tabIndex={-1} className={classes.password} aria-label={say('LBL-OTP-otp')}>
        <output className={classes.digits}>
          {/* Groups for the eye have no characters between them, for whoever marks and copies the password. */}
          <span>{password.slice(0, 4)}</span>
          <span>{password.slice(4, 8)}</span>
          <span>{password.slice(8)}</span>
        </output>
        <CopyButton value={password} timeout={2000}>
          {({ copied, copy }) => (
            <Button leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />} onClick={copy}>
              {say(copied ? 'forms.copied' : 'LBL-OTP-copy')}
            </Button>
          )}
        </CopyButton>
      </section>
      <Notice tone="warning">{say('oneTimePasswords.once')}</Notice>
      <FormSection title={say('oneTimePasswords.entered')}>
        <dl className={classes.entered}>
          <dt>{say('LBL-WAC-type')}</dt>
          <dd>{say(`LBL-WAC-${entry.kind}`)}</dd>
          <dt>{say(label.name)}</dt>
          <dd>{entry.name}</dd>
          <dt>{say(label.place)}</dt>
          <dd>{entry.place}</dd>
          <dt>{say('LBL-OTP-valid')}</dt>
          <dd>
            {entry.days} {say('LBL-OTP-day')} (<DateTimeText at={validUntil} />)
          </dd>
        </dl>
      </FormSection>
      <Group>
        <Button variant="default" onClick={() => setAsking(true)}>
          {say('LBL-OTP-reset')}
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        verb={say('LBL-OTP-reset')}
        danger
        onConfirm={async () => {
          await reset.run({ oneTimePasswordId })
          onReset()
        }}
      >
        {say('oneTimePasswords.reset.text')}
      </ConfirmDialog>
    </Stack>
  )
}
