import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { factorLimits } from './factors.ts'
import { lengthOf, limits } from './limits.ts'
import { noCommand, SwitchCommand } from './switch-commands.ts'
import { groupImportCeilings } from './transfer.ts'

/** 顔動き検知: which movements are asked for, and how many of them [NFM-SET-004]. */
export const motionKinds = ['NONE', 'BLINK1', 'BLINK_GAZE_SHAKE1', 'BLINK_GAZE2', 'BLINK_GAZE_SHAKE3'] as const
export type MotionKind = (typeof motionKinds)[number]

/** 認証手段 of a Windows terminal [NFM-SET-003]. */
export const logonMeans = ['FACE', 'FACE_WINPW', 'FACE_USERPW', 'USERPW', 'WINPW'] as const
export type LogonMeans = (typeof logonMeans)[number]

/** How often a one-time password may be mistyped, or used [NFM-SET-024]; null is 無制限. */
export const oneTimePasswordCounts = [1, 2, 3, 5, 10] as const
const OneTimePasswordCount = z.literal(oneTimePasswordCounts).nullable()

/** How alike two faces must be; the figures behind the names stand in docs/face/thresholds.md. */
export const thresholdLevels = ['standard', 'secure'] as const
export type ThresholdLevel = (typeof thresholdLevels)[number]

const FactorName = z
  .string()
  .trim()
  .refine((name) => lengthOf(name) <= factorLimits.factorName.max, { message: 'too long' })

