import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { GroupChoice, GroupSlot } from './groups.ts'
import { limits } from './limits.ts'
import { UndeliveredMail } from './mails.ts'
import { Flag, PageQuery, pageOf } from './paging.ts'
import { WindowsAccount, WindowsAccountEntry } from './windows-accounts.ts'

/** 認証方法 of アプリログイン代行認証 [NFM-USR-023]. */
export const appLoginMethods = ['none', 'face', 'face-and-password'] as const
/** 認証失敗時の動作 [NFM-USR-024]. */
export const appLoginFailures = ['login-screen', 'again'] as const
/** 顔画像: none, 仮登録, 本登録 [NFM-FAC-007]. */
export const personFaces = ['none', 'provisional', 'registered'] as const
export type PersonFace = (typeof personFaces)[number]

/** The columns of the user list that it can be sorted by [NFM-USR-035, NFM-USR-040]. */
export const userSortKeys = [
  'loginId',
  'name',
  'mail',
  'face',
  'systemAdministrator',
  'appLoginAllowed',
  'appLoginMethod',
  'appLoginFailure',
  'pauseAllowed',
  'registeredAt',
  'status',
] as const
export type UserSortKey = (typeof userSortKeys)[number]

/** Text of a search field: what cannot be stored cannot be found, so control characters are dropped. */
const Sought = z
  .string()
  .max(300)
  .transform((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, '').trim())

const filterFields = {
  /** Words that all occur in ID, name or mail address. */
  search: Sought.default(''),
  loginId: Sought.default(''),
  name: Sought.default(''),
  mail: Sought.default(''),
  /** Beginning or part of グループID and グループ名 of one of the person's groups. */
  groupCode: Sought.default(''),
  groupName: Sought.default(''),
  administrator: z.enum(['system', 'group', 'none']).optional(),
  /** 所属グループの有無; 異動中 counts as none. */
  grouped: Flag.optional(),
  /** Exactly this group. */
  groupId: z.uuid().optional(),
  /** Administers exactly this group. */
  administers: z.uuid().optional(),
  /** Stands at 異動中 in one of the places. */
  moving: Flag.optional(),
  /** 紐付けWindowsアカウントの有無. */
  accounts: Flag.optional(),
  face: z.enum([...personFaces, 'provisional-week']).optional(),
  /** Locked after failed sign-ins, or by an administrator. */
  locked: Flag.optional(),
  /** Outside the days of validity. */
  validity: z.enum(['valid', 'future', 'past']).optional(),
  /** People who still have the password that somebody else gave them. */
  passwordInitial: Flag.optional(),
}

/** The conditions of a search, combined with AND [NFM-USR-032..NFM-USR-034]. */
export const UserFilter = z.object(filterFields)
export type UserFilter = z.output<typeof UserFilter>

const Person = z.object({
  userId: z.uuid(),
  loginId: z.string(),
  familyName: z.string(),
  middleName: z.string(),
  givenName: z.string(),
  mail: z.string(),
  systemAdministrator: z.boolean(),
  appLoginAllowed: z.boolean(),
  appLoginMethod: z.enum(appLoginMethods),
  appLoginFailure: z.enum(appLoginFailures),
  pauseAllowed: z.boolean(),
  face: z.enum(personFaces),
  registeredAt: z.iso.datetime(),
  /** Set while sign-in by password is locked after failures. */
  lockedUntil: z.iso.datetime().nullable(),
  /** Locked by an administrator, at every door, until one takes it back [MFA-FLD-012]. */
  disabled: z.boolean(),
  /** First and last day of validity in the tenant's zone; null: no limit [MFA-FLD-059]. */
  validFrom: z.iso.date().nullable(),
  validUntil: z.iso.date().nullable(),
  /** Whether today is one of the days of validity. */
  valid: z.boolean(),
  /** グループ#1..#5, always five. */
  groups: z.array(GroupSlot).length(limits.groupSlots),
  windowsAccounts: z.array(WindowsAccount).max(limits.windowsAccounts),
  groupAdministrator: z.boolean(),
  /** Whether the reader may change this person [NFM-ROL-012]. */
  changeable: z.boolean(),
  passwordInitial: z.boolean(),
  /** The newest mail to this person did not arrive [NFM-USR-027]. */
  mailRefused: z.boolean(),
})

export const UserRow = Person
export type UserRow = z.output<typeof UserRow>

export const User = Person.extend({
  version: z.number().int(),
  updatedAt: z.iso.datetime(),
  /** Who changed the record last; null where that is not known. */
  updatedBy: z.string().nullable(),
  undelivered: UndeliveredMail.nullable(),
})
export type User = z.output<typeof User>

export const listUsers = endpoint({
  method: 'GET',
  path: '/api/users',
  needs: 'users.read',
  summary: 'Search people',
  query: PageQuery.extend({ ...filterFields, sort: z.enum(userSortKeys).default('registeredAt') }),
  answer: pageOf(UserRow),
  audit: { none: 'reads the list that the role may see' },
})

const UserId = z.object({ userId: z.uuid() })

