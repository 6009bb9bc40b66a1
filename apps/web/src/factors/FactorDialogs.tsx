import { type AnswerOf, type CarryOut, type Factors, factorLimits, showTotpSeed } from '@kaoban/contract'
import { Button, Checkbox, Modal, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useApiAction } from '../platform/api.ts'
import { CopyField } from '../platform/CopyField.tsx'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PasswordField } from '../platform/PasswordField.tsx'
import { type FieldMessage, useKaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './factors.module.css'

interface Props {
  save: (body: object) => Promise<unknown>
  onClose: () => void
}

function within(value: number | string, { min, max }: { min: number; max: number }): FieldMessage {
  const number = Number(value)
  const fits = value !== '' && Number.isInteger(number) && number >= min && number <= max
  return fits ? undefined : { message: 'factors.carryOut.range', params: { min, max } }
}

export function CarryOutDialog({ carryOut, save, onClose }: Props & { carryOut: CarryOut }) {
  const say = useWord()
  const { carryOutDeleteDays, carryOutUpdateDays } = factorLimits
  const form = useKaobanForm({
    // As the request has them, so that a fault of the server finds its field.
    initialValues: { carryOut },
    validate: ({ carryOut: { deleteDays, updateDays } }): Record<string, FieldMessage> => ({
      'carryOut.deleteDays': within(deleteDays, carryOutDeleteDays),
      'carryOut.updateDays':
        within(updateDays, carryOutUpdateDays) ??
        (deleteDays !== 0 && updateDays > deleteDays ? 'factors.periodsClash' : undefined),
    }),
    save: (values) => save(values),
    onSaved: onClose,
    done: 'factors.saved',
  })
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={say('factors.editNamed', { name: say('factors.section.carryOut') })}
      form={form}
    >
      <Checkbox label={say('factors.carryOut.enabled')} {...form.field('carryOut.enabled', { type: 'checkbox' })} />
      <NumberInput
        label={say('factors.carryOut.deleteDays')}
        description={say('factors.carryOut.deleteDays.hint')}
        allowDecimal={false}
        hideControls
        {...form.field('carryOut.deleteDays')}
      />
      <NumberInput
        label={say('factors.carryOut.updateDays')}
        description={say('factors.carryOut.updateDays.hint')}
        allowDecimal={false}
        hideControls
        {...form.field('carryOut.updateDays')}
      />
    </FormDialog>
  )
}

/** The user name of somebody for an application; secrets come by lists only. */
export function AppDialog({ app, save, onClose }: Props & { app: Factors['apps'][number] }) {
  const say = useWord()
  const form = useKaobanForm({
    initialValues: { userName: app.userName },
    save: ({ userName }) => save({ appUserNames: [{ appId: app.appId, userName }] }),
    onSaved: onClose,
    done: 'factors.saved',
  })
  return (
    <FormDialog opened onClose={onClose} title={say('factors.editNamed', { name: app.name })} form={form}>
      <TextInput
        label={say(app.kind === 'saml' ? 'factors.part.spname' : 'factors.part.userid')}
        description={say('factors.apps.userName.hint')}
        maxLength={factorLimits.appValue}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
        {...form.field('userName')}
      />
    </FormDialog>
  )
}

export function PartyDialog({ side, save, onClose }: Props & { side: 'delegators' | 'delegates' }) {
  const say = useWord()
  const field = side === 'delegators' ? 'addDelegators' : 'addDelegates'
  const form = useKaobanForm({
    // A list of one, as the request has it.
    initialValues: { [field]: [''] } as Record<string, string[]>,
    validate: (values): Record<string, FieldMessage> => ({
      [`${field}.0`]: values[field]?.[0]?.trim() ? undefined : 'factors.delegations.needed',
    }),
    save: (values) => save(values),
    onSaved: onClose,
    done: 'factors.saved',
  })
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={say(`factors.${side}.add`)}
      form={form}
      submitLabel={say('LBL-GEN-add')}
    >
      <TextInput
        label={say('factors.delegations.loginId')}
        required
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
        {...form.field(`${field}.0`)}
      />
    </FormDialog>
  )
}

/** The seed, once the own password was given; it is gone with the dialog. */
export function SeedDialog({ userId, onClose }: { userId: string; onClose: () => void }) {
  const say = useWord()
  const [shown, setShown] = useState<AnswerOf<typeof showTotpSeed>>()
  const reveal = useApiAction(showTotpSeed, { refreshes: [] })
  const form = useKaobanForm({
    initialValues: { password: '' },
    save: ({ password }) => reveal.run({ userId, password }),
    onSaved: (answer) => {
      reveal.reset()
      setShown(answer)
    },
    done: false,
  })
  if (!shown)
    return (
      <FormDialog
        opened
        onClose={onClose}
        title={say('factors.seed.title')}
        form={form}
        submitLabel={say('factors.seed.show')}
      >
        <Notice tone="warning">{say('factors.seed.lead')}</Notice>
        <PasswordField label={say('factors.seed.password')} required data-autofocus {...form.field('password')} />
      </FormDialog>
    )
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('factors.seed.title')}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <div className={classes.section}>
        <p className={classes.hint}>{say('factors.totp.kind', shown)}</p>
        <div>
          <p className={classes.hint}>{say('factors.seed.base16')}</p>
          <CopyField value={shown.seed} label={say('factors.seed.base16')} />
        </div>
        <img className={classes.qr} src={shown.qr} alt={say('factors.seed.qr')} />
        <Button variant="default" onClick={onClose} data-autofocus>
          {say('LBL-GEN-close')}
        </Button>
      </div>
    </Modal>
  )
}