/** Settings of a tenant by the keys of the specification (portal.md §24). */
export const TenantSettings = z.object({
  /** 利用開始メール送付設定: mails for people without an address go to all system administrators. */
  'mail.noAddressToAdmins': z.boolean(),
  /** False: only templates are kept, never pictures [NFM-FAC-004]. */
  'face.retainImages': z.boolean(),
  /** Windowsログオン認証方式: how people prove themselves at logon and unlock, by one of two methods [NFM-SET-001..NFM-SET-007]. */
  'logon.method1.logon.auth': z.enum(logonMeans),
  'logon.method1.logon.motion': z.enum(motionKinds),
  'logon.method1.unlock.auth': z.enum(logonMeans),
  'logon.method1.unlock.motion': z.enum(motionKinds),
  'logon.method2.enabled': z.boolean(),
  'logon.method2.logon.auth': z.enum(logonMeans),
  'logon.method2.logon.motion': z.enum(motionKinds),
  'logon.method2.unlock.auth': z.enum(logonMeans),
  'logon.method2.unlock.motion': z.enum(motionKinds),
  'logon.switch.1': SwitchCommand,
  'logon.switch.2': SwitchCommand,
  'logon.switch.3': SwitchCommand,
  'logon.switch.4': SwitchCommand,
  'logon.switch.5': SwitchCommand,
  /** 代替認証: how people get in whose face does not [NFM-SET-022..NFM-SET-027]. */
  'policy.alt.enabled': z.boolean(),
  'policy.alt.method': z.enum(['PASSWORD', 'OTP']),
  'policy.alt.otp.maxFailures': OneTimePasswordCount,
  'policy.alt.otp.maxLogons': OneTimePasswordCount,
  'policy.alt.switch.1': SwitchCommand,
  'policy.alt.switch.2': SwitchCommand,
  'policy.alt.switch.3': SwitchCommand,
  'policy.alt.switch.4': SwitchCommand,
  'policy.alt.switch.5': SwitchCommand,
  /** 常時認証ポリシー: seconds between checks, seconds for a check, checks that may fail [NFM-SET-031..NFM-SET-034]. */
  'cont.enabled': z.boolean(),
  'cont.cycleSec': z.number().int(),
  'cont.authSec': z.number().int(),
  'cont.maxFailures': z.number().int(),
  /** 学習画像の自動更新周期: never, every 6 or every 12 months [NFM-SET-021]. */
  'policy.learningImage.cycle': z.enum(['OFF', 'M6', 'M12']),
  /** AzureAD設定: what clients check accounts of Azure AD with; both or neither [NFM-SET-051..NFM-SET-053]. */
  'azureAd.tenantId': z.string().max(2000),
  'azureAd.applicationId': z.string().max(2000),
  /** クライアントソフト設定: 自動アップデート [NFM-SET-061]. */
  'client.autoUpdate': z.boolean(),
  /** 顔画像ログ出力ポリシー: the picture of a failed attempt is kept with the log [NFM-SET-041]. */
  'faceLog.logonUnlock': z.boolean(),
  'faceLog.continuous': z.boolean(),
  /** The same for sign-in at browser terminals; a key of our own. */
  'faceLog.browserTerminal': z.boolean(),
  /** Data rows of one import [NFM-IMP-003]; a key of our own. */
  'import.maxRows': z.number().int().min(1).max(200_000),
  /** Limits of one import of the multi-factor product (mfa.md, table B) [MFA-LIM-009]. */
  'mfa.import.maxCsvFiles': z.number().int().min(1).max(groupImportCeilings.csvFiles),
  'mfa.import.maxImageFiles': z.number().int().min(0).max(groupImportCeilings.images),
  'mfa.import.maxImageBytes': z.number().int().min(1024).max(groupImportCeilings.imageBytes),
  'mfa.import.maxTotalBytes': z.number().int().min(1024).max(groupImportCeilings.totalBytes),
  /** Of lists without a byte order mark. */
  'mfa.import.defaultEncoding': z.enum(['shift_jis', 'utf-8']),
  /** An import that deletes more people asks first [MFA-RES-007]. */
  'mfa.import.deleteConfirmThreshold': z.number().int().min(0).max(200_000),
  /** Pictures that come with such a list are kept, where the tenant keeps any; else only templates [MFA-FACE-020]. */
  'mfa.face.keepEnrollmentImage': z.boolean(),
  /** What such a list may set as a password [MFA-FLD-020]. */
  'mfa.password.minLength': z.number().int().min(limits.password.min).max(32),
  'mfa.password.maxLength': z.number().int().min(limits.password.min).max(limits.password.max),
  /** Digits of a PIN in such a list [MFA-FLD-026]. */
  'mfa.pin.length': z.union([z.literal(4), z.literal(6), z.literal(8)]),
  /** A key of our own: refuses passwords that are guessed first, as everywhere else in the portal. */
  'mfa.password.refuseGuessable': z.boolean(),
  /** What factors are called in this organisation; empty is the usual name [MFA-ORG-006]. Keys of our own. */
  'mfa.name.password': FactorName,
  'mfa.name.face': FactorName,
  'mfa.name.totp': FactorName,
  'mfa.name.pin': FactorName,
  'mfa.name.qr': FactorName,
  /** What the own page of people shows, and lets them do [MFA-ORG-005]. Keys of our own. */
  'mfa.menu.password': z.boolean(),
  'mfa.menu.face': z.boolean(),
  'mfa.menu.totp': z.boolean(),
  'mfa.menu.pin': z.boolean(),
  'mfa.menu.qr': z.boolean(),
  'mfa.menu.idManager': z.boolean(),
  'mfa.menu.saml': z.boolean(),
  'mfa.menu.proxy': z.boolean(),
  'mfa.menu.offline': z.boolean(),
  /** Wrong PINs or codes in a row before the factor is blocked, and for how long [MFA-AUTH-006]. */
  'mfa.auth.maxFailures': z.number().int().min(1).max(20),
  'mfa.auth.blockMinutes': z.number().int().min(1).max(1440),
  /** Movements asked for at browser terminals; a key of our own. */
  'terminal.motion': z.enum(motionKinds),
  /** A key of our own. */
  'terminal.threshold': z.enum(thresholdLevels),
})
export type TenantSettings = z.output<typeof TenantSettings>
export type SettingKey = keyof TenantSettings

const FreeValue = z.union([z.number().int(), z.string().max(2000)])

/** Settings as a form has them: 自由設定 is text as typed, so that there are words for what is wrong with it. */
export const SettingsEntry = TenantSettings.extend({
  'cont.cycleSec': FreeValue,
  'cont.authSec': FreeValue,
  'cont.maxFailures': FreeValue,
})
export type SettingsEntry = z.output<typeof SettingsEntry>