export const readUser = endpoint({
  method: 'GET',
  path: '/api/users/:userId',
  needs: 'users.read',
  summary: 'One person',
  params: UserId,
  answer: User,
  audit: { none: 'reads a person that the role may see' },
})

/** Longer than any field may be, so that the rules can say so; control characters and halves of characters never. */
const Typed = z.string().max(2000)
const TypedName = Typed.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'control characters cannot be stored')

const entries = {
  password: Typed.default(''),
  familyName: TypedName.default(''),
  middleName: TypedName.default(''),
  givenName: TypedName.default(''),
  mail: Typed.default(''),
  sameMail: z.boolean().default(false),
  systemAdministrator: z.boolean().default(false),
  appLoginAllowed: z.boolean().default(false),
  appLoginMethod: z.enum(appLoginMethods).default('face'),
  appLoginFailure: z.enum(appLoginFailures).default('login-screen'),
  pauseAllowed: z.boolean().default(false),
  /** Left out, what the person has stays as it is. */
  disabled: z.boolean().optional(),
  validFrom: z.iso.date().nullable().optional(),
  validUntil: z.iso.date().nullable().optional(),
  /** グループ#1..#5 by place; places that are not sent are 未設定. */
  groups: z.array(GroupChoice).max(limits.groupSlots).optional(),
  windowsAccounts: z.array(WindowsAccountEntry).max(limits.windowsAccounts).optional(),
}

/** Checked by `checkUserEntries`; texts are stored without spaces around them. */
export const NewUser = z.object({ loginId: Typed, ...entries })
export type NewUser = z.output<typeof NewUser>

/** 追加する [NFM-USR-002]; sends MAIL-08 [NFM-AUT-031..NFM-AUT-033]. */
export const createUser = endpoint({
  method: 'POST',
  path: '/api/users',
  needs: 'users.write',
  summary: 'Register a person',
  body: NewUser,
  answer: z.object({
    user: User,
    /** Who was sent the registration notice. */
    notified: z.enum(['user', 'administrators', 'nobody']),
  }),
  status: 201,
  audit: 'user.registered',
})

/** 変更する: the whole form. An empty password keeps the old one; the ID cannot be changed [NFM-USR-003, NFM-USR-004]. */
export const changeUser = endpoint({
  method: 'PUT',
  path: '/api/users/:userId',
  needs: 'users.write',
  summary: 'Change a person',
  params: UserId,
  body: z.object({ version: z.number().int().min(1), ...entries }).strict(),
  answer: User,
  audit: 'user.changed',
})
export type UserChange = z.output<typeof changeUser.body>

/**
 * 送り直す: a mail of the kind that did not arrive, to the address that is right, with a fresh link in the place of an
 * old one. The address is stored with the person [NFM-USR-027].
 */
export const repeatMail = endpoint({
  method: 'POST',
  path: '/api/users/:userId/repeat-mail',
  needs: 'users.write',
  summary: 'Send a mail again that did not arrive',
  params: UserId,
  body: z.object({ mailId: z.uuid(), version: z.number().int().min(1), mail: Typed }).strict(),
  answer: User,
  audit: 'mail.repeated',
})

/** People ticked one by one, or everybody a search found but the ones named. */
export const Selection = z.union([
  z.object({ userIds: z.array(z.uuid()).max(1000) }).strict(),
  z.object({ found: UserFilter, except: z.array(z.uuid()).max(1000).default([]) }).strict(),
])
export type UserSelection = z.output<typeof Selection>

/** What a deletion would take away, asked before it is confirmed. */
export const DeletionPreview = z.object({
  users: z.number().int(),
  faces: z.number().int(),
  /** Windows accounts linked to them, which stay [NFM-WAC-004]. */
  windowsAccounts: z.number().int(),
  systemAdministrators: z.number().int(),
  /** The first people of the selection, for the question. */
  names: z.array(z.string()),
  /** Message that says why the whole deletion will be refused [NFM-USR-043]. */
  refusal: z.enum(['MSG-USR-018', 'MSG-USR-019', 'MSG-USR-020', 'MSG-USR-021', 'users.notYourself']).nullable(),
})

export const previewUserDeletion = endpoint({
  method: 'POST',
  path: '/api/users/deletion-preview',
  needs: 'users.write',
  summary: 'What deleting people would take away',
  body: z.object({ selection: Selection }),
  answer: DeletionPreview,
  audit: { none: 'reads only; the deletion itself is logged' },
})

/**
 * 削除する [NFM-USR-041..NFM-USR-043]: all of the selection or nobody. They lie in the recycle bin for 30 days; more
 * people than `limits.atOnce` are deleted by a task.
 */
export const deleteUsers = endpoint({
  method: 'POST',
  path: '/api/users/delete',
  needs: 'users.write',
  summary: 'Move people to the recycle bin',
  body: z.object({
    selection: Selection,
    /** How many people the question named; another number by now is refused. */
    expected: z.number().int().min(0).optional(),
  }),
  answer: z.object({
    users: z.number().int(),
    faces: z.number().int(),
    /** People deleted together, for taking it back. */
    batchId: z.uuid(),
  }),
  audit: 'user.deleted',
})
