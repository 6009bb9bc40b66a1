import type { Area } from './text.ts'

/** What is said about uploaded files: codes MFA-* of the specification, and what to do about any of them. */
export const transfer = {
  'transfer.tooManyRows': {
    ja: '一回に登録できる件数の上限（{max}件）を超えています。',
    en: 'The file exceeds the limit of {max} rows per import.',
  },
  'transfer.lostCharacter': {
    ja: '{row}行目の「{column}」にある文字「{character}」（{codePoint}）は、Shift_JISで保存できません。',
    en: 'The character “{character}” ({codePoint}) in row {row}, column {column}, cannot be stored in Shift_JIS.',
  },
  'transfer.remedy.useUtf8': {
    ja: '文字コードにUTF-8を選んで出力してください。',
    en: 'Choose UTF-8 as the encoding of the file.',
  },
  'transfer.remedy.encodingAt': {
    ja: '{line}行目（先頭から{offset}バイト目）に読めない文字があります。元のファイルを保存し直してください。',
    en: 'Line {line} (byte {offset} of the file) cannot be read as text. Save the original file again.',
  },
  'transfer.remedy.utf16': {
    ja: 'Unicode（UTF-16）で保存されています。Excelでは「CSV UTF-8（コンマ区切り）」を選んで保存してください。',
    en: 'The file is saved as Unicode (UTF-16). In Excel, save it as “CSV UTF-8 (Comma delimited)”.',
  },
  'transfer.remedy.binary': {
    ja: 'CSVではない種類のファイルです。拡張子だけを変えたファイルは使用できません。',
    en: 'The file is of another kind, not CSV. Changing the extension of a file does not convert it.',
  },
  'transfer.remedy.noHeader': {
    ja: '1行目に項目名を記載してください。項目名は「テンプレートをダウンロード」で確認できます。',
    en: 'Put the column names into the first line. The template to download has them.',
  },
  'transfer.remedy.columnMissing': {
    ja: '項目「{column}」がありません。値を設定しない項目も、列は省略できません。',
    en: 'The column {column} is missing. Columns without values have to be there too.',
  },
  'transfer.remedy.columnUnknown': {
    ja: '項目「{column}」は使用できません。項目名を確認するか、列を削除してください。',
    en: 'There is no column {column}. Check its name or remove the column.',
  },
  'transfer.remedy.columnTwice': {
    ja: '項目「{column}」が2列以上あります。1列だけ残してください。',
    en: 'The column {column} occurs more than once. Keep one of them.',
  },
  'transfer.remedy.cellCount': {
    ja: 'この行には{found}列ありますが、項目名は{expected}列です。カンマを含む値は「"」で囲んでください。',
    en: 'This row has {found} cells, the header has {expected}. Put values that contain a comma into double quotes.',
  },
  'transfer.remedy.quoteNotClosed': {
    ja: '{line}行目から始まる行の「"」が閉じられていません。',
    en: 'A double quote in the row that begins at line {line} is never closed.',
  },
  'transfer.remedy.strayQuote': {
    ja: '{line}行目に、閉じた「"」の後に続く文字があります。値の中の「"」は「""」と記載してください。',
    en: 'Text follows a closing double quote in line {line}. Write a double quote within a value twice.',
  },
  'transfer.remedy.tooManyColumns': {
    ja: '{line}行目の列が多すぎます。列は{max}列までです。',
    en: 'Line {line} has too many columns. At most {max} are read.',
  },
  'transfer.remedy.recordTooLong': {
    ja: '{line}行目から始まる行が長すぎます。「"」の閉じ忘れがないか確認してください。',
    en: 'The row that begins at line {line} is too long. Check whether a double quote is left open.',
  },
  'transfer.remedy.groupCode': {
    ja: 'グループ名だけでは設定できません。グループIDも記載してください。',
    en: 'A group name alone is not enough. Enter the group ID too.',
  },
  'transfer.remedy.pictureName': {
    ja: '画像のファイル名に使用できない文字があります。',
    en: 'The file name of the picture contains characters that cannot be used.',
  },
} as const satisfies Area<'transfer'>
