import type { Area } from './text.ts'

export const forms = {
  'forms.required': { ja: '必須', en: 'Required' },
  'forms.optional': { ja: '任意', en: 'Optional' },
  'forms.unsavedTitle': { ja: '保存されていない変更があります', en: 'There are unsaved changes' },
  'forms.unsavedText': {
    ja: 'このページを離れると、入力した内容は失われます。',
    en: 'If you leave this page, what you entered is lost.',
  },
  'forms.leave': { ja: '保存せずに離れる', en: 'Leave without saving' },
  'forms.stay': { ja: 'このページにとどまる', en: 'Stay on this page' },
  'forms.saved': { ja: '保存しました。', en: 'Saved.' },
  'forms.saving': { ja: '保存しています…', en: 'Saving…' },
  'forms.showPassword': { ja: 'パスワードを表示', en: 'Show the password' },
  'forms.hidePassword': { ja: 'パスワードを隠す', en: 'Hide the password' },
  'forms.met': { ja: '（満たしています）', en: ' (met)' },
  'forms.unsavedDialog': {
    ja: 'このまま閉じると、入力した内容は失われます。',
    en: 'If you close this now, what you entered is lost.',
  },
  'forms.goOn': { ja: '入力を続ける', en: 'Go on editing' },
  'forms.discard': { ja: '破棄して閉じる', en: 'Discard and close' },
  'forms.andMore': { ja: 'ほか{n}件', en: 'and {n} more' },
  'forms.copy': { ja: '{name}をコピー', en: 'Copy {name}' },
  'forms.copied': { ja: 'コピーしました', en: 'Copied' },
  'forms.csvDone': { ja: 'CSVファイルを出力しました。', en: 'The CSV file was written.' },
  'forms.encoding': { ja: '文字コード', en: 'Encoding' },
  'forms.utf8': { ja: 'UTF-8（BOM付き）', en: 'UTF-8 (with BOM)' },
} as const satisfies Area<'forms'>
