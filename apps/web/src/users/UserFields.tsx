import { checkNewPassword, isHalfWidth, limits } from '@kaoban/contract'
import { Checkbox, Select, Switch, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import {
  IconAlertCircle,
  IconBrandWindows,
  IconCalendar,
  IconShieldCheck,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useId, useMemo } from 'react'
import { FormSection } from '../platform/FormPage.tsx'
import { useLanguage, useWord } from '../platform/language.tsx'
import { PasswordField, type PasswordRule } from '../platform/PasswordField.tsx'
import type { KaobanForm } from '../platform/useKaobanForm.tsx'
import { AccountFields } from './AccountFields.tsx'
import classes from './form.module.css'
import { GroupFields } from './GroupFields.tsx'
import type { Administered, GroupPlace, UserValues } from './userForm.ts'

interface Props {
  form: KaobanForm<UserValues>
  isNew: boolean
  /** The form is that of the signed-in person, whose role stays [NFM-ROL-006]. */
  own: boolean
  /** The places as they were when the form was opened. */
  stored: readonly GroupPlace[]
  administered: Administered
  onSetPlace: (place: number) => void
}

/** The sections of the form and the fields that stand in them. */
const sections = [
  {
    id: 'account',
    title: 'users.section.account',
    icon: IconUser,
    fields: ['loginId', 'password', 'familyName', 'middleName', 'givenName', 'mail', 'sameMail'],
  },
  {
    id: 'rights',
    title: 'users.section.rights',
    icon: IconShieldCheck,
    fields: ['systemAdministrator', 'appLoginAllowed', 'appLoginMethod', 'appLoginFailure', 'pauseAllowed'],
  },
  {
    id: 'validity',
    title: 'users.section.validity',
    icon: IconCalendar,
    fields: ['validFrom', 'validUntil', 'disabled'],
  },
  { id: 'groups', title: 'users.section.groups', icon: IconUsersGroup, fields: ['groups'] },
  { id: 'windows', title: 'users.section.windows', icon: IconBrandWindows, fields: ['windowsAccounts'] },
] as const
type SectionId = (typeof sections)[number]['id']

/** Every field of a person, in sections [NFM-USR-011..NFM-USR-026]. */
export function UserFields(props: Props) {
  const { form } = props
  const say = useWord()
  const id = useId()
  const at = (section: SectionId) => `${id}-${section}`
  return (
    <div className={classes.person}>
      <nav className={classes.contents} aria-label={say('users.sections')}>
        <ul>
          {sections.map(({ id: section, title, icon: Mark, fields }) => {
            const faulty = form.faulty.some((path) => (fields as readonly string[]).includes(path.split('.')[0]!))
            return (
              <li key={section}>
                <button
                  type="button"
                  data-faulty={faulty || undefined}
                  onClick={() => document.getElementById(at(section))?.scrollIntoView({ block: 'start' })}
                >
                  <Mark size={18} stroke={1.6} aria-hidden="true" />
                  <span>{say(title)}</span>
                  {faulty && (
                    <>
                      <IconAlertCircle size={16} aria-hidden="true" />
                      <span className="kb-hidden">{say('users.sectionFaulty')}</span>
                    </>
                  )}
                </button>
              </li>
            )
          })}
        </ul>
      </nav>
      <div className={classes.sections}>
        <div id={at('account')}>
          <AccountSection {...props} />
        </div>
        <div id={at('rights')}>
          <RightsSection {...props} />
        </div>
        <div id={at('validity')}>
          <ValiditySection {...props} />
        </div>
        <div id={at('groups')}>
          <FormSection
            title={say('users.section.groups')}
            lead={say(props.administered === undefined ? 'groups.lead' : 'groups.lead.managed')}
          >
            <GroupFields
              form={form}
              stored={props.stored}
              administered={props.administered}
              own={props.own}
              onSet={props.onSetPlace}
            />
          </FormSection>
        </div>
        <div id={at('windows')}>
          <FormSection title={say('users.section.windows')} lead={say('users.windows.lead')}>
            <AccountFields form={form} />
          </FormSection>
        </div>
      </div>
    </div>
  )
}

function AccountSection({ form, isNew }: Props) {
  const say = useWord()
  const { values } = form
  const mail = form.field('mail')
  return (
    <FormSection title={say('users.section.account')}>
      <TextInput
        label={say('LBL-USR-id')}
        required={isNew}
        readOnly={!isNew}
        description={
          isNew ? (
            <>
              {say('LBL-USR-hintId')}
              <br />
              {say('users.cloudHint')}
            </>
          ) : (
            say('users.idFixed')
          )
        }
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...(isNew ? { 'data-autofocus': true } : {})}
        {...form.field('loginId')}
      />
      <PasswordField
        label={say('LBL-USR-password')}
        required={isNew}
        description={say(isNew ? 'users.passwordFirst' : 'users.passwordKept')}
        autoComplete="new-password"
        rules={usePasswordRules(isNew || values.password !== '', values.loginId)}
        {...form.field('password')}
      />
      <div className={classes.names}>
        <TextInput label={say('LBL-USR-sei')} {...form.field('familyName')} />
        <TextInput label={say('LBL-USR-middle')} {...form.field('middleName')} />
        <TextInput label={say('LBL-USR-mei')} {...form.field('givenName')} />
      </div>
      <Checkbox label={say('LBL-USR-sameMail')} {...form.field('sameMail', { type: 'checkbox' })} />
      <TextInput
        label={say('LBL-USR-mail')}
        type="email"
        required={values.systemAdministrator}
        {...mail}
        {...(values.sameMail ? { value: values.loginId, readOnly: true } : {})}
      />
    </FormSection>
  )
}

