import { authenticationTextFields, errorCodes, means, scenes } from '@kaoban/contract'
import { Checkbox, Select, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useSearchText } from '../platform/address.ts'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { targetOf } from '../platform/links.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { useAccount } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './authentication-log.module.css'
import { addressOf, type Conditions, conditionsOf, textLabels } from './conditions.ts'

/** ログビューア: the conditions of a search; its address carries them, so 戻る finds them as entered [NFM-LOG-001]. */
export function SearchPage() {
  const say = useWord()
  const navigate = useNavigate()
  const address = useSearchText()
  const zone = useAccount().tenant.timeZone
  const form = useKaobanForm<Conditions>({
    initialValues: conditionsOf(address, zone, new Date()),
    validate: {
      from: (from, { to }) => (from === '' || from > to ? 'MSG-LOG-001' : undefined),
      to: (to) => (to === '' ? 'MSG-LOG-001' : undefined),
    },
    save: async (values) => {
      const query = addressOf(values, zone)
      // The address of this page first, so that the browser's own way back finds the conditions as well.
      await navigate({ ...targetOf(`/logs${query}`), replace: true } as never)
      await navigate(targetOf(`/logs/list${query}`) as never)
    },
    done: false,
  })
  const select = { clearable: true, comboboxProps: { withinPortal: true }, placeholder: say('LBL-GEN-notSpecified') }
  const chosen = (name: 'result' | 'errorCode' | 'means') => ({
    value: form.values[name] === '' ? null : form.values[name],
    onChange: (value: string | null) => form.set(name, value ?? ''),
    clearButtonProps: { 'aria-label': say('LBL-GEN-clear') },
  })
  return (
    <>
      <PageHeader title={say('LBL-NAV-logs')} lead={say('authenticationLog.lead')} />
      <FormPage form={form} submitLabel={say('LBL-GEN-searchDo')} guard={false}>
        <div className={classes.pair}>
          <TextInput type="datetime-local" label={say('authenticationLog.from')} {...form.field('from')} />
          <TextInput type="datetime-local" label={say('authenticationLog.to')} {...form.field('to')} />
        </div>
        <div className={classes.three}>
          <Select
            {...select}
            {...chosen('result')}
            label={say('LBL-LOG-result')}
            data={[
              { value: 'success', label: say('LBL-LOG-success') },
              { value: 'failure', label: say('LBL-LOG-failure') },
            ]}
          />
          <Select
            {...select}
            {...chosen('means')}
            label={say('LBL-LOG-means')}
            data={means.map((value) => ({ value, label: say(`authenticationLog.means.${value}`) }))}
          />
          <Select {...select} {...chosen('errorCode')} label={say('LBL-LOG-code')} searchable data={[...errorCodes]} />
        </div>
        <Checkbox.Group
          label={say('LBL-LOG-scene')}
          value={form.values.scenes}
          onChange={(value) => form.set('scenes', value)}
        >
          <div className={classes.boxes}>
            {scenes.map((scene) => (
              <Checkbox key={scene} value={scene} label={say(`authenticationLog.scene.${scene}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <div className={classes.texts}>
          {authenticationTextFields.map((field) => (
            <div key={field} className={classes.text}>
              <TextInput label={say(textLabels[field])} {...form.field(field)} />
              <Checkbox
                label={say('LBL-LOG-prefix')}
                aria-label={`${say(textLabels[field])}: ${say('LBL-LOG-prefix')}`}
                {...form.field(`${field}Prefix`, { type: 'checkbox' })}
              />
            </div>
          ))}
        </div>
      </FormPage>
    </>
  )
}
