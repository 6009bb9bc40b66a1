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
  'transfer.MFA-E-LIMIT-CSV': {
    ja: 'CSVファイルは{max}ファイルまでです。',
    en: 'At most {max} CSV files can be imported at once.',
  },
  'transfer.MFA-E-LIMIT-IMG': {
    ja: '画像ファイルは{max}ファイルまでです。',
    en: 'At most {max} image files can be imported at once.',
  },
  'transfer.MFA-E-LIMIT-IMGSIZE': {
    ja: '1画像ファイルのサイズは{max}KBまでです。',
    en: 'An image file may have at most {max} KB.',
  },
  'transfer.MFA-E-LIMIT-TOTAL': {
    ja: 'ファイルの合計サイズは{max}MBまでです。「ユーザー管理用コマンドライン版ツール」をご利用ください。',
    en: 'The files may have at most {max} MB in all. Use the command-line tool for more.',
  },
  'transfer.MFA-E-NOCSV': { ja: 'CSVファイルを選択してください。', en: 'Choose a CSV file.' },
  'transfer.MFA-E-ENCODING': {
    ja: '文字コードが正しくありません（{line}行目）。「SHIFT-JIS」で作成してください。',
    en: 'The encoding is invalid at line {line}. Save the file as Shift_JIS.',
  },
  'transfer.MFA-E-HEADER-UNKNOWN': { ja: '不明なCSVフィールド名です：{column}', en: 'Unknown column: {column}' },
  'transfer.MFA-E-HEADER-DUP': {
    ja: 'CSVフィールド名が重複しています：{column}',
    en: 'The column occurs more than once: {column}',
  },
  'transfer.MFA-E-HEADER-APPID': {
    ja: 'アプリケーションIDが範囲外です：{column}',
    en: 'The application ID is out of range: {column}',
  },
  'transfer.MFA-E-HEADER-MISSING': {
    ja: '必須のCSVフィールドがありません：{column}',
    en: 'A mandatory column is missing: {column}',
  },
  'transfer.MFA-E-HEADER-MANY': {
    ja: 'IDマネジャーのCSVフィールドは{max}列までです。',
    en: 'At most {max} ID manager columns can be in one file.',
  },
  'transfer.MFA-E-COLUMNS': {
    ja: '列数がヘッダーと一致しません。',
    en: 'The number of cells differs from the header.',
  },
  'transfer.MFA-E-REQUIRED': { ja: '{label}は必須です。', en: '{label} is mandatory.' },
  'transfer.MFA-E-MODE': { ja: 'modeはadd、update、deleteのいずれかです。', en: 'mode must be add, update or delete.' },
  'transfer.MFA-E-USERID-FORMAT': { ja: 'ユーザーIDが正しくありません。', en: 'The user ID is invalid.' },
  'transfer.MFA-E-USERID-EXISTS': {
    ja: 'ユーザーIDはすでに登録されています（大文字・小文字は区別されません）。',
    en: 'The user ID already exists (upper and lower case are the same).',
  },
  'transfer.MFA-E-USERID-DUP': {
    ja: '同じユーザーIDの行が複数あります。2つ目以降はエラーになります。',
    en: 'Several rows have the same user ID. The second and later ones fail.',
  },
  'transfer.MFA-E-USERID-NOTFOUND': { ja: 'ユーザーが存在しません。', en: 'There is no such user.' },
  'transfer.MFA-E-NOT-IN-GROUP': {
    ja: '選択中のグループに所属していません。',
    en: 'The user does not belong to the selected group.',
  },
  'transfer.MFA-E-GROUP-MISMATCH': {
    ja: 'groupIdが選択中のグループと一致しません。',
    en: 'groupId differs from the selected group.',
  },
  'transfer.MFA-E-GROUP-UNKNOWN': {
    ja: 'groupIdのグループが存在しません。',
    en: 'There is no group with this groupId.',
  },
  'transfer.MFA-E-ROLE': { ja: 'この権限のユーザーは操作できません。', en: 'You may not manage users with this role.' },
  'transfer.MFA-E-LAST-ADMIN': {
    ja: '最後の組織管理者、または自分自身は変更できません。',
    en: 'The last administrator of the organization, or you yourself, cannot be changed this way.',
  },
  'transfer.MFA-E-MAIL': { ja: 'メールアドレスが正しくありません。', en: 'The email address is invalid.' },
  'transfer.MFA-E-MAIL-TAKEN': {
    ja: 'メールアドレスは他のユーザーが使用しています。',
    en: 'Another user has this email address.',
  },
  'transfer.MFA-E-GROUP-FULL': {
    ja: '所属できるグループは{max}つまでです。移動する場合はgroupMoveを指定してください。',
    en: 'A user belongs to at most {max} groups. To move the user instead, set groupMove.',
  },
  'transfer.MFA-E-BOOL': { ja: '{label}はtrueまたはfalseです。', en: '{label} must be true or false.' },
  'transfer.MFA-E-NUMBER': { ja: '{label}は半角数字です。', en: '{label} must consist of half-width digits.' },
  'transfer.MFA-E-RANGE': { ja: '{label}は{min}～{max}です。', en: '{label} must be from {min} to {max}.' },
  'transfer.MFA-E-LENGTH': { ja: '{label}は{max}文字までです。', en: '{label} may have at most {max} characters.' },
  'transfer.MFA-E-TEXT': {
    ja: '{label}に使用できない文字（制御文字）が含まれています。',
    en: '{label} contains control characters, which cannot be used.',
  },
  'transfer.MFA-E-BO-PERIOD': {
    ja: '更新期限は削除期限以下にしてください。',
    en: 'The update period must not exceed the delete period.',
  },
  'transfer.MFA-E-PASSWORD-POLICY': {
    ja: 'パスワードがポリシーを満たしていません：{reason}',
    en: 'The password does not meet the policy: {reason}',
  },
  'transfer.MFA-E-TOTP-SEED': {
    ja: 'シードキーはBase16でエンコードしてください。',
    en: 'The seed must be encoded in Base16.',
  },
  'transfer.MFA-E-PIN': {
    ja: 'PINは{n}桁の半角数字です。先頭の0が失われていないか確認してください。',
    en: 'The PIN must have {n} half-width digits. Check whether leading zeros were lost.',
  },
  'transfer.MFA-E-CLI-ONLY': {
    ja: '{column}は管理ツールからのインポートでは使用できません。',
    en: '{column} can be used with the command-line tool only.',
  },
  'transfer.MFA-E-IMG-NOTFOUND': {
    ja: '画像ファイルが見つかりません：{name}',
    en: 'The image file was not found: {name}',
  },
  'transfer.MFA-E-IMG-AMBIGUOUS': {
    ja: '画像ファイルを特定できません：{name}',
    en: 'Several image files match the name: {name}',
  },
  'transfer.MFA-E-IMG-SHARED': {
    ja: '画像ファイルが複数のユーザーに指定されています：{name}',
    en: 'The image file is used for several users: {name}',
  },
  'transfer.MFA-E-IMG-FORMAT': {
    ja: 'JPEG形式の画像ではありません：{name}',
    en: 'The image file is not a JPEG: {name}',
  },
  'transfer.MFA-E-IMG-TEMPLATE': {
    ja: '画像のファイル名ではなく、データが記載されています。',
    en: 'The cell holds data instead of the name of an image file.',
  },
  'transfer.MFA-E-APP-UNKNOWN': {
    ja: 'アプリケーションが登録されていません：{id}',
    en: 'The application is not registered: {id}',
  },
  'transfer.MFA-E-WINLOGON-FORM': {
    ja: 'Windowsログオンのユーザー名の形式が正しくありません。',
    en: 'The user name for Windows logon has an invalid form.',
  },
  'transfer.MFA-E-LOGONAS-MODE': {
    ja: '{column}はmodeがupdateの行でのみ指定できます。',
    en: '{column} can be used in rows with the mode update only.',
  },
  'transfer.MFA-E-LOGONAS-USER': {
    ja: '委譲元のユーザーが存在しません：{value}',
    en: 'The delegating user does not exist: {value}',
  },
  'transfer.MFA-E-LOGONAS-SELF': {
    ja: '自分自身を委譲元に指定できません。',
    en: 'A user cannot delegate to himself or herself.',
  },
  'transfer.MFA-E-VALIDITY': {
    ja: '開始日は終了日以前にしてください。',
    en: 'The start date must not be later than the end date.',
  },
  'transfer.MFA-W-DATE-IGNORED': {
    ja: '期限の形式がyyyy/MM/ddではないため無効です。',
    en: 'The date is not written as yyyy/MM/dd and is ignored.',
  },
  'transfer.MFA-W-IMG-UNREF': {
    ja: 'CSVファイルに記載がないため登録されません：{name}',
    en: 'No CSV file names this image; it is not enrolled: {name}',
  },
  'transfer.MFA-W-FACE': {
    ja: '顔認証v2に登録されませんでした：{reason}',
    en: 'The face was not enrolled for face v2: {reason}',
  },
  'transfer.MFA-W-LOGONAS-NOOP': {
    ja: '委譲の状態は変わりません：{value}',
    en: 'The delegation stays as it is: {value}',
  },
  'transfer.MFA-W-PIN-TRIVIAL': { ja: '推測されやすいPINです。', en: 'The PIN is easily guessed.' },
  'transfer.MFA-W-TOTP-SHORT': {
    ja: 'シードキーが短いため、{n}桁以上をお勧めします。',
    en: 'The seed is short. At least {n} digits are recommended.',
  },
  'transfer.remedy.userid': {
    ja: '半角英数字と「.」「_」「-」「@」を使用し、{min}～{max}文字で入力してください。',
    en: 'Use {min} to {max} half-width letters, digits and . _ - @ only.',
  },
  'transfer.remedy.appIdRange': {
    ja: 'アプリケーションIDは{min}～{max}です。',
    en: 'Application IDs are from {min} to {max}.',
  },
  'transfer.remedy.windowsIndex': {
    ja: 'インデックス番号は{min}～{max}で、先頭に0を付けずに記載してください。',
    en: 'The index is a number from {min} to {max} without leading zeros.',
  },
  'transfer.remedy.letterCase': {
    ja: '大文字・小文字を区別します。「{right}」と記載してください。',
    en: 'Upper and lower case matter. Write {right}.',
  },
  'transfer.remedy.utf8Mark': {
    ja: 'UTF-8で保存されています。Shift_JIS、またはUTF-8（BOM付き）で保存してください。',
    en: 'The file is saved as UTF-8. Save it as Shift_JIS, or as UTF-8 with a byte order mark.',
  },
  'transfer.remedy.base32': {
    ja: 'Base32でエンコードされている可能性があります。Base16（0～9、A～F）に変換してください。',
    en: 'It may be encoded in Base32. Convert it to Base16 (0 to 9, A to F).',
  },
  'transfer.remedy.seedLength': {
    ja: '{min}～{max}桁の偶数の桁数で記載してください。',
    en: 'Write an even number of digits, from {min} to {max}.',
  },
  'transfer.remedy.leadingZeros': {
    ja: 'Excelで開くと先頭の0が失われます。列の表示形式を「文字列」にしてください。',
    en: 'Excel drops leading zeros. Set the format of the column to Text.',
  },
  'transfer.remedy.imagePath': {
    ja: 'フォルダを含めず、ファイル名だけを記載してください。',
    en: 'Write the name of the file alone, without folders.',
  },
  'transfer.remedy.imageOutside': {
    ja: '画像フォルダからの相対パスで記載してください。画像フォルダの外は指定できません。',
    en: 'Write a path relative to the folder of images. It must not lead out of that folder.',
  },
  'transfer.remedy.yen': {
    ja: '「￥」や「¥」ではなく、半角の「\\」（Shift_JISの0x5C）で区切ってください。',
    en: 'Separate the parts by a backslash (U+005C), not by a yen sign.',
  },
  'transfer.remedy.windowsForms': {
    ja: '「コンピュータ名\\ユーザーID」「ユーザーID@ドメイン名」「MicrosoftAccount\\ユーザーID」「azuread\\ユーザーID」のいずれかで記載してください。',
    en: 'Write COMPUTER\\USER, USER@DOMAIN, MicrosoftAccount\\USER or azuread\\USER.',
  },
  'transfer.reason.passwordLength': {
    ja: '{min}～{max}文字で入力してください。',
    en: 'Enter {min} to {max} characters.',
  },
  'transfer.reason.passwordCharacters': {
    ja: '半角英数字、記号のみ利用できます。',
    en: 'Only half-width letters, digits and symbols can be used.',
  },
  'transfer.label.mode': { ja: 'モード', en: 'The mode' },
  'transfer.label.userid': { ja: 'ユーザーID', en: 'The user ID' },
  'transfer.label.groupId': { ja: 'グループID', en: 'The group ID' },
  'transfer.label.username': { ja: 'ユーザー表示名', en: 'The display name' },
  'transfer.label.mail': { ja: 'メールアドレス', en: 'The email address' },
  'transfer.label.role': { ja: '権限', en: 'The role' },
  'transfer.label.disable': { ja: 'ユーザーロック', en: 'The user lock' },
  'transfer.label.boEnable': { ja: '認証情報の持ち出しを許可するか', en: 'Permission to carry credentials out' },
  'transfer.label.boDeletePeriod': {
    ja: '持ち出し情報の削除期限(日)',
    en: 'The delete period of carried-out credentials (days)',
  },
  'transfer.label.boUpdatePeriod': {
    ja: '持ち出し情報の更新期限(日)',
    en: 'The update period of carried-out credentials (days)',
  },
  'transfer.label.template16': { ja: 'パスワード認証のパスワード', en: 'The password' },
  'transfer.label.template104': { ja: 'TOTP認証のシードキー', en: 'The TOTP seed' },
  'transfer.label.template109': { ja: 'PIN認証のPIN', en: 'The PIN' },
  'transfer.label.template110': { ja: 'QRコード認証のPIN', en: 'The PIN for QR code authentication' },
  'transfer.label.template54': { ja: '顔認証の顔画像', en: 'The face image' },
  'transfer.label.template55': { ja: '顔認証v2の顔画像', en: 'The face image for face v2' },
  'transfer.label.idm_userid': { ja: 'IDマネジャーのユーザーID', en: 'The user ID of the ID manager' },
  'transfer.label.idm_password': { ja: 'IDマネジャーのパスワード', en: 'The password of the ID manager' },
  'transfer.label.idm_param1': { ja: 'IDマネジャーの予備ID-1', en: 'Spare ID 1 of the ID manager' },
  'transfer.label.idm_param2': { ja: 'IDマネジャーの予備ID-2', en: 'Spare ID 2 of the ID manager' },
  'transfer.label.saml_spname': { ja: 'SAMLのSPユーザー名', en: 'The SAML user name' },
  'transfer.label.saml_password': {
    ja: 'SAMLのChromebook暗号化パスワード',
    en: 'The Chromebook encryption password of SAML',
  },
  'transfer.label.winlogon_username': { ja: 'Windowsログオンのユーザー名', en: 'The user name for Windows logon' },
  'transfer.label.winlogon_password': { ja: 'Windowsログオンのパスワード', en: 'The password for Windows logon' },
  'transfer.label.winlogon_description': { ja: 'Windowsログオンの説明', en: 'The description of the Windows logon' },
  'transfer.label.logonas_add': {
    ja: '権限の委譲元(代理認証を許可する)ユーザーの追加',
    en: 'The delegating user to be added',
  },
  'transfer.label.logonas_delete': {
    ja: '権限の委譲元(代理認証を許可する)ユーザーの削除',
    en: 'The delegating user to be removed',
  },
  'transfer.label.start': { ja: '有効期限の開始日', en: 'The start date' },
  'transfer.label.end': { ja: '有効期限の終了日', en: 'The end date' },
  'transfer.pictureUnnamed': {
    ja: 'import.csvに記載がないため使用されません：{name}',
    en: 'import.csv does not name this file; it is not used: {name}',
  },
  'transfer.remedy.pictureMissing': {
    ja: 'ZIPファイル内に画像「{name}」がありません。',
    en: 'The ZIP file has no picture {name}.',
  },
  'transfer.remedy.pictureKind': {
    ja: '画像「{name}」は使用できません。jpg、png、bmpのいずれかを指定してください。',
    en: '{name} cannot be used. Pictures are jpg, png or bmp.',
  },
  'transfer.zip.damaged': {
    ja: 'ZIPファイルが壊れているため読み込めません（{name}）。作成し直してください。',
    en: 'The ZIP file is damaged ({name}). Make it again.',
  },
  'transfer.zip.folder': {
    ja: '「{name}」がフォルダに入っています。フォルダではなく、中のファイルを選択してZIPファイルを作成してください。',
    en: '{name} is in a folder. Select the files themselves, not their folder, to make the ZIP file.',
  },
  'transfer.zip.path': {
    ja: 'ZIPファイル内のファイル名が正しくありません：{name}',
    en: 'A file in the ZIP file has a name that cannot be used: {name}',
  },
  'transfer.zip.special': {
    ja: 'ZIPファイル内に、リンクなど通常のファイルではないものがあります：{name}',
    en: 'The ZIP file contains something that is not a plain file, such as a link: {name}',
  },
  'transfer.zip.twice': {
    ja: 'ZIPファイル内に同じ名前のファイルがあります（大文字・小文字は区別されません）：{name}',
    en: 'The ZIP file contains a name twice (upper and lower case are the same): {name}',
  },
  'transfer.zip.encrypted': {
    ja: 'パスワード付きのZIPファイルは使用できません：{name}',
    en: 'A ZIP file with a password cannot be used: {name}',
  },
  'transfer.zip.method': {
    ja: 'ZIPファイルの圧縮方式に対応していません：{name}',
    en: 'The ZIP file uses a compression method that is not supported: {name}',
  },
  'transfer.zip.tooLarge': { ja: 'ファイルが大きすぎます：{name}', en: 'A file is too large: {name}' },
  'transfer.zip.tooLargeInAll': {
    ja: 'ZIPファイルが大きすぎます。複数のZIPファイルに分けてください。',
    en: 'The ZIP file is too large. Split it into several.',
  },
  'transfer.zip.tooMany': {
    ja: 'ZIPファイル内のファイルが多すぎます。複数のZIPファイルに分けてください。',
    en: 'The ZIP file contains too many files. Split it into several.',
  },
  'transfer.zip.bomb': {
    ja: 'ZIPファイルの圧縮率が不自然なため、安全のため読み込みません：{name}',
    en: 'The ZIP file is compressed in an unnatural way and is not read, to be safe: {name}',
  },
  'transfer.result.added': { ja: '登録', en: 'Added' },
  'transfer.result.updated': { ja: '更新', en: 'Updated' },
  'transfer.result.unchanged': { ja: '変更なし', en: 'Unchanged' },
  'transfer.result.deleted': { ja: '削除', en: 'Deleted' },
  'transfer.result.failed': { ja: 'エラー', en: 'Failed' },
  'transfer.result.line': { ja: '行番号', en: 'Line' },
  'transfer.result.loginId': { ja: '利用者ID', en: 'User ID' },
  'transfer.result.result': { ja: '結果', en: 'Result' },
  'transfer.result.message': { ja: 'メッセージ', en: 'Message' },
  'transfer.xlsx.notOne': {
    ja: 'Excelブック（.xlsx）として読み込めません。',
    en: 'The file cannot be read as an Excel workbook (.xlsx).',
  },
  'transfer.xlsx.oldOrLocked': {
    ja: '古い形式（.xls）、またはパスワード付きのExcelブックは使用できません。.xlsxで保存し直してください。',
    en: 'An Excel workbook in the old format (.xls), or with a password, cannot be used. Save it again as .xlsx.',
  },
  'transfer.xlsx.tooLarge': {
    ja: 'シートが大きすぎます。CSVファイルで保存してください。',
    en: 'The sheet is too large. Save it as a CSV file.',
  },
  'transfer.xlsx.notCalculated': {
    ja: '{cell}の数式に計算結果が保存されていません。Excelで開いて保存し直してください。',
    en: 'The formula in {cell} was saved without its result. Open the file in Excel and save it again.',
  },
} as const satisfies Area<'transfer'>
