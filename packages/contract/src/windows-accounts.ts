import { z } from 'zod'

/** Windowsアカウント種別 [NFM-WAC-005]; Microsoft accounts are none of them [NFM-WAC-023]. */
export const windowsAccountKinds = ['local', 'domain', 'azure'] as const
export type WindowsAccountKind = (typeof windowsAccountKinds)[number]

/** An account as lists and forms show it; its password never leaves the server [NFM-AUT-014]. */
export const WindowsAccount = z.object({
  accountId: z.uuid(),
  kind: z.enum(windowsAccountKinds),
  /** Windowsアカウント名, or 表示名 of an Azure AD account. */
  name: z.string(),
  /** コンピュータ名, ドメイン名 or Azure ADドメイン名. */
  place: z.string(),
  /** ユーザプリンシパル名 of an Azure AD account, else empty. */
  upn: z.string(),
  passwordSet: z.boolean(),
  /** How many other people use the same account [NFM-WAC-002]. */
  sharedWith: z.number().int(),
})
export type WindowsAccount = z.output<typeof WindowsAccount>

const Typed = z.string().max(2000)

/** What a form says about one of the five accounts of a person [NFM-WAC-007]. */
export const WindowsAccountEntry = z.object({
  kind: z.enum(windowsAccountKinds).default('local'),
  name: Typed.default(''),
  /** Empty keeps the password of an account that exists [NFM-WAC-013]. */
  password: Typed.default(''),
  place: Typed.default(''),
  upn: Typed.default(''),
  /** メールアドレスを設定: the UPN takes the person's mail address [NFM-WAC-018]. */
  sameUpn: z.boolean().default(false),
})
export type WindowsAccountEntry = z.output<typeof WindowsAccountEntry>
