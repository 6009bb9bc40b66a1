import type { Area } from './text.ts'

export const factors = {
  'factors.appNameNeeded': {
    ja: 'アプリケーション名を80文字以内で入力してください。',
    en: 'Enter a name of at most 80 characters.',
  },
  'factors.appIdRange': {
    ja: 'アプリケーションIDは、IDマネジャーでは61000～61100、SAMLでは70000～70999です。',
    en: 'Application IDs are 61000 to 61100 for the ID manager and 70000 to 70999 for SAML.',
  },
  'factors.appIdTaken': {
    ja: 'このアプリケーションIDはすでに登録されています。',
    en: 'This application ID is already registered.',
  },
  'factors.appUnknown': { ja: 'アプリケーションが登録されていません。', en: 'The application is not registered.' },
  'factors.periodsClash': {
    ja: '更新期限は削除期限以下にしてください。',
    en: 'The update period must not exceed the delete period.',
  },
  'factors.partyUnknown': {
    ja: '利用者が存在しないか、操作する権限がありません。',
    en: 'There is no such user, or you may not manage them.',
  },
  'factors.partyOneself': {
    ja: '自分自身を委譲元または委譲先に指定することはできません。',
    en: 'Nobody can delegate to themselves.',
  },
} as const satisfies Area<'factors'>
