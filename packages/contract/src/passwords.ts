import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Anything a person may type as a password; what a new one must look like is the service's decision. */
const Typed = z.string().max(1024)

const NewPassword = z.object({ newPassword: Typed, confirmation: Typed })

/** パスワード変更 [NFM-AUT-011]; ends the other sessions of the person. */
export const changePassword = endpoint({
  method: 'POST',
  path: '/api/password',
  needs: 'self',
  selfService: 'password',
  summary: 'Replace the own password',
  body: NewPassword.extend({ currentPassword: Typed }),
  answer: z.undefined(),
  status: 204,
  limit: { max: 30, perSeconds: 60 },
  audit: 'password.changed',
  beforePasswordChange: true,
})

const LinkToken = z.object({ token: z.string().min(1).max(100) })

/** What the page behind a password link asks for [NFM-AUT-007]. */
export const readPasswordLink = endpoint({
  method: 'GET',
  path: '/api/p/:token',
  needs: 'link',
  summary: 'What a password link is for',
  params: LinkToken,
  answer: z.object({
    tenant: z.object({ code: z.string(), name: z.string() }),
    loginId: z.string(),
    /** The initial password has to be entered too; links that answer a forgotten password do without. */
    asksCurrent: z.boolean(),
  }),
  limit: { max: 60, perSeconds: 60 },
  audit: { none: 'reads only what its secret link stands for' },
})

/** Sets a password through a link, once; ends every session and the lock of the person. */
export const usePasswordLink = endpoint({
  method: 'POST',
  path: '/api/p/:token',
  needs: 'link',
  summary: 'Set a password through a link',
  params: LinkToken,
  body: NewPassword.extend({ currentPassword: Typed.optional() }),
  answer: z.object({ code: z.string() }),
  limit: { max: 30, perSeconds: 60 },
  audit: 'password.changed',
})

/** パスワードを忘れた方はこちら; the answer never says whether the ID exists [NFM-AUT-013]. */
export const requestPasswordReissue = endpoint({
  method: 'POST',
  path: '/api/t/:code/forgotten-password',
  needs: 'tenant-guest',
  summary: 'Ask for a mail with a password link',
  params: z.object({ code: z.string().max(64) }),
  body: z.object({ loginId: z.string().trim().min(1).max(256) }),
  answer: z.undefined(),
  status: 204,
  limit: { max: 20, perSeconds: 60 },
  audit: 'password.reissue-requested',
})

/** People chosen in the user list; at most one screenful of work per request. */
const ChosenUsers = z.object({ userIds: z.array(z.uuid()).max(500) })

/** Which confirmation the user list shows before a reissue [NFM-AUT-021..NFM-AUT-023, NFM-AUT-026]. */
export const planPasswordReissue = endpoint({
  method: 'POST',
  path: '/api/users/reissue-passwords/plan',
  needs: 'users.write',
  summary: 'Who would be told about a password reissue',
  body: ChosenUsers,
  answer: z.object({
    dialog: z.enum(['DLG-USR-002', 'DLG-USR-003']),
    users: z.number().int(),
    /** People whose new password would be shown once to the caller because nobody can be mailed. */
    unreachable: z.number().int(),
  }),
  audit: { none: 'reads only; the reissue itself is logged' },
})

/** パスワード再発行 [NFM-AUT-021..NFM-AUT-028]; also ends the lock [NFM-AUT-006]. */
export const reissuePasswords = endpoint({
  method: 'POST',
  path: '/api/users/reissue-passwords',
  needs: 'users.write',
  summary: 'Give people new initial passwords',
  body: ChosenUsers,
  answer: z.object({
    results: z.array(
      z.object({
        userId: z.uuid(),
        loginId: z.string(),
        notified: z.enum(['user', 'administrators', 'nobody']),
        /** Only when nobody could be mailed; shown once [NFM-AUT-023]. */
        password: z.string().optional(),
      }),
    ),
  }),
  audit: 'password.reissued',
})

/** ロック解除 [NFM-AUT-005]. */
export const unlockUsers = endpoint({
  method: 'POST',
  path: '/api/users/unlock',
  needs: 'users.unlock',
  summary: 'End the lock of accounts',
  body: ChosenUsers,
  answer: z.object({ unlocked: z.number().int() }),
  audit: 'account.unlocked',
})