export const defaultSettings: TenantSettings = {
  'mail.noAddressToAdmins': true,
  'face.retainImages': true,
  'policy.learningImage.cycle': 'OFF',
  'logon.method1.logon.auth': 'FACE',
  'logon.method1.logon.motion': 'NONE',
  'logon.method1.unlock.auth': 'FACE',
  'logon.method1.unlock.motion': 'NONE',
  'logon.method2.enabled': false,
  'logon.method2.logon.auth': 'FACE_WINPW',
  'logon.method2.logon.motion': 'NONE',
  'logon.method2.unlock.auth': 'FACE_WINPW',
  'logon.method2.unlock.motion': 'NONE',
  'logon.switch.1': ['Ctrl', 'Alt', 'Z'],
  'logon.switch.2': noCommand,
  'logon.switch.3': noCommand,
  'logon.switch.4': noCommand,
  'logon.switch.5': noCommand,
  'cont.enabled': false,
  'cont.cycleSec': 60,
  'cont.authSec': 10,
  'cont.maxFailures': 0,
  'policy.alt.enabled': true,
  'policy.alt.method': 'PASSWORD',
  'policy.alt.otp.maxFailures': null,
  'policy.alt.otp.maxLogons': null,
  'policy.alt.switch.1': ['Ctrl', 'Alt', 'X'],
  'policy.alt.switch.2': noCommand,
  'policy.alt.switch.3': noCommand,
  'policy.alt.switch.4': noCommand,
  'policy.alt.switch.5': noCommand,
  'azureAd.tenantId': '',
  'azureAd.applicationId': '',
  'client.autoUpdate': true,
  'faceLog.logonUnlock': false,
  'faceLog.continuous': false,
  'faceLog.browserTerminal': false,
  'import.maxRows': 1000,
  'mfa.import.maxCsvFiles': 20,
  'mfa.import.maxImageFiles': 300,
  'mfa.import.maxImageBytes': 102_400,
  'mfa.import.maxTotalBytes': 5_242_880,
  'mfa.import.defaultEncoding': 'shift_jis',
  'mfa.import.deleteConfirmThreshold': 20,
  'mfa.face.keepEnrollmentImage': false,
  'mfa.password.minLength': 8,
  'mfa.password.maxLength': 32,
  'mfa.pin.length': 6,
  'mfa.password.refuseGuessable': false,
  'mfa.name.password': '',
  'mfa.name.face': '',
  'mfa.name.totp': '',
  'mfa.name.pin': '',
  'mfa.name.qr': '',
  'mfa.menu.password': true,
  'mfa.menu.face': true,
  'mfa.menu.totp': true,
  'mfa.menu.pin': true,
  'mfa.menu.qr': true,
  'mfa.menu.idManager': true,
  'mfa.menu.saml': true,
  'mfa.menu.proxy': true,
  'mfa.menu.offline': true,
  'mfa.auth.maxFailures': 5,
  'mfa.auth.blockMinutes': 15,
  'terminal.motion': 'BLINK_GAZE_SHAKE1',
  'terminal.threshold': 'standard',
}

/** The settings with the version that a change must name [NFM-GEN-015]. */
export const SettingsAnswer = z.object({
  settings: TenantSettings,
  version: z.number().int(),
  /** The operator lets this tenant keep no pictures: face.retainImages is off and stays so. */
  imagesForbidden: z.boolean(),
})

export const readTenantSettings = endpoint({
  method: 'GET',
  path: '/api/settings',
  needs: 'settings.manage',
  summary: 'Settings of the tenant',
  answer: SettingsAnswer,
  audit: { none: 'reads no personal data' },
})

export const changeTenantSettings = endpoint({
  method: 'PUT',
  path: '/api/settings',
  needs: 'settings.manage',
  summary: 'Change settings of the tenant; keys that are not named stay as they are',
  body: z.object({ version: z.number().int().min(1), settings: SettingsEntry.partial().strict() }),
  answer: SettingsAnswer,
  audit: 'settings.changed',
})

/** 設定を削除する: empties what the form takes no emptiness for [NFM-SET-053]. */
export const clearAzureAd = endpoint({
  method: 'POST',
  path: '/api/settings/azure-ad/clear',
  needs: 'settings.manage',
  summary: 'Remove the Azure AD settings of the tenant',
  body: z.object({ version: z.number().int().min(1) }),
  answer: SettingsAnswer,
  audit: 'settings.changed',
})

/** The operator's word over face.retainImages of a tenant; what is kept is erased at once [NFM-FAC-004]. */
export const forbidImages = endpoint({
  method: 'PUT',
  path: '/api/operator/tenants/:tenantId/images',
  needs: 'operator',
  summary: 'Forbid a tenant to keep pictures of faces, or allow it again',
  params: z.object({ tenantId: z.uuid() }),
  body: z.object({ forbidden: z.boolean() }),
  answer: z.object({ forbidden: z.boolean() }),
  audit: 'tenant.changed',
})
