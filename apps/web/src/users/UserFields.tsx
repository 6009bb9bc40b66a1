import { checkNewPassword, limits } from '@kaoban/contract'
import { Checkbox, Select, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { FormSection } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PasswordField, type PasswordRule } from '../platform/PasswordField.tsx'
import type { KaobanForm } from '../platform/useKaobanForm.tsx'
import type { UserValues } from './userForm.ts'
import classes from './users.module.css'

interface Props {
  form: KaobanForm<UserValues>
  isNew: boolean
  /** The form is that of the signed-in person, whose role stays [NFM-ROL-006]. */
  own: boolean
}

/** Every field of a person [NFM-USR-011..NFM-USR-025]. */
export function UserFields({ form, isNew, own }: Props) {
  const say = useWord()
  const { values } = form
  const mail = form.field('mail')
  return (
    <>
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
      <FormSection title={say('users.section.rights')}>
        <Checkbox
          label={say('LBL-USR-sysadmin')}
          disabled={own}
          {...(own ? { description: say('users.ownRole') } : {})}
          {...form.field('systemAdministrator', { type: 'checkbox' })}
        />
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
    </>
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
      { label: say('passwords.rule.characters'), met: (text) => /^[!-~]+$/.test(text) && !/[\\"/]/.test(text) },
      { label: say('passwords.rule.guess'), met: (text) => checkNewPassword(text, { loginId }) === undefined },
    ]
  }, [say, shown, loginId])
}
