import { limits, mailOf, type WindowsAccountKind, windowsAccountKinds, windowsAccountWarnings } from '@kaoban/contract'
import { hasMessage, type MessageKey } from '@kaoban/messages'
import { Button, Checkbox, Group, type InputWrapperProps, Radio, TextInput } from '@mantine/core'
import { IconBrandWindows, IconPlus, IconTrash, IconUsers } from '@tabler/icons-react'
import { useRef } from 'react'
import { useWord } from '../platform/language.tsx'
import { PasswordField } from '../platform/PasswordField.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import type { KaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './form.module.css'
import { type AccountFields as Fields, isStoredAccount, newAccount, type UserValues } from './userForm.ts'

/** The labels of each kind [NFM-WAC-007]. */
const labels: Record<WindowsAccountKind, { name: MessageKey; password: MessageKey; place: MessageKey }> = {
  local: { name: 'LBL-WAC-account', password: 'LBL-WAC-winpw', place: 'LBL-WAC-computer' },
  domain: { name: 'LBL-WAC-account', password: 'LBL-WAC-winpw', place: 'LBL-WAC-domainName' },
  azure: { name: 'LBL-WAC-display', password: 'LBL-WAC-azpw', place: 'LBL-WAC-azDomain' },
}

/** Hints stand below their fields, so that fields side by side are level. */
const below = ['label', 'input', 'error', 'description'] as const satisfies InputWrapperProps['inputWrapperOrder']

/** Up to five Windows accounts [NFM-USR-008]. */
export function AccountFields({ form }: { form: KaobanForm<UserValues> }) {
  const say = useWord()
  const accounts = form.values.windowsAccounts
  const made = useRef(0)
  const add = () => {
    made.current += 1
    form.set('windowsAccounts', [...accounts, newAccount(`new-${made.current}`)])
  }
  const remove = (index: number) =>
    form.set(
      'windowsAccounts',
      accounts.filter((_, at) => at !== index),
    )
  return (
    <>
      {accounts.length === 0 && <p className={classes.accountsNone}>{say('users.windows.none')}</p>}
      {accounts.map((account, index) => (
        <Account key={account.row} form={form} account={account} index={index} onRemove={() => remove(index)} />
      ))}
      {accounts.length < limits.windowsAccounts && (
        <Group gap="sm">
          <Button variant="default" leftSection={<IconPlus size={18} />} onClick={add}>
            {say('users.windows.add')}
          </Button>
          <span className={classes.accountsCount}>
            {say('users.windows.count', { n: accounts.length, max: limits.windowsAccounts })}
          </span>
        </Group>
      )}
    </>
  )
}

interface AccountProps {
  form: KaobanForm<UserValues>
  account: Fields
  index: number
  onRemove: () => void
}

function Account({ form, account, index, onRemove }: AccountProps) {
  const say = useWord()
  const at = (field: string) => `windowsAccounts.${index}.${field}` as const
  const { kind, stored } = account
  const label = labels[kind]
  const same = isStoredAccount(account)
  const warnings = windowsAccountWarnings(account)
  const warn = (key: string | undefined) =>
    key !== undefined && hasMessage(key) ? (
      <span className={classes.fieldWarning} role="status">
        {say(key)}
      </span>
    ) : null
  const kindField = form.field(at('kind'))
  const title = say('users.windows.account', { n: index + 1 })
  return (
    <fieldset className={classes.account}>
      <legend>
        <IconBrandWindows size={18} aria-hidden="true" />
        {title}
      </legend>
      <div className={classes.accountHead}>
        {same && (
          <StatusBadge tone={stored!.passwordSet ? 'success' : 'warning'}>
            {say(stored!.passwordSet ? 'users.windows.passwordSet' : 'users.windows.passwordMissing')}
          </StatusBadge>
        )}
        {same && stored!.sharedWith > 0 && (
          <StatusBadge tone="info" icon={IconUsers}>
            {say('users.windows.shared', { n: stored!.sharedWith })}
          </StatusBadge>
        )}
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          leftSection={<IconTrash size={16} />}
          aria-label={say('users.windows.removeNamed', { account: title })}
          onClick={onRemove}
        >
          {say('users.windows.remove')}
        </Button>
      </div>
      <Radio.Group
        label={say('LBL-WAC-type')}
        description={say('LBL-WAC-hintHybrid')}
        value={kind}
        onChange={kindField.onChange}
      >
        <Group gap="lg" mt={6}>
          {windowsAccountKinds.map((one) => (
            <Radio key={one} value={one} label={say(`LBL-WAC-${one}`)} />
          ))}
        </Group>
      </Radio.Group>
      <div className={classes.accountFields}>
        <TextInput
          label={say(label.name)}
          required
          description={say('LBL-WAC-hintName')}
          inputWrapperOrder={below}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...form.field(at('name'))}
        />
        <div>
          <TextInput
            label={say(label.place)}
            required
            description={say(`users.windows.place.${kind}`)}
            inputWrapperOrder={below}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...form.field(at('place'))}
          />
          {warn(warnings.place)}
        </div>
        {kind === 'azure' && (
          <div className={classes.accountWide}>
            <TextInput
              label={say('LBL-WAC-upn')}
              required
              inputMode="email"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              {...form.field(at('upn'))}
              {...(account.sameUpn ? { value: mailOf(form.values), readOnly: true } : {})}
            />
            <Checkbox mt="xs" label={say('LBL-WAC-upnMail')} {...form.field(at('sameUpn'), { type: 'checkbox' })} />
          </div>
        )}
        <div className={classes.accountWide}>
          <PasswordField
            label={say(label.password)}
            required={!same}
            description={
              <>
                {say('MSG-WAC-024')}
                <br />
                {say('users.windows.mustEqual')}
                {same && stored!.sharedWith > 0 && (
                  <>
                    <br />
                    {say('users.windows.sharedPassword', { n: stored!.sharedWith })}
                  </>
                )}
              </>
            }
            inputWrapperOrder={below}
            autoComplete="new-password"
            {...form.field(at('password'))}
          />
          {warn(warnings.password)}
        </div>
      </div>
    </fieldset>
  )
}