function RightsSection({ form, own, administered }: Props) {
  const say = useWord()
  const { values } = form
  return (
    <FormSection title={say('users.section.rights')}>
      {(administered === undefined || values.systemAdministrator) && (
        <Checkbox
          label={say('LBL-USR-sysadmin')}
          disabled={own || administered !== undefined}
          {...(own ? { description: say('users.ownRole') } : {})}
          {...form.field('systemAdministrator', { type: 'checkbox' })}
        />
      )}
      <Checkbox label={say('LBL-USR-apl')} {...form.field('appLoginAllowed', { type: 'checkbox' })} />
      {values.appLoginAllowed && (
        <div className={classes.dependent}>
          <Select
            label={say('LBL-USR-aplMethod')}
            data={[
              { value: 'none', label: say('LBL-USR-aplMethod0') },
              { value: 'face', label: say('LBL-USR-aplMethod1') },
              { value: 'face-and-password', label: say('LBL-USR-aplMethod2') },
            ]}
            {...form.field('appLoginMethod')}
          />
          <Select
            label={say('LBL-USR-aplFail')}
            data={[
              { value: 'login-screen', label: say('LBL-USR-aplFail0') },
              { value: 'again', label: say('LBL-USR-aplFail1') },
            ]}
            {...form.field('appLoginFailure')}
          />
        </div>
      )}
      <Checkbox label={say('LBL-USR-pause')} {...form.field('pauseAllowed', { type: 'checkbox' })} />
    </FormSection>
  )
}

function ValiditySection({ form, own }: Props) {
  const say = useWord()
  const { locale } = useLanguage()
  const day = (name: 'validFrom' | 'validUntil') => (
    <DateInput
      label={say(`users.${name}`)}
      placeholder={say(`users.${name}.none`)}
      valueFormat={locale === 'ja' ? 'YYYY/MM/DD' : 'YYYY-MM-DD'}
      clearable
      disabled={own}
      clearButtonProps={{ 'aria-label': say('users.clearDay', { day: say(`users.${name}`) }) }}
      {...form.field(name)}
    />
  )
  return (
    <FormSection title={say('users.section.validity')} lead={say(own ? 'users.notYourself' : 'users.validity.lead')}>
      <div className={classes.days}>
        {day('validFrom')}
        {day('validUntil')}
      </div>
      <Switch
        label={say('users.disabled')}
        description={say('users.disabled.text')}
        disabled={own}
        {...form.field('disabled', { type: 'checkbox' })}
      />
    </FormSection>
  )
}

function usePasswordRules(shown: boolean, loginId: string): PasswordRule[] {
  const say = useWord()
  return useMemo(() => {
    if (!shown) return []
    const length = new Set<string | undefined>(['MSG-USR-004', 'MSG-USR-005', 'MSG-USR-006'])
    return [
      {
        label: say('passwords.rule.length', { n: limits.password.min }),
        met: (text) => !length.has(checkNewPassword(text)),
      },
      {
        label: say('passwords.rule.characters'),
        met: (text) => text !== '' && isHalfWidth(text) && !/[\\"/]/.test(text),
      },
      { label: say('passwords.rule.guess'), met: (text) => checkNewPassword(text, { loginId }) === undefined },
    ]
  }, [say, shown, loginId])
}
