import type { Area } from './text.ts'

export const errors = {
  'errors.unknown': { ja: '予期しないエラーが発生しました。', en: 'An unexpected error occurred.' },
  'errors.code': { ja: 'エラーコード', en: 'Error code' },
  'errors.cause': { ja: '原因', en: 'Cause' },
  'errors.remedy': { ja: '対処', en: 'Remedy' },
  'errors.requestId': { ja: '受付番号', en: 'Request ID' },
  'errors.who': { ja: '対処できる人', en: 'Who can fix it' },
  'errors.who.you': { ja: 'ご本人', en: 'You' },
  'errors.who.administrator': { ja: 'システム管理者', en: 'Your system administrator' },
  'errors.who.operator': { ja: 'サービスの運用者', en: 'The operator of the service' },
} as const satisfies Area<'errors'>
