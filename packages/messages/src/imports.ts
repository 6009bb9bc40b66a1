import type { Area } from './text.ts'

/** Import and export of users: pages, results and reports. */
export const imports = {
  'imports.column.result': { ja: '結果', en: 'Result' },
  'imports.column.reason': { ja: 'メッセージ', en: 'Message' },
  'imports.result.add': { ja: '登録', en: 'Added' },
  'imports.result.change': { ja: '更新', en: 'Changed' },
  'imports.result.delete': { ja: '削除', en: 'Deleted' },
  'imports.result.none': { ja: '変更なし', en: 'No change' },
  'imports.result.refused': { ja: 'エラー', en: 'Error' },
  'imports.result.failed': { ja: '失敗', en: 'Failed' },
  'imports.lead': {
    ja: 'CSVファイルで、利用者をまとめて追加・更新・削除します。内容を確認して「適用する」を押すまで、何も変わりません。',
    en: 'Add, change and delete users with a CSV file. Nothing changes until you have seen the plan and choose Apply.',
  },
  'imports.file': { ja: 'CSVファイル', en: 'CSV file' },
  'imports.drop': { ja: 'CSVファイルをここにドロップ', en: 'Drop a CSV file here' },
  'imports.limits': {
    ja: '1ファイル、{mb} MBまで。文字コードはShift_JISまたはUTF-8。',
    en: 'One file of up to {mb} MB, in Shift_JIS or UTF-8.',
  },
  'imports.size': { ja: '{kb} KB', en: '{kb} KB' },
  'imports.next': {
    ja: '次の画面で、変更される内容を確認できます。',
    en: 'The next page shows what would change.',
  },
  'imports.reading': { ja: 'ファイルを読み取っています…', en: 'Reading the file…' },
  'imports.howTo': { ja: 'ファイルの作り方', en: 'How to write the file' },
  'imports.howTo.rows': {
    ja: '利用者IDが未登録の行は追加、登録済みの行は更新になります。「削除」列に「D」と記載した行の利用者は、ごみ箱に移ります。',
    en: 'A row with a new user ID adds a user, one with a known ID changes that user. D in the first column of the template moves the user to the recycle bin.',
  },
  'imports.howTo.passwords': {
    ja: '更新する行のパスワードを変えない場合は、空欄または「YES」「NO」のままにします。「RESET」と記載すると再発行し、メールで知らせます。',
    en: 'To keep the password of a known user, leave the cell empty or at YES or NO. RESET reissues it and sends a mail.',
  },
  'imports.howTo.faces': {
    ja: '顔画像はCSVファイルでは登録できません。画像のファイル名があっても、ほかの項目だけを登録します。',
    en: 'Faces are not registered by a CSV file. If a row names an image, everything else in it is taken.',
  },
  'imports.howTo.export': {
    ja: '今の利用者の一覧を保存し、編集して使用できます。',
    en: 'The list of all users can be saved, edited and used.',
  },
  'imports.template': { ja: 'テンプレートをダウンロード', en: 'Download the template' },
  'imports.refused': { ja: '読み取れなかった箇所：{n}件', en: 'What could not be read: {n}' },
  'imports.history': { ja: '一括登録の履歴', en: 'Earlier imports' },
  'imports.history.empty': { ja: '一括登録の履歴はまだありません', en: 'No imports yet' },
  'imports.history.empty.text': {
    ja: 'テンプレートに利用者を記入し、CSVファイルをアップロードしてください。',
    en: 'Fill users into the template and upload the CSV file.',
  },
  'imports.state': { ja: '状態', en: 'State' },
  'imports.state.uploading': { ja: '受信中', en: 'Receiving' },
  'imports.state.planning': { ja: '確認中', en: 'Checking' },
  'imports.state.planned': { ja: '適用待ち', en: 'Waits to be applied' },
  'imports.state.queued': { ja: '順番待ち', en: 'Waits for its turn' },
  'imports.state.applying': { ja: '適用中', en: 'Applying' },
  'imports.state.applied': { ja: '適用済み', en: 'Applied' },
  'imports.state.undoing': { ja: '取り消し中', en: 'Taking back' },
  'imports.state.undone': { ja: '取り消し済み', en: 'Taken back' },
  'imports.state.checked': { ja: '検証済み', en: 'Checked' },
  'imports.state.discarded': { ja: '破棄済み', en: 'Discarded' },
  'imports.by': { ja: 'アップロードした利用者', en: 'Uploaded by' },
  'imports.at': { ja: 'アップロード日時', en: 'Uploaded' },
  'imports.appliedAt': { ja: '適用日時', en: 'Applied' },
  'imports.encoding': { ja: '文字コード', en: 'Encoding' },
  'imports.utf8': { ja: 'UTF-8（BOMなし）', en: 'UTF-8 (without BOM)' },
  'imports.counts': { ja: '件数', en: 'Counts' },
  'imports.one': { ja: '一括登録：{file}', en: 'Import: {file}' },
  'imports.back': { ja: '利用者一括登録へ戻る', en: 'Back to bulk registration' },
  'imports.planned': { ja: 'まだ何も変更していません', en: 'Nothing has been changed yet' },
  'imports.planned.text': {
    ja: '下の内容を確認し、「適用する」を押してください。',
    en: 'Look through the rows below, then choose Apply.',
  },
  'imports.planned.nothing': {
    ja: 'このファイルで変わることはありません。',
    en: 'This file would change nothing.',
  },
  'imports.planned.refused': {
    ja: 'エラーのある{n}行は登録されません。「エラー行だけ保存」で保存し、修正してから登録し直せます。',
    en: '{n} rows with errors are left out. Save the rows with errors, correct them and upload them again.',
  },
  'imports.planning': { ja: 'ファイルの内容を確認しています', en: 'Checking the file' },
  'imports.queued': { ja: '別の一括登録の終了を待っています', en: 'Waiting for another import to finish' },
  'imports.applying': { ja: '利用者を登録しています', en: 'Applying the import' },
  'imports.undoing': { ja: '一括登録を取り消しています', en: 'Taking the import back' },
  'imports.working': {
    ja: 'この画面を離れても処理は続きます。画面右上のベルから、いつでも確認できます。',
    en: 'You can leave this page; the work goes on. The bell at the top right shows how far it is.',
  },
  'imports.applied.refused': {
    ja: 'エラーのある{n}行は登録していません。「エラー行だけ保存」で保存し、修正してから登録し直せます。',
    en: '{n} rows with errors were left out. Save the rows with errors, correct them and upload them again.',
  },
  'imports.applied.failed': {
    ja: '{n}行は、ほかの管理者の変更などにより登録できませんでした。',
    en: '{n} rows could not be applied, for instance because somebody else changed the user meanwhile.',
  },
  'imports.applied.undoable': { ja: '{until}まで取り消せます。', en: 'It can be taken back until {until}.' },
  'imports.undone': { ja: 'この一括登録は取り消されました', en: 'This import was taken back' },
  'imports.undone.failed': {
    ja: '{n}行は、登録の後に変更されたため、そのまま残りました。',
    en: '{n} rows were changed after the import and stay as they are.',
  },
  'imports.stuck': {
    ja: '処理は途中で止まっています。処理済みの行は、下の一覧で確認できます。',
    en: 'The work has stopped before its end. The list below shows which rows are done.',
  },
  'imports.apply': { ja: '適用する', en: 'Apply' },
  'imports.apply.ask': { ja: '「{file}」の内容を適用します。', en: 'Apply the plan of {file}?' },
  'imports.apply.add': { ja: '追加：{n}名', en: 'Added: {n} users' },
  'imports.apply.change': { ja: '更新：{n}名', en: 'Changed: {n} users' },
  'imports.apply.delete': { ja: '削除：{n}名', en: 'Deleted: {n} users' },
  'imports.apply.deleteFaces': {
    ja: '削除：{n}名（うち顔画像あり：{faces}名）',
    en: 'Deleted: {n} users, {faces} of them with a face',
  },
  'imports.apply.losses': {
    ja: '削除した利用者はごみ箱に移り、{days}日以内であれば元に戻せます。',
    en: 'Deleted users go to the recycle bin and can be restored for {days} days.',
  },
  'imports.apply.refused': {
    ja: 'エラーのある{n}行は登録されません。',
    en: '{n} rows with errors are left out.',
  },
  'imports.apply.mails': {
    ja: '追加した利用者には、利用開始のメールを送ります。',
    en: 'New users are sent a mail with the first steps.',
  },
  'imports.apply.typed': {
    ja: '削除する人数（{n}）を入力してください',
    en: 'Type how many users are deleted ({n})',
  },
  'imports.discard': { ja: '破棄する', en: 'Discard' },
  'imports.discard.ask': {
    ja: '「{file}」の内容を、適用せずに破棄します。アップロードしたファイルの内容も消去します。',
    en: 'Discard the plan of {file} without applying it? What was uploaded is erased as well.',
  },
  'imports.discarded': { ja: '一括登録を破棄しました。', en: 'The import was discarded.' },
  'imports.undo': { ja: '取り消す', en: 'Take back' },
  'imports.undo.ask': {
    ja: 'この一括登録を取り消し、登録前の状態に戻します。',
    en: 'Take this import back, to how everything was before?',
  },
  'imports.undo.add': {
    ja: '追加した{n}名は、ごみ箱に移ります。',
    en: 'The {n} users it added go to the recycle bin.',
  },
  'imports.undo.change': {
    ja: '更新した{n}名は、更新前の内容とパスワードに戻ります。',
    en: 'The {n} users it changed are as before, passwords included.',
  },
  'imports.undo.delete': {
    ja: '削除した{n}名は、顔画像と共に元に戻ります。',
    en: 'The {n} users it deleted come back with their faces.',
  },
  'imports.undo.touched': {
    ja: '登録の後に変更された利用者は、そのまま残します。',
    en: 'Users who were changed after the import stay as they are.',
  },
  'imports.saveRefused': { ja: 'エラー行だけ保存', en: 'Save rows with errors' },
  'imports.rows': { ja: 'ファイルの行', en: 'Rows of the file' },
  'imports.rows.search': { ja: '利用者IDで検索', en: 'Search by user ID' },
  'imports.rows.all': { ja: 'すべての行', en: 'All rows' },
  'imports.rows.line': { ja: '行', en: 'Line' },
  'imports.rows.what': { ja: '処理', en: 'What' },
  'imports.rows.details': { ja: '内容', en: 'Details' },
  'imports.rows.column': { ja: '項目', en: 'Column' },
  'imports.rows.message': { ja: '内容と対処', en: 'What is wrong and what to do' },
  'imports.rows.toBin': { ja: 'ごみ箱に移ります', en: 'Goes to the recycle bin' },
  'imports.rows.faulty': { ja: 'エラー・警告', en: 'Errors and warnings' },
  'imports.rows.progress': { ja: '進み具合', en: 'Progress' },
  'imports.rows.name': { ja: '{line}行目', en: 'line {line}' },
  'imports.action.add': { ja: '追加', en: 'Add' },
  'imports.action.change': { ja: '更新', en: 'Change' },
  'imports.action.delete': { ja: '削除', en: 'Delete' },
  'imports.action.none': { ja: '変更なし', en: 'No change' },
  'imports.action.refused': { ja: 'エラー', en: 'Error' },
  'imports.warnings': { ja: '警告', en: 'Warnings' },
  'imports.warning': { ja: '警告', en: 'Warning' },
  'imports.rowState.planned': { ja: '未処理', en: 'Not done' },
  'imports.rowState.done': { ja: '完了', en: 'Done' },
  'imports.rowState.failed': { ja: '失敗', en: 'Failed' },
  'imports.rowState.undone': { ja: '取り消し済み', en: 'Taken back' },
  'imports.field.windowsPassword': {
    ja: 'Windowsアカウント#{n}のパスワード',
    en: 'Password of Windows account #{n}',
  },
  'imports.field.windowsAccount': { ja: 'Windowsアカウント#{n}', en: 'Windows account #{n}' },
  'imports.value.newPassword': { ja: '新しいパスワード', en: 'a new password' },
  'imports.value.noPassword': { ja: '消去', en: 'removed' },
  'imports.value.reissue': { ja: '再発行してメールで知らせる', en: 'reissued and sent by mail' },
  'imports.value.administrator': { ja: '{group}（グループ管理者）', en: '{group} (group administrator)' },
  'imports.value.empty': { ja: '（なし）', en: '(none)' },
  'imports.value.before': { ja: '変更前', en: 'before' },
  'imports.value.after': { ja: '変更後', en: 'after' },
  'imports.face.none': {
    ja: '画像に顔が見つかりません。顔がはっきり写った画像に差し替えてください。',
    en: 'No face was found in the picture. Use one that shows the face clearly.',
  },
  'imports.face.several': {
    ja: '複数の顔が写っています。本人だけが写った画像に差し替えてください。',
    en: 'The picture shows several faces. Use one of this person alone.',
  },
  'imports.face.small': {
    ja: '顔が小さすぎます。顔が大きく写った画像に差し替えてください。',
    en: 'The face is too small. Use a picture that shows it larger.',
  },
  'imports.face.large': {
    ja: '顔が画像からはみ出しそうなほど大きく写っています。顔の周りに余白のある画像に差し替えてください。',
    en: 'The face fills the whole picture. Use one with some space around the face.',
  },
  'imports.face.border': {
    ja: '顔の一部が画像の外にあります。顔全体が写った画像に差し替えてください。',
    en: 'Part of the face is outside the picture. Use one that shows all of it.',
  },
  'imports.face.pose': {
    ja: '顔が正面を向いていません。正面を向いた画像に差し替えてください。',
    en: 'The person does not look straight ahead. Use a picture from the front.',
  },
  'imports.face.dark': {
    ja: '顔が暗すぎます。明るく写った画像に差し替えてください。',
    en: 'The face is too dark. Use a brighter picture.',
  },
  'imports.face.bright': {
    ja: '顔が明るすぎます（白飛び）。明るさを抑えた画像に差し替えてください。',
    en: 'The face is overexposed. Use a darker picture.',
  },
  'imports.face.backlight': {
    ja: '逆光のため、顔がはっきり写っていません。光が正面から当たった画像に差し替えてください。',
    en: 'The light comes from behind. Use a picture that is lit from the front.',
  },
  'imports.face.uneven': {
    ja: '顔の左右で明るさが大きく違います。均等な明るさで写った画像に差し替えてください。',
    en: 'One side of the face is much darker. Use an evenly lit picture.',
  },
  'imports.face.blurred': {
    ja: 'ぶれているか、ピントが合っていません。鮮明な画像に差し替えてください。',
    en: 'The picture is blurred or out of focus. Use a sharp one.',
  },
  'imports.face.mask': {
    ja: 'マスクを着用しています。マスクを外した画像に差し替えてください。',
    en: 'The person wears a mask. Use a picture without it.',
  },
  'imports.face.sunglasses': {
    ja: 'サングラスなどで目が隠れています。目が見える画像に差し替えてください。',
    en: 'Sunglasses hide the eyes. Use a picture that shows them.',
  },
  'imports.face.eyes': {
    ja: '目を閉じているか、目が隠れています。目を開けた画像に差し替えてください。',
    en: 'The eyes are closed or hidden. Use a picture with open eyes.',
  },
  'imports.face.grey': {
    ja: '白黒の画像です。カラーの画像に差し替えてください。',
    en: 'The picture is black and white. Use one in colour.',
  },
  'imports.face.screen': {
    ja: '画面や印刷物を撮影した画像の可能性があります。本人を直接撮影した画像に差し替えてください。',
    en: 'This may be a picture of a screen or a print. Use one taken of the person directly.',
  },
  'imports.face.unreadable': {
    ja: '画像ファイルが壊れているか、対応していない形式です。jpg、png、bmpの画像に差し替えてください。',
    en: 'The picture is damaged or of another kind. Use a jpg, png or bmp file.',
  },
  'imports.face.expired': {
    ja: '画像の保管期限（24時間）を過ぎました。ZIPファイルをもう一度アップロードしてください。',
    en: 'Pictures are kept for 24 hours, which are over. Upload the ZIP file again.',
  },
  'imports.face.pictureSmall': {
    ja: '画像が小さめです（短い辺が300ピクセル未満）。400ピクセル程度の画像をお勧めします。',
    en: 'The picture is rather small (less than 300 pixels). About 400 pixels are better.',
  },
  'imports.face.alike': {
    ja: '登録済みの別の利用者と顔がよく似ています。別人の画像や二重登録でないか確認してください。',
    en: 'The face is very much like that of another user. Check that it is the right picture and nobody is registered twice.',
  },
  'imports.face.alikeTo': {
    ja: '登録済みの利用者「{loginId}」と顔がよく似ています。別人の画像や二重登録でないか確認してください。',
    en: 'The face is very much like that of {loginId}. Check that it is the right picture and nobody is registered twice.',
  },
  'imports.face.alikeRow': {
    ja: '{otherLine}行目の「{loginId}」と顔がよく似ています。同じ人の画像でないか確認してください。',
    en: 'The face is very much like that of {loginId} in line {otherLine}. Check that both are not one person.',
  },
  'imports.face.unlike': {
    ja: '登録済みの本人の顔と似ていません。別人の画像でないか確認してください。',
    en: 'The face does not resemble the one registered for this user. Check that it is the right picture.',
  },
  'imports.face.none': {
    ja: '画像に顔が見つかりません。顔がはっきり写った画像に差し替えてください。',
    en: 'No face was found in the picture. Use one that shows the face clearly.',
  },
  'imports.face.several': {
    ja: '複数の顔が写っています。本人だけが写った画像に差し替えてください。',
    en: 'The picture shows several faces. Use one of this person alone.',
  },
  'imports.face.small': {
    ja: '顔が小さすぎます。顔が大きく写った画像に差し替えてください。',
    en: 'The face is too small. Use a picture that shows it larger.',
  },
  'imports.face.large': {
    ja: '顔が画像からはみ出しそうなほど大きく写っています。顔の周りに余白のある画像に差し替えてください。',
    en: 'The face fills the whole picture. Use one with some space around the face.',
  },
  'imports.face.border': {
    ja: '顔の一部が画像の外にあります。顔全体が写った画像に差し替えてください。',
    en: 'Part of the face is outside the picture. Use one that shows all of it.',
  },
  'imports.face.pose': {
    ja: '顔が正面を向いていません。正面を向いた画像に差し替えてください。',
    en: 'The person does not look straight ahead. Use a picture from the front.',
  },
  'imports.face.dark': {
    ja: '顔が暗すぎます。明るく写った画像に差し替えてください。',
    en: 'The face is too dark. Use a brighter picture.',
  },
  'imports.face.bright': {
    ja: '顔が明るすぎます（白飛び）。明るさを抑えた画像に差し替えてください。',
    en: 'The face is overexposed. Use a darker picture.',
  },
  'imports.face.backlight': {
    ja: '逆光のため、顔がはっきり写っていません。光が正面から当たった画像に差し替えてください。',
    en: 'The light comes from behind. Use a picture that is lit from the front.',
  },
  'imports.face.uneven': {
    ja: '顔の左右で明るさが大きく違います。均等な明るさで写った画像に差し替えてください。',
    en: 'One side of the face is much darker. Use an evenly lit picture.',
  },
  'imports.face.blurred': {
    ja: 'ぶれているか、ピントが合っていません。鮮明な画像に差し替えてください。',
    en: 'The picture is blurred or out of focus. Use a sharp one.',
  },
  'imports.face.mask': {
    ja: 'マスクを着用しています。マスクを外した画像に差し替えてください。',
    en: 'The person wears a mask. Use a picture without it.',
  },
  'imports.face.sunglasses': {
    ja: 'サングラスなどで目が隠れています。目が見える画像に差し替えてください。',
    en: 'Sunglasses hide the eyes. Use a picture that shows them.',
  },
  'imports.face.eyes': {
    ja: '目を閉じているか、目が隠れています。目を開けた画像に差し替えてください。',
    en: 'The eyes are closed or hidden. Use a picture with open eyes.',
  },
  'imports.face.grey': {
    ja: '白黒の画像です。カラーの画像に差し替えてください。',
    en: 'The picture is black and white. Use one in colour.',
  },
  'imports.face.screen': {
    ja: '画面や印刷物を撮影した画像の可能性があります。本人を直接撮影した画像に差し替えてください。',
    en: 'This may be a picture of a screen or a print. Use one taken of the person directly.',
  },
  'imports.face.unreadable': {
    ja: '画像ファイルが壊れているか、対応していない形式です。jpg、png、bmpの画像に差し替えてください。',
    en: 'The picture is damaged or of another kind. Use a jpg, png or bmp file.',
  },
  'imports.face.expired': {
    ja: '画像の保管期限（24時間）を過ぎました。ZIPファイルをもう一度アップロードしてください。',
    en: 'Pictures are kept for 24 hours, which are over. Upload the ZIP file again.',
  },
  'imports.face.pictureSmall': {
    ja: '画像が小さめです（短い辺が300ピクセル未満）。400ピクセル程度の画像をお勧めします。',
    en: 'The picture is rather small (less than 300 pixels). About 400 pixels are better.',
  },
  'imports.face.alike': {
    ja: '登録済みの別の利用者と顔がよく似ています。別人の画像や二重登録でないか確認してください。',
    en: 'The face is very much like that of another user. Check that it is the right picture and nobody is registered twice.',
  },
  'imports.face.alikeTo': {
    ja: '登録済みの利用者「{loginId}」と顔がよく似ています。別人の画像や二重登録でないか確認してください。',
    en: 'The face is very much like that of {loginId}. Check that it is the right picture and nobody is registered twice.',
  },
  'imports.face.alikeRow': {
    ja: '{otherLine}行目の「{loginId}」と顔がよく似ています。同じ人の画像でないか確認してください。',
    en: 'The face is very much like that of {loginId} in line {otherLine}. Check that both are not one person.',
  },
  'imports.face.unlike': {
    ja: '登録済みの本人の顔と似ていません。別人の画像でないか確認してください。',
    en: 'The face does not resemble the one registered for this user. Check that it is the right picture.',
  },
  'imports.task.open': { ja: '一括登録の画面を開く', en: 'Open the import' },
  'imports.export.lead': {
    ja: '利用者の一覧をCSVファイルに出力します。編集して「利用者一括登録」に使用できます。顔画像とパスワードは出力されません。',
    en: 'Writes all users to a CSV file that can be edited and used for bulk registration. Faces and passwords are not in it.',
  },
  'imports.export.leadManaged': {
    ja: '自分が管理するグループの利用者をCSVファイルに出力します。顔画像とパスワードは出力されません。',
    en: 'Writes the users of the groups you manage to a CSV file. Faces and passwords are not in it.',
  },
  'imports.export.headers': { ja: '項目名', en: 'Column names' },
  'imports.export.headers.kaoban': { ja: 'この製品の項目名', en: 'Names of this product' },
  'imports.export.headers.original': {
    ja: '従来製品の項目名（移行元のツールで使う場合）',
    en: 'Names of the former product, for tools made for it',
  },
  'imports.export.lost': { ja: 'Shift_JISで保存できない文字：{n}件', en: 'Characters that Shift_JIS cannot hold: {n}' },
  'imports.export.utf8': { ja: 'UTF-8で出力する', en: 'Export as UTF-8' },
  'imports.export.character': { ja: '文字', en: 'Character' },
  'imports.export.codePoint': { ja: 'コード', en: 'Code point' },
  'imports.command.upload': { ja: 'CSVで利用者をまとめて登録する', en: 'Add users by a CSV file' },
  'imports.command.export': { ja: '利用者一覧をCSVに出力する', en: 'Export the users as CSV' },
} as const satisfies Area<'imports'>
