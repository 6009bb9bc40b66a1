import type { Area } from './text.ts'

export const tasks = {
  'tasks.title': { ja: '処理の状況', en: 'Task' },
  'tasks.kind.users-bulk': { ja: '利用者の一括操作', en: 'Change of many users' },
  'tasks.kind.import-plan': { ja: '一括登録の確認', en: 'Check of an import' },
  'tasks.kind.import-apply': { ja: '利用者一括登録', en: 'Import of users' },
  'tasks.kind.import-undo': { ja: '一括登録の取り消し', en: 'Import taken back' },
  'tasks.kind.linkage-sync': { ja: '利用者情報一括同期', en: 'Bulk sync of users' },
  'tasks.kind.other': { ja: '一括処理', en: 'Bulk task' },
  'tasks.startedBy': { ja: '開始した利用者', en: 'Started by' },
  'tasks.startedAt': { ja: '開始日時', en: 'Started' },
  'tasks.finishedAt': { ja: '終了日時', en: 'Finished' },
  'tasks.took': { ja: '所要時間', en: 'Took' },
  'tasks.waiting': {
    ja: '先に開始した同じ種類の処理が終わると始まります。この画面を離れても処理は続きます。',
    en: 'Starts when the one before it is over. You can leave this page; the work goes on.',
  },
  'tasks.running': {
    ja: 'この画面を離れても処理は続きます。',
    en: 'You can leave this page; the work goes on.',
  },
  'tasks.stopping': { ja: '中止しています。', en: 'Stopping.' },
  'tasks.done': { ja: '{total}件の処理が完了しました。', en: 'All {total} are done.' },
  'tasks.failed': {
    ja: '{total}件中{done}件を処理したところで止まりました。処理済みの分はそのまま残ります。',
    en: 'Stopped after {done} of {total}. What was done stays done.',
  },
  'tasks.cancelled': {
    ja: '{total}件中{done}件を処理したところで中止しました。処理済みの分はそのまま残ります。',
    en: 'Cancelled after {done} of {total}. What was done stays done.',
  },
  'tasks.failures': { ja: '処理できなかったもの：{n}件', en: 'Not done: {n}' },
  'tasks.failures.name': { ja: '対象', en: 'What' },
  'tasks.failures.why': { ja: '理由', en: 'Why' },
  'tasks.failures.more': { ja: 'ほか{n}件', en: 'and {n} more' },
  'tasks.secret': {
    ja: 'この処理の結果には、1回だけ保存できる内容（パスワードなど）があります。終了から24時間で消去します。',
    en: 'The result holds something you can save once, such as passwords. It is erased 24 hours after the end.',
  },
  'tasks.secret.save': { ja: '保存する（1回のみ）', en: 'Save it (once)' },
  'tasks.cancel': { ja: '処理を中止する', en: 'Cancel the task' },
  'tasks.cancelText': {
    ja: '「{name}」を中止します。すでに処理した{done}件は元に戻りません。',
    en: '“{name}” will be stopped. The {done} that are done stay done.',
  },
  'tasks.over.done': { ja: '「{name}」が完了しました。', en: '“{name}” is done.' },
  'tasks.over.failed': { ja: '「{name}」が途中で止まりました。', en: '“{name}” stopped before its end.' },
  'tasks.over.cancelled': { ja: '「{name}」を中止しました。', en: '“{name}” was cancelled.' },
} as const satisfies Area<'tasks'>
