// Written by `npm run messages` from docs/spec/messages-*.csv: change those files, not this one.
import type { Strings } from './text.ts'

/** docs/spec/messages-portal.csv */
export const portal = {
  'MSG-GEN-001': {
    ja: '入力内容に不備があります。入力項目をご確認ください。',
    en: 'Some entries are invalid. Check the fields below.',
  },
  'MSG-GEN-002': {
    ja: '該当するレコードが見つかりません',
    en: 'No matching records found.',
  },
  'MSG-GEN-003': {
    ja: 'セッションの有効期限が切れました。再度ログインしてください。',
    en: 'Your session has expired. Sign in again.',
  },
  'MSG-GEN-004': {
    ja: '他の利用者によって更新されています。画面を再表示してください。',
    en: 'This record was changed by someone else. Reload the page.',
  },
  'MSG-GEN-005': {
    ja: 'この操作を行う権限がありません。',
    en: 'You do not have permission for this operation.',
  },
  'MSG-GEN-006': {
    ja: 'システムエラーが発生しました。（{requestId}）',
    en: 'A system error occurred. ({requestId})',
  },
  'MSG-GEN-007': {
    ja: '保存しました。',
    en: 'Saved.',
  },
  'MSG-GEN-008': {
    ja: '{n}件を削除しました。',
    en: '{n} item(s) deleted.',
  },
  'MSG-TEN-001': {
    ja: 'テナント名(会社名)が入力されていません。',
    en: 'Enter the tenant (company) name.',
  },
  'MSG-TEN-002': {
    ja: '申込者名（姓）が入力されていません。',
    en: "Enter the applicant's family name.",
  },
  'MSG-TEN-003': {
    ja: '申込者名（名）が入力されていません。',
    en: "Enter the applicant's given name.",
  },
  'MSG-TEN-004': {
    ja: '申込者メールアドレスが入力されていません。',
    en: "Enter the applicant's email address.",
  },
  'MSG-TEN-005': {
    ja: '※フリーメールはご利用できません',
    en: 'Free email services cannot be used.',
  },
  'MSG-TEN-006': {
    ja: '※既に申し込みされているメールアドレスはご利用できません',
    en: 'An email address that has already been used for an application cannot be used.',
  },
  'MSG-TEN-007': {
    ja: '利用規約およびプライバシーポリシーに同意してください。',
    en: 'Agree to the terms of use and the privacy policy.',
  },
  'MSG-TEN-008': {
    ja: 'お申し込みを受け付けました。テナント開設完了後に、メールでお知らせします。',
    en: 'Your application was received. We will notify you by email once the tenant is ready.',
  },
  'MSG-TEN-009': {
    ja: '※テナント名には、お申込みいただく会社名を入力してください',
    en: 'Enter the name of the applying company as the tenant name.',
  },
  'MSG-TEN-010': {
    ja: '※お申し込みは、1社につき1テナントまでとなります',
    en: 'Each company may apply for one tenant only.',
  },
  'MSG-TEN-011': {
    ja: 'テナント申込を行うには、以下の利用規約およびプライバシーポリシーに同意いただく必要があります (外部サイトのページを開きます)。',
    en: 'To apply for a tenant you must agree to the terms of use and privacy policy below (opens an external site).',
  },
  'MSG-TEN-012': {
    ja: '利用規約およびプライバシーポリシーを確認し、同意しました。',
    en: 'I have read and agree to the terms of use and the privacy policy.',
  },
  'MSG-AUT-001': {
    ja: '利用者IDまたはパスワードが正しくありません。',
    en: 'The user ID or password is incorrect.',
  },
  'MSG-AUT-002': {
    ja: '連続して認証に失敗したため、利用者IDが一時的にロックされています。しばらくしてから再度お試しください。',
    en: 'This user ID is temporarily locked after repeated failures. Try again later.',
  },
  'MSG-AUT-003': {
    ja: 'パスワード変更URLの有効期限が切れています。ログイン後、サブメニューエリアの「パスワード変更」から変更してください。',
    en: 'The password change link has expired. Sign in and use "Change password" in the submenu.',
  },
  'MSG-AUT-004': {
    ja: '現在のパスワードが正しくありません。',
    en: 'The current password is incorrect.',
  },
  'MSG-AUT-005': {
    ja: '新しいパスワードと確認用パスワードが一致しません。',
    en: 'The new password and its confirmation do not match.',
  },
  'MSG-AUT-006': {
    ja: 'パスワードを変更しました。',
    en: 'Your password has been changed.',
  },
  'MSG-AUT-007': {
    ja: 'パスワード再発行のメールを送信しました。メールが届かない場合はシステム管理者にお問い合わせください。',
    en: 'If the account exists, a password reissue email has been sent. If none arrives, contact your system administrator.',
  },
  'MSG-AUT-008': {
    ja: 'テナントが見つかりません。',
    en: 'Tenant not found.',
  },
  'MSG-AUT-009': {
    ja: 'ただいまメンテナンス中のため、管理ポータルをご利用いただけません。顔認証は引き続きご利用いただけます。',
    en: 'The portal is unavailable because of maintenance. Face authentication remains available.',
  },
  'MSG-AUT-010': {
    ja: 'ロックを解除しました。',
    en: 'The user ID has been unlocked.',
  },
  'MSG-USR-001': {
    ja: '利用者IDが入力されていません。',
    en: 'Enter a user ID.',
  },
  'MSG-USR-002': {
    ja: '利用者IDは256文字以内で入力してください。',
    en: 'Enter a user ID of at most 256 characters.',
  },
  'MSG-USR-003': {
    ja: '利用者IDは半角英数字、記号のみ利用できます。',
    en: 'A user ID may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-USR-004': {
    ja: 'パスワードが入力されていません。',
    en: 'Enter a password.',
  },
  'MSG-USR-005': {
    ja: 'パスワードは8文字以上で入力してください。',
    en: 'Enter a password of at least 8 characters.',
  },
  'MSG-USR-006': {
    ja: 'パスワードは255文字以内で入力してください。',
    en: 'Enter a password of at most 255 characters.',
  },
  'MSG-USR-007': {
    ja: 'パスワードは半角英数字、記号しか利用できません。',
    en: 'A password may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-USR-008': {
    ja: '利用者名（姓）は80文字以内で入力してください。',
    en: 'Enter a family name of at most 80 characters.',
  },
  'MSG-USR-009': {
    ja: '利用者名（ミドルネーム）は80文字以内で入力してください。',
    en: 'Enter a middle name of at most 80 characters.',
  },
  'MSG-USR-010': {
    ja: '利用者名（名）は80文字以内で入力してください。',
    en: 'Enter a given name of at most 80 characters.',
  },
  'MSG-USR-011': {
    ja: 'メールアドレスは256文字以内で入力してください。',
    en: 'Enter an email address of at most 256 characters.',
  },
  'MSG-USR-012': {
    ja: 'システム管理者はメールアドレスが必須です。',
    en: 'A system administrator must have an email address.',
  },
  'MSG-USR-013': {
    ja: 'メールアドレス形式で入力してください。',
    en: 'Enter a valid email address.',
  },
  'MSG-USR-014': {
    ja: 'メールアドレスが重複しています。',
    en: 'This email address is already in use.',
  },
  'MSG-USR-015': {
    ja: '重複したグループが設定されています。',
    en: 'The same group is set more than once.',
  },
  'MSG-USR-016': {
    ja: '利用者IDは2文字以上で入力してください。',
    en: 'Enter a user ID of at least 2 characters.',
  },
  'MSG-USR-017': {
    ja: '利用者IDが重複しています。',
    en: 'This user ID is already registered.',
  },
  'MSG-USR-018': {
    ja: 'システム管理者は1名以上必要です。',
    en: 'At least one system administrator is required.',
  },
  'MSG-USR-019': {
    ja: '自分自身を削除することはできません。',
    en: 'You cannot delete yourself.',
  },
  'MSG-USR-020': {
    ja: '自分自身の権限を変更することはできません。',
    en: 'You cannot change your own role.',
  },
  'MSG-USR-021': {
    ja: 'この利用者を操作する権限がありません。',
    en: 'You do not have permission to manage this user.',
  },
  'MSG-USR-022': {
    ja: '対象の利用者を選択してください。',
    en: 'Select at least one user.',
  },
  'MSG-USR-023': {
    ja: '自分が管理するグループを1つ以上設定してください。',
    en: 'Set at least one group that you administer.',
  },
  'MSG-WAC-001': {
    ja: 'Windowsアカウント名が入力されていません。',
    en: 'Enter a Windows account name.',
  },
  'MSG-WAC-002': {
    ja: 'Windowsアカウント名は20文字以内で入力してください。',
    en: 'Enter a Windows account name of at most 20 characters.',
  },
  'MSG-WAC-003': {
    ja: 'Windowsアカウント名は半角英数字、記号しか利用できません。',
    en: 'A Windows account name may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-WAC-004': {
    ja: '表示名が入力されていません。',
    en: 'Enter a display name.',
  },
  'MSG-WAC-005': {
    ja: '表示名は20文字以内で入力してください。',
    en: 'Enter a display name of at most 20 characters.',
  },
  'MSG-WAC-006': {
    ja: '表示名は半角英数字、記号しか利用できません。',
    en: 'A display name may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-WAC-007': {
    ja: 'Windowsパスワードは127文字以内で入力してください。',
    en: 'Enter a Windows password of at most 127 characters.',
  },
  'MSG-WAC-008': {
    ja: 'Windowsパスワードは半角英数字、記号しか利用できません。',
    en: 'A Windows password may contain only half-width letters, digits and symbols.',
  },
  'MSG-WAC-009': {
    ja: 'Azure ADパスワードは127文字以内で入力してください。',
    en: 'Enter an Azure AD password of at most 127 characters.',
  },
  'MSG-WAC-010': {
    ja: 'Azure ADパスワードは半角英数字、記号しか利用できません。',
    en: 'An Azure AD password may contain only half-width letters, digits and symbols.',
  },
  'MSG-WAC-011': {
    ja: 'コンピュータ名が入力されていません。',
    en: 'Enter a computer name.',
  },
  'MSG-WAC-012': {
    ja: 'コンピュータ名は15文字以内で入力してください。',
    en: 'Enter a computer name of at most 15 characters.',
  },
  'MSG-WAC-013': {
    ja: 'コンピュータ名は半角英数字、記号しか利用できません。',
    en: 'A computer name may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-WAC-014': {
    ja: 'ドメイン名が入力されていません。',
    en: 'Enter a domain name.',
  },
  'MSG-WAC-015': {
    ja: 'ドメイン名は255文字以内で入力してください。',
    en: 'Enter a domain name of at most 255 characters.',
  },
  'MSG-WAC-016': {
    ja: 'ドメイン名は半角英数字、記号しか利用できません。',
    en: 'A domain name may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-WAC-017': {
    ja: 'Azure ADドメイン名が入力されていません。',
    en: 'Enter an Azure AD domain name.',
  },
  'MSG-WAC-018': {
    ja: 'Azure ADドメイン名は255文字以内で入力してください。',
    en: 'Enter an Azure AD domain name of at most 255 characters.',
  },
  'MSG-WAC-019': {
    ja: 'Azure ADドメイン名は半角英数字、記号しか利用できません。',
    en: 'An Azure AD domain name may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-WAC-020': {
    ja: 'ユーザプリンシパル名が入力されていません。',
    en: 'Enter a user principal name.',
  },
  'MSG-WAC-021': {
    ja: 'ユーザプリンシパル名は256文字以内で入力してください。',
    en: 'Enter a user principal name of at most 256 characters.',
  },
  'MSG-WAC-022': {
    ja: 'ユーザプリンシパル名の形式が正しくありません。',
    en: 'The user principal name format is invalid.',
  },
  'MSG-WAC-023': {
    ja: '重複したWindowsアカウントが設定されています。',
    en: 'The same Windows account is set more than once.',
  },
  'MSG-WAC-024': {
    ja: '※新規登録時は必須、変更する場合のみ入力不要です。',
    en: 'Required for a new account; when editing, leave blank to keep the current password.',
  },
  'MSG-WAC-025': {
    ja: 'Windowsパスワードが入力されていません。',
    en: 'Enter a Windows password.',
  },
  'MSG-WAC-026': {
    ja: '※クライアントソフトは64文字以上のWindowsパスワードに対応しておりません。Windowsパスワードは63文字以内で入力してください。',
    en: 'The client software does not support Windows passwords of 64 or more characters. Use at most 63.',
  },
  'MSG-WAC-027': {
    ja: '※ドメイン名は201文字以内にしてください。',
    en: 'Keep the domain name within 201 characters.',
  },
  'MSG-GRP-001': {
    ja: 'グループIDは必須です。',
    en: 'Enter a group ID.',
  },
  'MSG-GRP-002': {
    ja: 'グループIDの形式が正しくありません。',
    en: 'The group ID format is invalid.',
  },
  'MSG-GRP-003': {
    ja: 'すでに登録されているグループIDが指定されています。',
    en: 'This group ID is already registered.',
  },
  'MSG-GRP-004': {
    ja: 'グループ名は必須です。',
    en: 'Enter a group name.',
  },
  'MSG-GRP-005': {
    ja: '半角数字で入力してください。',
    en: 'Enter half-width digits.',
  },
  'MSG-GRP-006': {
    ja: 'グループ名の形式が正しくありません。',
    en: 'The group name format is invalid.',
  },
  'MSG-GRP-007': {
    ja: '指定したグループを設定する権限がありません。',
    en: 'You do not have permission to set this group.',
  },
  'MSG-GRP-008': {
    ja: 'このグループ名は使用できません。',
    en: 'This group name cannot be used.',
  },
  'MSG-FAC-001': {
    ja: '顔画像を削除します。※顔画像を削除すると顔認証によるログインやロック解除が実行できません。',
    en: 'The face image will be deleted. Face sign-in and unlock will then not be possible.',
  },
  'MSG-FAC-002': {
    ja: '利用可能ID数を超過するため、顔画像を登録できません。',
    en: 'The face image cannot be registered because the licensed number of IDs would be exceeded.',
  },
  'MSG-FAC-003': {
    ja: '顔画像を検出できませんでした。',
    en: 'No face could be detected in the image.',
  },
  'MSG-IMP-001': {
    ja: '利用者IDの形式が正しくありません。',
    en: 'The user ID format is invalid.',
  },
  'MSG-IMP-002': {
    ja: '利用者IDは半角英数字、記号のみ利用できます。',
    en: 'A user ID may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-IMP-003': {
    ja: 'パスワードは8文字以上で入力してください。',
    en: 'Enter a password of at least 8 characters.',
  },
  'MSG-IMP-004': {
    ja: 'パスワードの形式が正しくありません。',
    en: 'The password format is invalid.',
  },
  'MSG-IMP-005': {
    ja: '利用者名（姓）の形式が正しくありません。',
    en: 'The family name format is invalid.',
  },
  'MSG-IMP-006': {
    ja: '利用者名（ミドルネーム）の形式が正しくありません。',
    en: 'The middle name format is invalid.',
  },
  'MSG-IMP-007': {
    ja: '利用者名（名）の形式が正しくありません。',
    en: 'The given name format is invalid.',
  },
  'MSG-IMP-008': {
    ja: 'メールアドレスは256文字以内で入力してください。',
    en: 'Enter an email address of at most 256 characters.',
  },
  'MSG-IMP-009': {
    ja: 'システム管理者はメールアドレスが必須です。',
    en: 'A system administrator must have an email address.',
  },
  'MSG-IMP-010': {
    ja: 'メールアドレス形式で入力してください。',
    en: 'Enter a valid email address.',
  },
  'MSG-IMP-011': {
    ja: '代行入力機能使用有無FLの形式が正しくありません。',
    en: 'The app-login proxy flag is invalid.',
  },
  'MSG-IMP-012': {
    ja: '認証方式FLの形式が正しくありません。',
    en: 'The authentication method flag is invalid.',
  },
  'MSG-IMP-013': {
    ja: '認証失敗時操作FLの形式が正しくありません。',
    en: 'The on-failure action flag is invalid.',
  },
  'MSG-IMP-014': {
    ja: '常時認証一時停止許可FLの形式が正しくありません。',
    en: 'The continuous-authentication pause flag is invalid.',
  },
  'MSG-IMP-015': {
    ja: 'Windowsアカウント名{x}が入力されていません。',
    en: 'Windows account name {x} is empty.',
  },
  'MSG-IMP-016': {
    ja: 'Windowsアカウント名{x}の形式が正しくありません。',
    en: 'Windows account name {x} has an invalid format.',
  },
  'MSG-IMP-017': {
    ja: 'コンピュータ名またはドメイン名{x}が入力されていません。',
    en: 'Computer or domain name {x} is empty.',
  },
  'MSG-IMP-018': {
    ja: 'コンピュータ名またはドメイン名{x}の形式が正しくありません。',
    en: 'Computer or domain name {x} has an invalid format.',
  },
  'MSG-IMP-019': {
    ja: 'ユーザプリンシパル名{x}が入力されていません。',
    en: 'User principal name {x} is empty.',
  },
  'MSG-IMP-020': {
    ja: 'ユーザプリンシパル名{x}の形式が正しくありません。',
    en: 'User principal name {x} has an invalid format.',
  },
  'MSG-IMP-021': {
    ja: 'WindowsアカウントFL{x}が入力されていません。',
    en: 'Windows account flag {x} is empty.',
  },
  'MSG-IMP-022': {
    ja: 'WindowsアカウントFL{x}の形式が正しくありません。',
    en: 'Windows account flag {x} is invalid.',
  },
  'MSG-IMP-023': {
    ja: 'Windowsパスワード{x}が入力されていません。',
    en: 'Windows password {x} is empty.',
  },
  'MSG-IMP-024': {
    ja: 'Windowsパスワード{x}の形式が正しくありません。',
    en: 'Windows password {x} has an invalid format.',
  },
  'MSG-IMP-025': {
    ja: '削除列の形式が正しくありません。',
    en: 'The delete column is invalid.',
  },
  'MSG-IMP-026': {
    ja: '利用者IDと一致する利用者が存在しません。',
    en: 'No user matches the user ID.',
  },
  'MSG-IMP-027': {
    ja: '自分自身を削除することはできません。',
    en: 'You cannot delete yourself.',
  },
  'MSG-IMP-028': {
    ja: '利用者情報は登録または更新されましたが、顔画像の処理に失敗しました。',
    en: 'The user was registered or updated, but the face image could not be processed.',
  },
  'MSG-IMP-029': {
    ja: '処理が中断されました。',
    en: 'Processing was interrupted.',
  },
  'MSG-IMP-030': {
    ja: 'メールアドレスが重複しています。',
    en: 'This email address is already in use.',
  },
  'MSG-IMP-031': {
    ja: '管理者の形式が正しくありません。',
    en: 'The administrator flag is invalid.',
  },
  'MSG-IMP-032': {
    ja: 'グループID{x}の形式が正しくありません。',
    en: 'Group ID {x} has an invalid format.',
  },
  'MSG-IMP-033': {
    ja: 'グループ名{x}の形式が正しくありません。',
    en: 'Group name {x} has an invalid format.',
  },
  'MSG-IMP-034': {
    ja: 'グループ管理者FL{x}の形式が正しくありません。',
    en: 'Group administrator flag {x} is invalid.',
  },
  'MSG-IMP-035': {
    ja: '重複したグループが設定されています。',
    en: 'The same group is set more than once.',
  },
  'MSG-IMP-036': {
    ja: '重複したWindowsアカウントが設定されています。',
    en: 'The same Windows account is set more than once.',
  },
  'MSG-IMP-037': {
    ja: '一回に登録できる件数の上限（1000件）を超えています。',
    en: 'The file exceeds the limit of 1000 rows per import.',
  },
  'MSG-IMP-038': {
    ja: 'CSVファイルまたはZIPファイルを指定してください。',
    en: 'Select a CSV or ZIP file.',
  },
  'MSG-IMP-039': {
    ja: 'ZIPファイル内にimport.csvが見つかりません。',
    en: 'import.csv was not found in the ZIP file.',
  },
  'MSG-IMP-040': {
    ja: '項目数または項目名が正しくありません。',
    en: 'The columns do not match the expected layout.',
  },
  'MSG-IMP-041': {
    ja: '利用者IDが重複しています。',
    en: 'The user ID appears more than once.',
  },
  'MSG-IMP-042': {
    ja: '自分自身の権限を変更することはできません。',
    en: 'You cannot change your own role.',
  },
  'MSG-IMP-043': {
    ja: 'システム管理者は1名以上必要です。',
    en: 'At least one system administrator is required.',
  },
  'MSG-IMP-044': {
    ja: 'この利用者を操作する権限がありません。',
    en: 'You do not have permission to manage this user.',
  },
  'MSG-IMP-045': {
    ja: '指定したグループを設定する権限がありません。',
    en: 'You do not have permission to set this group.',
  },
  'MSG-IMP-046': {
    ja: '文字コードが正しくありません。Shift_JISまたはUTF-8（BOMなし）で保存してください。',
    en: 'Unsupported encoding. Save the file as Shift_JIS or UTF-8.',
  },
  'MSG-IMP-047': {
    ja: '利用可能ID数を超過するため、顔画像を登録できません。',
    en: 'The face image cannot be registered because the licensed number of IDs would be exceeded.',
  },
  'MSG-IMP-048': {
    ja: '一括登録を実行中です。完了後に再度実行してください。',
    en: 'Another import is running. Try again when it has finished.',
  },
  'MSG-IMP-049': {
    ja: 'ZIPファイル内にフォルダを含めることはできません。',
    en: 'The ZIP file must not contain folders.',
  },
  'MSG-IMP-050': {
    ja: '※{total}件中{done}件を登録しました。',
    en: '{done} of {total} registered.',
  },
  'MSG-IMP-051': {
    ja: '処理が完了しました。',
    en: 'Processing completed.',
  },
  'MSG-APL-001': {
    ja: '削除列の形式が正しくありません。',
    en: 'The delete column is invalid.',
  },
  'MSG-APL-002': {
    ja: '利用者IDの形式が正しくありません。',
    en: 'The user ID format is invalid.',
  },
  'MSG-APL-003': {
    ja: '利用者IDは半角英数字、記号しか利用できません。',
    en: 'A user ID may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-APL-004': {
    ja: '利用者IDと一致する利用者が存在しません。',
    en: 'No user matches the user ID.',
  },
  'MSG-APL-005': {
    ja: '業務アプリIDの形式が正しくありません。',
    en: 'The business app ID format is invalid.',
  },
  'MSG-APL-006': {
    ja: '業務アプリ名の形式が正しくありません。',
    en: 'The business app name format is invalid.',
  },
  'MSG-APL-007': {
    ja: '画面名称の形式が正しくありません。',
    en: 'The screen name format is invalid.',
  },
  'MSG-APL-008': {
    ja: 'アプリ管理情報の形式が正しくありません。',
    en: 'The app control value is invalid.',
  },
  'MSG-APL-009': {
    ja: '画面数の形式が正しくありません。',
    en: 'The screen number is invalid.',
  },
  'MSG-APL-010': {
    ja: '代行入力情報{x}の形式が正しくありません。',
    en: 'Proxy input value {x} is invalid.',
  },
  'MSG-APL-011': {
    ja: 'パスワードFL{x}の形式が正しくありません。',
    en: 'Password flag {x} is invalid.',
  },
  'MSG-APL-012': {
    ja: '自動送信FLの形式が正しくありません。',
    en: 'The auto-submit flag is invalid.',
  },
  'MSG-APL-013': {
    ja: 'ボタン情報の形式が正しくありません。',
    en: 'The button information is invalid.',
  },
  'MSG-APL-014': {
    ja: '自動送信INDEXの形式が正しくありません。',
    en: 'The auto-submit index is invalid.',
  },
  'MSG-APL-015': {
    ja: '該当するアプリログイン代行認証情報が存在しません。',
    en: 'No matching app-login proxy definition exists.',
  },
  'MSG-APL-016': {
    ja: 'この利用者を操作する権限がありません。',
    en: 'You do not have permission to manage this user.',
  },
  'MSG-APL-017': {
    ja: '選択されたアプリログイン代行認証を削除します。',
    en: 'The selected app-login proxy definitions will be deleted.',
  },
  'MSG-SET-001': {
    ja: '切替コマンドが正しく設定されていません。',
    en: 'A switch command is not set correctly.',
  },
  'MSG-SET-002': {
    ja: '切替コマンドに重複している設定があります。',
    en: 'Two switch commands are identical.',
  },
  'MSG-SET-003': {
    ja: 'Windowsログオン認証ポリシーの切替コマンドと重複している設定があります。',
    en: 'A switch command is identical to one in the Windows logon authentication policy.',
  },
  'MSG-SET-004': {
    ja: 'Windowsログオン認証方式の切替コマンドと重複している設定があります。',
    en: 'A switch command is identical to one in the Windows logon authentication method.',
  },
  'MSG-SET-005': {
    ja: '自由設定が入力されていません。',
    en: 'Enter a custom value.',
  },
  'MSG-SET-006': {
    ja: '自由設定は60~999の範囲で入力してください。',
    en: 'Enter a custom value from 60 to 999.',
  },
  'MSG-SET-007': {
    ja: '自由設定は1~999の範囲で入力してください。',
    en: 'Enter a custom value from 1 to 999.',
  },
  'MSG-SET-008': {
    ja: '自由設定は0~999の範囲で入力してください。',
    en: 'Enter a custom value from 0 to 999.',
  },
  'MSG-SET-009': {
    ja: '半角数字で入力してください。',
    en: 'Enter half-width digits.',
  },
  'MSG-SET-010': {
    ja: 'AzureADテナントIDが入力されていません。',
    en: 'Enter the Azure AD tenant ID.',
  },
  'MSG-SET-011': {
    ja: 'AzureADテナントIDは256文字以内で入力してください。',
    en: 'Enter an Azure AD tenant ID of at most 256 characters.',
  },
  'MSG-SET-012': {
    ja: 'AzureADテナントIDは半角英数字、記号しか利用できません。',
    en: 'The Azure AD tenant ID may contain only half-width letters, digits and symbols.',
  },
  'MSG-SET-013': {
    ja: 'アプリケーションIDが入力されていません。',
    en: 'Enter the application ID.',
  },
  'MSG-SET-014': {
    ja: 'アプリケーションIDは256文字以内で入力してください。',
    en: 'Enter an application ID of at most 256 characters.',
  },
  'MSG-SET-015': {
    ja: 'アプリケーションIDは半角英数字、記号しか利用できません。',
    en: 'The application ID may contain only half-width letters, digits and symbols.',
  },
  'MSG-OTP-001': {
    ja: 'Windowsアカウント名は必須です。',
    en: 'Enter a Windows account name.',
  },
  'MSG-OTP-002': {
    ja: 'Windowsアカウント名は20文字以内で入力してください。',
    en: 'Enter a Windows account name of at most 20 characters.',
  },
  'MSG-OTP-003': {
    ja: 'Windowsアカウント名は半角英数字、記号しか利用できません。',
    en: 'A Windows account name may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-OTP-004': {
    ja: '表示名は必須です。',
    en: 'Enter a display name.',
  },
  'MSG-OTP-005': {
    ja: '表示名は20文字以内で入力してください。',
    en: 'Enter a display name of at most 20 characters.',
  },
  'MSG-OTP-006': {
    ja: '表示名は半角英数字、記号しか利用できません。',
    en: 'A display name may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-OTP-007': {
    ja: 'コンピュータ名は必須です。',
    en: 'Enter a computer name.',
  },
  'MSG-OTP-008': {
    ja: 'コンピュータ名は15文字以内で入力してください。',
    en: 'Enter a computer name of at most 15 characters.',
  },
  'MSG-OTP-009': {
    ja: 'コンピュータ名は半角英数字、記号しか利用できません。',
    en: 'A computer name may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-OTP-010': {
    ja: 'ドメイン名は必須です。',
    en: 'Enter a domain name.',
  },
  'MSG-OTP-011': {
    ja: 'ドメイン名は255文字以内で入力してください。',
    en: 'Enter a domain name of at most 255 characters.',
  },
  'MSG-OTP-012': {
    ja: 'ドメイン名は半角英数字、記号しか利用できません。',
    en: 'A domain name may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-OTP-013': {
    ja: 'Azure ADドメイン名は必須です。',
    en: 'Enter an Azure AD domain name.',
  },
  'MSG-OTP-014': {
    ja: 'Azure ADドメイン名は255文字以内で入力してください。',
    en: 'Enter an Azure AD domain name of at most 255 characters.',
  },
  'MSG-OTP-015': {
    ja: 'Azure ADドメイン名は半角英数字、記号しか利用できません。',
    en: 'An Azure AD domain name may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-OTP-016': {
    ja: '有効期限は必須です。',
    en: 'Enter the validity period.',
  },
  'MSG-OTP-017': {
    ja: '有効期限は1～999までの整数値を指定してください。',
    en: 'Enter the validity period as an integer from 1 to 999.',
  },
  'MSG-OTP-018': {
    ja: '指定したアカウント情報が見つかりませんでした。',
    en: 'The specified account was not found.',
  },
  'MSG-OTP-019': {
    ja: '指定したアカウントにWindowsパスワードが設定されていないため、ワンタイムパスワードを発行できません。',
    en: 'A one-time password cannot be issued because the account has no Windows password.',
  },
  'MSG-LIC-001': {
    ja: 'ライセンスキーが入力されていません。',
    en: 'Enter a license key.',
  },
  'MSG-LIC-002': {
    ja: 'ライセンスキーは100文字以内で入力してください。',
    en: 'Enter a license key of at most 100 characters.',
  },
  'MSG-LIC-003': {
    ja: 'ライセンスキーは半角英数字、記号しか利用できません。',
    en: 'A license key may contain only half-width letters, digits and symbols.',
  },
  'MSG-LIC-004': {
    ja: '追加するライセンスキーに異なる型番種別が混在しています。',
    en: 'The keys to add are of different license types.',
  },
  'MSG-LIC-005': {
    ja: '追加するライセンスキーのパック型番の期間は、12か月としてください。',
    en: 'The term of the pack keys to add must be 12 months.',
  },
  'MSG-LIC-006': {
    ja: '追加するライセンスキーの利用可能ID数の合計は、10人以上としてください。',
    en: 'The keys to add must total at least 10 IDs.',
  },
  'MSG-LIC-007': {
    ja: 'ライセンスキーは存在しません。',
    en: 'The license key does not exist.',
  },
  'MSG-LIC-008': {
    ja: 'ライセンスキーは登録済みです。',
    en: 'The license key is already registered.',
  },
  'MSG-LIC-009': {
    ja: 'ライセンスキーが重複しています。',
    en: 'The license key is duplicated.',
  },
  'MSG-LIC-010': {
    ja: 'パック型番のライセンスキーを入力してください。',
    en: 'Enter a pack license key.',
  },
  'MSG-LIC-011': {
    ja: '利用可能ID数が延長するライセンスキーと異なります。',
    en: 'The number of IDs differs from the license key being extended.',
  },
  'MSG-LIC-012': {
    ja: '入力したライセンスキーを登録します。よろしいですか。',
    en: 'Register the entered license keys?',
  },
  'MSG-LIC-013': {
    ja: '入力したライセンスキーで利用期限を延長します。よろしいですか。',
    en: 'Extend the term with the entered license key?',
  },
  'MSG-LNK-001': {
    ja: '利用者IDが入力されていません。',
    en: 'Enter a user ID.',
  },
  'MSG-LNK-002': {
    ja: '利用者IDは256文字以内で入力してください。',
    en: 'Enter a user ID of at most 256 characters.',
  },
  'MSG-LNK-003': {
    ja: '利用者IDは半角英数字、記号しか利用できません。',
    en: 'A user ID may contain only half-width letters, digits and permitted symbols.',
  },
  'MSG-LNK-004': {
    ja: '利用者IDは45文字以内で入力してください。',
    en: 'Enter a user ID of at most 45 characters.',
  },
  'MSG-LNK-005': {
    ja: 'メールアドレスを入力してください。',
    en: 'Enter an email address.',
  },
  'MSG-LNK-006': {
    ja: 'サポート窓口にお問い合わせください。',
    en: 'Contact the support desk.',
  },
  'MSG-LNK-007': {
    ja: '対応する連携先のメンバーが論理削除状態になっています。1日程度経過してから再度更新を行ってください。',
    en: 'The linked member is logically deleted. Update again after about one day.',
  },
  'MSG-LNK-008': {
    ja: '利用者IDが重複しています。',
    en: 'This user ID is already in the filter.',
  },
  'MSG-LNK-009': {
    ja: '利用者情報連携フィルタが登録されていないため、一括同期を実行できません。',
    en: 'Bulk sync cannot run because the linkage filter is empty.',
  },
  'MSG-LNK-010': {
    ja: '選択されたファイルの内容で利用者情報連携フィルタを更新します。',
    en: 'The linkage filter will be updated with the selected file.',
  },
  'MSG-LNK-011': {
    ja: '選択された利用者情報連携フィルタを削除します。※利用者は削除されません。',
    en: 'The selected filter entries will be deleted. The users themselves are not deleted.',
  },
  'MSG-IPA-001': {
    ja: '開始IPアドレスが入力されていません。',
    en: 'Enter the start IP address.',
  },
  'MSG-IPA-002': {
    ja: '有効なIPアドレス(IPv4)を入力してください。',
    en: 'Enter a valid IPv4 address.',
  },
  'MSG-IPA-003': {
    ja: '終了IPアドレスが入力されていません。',
    en: 'Enter the end IP address.',
  },
  'MSG-IPA-004': {
    ja: '許可されたIPアドレス以外からの接続のため、利用者権限でログオンしています',
    en: 'You are signed in with user rights because your IP address is not on the allow-list.',
  },
  'MSG-IPA-005': {
    ja: '許可されたIPアドレスを確認できないため、利用者権限でログオンしています',
    en: 'You are signed in with user rights because your IP address could not be verified.',
  },
  'MSG-IPA-006': {
    ja: '終了IPアドレスは開始IPアドレス以降の値を入力してください。',
    en: 'The end address must not be lower than the start address.',
  },
  'MSG-IPA-007': {
    ja: '現在接続中のIPアドレスが接続制限の対象となります。登録後は、現在接続中のIPアドレスからシステム管理者として操作できなくなります。続行しますか。',
    en: 'Your current IP address would be restricted. After saving you will not be able to administer from it. Continue?',
  },
  'MSG-IPA-008': {
    ja: '選択された接続許可IPアドレスを削除します。',
    en: 'The selected allowed IP addresses will be deleted.',
  },
  'MSG-IPA-009': {
    ja: '接続許可IPアドレスを登録することで、システム管理者用管理ポータル画面が表示可能な端末を限定することができます。',
    en: 'Registering allowed IP addresses limits the terminals on which the administrator portal can be shown.',
  },
  'MSG-IPA-010': {
    ja: '同じIPアドレスの範囲が登録されています。',
    en: 'The same IP address range is already registered.',
  },
  'MSG-LOG-001': {
    ja: '日時の範囲が正しくありません。',
    en: 'The date range is invalid.',
  },
  'MSG-LOG-002': {
    ja: '該当するログがありません。',
    en: 'No matching log entries.',
  },
  'MSG-ADP-001': {
    ja: 'ADプロビジョニング連携でエラーが発生しました。',
    en: 'An error occurred in AD provisioning.',
  },
  'DLG-USR-001': {
    ja: '選択された利用者情報を削除します。※利用者に紐づくWindowsアカウント情報は削除されません。',
    en: 'The selected users will be deleted. Windows accounts linked to them are not deleted.',
  },
  'DLG-USR-002': {
    ja: '選択された利用者の利用者パスワードを再発行します。※Windowsアカウントのパスワードは変わりません。',
    en: 'The portal passwords of the selected users will be reissued. Windows account passwords do not change.',
  },
  'DLG-USR-003': {
    ja: '選択された利用者の利用者パスワードを再発行します。※メールアドレスが設定されていないため、パスワードは通知されません。',
    en: 'The portal passwords will be reissued. They will not be notified because no email address is set.',
  },
  'EC-6A': {
    ja: 'Windows認証に失敗しました。利用者の登録で登録したWindowsアカウントが正しく登録されていることを確認してください。',
    en: 'Windows authentication failed. Check that the Windows account is registered correctly for the user.',
  },
  'EC-71': {
    ja: 'カメラが接続されていないか、利用できない状態です。カメラが正しく使えるか確認してください。',
    en: 'No camera is connected or it cannot be used. Check the camera.',
  },
  'EC-72': {
    ja: '異常が発生しました。OSを再起動してください。同じ症状が繰り返される場合はクライアントソフトを最新版に更新するか、再インストールしてください。',
    en: 'An abnormal condition occurred. Restart the OS. If it repeats, update or reinstall the client software.',
  },
  'EC-74': {
    ja: '他アプリケーションによるカメラ占有が発生しているため、常時認証が使用できません。カメラを使用している他アプリケーションを停止することで、常時認証が使用可能になります。',
    en: 'Continuous authentication is unavailable because another application occupies the camera. Stop that application.',
  },
  'EC-75': {
    ja: '自動ロック解除が失敗しました。ユーザーズマニュアルの「他アプリケーションのカメラ使用時の注意」を参照し、自動ロック解除が可能となるようクライアント端末の設定を行ってください。',
    en: 'Automatic unlock failed. Configure the terminal as described in the user manual (camera use by other applications).',
  },
  'EC-83': {
    ja: '顔認証に失敗しました。一定時間内に画面に指示されたとおりの顔の動きを実施してください。',
    en: 'Face authentication failed. Perform the instructed face movement within the time limit.',
  },
  'EC-A3': {
    ja: '顔認証に失敗しました。一定時間内に画面に指示されたとおりの顔の動きを実施してください。',
    en: 'Face authentication failed. Perform the instructed face movement within the time limit.',
  },
  'EC-8B': {
    ja: '顔認証に失敗しました。顔画像が正しく登録されていることを確認してください。同じ症状が繰り返される場合は、顔画像を削除した後、再度登録し直してください。',
    en: 'Face authentication failed. Check that the face image is registered correctly. If it repeats, delete the face image and register it again.',
  },
  'EC-8F': {
    ja: '顔認証に失敗しました。顔画像が正しく登録されていることを確認してください。同じ症状が繰り返される場合は、顔画像を削除した後、再度登録し直してください。',
    en: 'Face authentication failed. Check that the face image is registered correctly. If it repeats, delete the face image and register it again.',
  },
  'EC-D8': {
    ja: '顔認証に失敗しました。顔画像が正しく登録されていることを確認してください。同じ症状が繰り返される場合は、顔画像を削除した後、再度登録し直してください。',
    en: 'Face authentication failed. Check that the face image is registered correctly. If it repeats, delete the face image and register it again.',
  },
  'EC-93': {
    ja: '顔認証に失敗しました。顔画像が正しく登録されていることを確認してください。また、一定時間内に画面に指示されたとおりの顔の動きを実施してください。同じ症状が繰り返される場合は、顔画像を削除した後、再度登録し直してください。',
    en: 'Face authentication failed. Check the registered face image and perform the instructed movement in time. If it repeats, delete the face image and register it again.',
  },
  'EC-9F': {
    ja: '顔認証に失敗しました。顔画像が正しく登録されていることを確認してください。また、一定時間内に画面に指示されたとおりの顔の動きを実施してください。同じ症状が繰り返される場合は、顔画像を削除した後、再度登録し直してください。',
    en: 'Face authentication failed. Check the registered face image and perform the instructed movement in time. If it repeats, delete the face image and register it again.',
  },
  'EC-97': {
    ja: '顔画像を検出できませんでした。もっとカメラに近づいてください。',
    en: 'No face was detected. Move closer to the camera.',
  },
  'EC-9B': {
    ja: '顔画像を検出できませんでした。もっとカメラに近づいてください。',
    en: 'No face was detected. Move closer to the camera.',
  },
  'EC-A7': {
    ja: '顔画像を検出できませんでした。もっとカメラに近づいてください。',
    en: 'No face was detected. Move closer to the camera.',
  },
  'EC-C8': {
    ja: '認証に失敗しました。テナント、利用者ID、パスワードが正しく入力されていることを確認してください。',
    en: 'Authentication failed. Check the tenant, user ID and password.',
  },
  'EC-C9': {
    ja: '認証に失敗しました。テナント、利用者ID、パスワードが正しく入力されていることを確認してください。',
    en: 'Authentication failed. Check the tenant, user ID and password.',
  },
  'EC-CA': {
    ja: '認証に失敗しました。テナント、利用者ID、パスワードが正しく入力されていることを確認してください。',
    en: 'Authentication failed. Check the tenant, user ID and password.',
  },
  'EC-CB': {
    ja: '認証に失敗しました。テナント、利用者ID、パスワードが正しく入力されていることを確認してください。',
    en: 'Authentication failed. Check the tenant, user ID and password.',
  },
  'EC-CC': {
    ja: '認証に失敗しました。テナント、利用者ID、パスワードが正しく入力されていることを確認してください。',
    en: 'Authentication failed. Check the tenant, user ID and password.',
  },
  'EC-CD': {
    ja: '認証に失敗しました。テナント、利用者ID、パスワードが正しく入力されていることを確認してください。',
    en: 'Authentication failed. Check the tenant, user ID and password.',
  },
  'EC-CE': {
    ja: '代替認証処理に失敗しました。代替認証コードが正しく入力されていることを確認してください。同じ症状が繰り返される場合は、代替認証コードを再度登録し直してください。',
    en: 'Alternative authentication failed. Check the alternative authentication code. If it repeats, register the code again.',
  },
  'EC-CF': {
    ja: '代替認証処理に失敗しました。代替認証コードが正しく入力されていることを確認してください。同じ症状が繰り返される場合は、代替認証コードを再度登録し直してください。',
    en: 'Alternative authentication failed. Check the alternative authentication code. If it repeats, register the code again.',
  },
  'EC-D0': {
    ja: '代替認証処理に失敗しました。代替認証コードが正しく入力されていることを確認してください。同じ症状が繰り返される場合は、代替認証コードを再度登録し直してください。',
    en: 'Alternative authentication failed. Check the alternative authentication code. If it repeats, register the code again.',
  },
  'EC-D1': {
    ja: '代替認証処理に失敗しました。代替認証コードが正しく入力されていることを確認してください。同じ症状が繰り返される場合は、代替認証コードを再度登録し直してください。',
    en: 'Alternative authentication failed. Check the alternative authentication code. If it repeats, register the code again.',
  },
  'EC-D2': {
    ja: '代替認証処理に失敗しました。代替認証コードが正しく入力されていることを確認してください。同じ症状が繰り返される場合は、代替認証コードを再度登録し直してください。',
    en: 'Alternative authentication failed. Check the alternative authentication code. If it repeats, register the code again.',
  },
  'EC-D3': {
    ja: '代替認証処理に失敗しました。代替認証コードが正しく入力されていることを確認してください。同じ症状が繰り返される場合は、代替認証コードを再度登録し直してください。',
    en: 'Alternative authentication failed. Check the alternative authentication code. If it repeats, register the code again.',
  },
  'EC-D4': {
    ja: '代替認証処理に失敗しました。代替認証コードが正しく入力されていることを確認してください。同じ症状が繰り返される場合は、代替認証コードを再度登録し直してください。',
    en: 'Alternative authentication failed. Check the alternative authentication code. If it repeats, register the code again.',
  },
  'EC-D5': {
    ja: '代替認証処理に失敗しました。代替認証コードが正しく入力されていることを確認してください。同じ症状が繰り返される場合は、代替認証コードを再度登録し直してください。',
    en: 'Alternative authentication failed. Check the alternative authentication code. If it repeats, register the code again.',
  },
  'EC-D6': {
    ja: '代替認証処理に失敗しました。代替認証コードが正しく入力されていることを確認してください。同じ症状が繰り返される場合は、代替認証コードを再度登録し直してください。',
    en: 'Alternative authentication failed. Check the alternative authentication code. If it repeats, register the code again.',
  },
  'EC-D7': {
    ja: '代替認証処理に失敗しました。代替認証コードが正しく入力されていることを確認してください。同じ症状が繰り返される場合は、代替認証コードを再度登録し直してください。',
    en: 'Alternative authentication failed. Check the alternative authentication code. If it repeats, register the code again.',
  },
  'EC-E4': {
    ja: '顔認証+Windowsパスワード認証時にパスワード認証で失敗しました。パスワードが正しく入力されていることを確認してください。',
    en: 'The password step of face + Windows password authentication failed. Check the password.',
  },
  'EC-E5': {
    ja: 'Windowsアカウントと利用者IDが紐付けされていません。利用者の登録でWindowsアカウントと利用者IDが正しく紐づけされていることを確認してください。',
    en: 'The Windows account is not linked to a user ID. Check the link in the user registration.',
  },
  'EC-E6': {
    ja: '利用者パスワード認証（二要素認証）に失敗しました。利用者のパスワードが正しく入力されていることを確認してください。',
    en: 'User password authentication (two-factor) failed. Check the user password.',
  },
  'EC-E7': {
    ja: '利用者パスワード認証に失敗しました。利用者のパスワードが正しく入力されていることを確認してください。',
    en: 'User password authentication failed. Check the user password.',
  },
  'LBL-GEN-save': {
    ja: '保存する',
    en: 'Save',
  },
  'LBL-GEN-delete': {
    ja: '削除する',
    en: 'Delete',
  },
  'LBL-GEN-cancel': {
    ja: 'キャンセル',
    en: 'Cancel',
  },
  'LBL-GEN-add': {
    ja: '追加する',
    en: 'Add',
  },
  'LBL-GEN-edit': {
    ja: '変更する',
    en: 'Edit',
  },
  'LBL-GEN-search': {
    ja: '検索',
    en: 'Search',
  },
  'LBL-GEN-searchDo': {
    ja: '検索する',
    en: 'Search',
  },
  'LBL-GEN-clear': {
    ja: 'クリアする',
    en: 'Clear',
  },
  'LBL-GEN-confirm': {
    ja: '確認',
    en: 'Confirm',
  },
  'LBL-GEN-apply': {
    ja: '確定',
    en: 'Apply',
  },
  'LBL-GEN-revert': {
    ja: '元に戻す',
    en: 'Revert',
  },
  'LBL-GEN-back': {
    ja: '戻る',
    en: 'Back',
  },
  'LBL-GEN-output': {
    ja: '出力する',
    en: 'Export',
  },
  'LBL-GEN-csv': {
    ja: 'CSV出力',
    en: 'Export CSV',
  },
  'LBL-GEN-detail': {
    ja: '詳細',
    en: 'Details',
  },
  'LBL-GEN-continue': {
    ja: '続行する',
    en: 'Continue',
  },
  'LBL-GEN-chooseFile': {
    ja: 'ファイルを選択',
    en: 'Choose file',
  },
  'LBL-GEN-count': {
    ja: '{total}件中{from}-{to}件',
    en: '{from}-{to} of {total}',
  },
  'LBL-GEN-close': {
    ja: '閉じる',
    en: 'Close',
  },
  'LBL-GEN-unset': {
    ja: '未設定',
    en: 'Not set',
  },
  'LBL-GEN-none': {
    ja: 'なし',
    en: 'None',
  },
  'LBL-GEN-notSpecified': {
    ja: '指定しない',
    en: 'Not specified',
  },
  'LBL-GEN-yes': {
    ja: 'あり',
    en: 'Yes',
  },
  'LBL-GEN-no': {
    ja: 'なし',
    en: 'No',
  },
  'LBL-NAV-title': {
    ja: '{product} 管理ポータル',
    en: '{product} Management Portal',
  },
  'LBL-NAV-users': {
    ja: '利用者管理',
    en: 'Users',
  },
  'LBL-NAV-logs': {
    ja: 'ログビューア',
    en: 'Log viewer',
  },
  'LBL-NAV-settings': {
    ja: '設定',
    en: 'Settings',
  },
  'LBL-NAV-set.method': {
    ja: 'Windowsログオン認証方式',
    en: 'Windows logon authentication method',
  },
  'LBL-NAV-set.policy': {
    ja: 'Windowsログオン認証ポリシー',
    en: 'Windows logon authentication policy',
  },
  'LBL-NAV-set.cont': {
    ja: '常時認証ポリシー',
    en: 'Continuous authentication policy',
  },
  'LBL-NAV-set.facelog': {
    ja: '顔画像ログ出力ポリシー',
    en: 'Face image log policy',
  },
  'LBL-NAV-set.azure': {
    ja: 'AzureAD設定',
    en: 'Azure AD settings',
  },
  'LBL-NAV-set.client': {
    ja: 'クライアントソフト設定',
    en: 'Client software settings',
  },
  'LBL-NAV-set.mail': {
    ja: '利用開始メール送付設定',
    en: 'Start-of-use mail settings',
  },
  'LBL-NAV-link': {
    ja: '利用者情報連携管理',
    en: 'User data linkage',
  },
  'LBL-NAV-link.filter': {
    ja: '利用者情報連携フィルタ管理',
    en: 'Linkage filter',
  },
  'LBL-NAV-link.sync': {
    ja: '利用者情報一括同期',
    en: 'Bulk synchronization',
  },
  'LBL-NAV-io': {
    ja: 'インポート/エクスポート',
    en: 'Import/Export',
  },
  'LBL-NAV-io.userExport': {
    ja: '利用者一覧の出力',
    en: 'Export users',
  },
  'LBL-NAV-io.userImport': {
    ja: '利用者一括登録',
    en: 'Bulk registration of users',
  },
  'LBL-NAV-io.aplExport': {
    ja: 'アプリログイン代行認証一覧の出力',
    en: 'Export app-login proxies',
  },
  'LBL-NAV-io.aplImport': {
    ja: 'アプリログイン代行認証一覧の反映',
    en: 'Import app-login proxies',
  },
  'LBL-NAV-license': {
    ja: 'ライセンスキー管理',
    en: 'License keys',
  },
  'LBL-NAV-otp': {
    ja: 'ワンタイムパスワード発行',
    en: 'Issue one-time password',
  },
  'LBL-NAV-ip': {
    ja: '接続許可IPアドレス',
    en: 'Allowed IP addresses',
  },
  'LBL-NAV-installer': {
    ja: 'インストーラダウンロード',
    en: 'Installer download',
  },
  'LBL-NAV-oplog': {
    ja: '操作ログ出力',
    en: 'Operation log export',
  },
  'LBL-NAV-password': {
    ja: 'パスワード変更',
    en: 'Change password',
  },
  'LBL-NAV-logout': {
    ja: 'ログアウト',
    en: 'Sign out',
  },
  'LBL-NAV-news': {
    ja: 'お知らせ',
    en: 'Announcements',
  },
  'LBL-NAV-area.header': {
    ja: 'ヘッダエリア',
    en: 'Header area',
  },
  'LBL-NAV-area.menu': {
    ja: 'メニューエリア',
    en: 'Menu area',
  },
  'LBL-NAV-area.subbtn': {
    ja: 'サブメニューボタン',
    en: 'Submenu button',
  },
  'LBL-NAV-area.sub': {
    ja: 'サブメニューエリア',
    en: 'Submenu area',
  },
  'LBL-NAV-area.main': {
    ja: '業務画面エリア',
    en: 'Work area',
  },
  'LBL-TEN-title': {
    ja: 'テナント申込',
    en: 'Tenant application',
  },
  'LBL-TEN-name': {
    ja: 'テナント名(会社名)',
    en: 'Tenant name (company)',
  },
  'LBL-TEN-applicant': {
    ja: '申込者名',
    en: 'Applicant',
  },
  'LBL-TEN-sei': {
    ja: '姓',
    en: 'Family name',
  },
  'LBL-TEN-middle': {
    ja: 'ミドルネーム',
    en: 'Middle name',
  },
  'LBL-TEN-mei': {
    ja: '名',
    en: 'Given name',
  },
  'LBL-TEN-mail': {
    ja: '申込者メールアドレス',
    en: 'Applicant email',
  },
  'LBL-TEN-terms': {
    ja: '利用規約を読む',
    en: 'Read the terms of use',
  },
  'LBL-TEN-privacy': {
    ja: 'プライバシーポリシーを読む',
    en: 'Read the privacy policy',
  },
  'LBL-TEN-apply': {
    ja: '申し込む',
    en: 'Apply',
  },
  'LBL-TEN-required': {
    ja: '必須',
    en: 'Required',
  },
  'LBL-AUT-tenant': {
    ja: 'テナント',
    en: 'Tenant',
  },
  'LBL-AUT-id': {
    ja: '利用者ID',
    en: 'User ID',
  },
  'LBL-AUT-password': {
    ja: 'パスワード',
    en: 'Password',
  },
  'LBL-AUT-login': {
    ja: 'ログイン',
    en: 'Sign in',
  },
  'LBL-AUT-forgot': {
    ja: 'パスワードを忘れた方はこちら',
    en: 'Forgot your password?',
  },
  'LBL-AUT-unlock': {
    ja: 'ロック解除',
    en: 'Unlock',
  },
  'LBL-ROL-sys': {
    ja: 'システム管理者',
    en: 'System administrator',
  },
  'LBL-ROL-grp': {
    ja: 'グループ管理者',
    en: 'Group administrator',
  },
  'LBL-ROL-usr': {
    ja: '一般ユーザー',
    en: 'General user',
  },
  'LBL-USR-list': {
    ja: '利用者一覧',
    en: 'Users',
  },
  'LBL-USR-id': {
    ja: '利用者ID',
    en: 'User ID',
  },
  'LBL-USR-password': {
    ja: 'パスワード',
    en: 'Password',
  },
  'LBL-USR-name': {
    ja: '利用者名',
    en: 'User name',
  },
  'LBL-USR-sei': {
    ja: '利用者名（姓）',
    en: 'Family name',
  },
  'LBL-USR-middle': {
    ja: '利用者名（ミドルネーム）',
    en: 'Middle name',
  },
  'LBL-USR-mei': {
    ja: '利用者名（名）',
    en: 'Given name',
  },
  'LBL-USR-mail': {
    ja: 'メールアドレス',
    en: 'Email address',
  },
  'LBL-USR-sameMail': {
    ja: '利用者IDと同じメールアドレスを設定',
    en: 'Use the user ID as the email address',
  },
  'LBL-USR-sysadmin': {
    ja: 'システム管理者',
    en: 'System administrator',
  },
  'LBL-USR-admin': {
    ja: '管理者',
    en: 'Administrator',
  },
  'LBL-USR-apl': {
    ja: 'アプリログイン代行認証を許可する',
    en: 'Allow app-login proxy',
  },
  'LBL-USR-aplShort': {
    ja: 'アプリログイン代行認証',
    en: 'App-login proxy',
  },
  'LBL-USR-aplMethod': {
    ja: '認証方法',
    en: 'Authentication method',
  },
  'LBL-USR-aplFail': {
    ja: '認証失敗時の動作',
    en: 'Action on failure',
  },
  'LBL-USR-pause': {
    ja: '常時認証の一時停止を許可する',
    en: 'Allow pausing continuous authentication',
  },
  'LBL-USR-face': {
    ja: '顔画像',
    en: 'Face image',
  },
  'LBL-USR-registered': {
    ja: '登録日時',
    en: 'Registered at',
  },
  'LBL-USR-status': {
    ja: '状態',
    en: 'Status',
  },
  'LBL-USR-reissue': {
    ja: 'パスワード再発行',
    en: 'Reissue password',
  },
  'LBL-USR-reissueDo': {
    ja: '再発行',
    en: 'Reissue',
  },
  'LBL-USR-aplList': {
    ja: '代行認証一覧',
    en: 'App-login proxies',
  },
  'LBL-USR-s.group': {
    ja: '所属グループの有無',
    en: 'Group membership',
  },
  'LBL-USR-s.face': {
    ja: '顔画像登録',
    en: 'Face registration',
  },
  'LBL-USR-s.win': {
    ja: '紐付けWindowsアカウントの有無',
    en: 'Linked Windows account',
  },
  'LBL-USR-aplMethod0': {
    ja: '認証無し（シングルサインオン）',
    en: 'None (single sign-on)',
  },
  'LBL-USR-aplMethod1': {
    ja: '顔認証',
    en: 'Face',
  },
  'LBL-USR-aplMethod2': {
    ja: '顔＋パスワード認証',
    en: 'Face + password',
  },
  'LBL-USR-aplFail0': {
    ja: 'ログイン画面認証',
    en: 'Sign in on the login screen',
  },
  'LBL-USR-aplFail1': {
    ja: '再認証',
    en: 'Authenticate again',
  },
  'LBL-USR-provisional': {
    ja: '仮登録',
    en: 'Provisional',
  },
  'LBL-USR-real': {
    ja: '本登録',
    en: 'Registered',
  },
  'LBL-WAC-account': {
    ja: 'Windowsアカウント名',
    en: 'Windows account name',
  },
  'LBL-WAC-type': {
    ja: 'Windowsアカウント種別',
    en: 'Windows account type',
  },
  'LBL-WAC-local': {
    ja: 'ローカル',
    en: 'Local',
  },
  'LBL-WAC-domain': {
    ja: 'ドメイン',
    en: 'Domain',
  },
  'LBL-WAC-azure': {
    ja: 'Azure AD',
    en: 'Azure AD',
  },
  'LBL-WAC-display': {
    ja: '表示名',
    en: 'Display name',
  },
  'LBL-WAC-winpw': {
    ja: 'Windowsパスワード',
    en: 'Windows password',
  },
  'LBL-WAC-azpw': {
    ja: 'Azure ADパスワード',
    en: 'Azure AD password',
  },
  'LBL-WAC-computer': {
    ja: 'コンピュータ名',
    en: 'Computer name',
  },
  'LBL-WAC-domainName': {
    ja: 'ドメイン名',
    en: 'Domain name',
  },
  'LBL-WAC-azDomain': {
    ja: 'Azure ADドメイン名',
    en: 'Azure AD domain name',
  },
  'LBL-WAC-upn': {
    ja: 'ユーザプリンシパル名',
    en: 'User principal name',
  },
  'LBL-WAC-upnMail': {
    ja: 'メールアドレスを設定',
    en: 'Use the email address',
  },
  'LBL-GRP-id': {
    ja: 'グループID',
    en: 'Group ID',
  },
  'LBL-GRP-name': {
    ja: 'グループ名',
    en: 'Group name',
  },
  'LBL-GRP-slot': {
    ja: 'グループ#{n}',
    en: 'Group #{n}',
  },
  'LBL-GRP-set': {
    ja: '設定する',
    en: 'Set',
  },
  'LBL-GRP-select': {
    ja: '選択',
    en: 'Select',
  },
  'LBL-GRP-add': {
    ja: 'グループを追加する',
    en: 'Add a group',
  },
  'LBL-GRP-moving': {
    ja: '異動中',
    en: 'In transfer',
  },
  'LBL-GRP-none': {
    ja: '未設定',
    en: 'Not set',
  },
  'LBL-GRP-admin': {
    ja: 'グループ管理者',
    en: 'Group administrator',
  },
  'LBL-FAC-title': {
    ja: '顔情報の詳細',
    en: 'Face details',
  },
  'LBL-FAC-display': {
    ja: '表示画像',
    en: 'Display image',
  },
  'LBL-FAC-learn': {
    ja: '学習画像',
    en: 'Learned image',
  },
  'LBL-FAC-updated': {
    ja: '更新日時',
    en: 'Updated at',
  },
  'LBL-FAC-back': {
    ja: '利用者一覧へ戻る',
    en: 'Back to users',
  },
  'LBL-FAC-noPhoto': {
    ja: 'NO PHOTO',
    en: 'NO PHOTO',
  },
  'LBL-FAC-dummy': {
    ja: 'Dummy',
    en: 'Dummy',
  },
  'LBL-IMP-run': {
    ja: '一括登録する',
    en: 'Register',
  },
  'LBL-IMP-status': {
    ja: '処理状況',
    en: 'Progress',
  },
  'LBL-IMP-other': {
    ja: '他のファイルを登録する',
    en: 'Register another file',
  },
  'LBL-IMP-result': {
    ja: '結果を見る',
    en: 'View result',
  },
  'LBL-IMP-saveResult': {
    ja: '結果を保存',
    en: 'Save result',
  },
  'LBL-APL-admin': {
    ja: '管理者',
    en: 'Administrator',
  },
  'LBL-APL-app': {
    ja: 'アプリケーション名',
    en: 'Application name',
  },
  'LBL-APL-title': {
    ja: 'タイトル/ダイアログ名',
    en: 'Title / dialog name',
  },
  'LBL-APL-url': {
    ja: 'URL/ファイルパス',
    en: 'URL / file path',
  },
  'LBL-APL-permit': {
    ja: '許可',
    en: 'Permission',
  },
  'LBL-APL-editable': {
    ja: '編集可',
    en: 'Editable',
  },
  'LBL-APL-deletable': {
    ja: '削除可',
    en: 'Deletable',
  },
  'LBL-LOG-listTitle': {
    ja: '認証ログ一覧',
    en: 'Authentication log',
  },
  'LBL-LOG-at': {
    ja: '認証日時',
    en: 'Authenticated at',
  },
  'LBL-LOG-result': {
    ja: '認証結果',
    en: 'Result',
  },
  'LBL-LOG-code': {
    ja: 'エラーコード',
    en: 'Error code',
  },
  'LBL-LOG-means': {
    ja: '認証手段',
    en: 'Method',
  },
  'LBL-LOG-scene': {
    ja: '認証場面',
    en: 'Scene',
  },
  'LBL-LOG-account': {
    ja: 'Windowsアカウント名',
    en: 'Windows account name',
  },
  'LBL-LOG-domain': {
    ja: 'ドメイン名',
    en: 'Domain name',
  },
  'LBL-LOG-upn': {
    ja: 'ユーザプリンシパル名',
    en: 'User principal name',
  },
  'LBL-LOG-terminal': {
    ja: '認証端末名',
    en: 'Terminal',
  },
  'LBL-LOG-userId': {
    ja: '利用者ID',
    en: 'User ID',
  },
  'LBL-LOG-spUrl': {
    ja: 'サービスプロバイダーのURL',
    en: 'Service provider URL',
  },
  'LBL-LOG-face': {
    ja: '顔画像',
    en: 'Face image',
  },
  'LBL-LOG-prefix': {
    ja: '前方一致',
    en: 'Starts with',
  },
  'LBL-LOG-hits': {
    ja: '検索結果：{n}件',
    en: '{n} result(s)',
  },
  'LBL-LOG-success': {
    ja: '認証成功',
    en: 'Success',
  },
  'LBL-LOG-failure': {
    ja: '認証失敗',
    en: 'Failure',
  },
  'LBL-SET-m2': {
    ja: '認証方式2を有効にする',
    en: 'Enable method 2',
  },
  'LBL-SET-logonMeans': {
    ja: 'Windowsログオン時 認証手段',
    en: 'Windows logon: method',
  },
  'LBL-SET-logonMotion': {
    ja: 'Windowsログオン時 顔動き検知',
    en: 'Windows logon: face motion check',
  },
  'LBL-SET-unlockMeans': {
    ja: 'Windowsロック解除時 認証手段',
    en: 'Windows unlock: method',
  },
  'LBL-SET-unlockMotion': {
    ja: 'Windowsロック解除時 顔動き検知',
    en: 'Windows unlock: face motion check',
  },
  'LBL-SET-cmd': {
    ja: '切替コマンド{n}の設定',
    en: 'Switch command {n}',
  },
  'LBL-SET-unselected': {
    ja: '未選択',
    en: 'Not selected',
  },
  'LBL-SET-motion0': {
    ja: 'なし',
    en: 'None',
  },
  'LBL-SET-motion1': {
    ja: 'まばたき',
    en: 'Blink',
  },
  'LBL-SET-motion2': {
    ja: 'まばたき/視線右/視線左/顔振りのうち1回',
    en: 'One of blink / look right / look left / head shake',
  },
  'LBL-SET-motion3': {
    ja: 'まばたき/視線右/視線左のうち2回',
    en: 'Two of blink / look right / look left',
  },
  'LBL-SET-motion4': {
    ja: 'まばたき/視線右/視線左/顔振りのうち3回',
    en: 'Three of blink / look right / look left / head shake',
  },
  'LBL-SET-learn': {
    ja: '学習画像の自動更新周期',
    en: 'Automatic update cycle of the learned image',
  },
  'LBL-SET-learn0': {
    ja: '登録・更新しない',
    en: 'Do not register or update',
  },
  'LBL-SET-learn6': {
    ja: '6か月毎に更新',
    en: 'Every 6 months',
  },
  'LBL-SET-learn12': {
    ja: '12か月毎に更新',
    en: 'Every 12 months',
  },
  'LBL-SET-alt': {
    ja: '代替認証 (Windowsログオン認証)',
    en: 'Alternative authentication (Windows logon)',
  },
  'LBL-SET-on': {
    ja: '有効',
    en: 'Enabled',
  },
  'LBL-SET-off': {
    ja: '無効',
    en: 'Disabled',
  },
  'LBL-SET-altMeans': {
    ja: '認証手段',
    en: 'Method',
  },
  'LBL-SET-altPw': {
    ja: 'パスワード',
    en: 'Password',
  },
  'LBL-SET-altOtp': {
    ja: 'ワンタイムパスワード',
    en: 'One-time password',
  },
  'LBL-SET-otpFail': {
    ja: '入力失敗許容回数',
    en: 'Permitted input failures',
  },
  'LBL-SET-otpUse': {
    ja: 'ログオン可能回数',
    en: 'Permitted logons',
  },
  'LBL-SET-unlimited': {
    ja: '無制限',
    en: 'Unlimited',
  },
  'LBL-SET-cont': {
    ja: '常時認証有効/無効',
    en: 'Continuous authentication on/off',
  },
  'LBL-SET-contCycle': {
    ja: '常時認証の周期',
    en: 'Cycle of continuous authentication',
  },
  'LBL-SET-contTime': {
    ja: '認証時間',
    en: 'Authentication time',
  },
  'LBL-SET-contFail': {
    ja: '認証失敗許容回数',
    en: 'Permitted authentication failures',
  },
  'LBL-SET-free': {
    ja: '自由設定',
    en: 'Custom',
  },
  'LBL-SET-flLogon': {
    ja: 'Windowsログオン・Windowsロック解除',
    en: 'Windows logon / unlock',
  },
  'LBL-SET-flCont': {
    ja: '常時認証 顔認証失敗',
    en: 'Continuous authentication: face failure',
  },
  'LBL-SET-azTenant': {
    ja: 'AzureADテナントID',
    en: 'Azure AD tenant ID',
  },
  'LBL-SET-azApp': {
    ja: 'アプリケーションID',
    en: 'Application ID',
  },
  'LBL-SET-autoUpdate': {
    ja: '自動アップデート',
    en: 'Automatic update',
  },
  'LBL-SET-mailSend': {
    ja: 'メール送付',
    en: 'Mail sending',
  },
  'LBL-SET-send': {
    ja: '送付する',
    en: 'Send',
  },
  'LBL-SET-notSend': {
    ja: '送付しない',
    en: 'Do not send',
  },
  'LBL-OTP-issue': {
    ja: '発行する',
    en: 'Issue',
  },
  'LBL-OTP-valid': {
    ja: '有効期限',
    en: 'Validity',
  },
  'LBL-OTP-day1': {
    ja: '1日',
    en: '1 day',
  },
  'LBL-OTP-free': {
    ja: '自由入力',
    en: 'Custom',
  },
  'LBL-OTP-day': {
    ja: '日',
    en: 'day(s)',
  },
  'LBL-OTP-copy': {
    ja: 'クリップボードにコピーする',
    en: 'Copy to clipboard',
  },
  'LBL-OTP-reset': {
    ja: '入力内容をリセットする',
    en: 'Reset the form',
  },
  'LBL-OTP-otp': {
    ja: 'ワンタイムパスワード',
    en: 'One-time password',
  },
  'LBL-LIC-showExpired': {
    ja: '期限切れライセンスキーを表示する',
    en: 'Show expired license keys',
  },
  'LBL-LIC-model': {
    ja: '型番',
    en: 'Model',
  },
  'LBL-LIC-product': {
    ja: '製品名',
    en: 'Product',
  },
  'LBL-LIC-ids': {
    ja: '利用可能ID数',
    en: 'IDs',
  },
  'LBL-LIC-start': {
    ja: '利用開始',
    en: 'Start',
  },
  'LBL-LIC-end': {
    ja: '利用期限',
    en: 'Expiry',
  },
  'LBL-LIC-extend': {
    ja: '延長する',
    en: 'Extend',
  },
  'LBL-LIC-total': {
    ja: '利用可能ID数の合計',
    en: 'Total IDs',
  },
  'LBL-LIC-used': {
    ja: '現在利用中のID数',
    en: 'IDs in use',
  },
  'LBL-LIC-left': {
    ja: '残ID数',
    en: 'IDs left',
  },
  'LBL-LIC-register': {
    ja: '登録する',
    en: 'Register',
  },
  'LBL-LIC-verify': {
    ja: '検証する',
    en: 'Verify',
  },
  'LBL-LIC-term': {
    ja: 'パック型番の期間（か月）',
    en: 'Pack term (months)',
  },
  'LBL-LIC-addTitle': {
    ja: 'ライセンスキー入力（追加登録）',
    en: 'Enter license keys (add)',
  },
  'LBL-LIC-extTitle': {
    ja: 'ライセンスキー入力（延長登録）',
    en: 'Enter license key (extend)',
  },
  'LBL-LIC-trial': {
    ja: '無償利用',
    en: 'Free trial',
  },
  'LBL-LIC-sub': {
    ja: 'クラウドSWストア型番',
    en: 'Subscription key',
  },
  'LBL-LIC-pack': {
    ja: 'パック型番',
    en: 'Pack key',
  },
  'LBL-LNK-agree': {
    ja: '同意する',
    en: 'Agree',
  },
  'LBL-LNK-import': {
    ja: 'インポート',
    en: 'Import',
  },
  'LBL-LNK-export': {
    ja: 'エクスポート',
    en: 'Export',
  },
  'LBL-LNK-importStart': {
    ja: 'インポートを開始する',
    en: 'Start import',
  },
  'LBL-LNK-syncStart': {
    ja: '同期を開始する',
    en: 'Start synchronization',
  },
  'LBL-LNK-syncStop': {
    ja: '中止する',
    en: 'Stop',
  },
  'LBL-LNK-startAt': {
    ja: '開始日時',
    en: 'Started at',
  },
  'LBL-LNK-endAt': {
    ja: '終了日時',
    en: 'Finished at',
  },
  'LBL-LNK-kind': {
    ja: '処理種別',
    en: 'Operation',
  },
  'LBL-LNK-state': {
    ja: '状態',
    en: 'State',
  },
  'LBL-LNK-kindAdd': {
    ja: '追加',
    en: 'Add',
  },
  'LBL-IPA-current': {
    ja: '現在接続中のIPアドレス',
    en: 'Your current IP address',
  },
  'LBL-IPA-from': {
    ja: '開始IPアドレス',
    en: 'Start IP address',
  },
  'LBL-IPA-to': {
    ja: '終了IPアドレス',
    en: 'End IP address',
  },
  'LBL-OPL-at': {
    ja: '操作日時',
    en: 'Operated at',
  },
  'LBL-OPL-user': {
    ja: 'ログインユーザID',
    en: 'Login user ID',
  },
  'LBL-OPL-ip': {
    ja: '接続元IPアドレス',
    en: 'Source IP address',
  },
  'LBL-OPL-kind': {
    ja: '操作種別',
    en: 'Operation type',
  },
  'LBL-OPL-func': {
    ja: '操作機能名',
    en: 'Function',
  },
  'LBL-OPL-status': {
    ja: 'ステータス',
    en: 'Status',
  },
  'LBL-OPL-param': {
    ja: 'システムパラメータ',
    en: 'System parameters',
  },
  'LBL-DLD-title': {
    ja: 'インストーラのダウンロード',
    en: 'Installer download',
  },
  'LBL-DLD-next': {
    ja: '次へ',
    en: 'Next',
  },
  'LBL-DLD-download': {
    ja: 'ダウンロード',
    en: 'Download',
  },
  'LBL-DLD-adp': {
    ja: 'ADプロビジョニングツール',
    en: 'AD provisioning tool',
  },
  'LBL-DLD-code': {
    ja: 'テナント表示コード',
    en: 'Tenant display code',
  },
  'LBL-DLD-akey': {
    ja: 'テナントアクセスキー',
    en: 'Tenant access key',
  },
  'LBL-DLD-skey': {
    ja: 'テナント秘密鍵',
    en: 'Tenant secret key',
  },
  'LBL-USR-hintId': {
    ja: '使用できる文字: 半角英数字、! $ % & * + , - . : ; < = > @ [ ] ^ _ { } ~',
    en: 'Allowed: half-width letters, digits and ! $ % & * + , - . : ; < = > @ [ ] ^ _ { } ~',
  },
  'LBL-USR-hintPw': {
    ja: '半角英数字、記号（\\ " / を除く）、8～255文字',
    en: 'Half-width letters, digits and symbols except \\ " /, 8 to 255 characters',
  },
  'LBL-WAC-hintName': {
    ja: '半角英数字、記号（" / \\ [ ] : ; = , + * ? < > @ および半角スペースのみを除く）',
    en: 'Half-width letters, digits and symbols except " / \\ [ ] : ; = , + * ? < > @; not spaces only',
  },
  'LBL-WAC-hintHybrid': {
    ja: 'Hybrid Azure AD Join環境で使用する場合は「ドメイン」を選択してください。',
    en: 'For Hybrid Azure AD Join select "Domain".',
  },
  'LBL-SET-autoOn': {
    ja: 'する',
    en: 'On',
  },
  'LBL-SET-autoOff': {
    ja: 'しない',
    en: 'Off',
  },
  'LBL-LOG-scene1': {
    ja: 'Windowsログオン',
    en: 'Windows logon',
  },
  'LBL-LOG-scene2': {
    ja: 'Windowsロック解除',
    en: 'Windows unlock',
  },
  'LBL-LOG-scene3': {
    ja: '常時認証',
    en: 'Continuous authentication',
  },
  'LBL-LOG-scene4': {
    ja: 'アプリログイン代行認証',
    en: 'App-login proxy',
  },
  'LBL-LOG-scene5': {
    ja: '顔登録',
    en: 'Face registration',
  },
  'LBL-LOG-scene6': {
    ja: 'サービスログイン',
    en: 'Service sign-in',
  },
  'LBL-SET-means0': {
    ja: '顔認証',
    en: 'Face',
  },
  'LBL-SET-means1': {
    ja: '顔認証+Windowsパスワード認証',
    en: 'Face + Windows password',
  },
  'LBL-SET-means2': {
    ja: '顔認証+利用者パスワード認証（二要素認証）',
    en: 'Face + user password (two-factor)',
  },
  'LBL-SET-means3': {
    ja: '利用者パスワード認証',
    en: 'User password',
  },
  'LBL-SET-means4': {
    ja: 'Windowsパスワード認証',
    en: 'Windows password',
  },
  'LBL-LOG-means5': {
    ja: '代替認証（パスワード）',
    en: 'Alternative (password)',
  },
  'LBL-LOG-means6': {
    ja: '代替認証（ワンタイムパスワード）',
    en: 'Alternative (one-time password)',
  },
  'LBL-LIC-none': {
    ja: 'なし',
    en: 'None',
  },
  'LBL-OPL-ok': {
    ja: '成功',
    en: 'Success',
  },
  'LBL-OPL-ng': {
    ja: '失敗',
    en: 'Failure',
  },
  'MAIL-01': {
    ja: '{product}テナント開設完了のお知らせ',
    en: '{product}: your tenant is ready',
  },
  'MAIL-02': {
    ja: '{product}無償利用期間に関するお知らせ',
    en: '{product}: about your free trial period',
  },
  'MAIL-03': {
    ja: '{product}無償利用期間終了のお知らせ',
    en: '{product}: your free trial has ended',
  },
  'MAIL-04': {
    ja: '{product}ライセンス登録完了のお知らせ',
    en: '{product}: license registration completed',
  },
  'MAIL-05': {
    ja: '{product}ライセンス期間に関するお知らせ',
    en: '{product}: about your license term',
  },
  'MAIL-06': {
    ja: '{product}ライセンス期間終了のお知らせ',
    en: '{product}: your license term has ended',
  },
  'MAIL-07': {
    ja: '{product}テナント削除のお知らせ',
    en: '{product}: your tenant has been deleted',
  },
  'MAIL-08': {
    ja: '{product}利用者登録のお知らせ',
    en: '{product}: you have been registered',
  },
  'MAIL-09': {
    ja: '{product}パスワード再発行のお知らせ',
    en: '{product}: your password was reissued',
  },
  'MAIL-10': {
    ja: '{product}パスワード再発行のご案内',
    en: '{product}: password reissue instructions',
  },
  'MAIL-11': {
    ja: '{product}外部システム連携 利用開始のお知らせ',
    en: '{product}: external linkage is ready',
  },
  'MAIL-12': {
    ja: '{product}クライアントソフト リリース予定のお知らせ',
    en: '{product}: upcoming client software release',
  },
  'MAIL-13': {
    ja: '{product}クライアントソフト リリース完了のお知らせ',
    en: '{product}: client software released',
  },
  'MAIL-14': {
    ja: '{product}メンテナンスのお知らせ',
    en: '{product}: maintenance notice',
  },
  'MAIL-15': {
    ja: '{product}緊急メンテナンスのお知らせ',
    en: '{product}: emergency maintenance notice',
  },
} as const satisfies Strings

/** docs/spec/messages-devices.csv */
export const devices = {
  'PLG-01': {
    ja: '複合機との通信にエラーが発生しました。ネットワークが接続されているか、電源が入っているか確認してください。',
    en: 'A communication error occurred with the machine. Check that the network is connected and the power is on.',
  },
  'PLG-01.remedy': {
    ja: 'ネットワークの接続を回復、または機械の電源を投入してから、もう一度実行してください。',
    en: 'Restore the network connection or switch the machine on, then try again.',
  },
  'PLG-02': {
    ja: 'インポートするファイルを選択してください。',
    en: 'Choose a file to import.',
  },
  'PLG-02.remedy': {
    ja: '［選択］をクリックしてインポートするファイルを選択してから、もう一度実行してください。',
    en: 'Click [選択], choose the file to import, then try again. (RESOLUTION: the source says ［参照］, the button is ［選択］)',
  },
  'PLG-03': {
    ja: '複合機と接続できません。以下の内容を確認してください。\n･ 入力した値が正しい。\n･ 登録された複合機がネットワーク上に存在する。\n･ 登録された複合機の電源が入っている。',
    en: 'Cannot connect to the machine. Check that:\n- the values entered are right;\n- the registered machine is on the network;\n- the registered machine is switched on.',
  },
  'PLG-03.remedy': {
    ja: '入力内容、ネットワーク接続、および機械の電源を確認してから、もう一度実行してください。',
    en: 'Check the input, the network connection and the power of the machine, then try again.',
  },
  'PLG-04': {
    ja: '設定変更できません。[親機]の権限を変える場合は、他の[子機(代行権限あり)]の中から、[親機]をいずれか１つ指定してください。',
    en: 'The setting cannot be changed. To change the role of the [parent], designate one of the other [children (with delegated authority)] as [parent].',
  },
  'PLG-04.remedy': {
    ja: '次に親機にする子機（代行権限あり）からプラグイン設定画面を開き、権限を変更してください。',
    en: 'Open the plugin settings on the delegate that is to be the next parent and change the role there.',
  },
  'PLG-05': {
    ja: '下記の権限が変更できませんでした。指定された複合機がネットワークにつながっているか、電源が入っているか確認してください。',
    en: 'The following roles could not be changed. Check that the machines are on the network and switched on.',
  },
  'PLG-05.remedy': {
    ja: '権限を変更する機械のネットワーク接続を回復、または電源を投入してから、もう一度実行してください。',
    en: 'Restore the network connection of the machine or switch it on, then try again.',
  },
  'PLG-06': {
    ja: '指定された複合機と接続できません。指定された複合機に共有認証がインストールされているか確認してください。',
    en: 'Cannot connect to the machine. Check that shared authentication is installed on it.',
  },
  'PLG-06.remedy': {
    ja: '登録する機械に共有認証をインストールしてから、もう一度実行してください。',
    en: 'Install shared authentication on the machine, then try again.',
  },
  'PLG-07': {
    ja: '設定のインポートができませんでした。ファイルが正しいか確認してください。',
    en: 'The settings could not be imported. Check that the file is right.',
  },
  'PLG-07.remedy': {
    ja: 'インポートするファイルの形式とサイズを確認してから、もう一度実行してください。',
    en: 'Check format and size of the file, then try again.',
  },
  'PLG-08': {
    ja: '下記の複合機との通信にエラーが発生しました。ネットワークが接続されているか、電源が入っているか確認してください。',
    en: 'A communication error occurred with the following machines. Check that the network is connected and the power is on.',
  },
  'PLG-08.remedy': {
    ja: '表示された機械のネットワーク接続を回復、または電源を投入してから、［すぐに同期］をクリックしてください。',
    en: 'Restore network or power of the machines shown, then click [すぐに同期].',
  },
  'PLG-09': {
    ja: '複合機にエラーが発生しています。',
    en: 'An error has occurred in the machine.',
  },
  'PLG-09.remedy': {
    ja: 'エラーが繰り返される場合は、サポート窓口にお問い合わせください。',
    en: 'If the error recurs, contact the support desk.',
  },
  'PLG-10': {
    ja: '複合機との通信にエラーが発生しました。同期処理中です。終了してから実行してください。',
    en: 'A communication error occurred with the machine. A synchronisation is in progress; wait until it has finished.',
  },
  'PLG-10.remedy': {
    ja: '同期処理が終わってから、もう一度実行してください。',
    en: 'Try again after the run has finished.',
  },
  'PLG-11': {
    ja: '登録できる子機は49台までです。',
    en: 'At most 49 children can be registered.',
  },
  'PLG-11.remedy': {
    ja: '使用していない機械の登録を削除してください。',
    en: 'Remove machines that are no longer used.',
  },
  'PLG-12': {
    ja: '機械管理者の認証情報が設定されていません。',
    en: 'The machine administrator credentials are not set.',
  },
  'PLG-12.remedy': {
    ja: '「機械管理者情報の設定」を行ってから、もう一度実行してください。',
    en: 'Set the machine administrator information, then try again.',
  },
  'PLG-13': {
    ja: '機械管理者情報が一致しません。',
    en: 'The machine administrator information does not match.',
  },
  'PLG-13.remedy': {
    ja: '［ICカード登録］の機械管理者 IDとパスワードを設定し直してください。',
    en: 'Set ID and password again in [ICカード登録].',
  },
  'PLG-14': {
    ja: '子機を直接親機に変更することはできません。',
    en: 'A child cannot be changed directly to parent.',
  },
  'PLG-14.remedy': {
    ja: '先に権限を［子機（代行権限あり）］に変更してください。',
    en: 'Give it delegated authority first.',
  },
  'PLG-15': {
    ja: '親機は削除できません。',
    en: 'The parent cannot be removed.',
  },
  'PLG-15.remedy': {
    ja: 'ほかの機械を親機に変更してから削除してください。',
    en: 'Promote another machine first.',
  },
  'PLG-16': {
    ja: '指定された複合機は、ほかのグループに登録されています。',
    en: 'The machine is registered in another group.',
  },
  'PLG-16.remedy': {
    ja: '先にそのグループから削除してください。',
    en: 'Remove it from that group first.',
  },
  'PLG-17': {
    ja: 'この複合機はIPアドレスでは登録できません。',
    en: 'This machine cannot be registered by IP address.',
  },
  'PLG-17.remedy': {
    ja: '［URL を使用して登録］で登録してください。',
    en: 'Register it by URL.',
  },
  'PLG-18': {
    ja: 'DHCPで取得したIPアドレスは利用できません。',
    en: 'An IP address obtained by DHCP cannot be used.',
  },
  'PLG-18.remedy': {
    ja: '固定IPアドレスを設定してください。',
    en: 'Set a fixed IP address.',
  },
  'PLG-19': {
    ja: 'パスワードの最小桁数がグループと一致しません。',
    en: 'The minimum password length differs from the group.',
  },
  'PLG-19.remedy': {
    ja: '［パスワードの最小桁数］をグループと同じ値（4）に設定してください。',
    en: 'Set it to the value of the group (4).',
  },
  'PLG-20': {
    ja: 'エクスポート後にユーザー情報が変更されています。',
    en: 'User information changed since the export.',
  },
  'PLG-20.remedy': {
    ja: '最新のユーザー情報をエクスポートし直してから登録してください。',
    en: 'Export again, edit and import.',
  },
  'PLG-21': {
    ja: '{n}件のユーザーが削除されます。',
    en: '{n} users will be deleted.',
  },
  'PLG-21.remedy': {
    ja: '追加だけを行う場合は［ユーザー情報の追加］を利用してください。',
    en: 'To add only, use [ユーザー情報の追加].',
  },
  'PLG-22': {
    ja: '登録できるユーザーは999件までです。',
    en: 'At most 999 users can be registered.',
  },
  'PLG-22.remedy': {
    ja: '不要なユーザーを削除してください。',
    en: 'Delete users that are not needed.',
  },
  'PLG-23': {
    ja: '下記の複合機は操作パネルをロックできなかったため、ユーザー情報が反映されていません。',
    en: 'User information was not reflected on the following machines because the panel could not be locked.',
  },
  'PLG-23.remedy': {
    ja: '機械の周囲に人がいないこと、操作中やログイン中でないことを確認してください。節電モードにするとロックできる可能性が高くなります。',
    en: 'Make sure nobody is near, operating or logged in. Power-saving mode makes a lock more likely.',
  },
  'PLG-24': {
    ja: '子機（代行権限あり）が設定されていません。親機が通信できなくなると権限を変更できません。',
    en: 'No delegate is set. Roles cannot be changed if the parent fails.',
  },
  'PLG-24.remedy': {
    ja: '最低1台を子機（代行権限あり）に設定してください。',
    en: 'Set at least one machine as delegate.',
  },
  'PLG-25': {
    ja: '最小桁数を満たさないユーザーが{n}件あり、同期されなくなります。',
    en: '{n} users do not meet the minimum length and will not be synchronised.',
  },
  'PLG-25.remedy': {
    ja: '全てのユーザーのパスワードをリセットしてください。',
    en: 'Reset the passwords of all users.',
  },
  'PLG-26': {
    ja: '配信開始時刻と配信停止時刻に同じ時刻は設定できません。',
    en: 'Start and stop time must differ.',
  },
  'PLG-26.remedy': {
    ja: '時刻を変更してください。',
    en: 'Change one of the times.',
  },
  'PLG-27': {
    ja: 'プライマリーネットワークの設定が変更されたため、同期できません。',
    en: 'The primary network setting was changed; synchronisation is impossible.',
  },
  'PLG-27.remedy': {
    ja: '設定を元に戻すか、登録を削除してから登録し直してください。',
    en: 'Restore the setting, or remove the machine and register it again.',
  },
  'ic-card-registration.011': {
    ja: '認証サーバーから応答がありません。ネットワーク環境を確認してください。',
    en: 'No response from the authentication server. Check the network environment.',
  },
  'ic-card-registration.011.remedy': {
    ja: 'ネットワーク環境、または機械の通信設定を確認してから、登録し直してください。',
    en: 'Check the network or the communication settings of the machine, then register again.',
  },
  'ic-card-registration.012': {
    ja: '認証サーバーから応答がありません。ネットワーク環境を確認してください。',
    en: 'No response from the authentication server. Check the network environment.',
  },
  'ic-card-registration.012.remedy': {
    ja: 'ネットワーク環境、または機械の通信設定を確認してから、登録し直してください。',
    en: 'Check the network or the communication settings of the machine, then register again.',
  },
  'ic-card-registration.013': {
    ja: '認証サーバーから応答がありません。ネットワーク環境を確認してください。',
    en: 'No response from the authentication server. Check the network environment.',
  },
  'ic-card-registration.013.remedy': {
    ja: 'ネットワーク環境、または機械の通信設定を確認してから、登録し直してください。',
    en: 'Check the network or the communication settings of the machine, then register again.',
  },
  'ic-card-registration.101': {
    ja: 'Active Directory(R) サーバーへログインできませんでした。',
    en: 'Could not log in to the Active Directory server.',
  },
  'ic-card-registration.101.remedy': {
    ja: 'Active Directory の認証情報を確認してから、登録し直してください。',
    en: 'Check the AD credentials, then register again.',
  },
  'ic-card-registration.102': {
    ja: 'Active Directory(R) サーバーへログインできませんでした。',
    en: 'Could not log in to the Active Directory server.',
  },
  'ic-card-registration.102.remedy': {
    ja: 'Active Directory の認証情報を確認してから、登録し直してください。',
    en: 'Check the AD credentials, then register again.',
  },
  'ic-card-registration.103': {
    ja: 'Active Directory(R) サーバーへログインできませんでした。',
    en: 'Could not log in to the Active Directory server.',
  },
  'ic-card-registration.103.remedy': {
    ja: 'Active Directory の認証情報を確認してから、登録し直してください。',
    en: 'Check the AD credentials, then register again.',
  },
  'ic-card-registration.110': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.110.remedy': {
    ja: '最初から登録し直してください。',
    en: 'Start the registration again from the beginning.',
  },
  'ic-card-registration.202': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.202.remedy': {
    ja: '最初から登録し直してください。',
    en: 'Start the registration again from the beginning.',
  },
  'ic-card-registration.122': {
    ja: 'ユーザー IDが正しく入力されていません。ユーザー IDは半角英数または記号で最小 1文字、最大32文字です。以下の記号は利用できません。「"」,「+」, 「;」, 「<」,「>」, 「?」,「[」, 「]」,「`」, 「{」,「¦」,「}」',
    en: 'The user ID is not entered correctly. It has 1 to 32 half-width letters, digits or symbols. These symbols cannot be used: " + ; < > ? [ ] ` { | }',
  },
  'ic-card-registration.122.remedy': {
    ja: 'ユーザー IDを確認してから、入力し直してください。',
    en: 'Check the user ID and enter it again.',
  },
  'ic-card-registration.201': {
    ja: '本体登録ユーザーとの照合に失敗しました。',
    en: 'No match with a user registered in the machine.',
  },
  'ic-card-registration.201.remedy': {
    ja: 'IDとパスワードを入力し直してください。',
    en: 'Enter ID and password again.',
  },
  'ic-card-registration.250': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.250.remedy': {
    ja: 'ネットワークと親機の状態を確認し、もう一度実行してください。',
    en: 'Check the network and the state of the parent, then try again.',
  },
  'ic-card-registration.251': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.251.remedy': {
    ja: 'ネットワークと親機の状態を確認し、もう一度実行してください。',
    en: 'Check the network and the state of the parent, then try again.',
  },
  'ic-card-registration.260': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.260.remedy': {
    ja: 'ネットワークと親機の状態を確認し、もう一度実行してください。',
    en: 'Check the network and the state of the parent, then try again.',
  },
  'ic-card-registration.261': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.261.remedy': {
    ja: 'ネットワークと親機の状態を確認し、もう一度実行してください。',
    en: 'Check the network and the state of the parent, then try again.',
  },
  'ic-card-registration.252': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.252.remedy': {
    ja: 'もう一度実行してください。失敗が続く場合はサポート窓口へ連絡してください。',
    en: 'Try again. If it keeps failing, contact the support desk.',
  },
  'ic-card-registration.262': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.262.remedy': {
    ja: 'もう一度実行してください。失敗が続く場合はサポート窓口へ連絡してください。',
    en: 'Try again. If it keeps failing, contact the support desk.',
  },
  'ic-card-registration.253': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.253.remedy': {
    ja: '機械管理者に連絡してください。',
    en: 'Contact the machine administrator.',
  },
  'ic-card-registration.301': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.301.remedy': {
    ja: '次のどれかの可能性があります。\n･ パスワードが短すぎる、または長すぎる。\n･ ユーザー名が半角32文字（全角10文字）を超えている。\n･ メールアドレスが半角英数字と記号で128文字を超えている。\n次の内容を確認したあと、最初から登録し直してください。\n･ パスワードを4～12文字の範囲で指定する。パスワードを指定しない場合は空白にする。\n･ ユーザー名を、半角32文字（全角10文字）以内で指定する。\n･ メールアドレスを、半角英数字と記号で128文字以内で指定する。',
    en: 'One of these may apply:\n- password too short or too long\n- user name over 32 half-width (10 full-width) characters\n- mail address over 128 half-width characters\nCorrect them (password 4-12 characters or empty; name within 32/10; mail within 128), then start again.',
  },
  'ic-card-registration.302': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.302.remedy': {
    ja: '機械管理者にユーザー情報の削除を依頼し、再度登録してください。',
    en: 'Ask the machine administrator to delete the user information, then register again.',
  },
  'ic-card-registration.303': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.303.remedy': {
    ja: '機械管理者にユーザー情報の削除を依頼し、再度登録してください。',
    en: 'Ask the machine administrator to delete the user information, then register again.',
  },
  'ic-card-registration.304': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.304.remedy': {
    ja: '機械管理者にユーザー情報の削除を依頼し、再度登録してください。',
    en: 'Ask the machine administrator to delete the user information, then register again.',
  },
  'ic-card-registration.307': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'ic-card-registration.307.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'ic-card-registration.308': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'ic-card-registration.308.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'ic-card-registration.309': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'ic-card-registration.309.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'ic-card-registration.401': {
    ja: '機械管理者の IDとパスワードが正しくありません。',
    en: 'ID and password of the machine administrator are wrong.',
  },
  'ic-card-registration.401.remedy': {
    ja: '機械管理者に IDとパスワードの再設定を依頼してください。機械管理者に初期設定を依頼してください。',
    en: 'Ask the machine administrator to set ID and password again and to do the initial setting.',
  },
  'ic-card-registration.404': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'ic-card-registration.404.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'ic-card-registration.500': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'ic-card-registration.500.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'ic-card-registration.600': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'ic-card-registration.600.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'ic-card-registration.702': {
    ja: 'このカードはすでに登録されています。',
    en: 'This card is already registered.',
  },
  'ic-card-registration.702.remedy': {
    ja: 'カードの管理者に、カードの確認を依頼してください。',
    en: 'Ask the card administrator to check the card.',
  },
  'ic-card-registration.703': {
    ja: 'ログインユーザーの情報取得に失敗しました。',
    en: 'Could not get the information of the logged-in user.',
  },
  'ic-card-registration.703.remedy': {
    ja: '最初から登録し直してください。',
    en: 'Start the registration again from the beginning.',
  },
  'ic-card-registration.704': {
    ja: '複合機の情報取得に失敗しました。',
    en: 'Could not get the information of the machine.',
  },
  'ic-card-registration.704.remedy': {
    ja: '最初から登録し直してください。',
    en: 'Start the registration again from the beginning.',
  },
  'ic-card-registration.705': {
    ja: 'ログアウトできませんでした。',
    en: 'Could not log out.',
  },
  'ic-card-registration.705.remedy': {
    ja: '認証ボタンを押して、ログアウトしてください。',
    en: 'Press the authentication button to log out.',
  },
  'ic-card-registration.706': {
    ja: '初期設定が完了していないため、本機能は使用できません。管理者に初期設定を依頼してください。',
    en: 'The function cannot be used because the initial setting is not complete. Ask the administrator for it.',
  },
  'ic-card-registration.706.remedy': {
    ja: '機械管理者に初期設定を依頼してください。',
    en: 'Ask the machine administrator for the initial setting.',
  },
  'ic-card-registration.707': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'ic-card-registration.707.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'ic-card-registration.709': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'ic-card-registration.709.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'ic-card-registration.710': {
    ja: '認証設定が本体認証以外の場合は、本機能は使用できません。',
    en: 'The function cannot be used unless local authentication is set.',
  },
  'ic-card-registration.710.remedy': {
    ja: '機械管理者に認証設定の確認を依頼してください。',
    en: 'Ask the machine administrator to check the authentication setting.',
  },
  'ic-card-registration.711': {
    ja: '指定されたユーザー IDは登録できません。',
    en: 'The user ID cannot be registered.',
  },
  'ic-card-registration.711.remedy': {
    ja: 'ユーザー IDを変更してください。',
    en: 'Change the user ID.',
  },
  'ic-card-registration.750': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.750.remedy': {
    ja: '既にデータベースに登録されている ICカードのため，自動転記が行われるまでお待ちください。',
    en: 'The card is already in the database; wait for the automatic transfer.',
  },
  'ic-card-registration.752': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.752.remedy': {
    ja: 'サポート窓口へ連絡してください。',
    en: 'Contact the support desk.',
  },
  'ic-card-registration.751': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.751.remedy': {
    ja: '現在のパスワードを確認し、もう一度実行してください。',
    en: 'Check the current password and try again.',
  },
  'ic-card-registration.801': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.801.remedy': {
    ja: 'サポート窓口にお問い合わせください。',
    en: 'Contact the support desk.',
  },
  'ic-card-registration.802': {
    ja: 'IC カード登録に失敗しました。',
    en: 'IC card registration failed.',
  },
  'ic-card-registration.802.remedy': {
    ja: 'サポート窓口にお問い合わせください。',
    en: 'Contact the support desk.',
  },
  'ic-card-registration.900-999': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'ic-card-registration.900-999.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'user-info-change.260': {
    ja: 'ユーザー情報を更新できませんでした。ネットワーク環境を確認してください。',
    en: 'The user information could not be updated. Check the network environment.',
  },
  'user-info-change.260.remedy': {
    ja: 'ネットワークや親機の状態を確認して、もう一度実行してください。',
    en: 'Check the network and the parent, then try again.',
  },
  'user-info-change.261': {
    ja: 'ユーザー情報を更新できませんでした。ネットワーク環境を確認してください。',
    en: 'The user information could not be updated. Check the network environment.',
  },
  'user-info-change.261.remedy': {
    ja: 'ネットワークや親機の状態を確認して、もう一度実行してください。',
    en: 'Check the network and the parent, then try again.',
  },
  'user-info-change.262': {
    ja: 'ユーザー情報を更新できませんでした。しばらく待ってから、処理を再度実行してください。',
    en: 'The user information could not be updated. Wait a while and try again.',
  },
  'user-info-change.262.remedy': {
    ja: 'エラーが繰り返される場合は、電話でサポート窓口へ連絡してください。',
    en: 'If the error recurs, call the support desk.',
  },
  'user-info-change.706': {
    ja: '初期設定が完了していないため、この機能を使用できません。機械管理者に初期設定を依頼してください。',
    en: 'The function cannot be used because the initial setting is not complete. Ask the machine administrator for it.',
  },
  'user-info-change.706.remedy': {
    ja: '機械管理者に初期設定を依頼してください。',
    en: 'Ask the machine administrator for the initial setting.',
  },
  'user-info-change.750': {
    ja: 'ICカードが別のユーザー IDで登録済みです。機械管理者に連絡してください。',
    en: 'The IC card is registered with another user ID. Contact the machine administrator.',
  },
  'user-info-change.750.remedy': {
    ja: '機械管理者に連絡して、ICカードの登録を解除してもらってください。',
    en: 'Have the machine administrator release the card registration.',
  },
  'user-info-change.751': {
    ja: 'パスワードが正しくありません。[現在のパスワード]が正しくありません。もう一度[現在のパスワード]を入力してください。',
    en: 'The password is wrong. [Current password] is not correct. Enter [Current password] again.',
  },
  'user-info-change.751.remedy': {
    ja: '現在のパスワードを確認し、もう一度実行してください。',
    en: 'Check the current password and try again.',
  },
  'user-info-change.752': {
    ja: 'IC カードを登録できませんでした。',
    en: 'The IC card could not be registered.',
  },
  'user-info-change.752.remedy': {
    ja: 'サポート窓口に連絡してください。',
    en: 'Contact the support desk.',
  },
  'user-info-change.753': {
    ja: '認証設定が本体認証ではないため、この機能を使用できません。機械管理者に連絡してください。',
    en: 'The function cannot be used because local authentication is not set. Contact the machine administrator.',
  },
  'user-info-change.753.remedy': {
    ja: '機械管理者に連絡して、設定を確認してもらってください。',
    en: 'Have the machine administrator check the setting.',
  },
  'user-info-change.754': {
    ja: 'ログインユーザーの情報を取得できませんでした。',
    en: 'Could not get the information of the logged-in user.',
  },
  'user-info-change.754.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'user-info-change.801': {
    ja: '入力したユーザー IDは登録できません。',
    en: 'The user ID entered cannot be registered.',
  },
  'user-info-change.801.remedy': {
    ja: 'サポート窓口にお問い合わせください。',
    en: 'Contact the support desk.',
  },
  'user-info-change.802': {
    ja: '入力したユーザー IDは登録できません。',
    en: 'The user ID entered cannot be registered.',
  },
  'user-info-change.802.remedy': {
    ja: 'サポート窓口にお問い合わせください。',
    en: 'Contact the support desk.',
  },
  'user-info-change.901': {
    ja: 'システムエラーが発生しました。機械を再起動してください。エラーが繰り返される場合は、機械管理者に連絡してください。',
    en: 'A system error occurred. Restart the machine. If it recurs, contact the machine administrator.',
  },
  'user-info-change.901.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'UIC-01': {
    ja: 'ユーザー IDが正しくありません。ユーザー IDは、すべて半角英数と記号の場合は最大32文字です。以下の記号は利用できません。["], [+], [;], [<], [>], [?], [[], []], [`], [{], [¦], [}]',
    en: 'The user ID is wrong. It has at most 32 half-width letters, digits and symbols. These symbols cannot be used: " + ; < > ? [ ] ` { | }',
  },
  'UIC-01.remedy': {
    ja: 'ユーザー IDを確認してから、入力し直してください。',
    en: 'Check the user ID and enter it again.',
  },
  'UIC-02': {
    ja: 'ユーザー名が正しくありません。ユーザー名は、すべて半角英数と記号の場合は最大32文字、すべて全角の場合は最大10文字です。',
    en: 'The user name is wrong. It has at most 32 half-width or 10 full-width characters.',
  },
  'UIC-02.remedy': {
    ja: '［ユーザー名］の入力内容を確認し、もう一度実行してください。',
    en: 'Check [ユーザー名] and try again.',
  },
  'UIC-03': {
    ja: 'パスワードが正しく入力されていません。パスワードは半角英数と記号で、4～12文字です。',
    en: 'The password is not entered correctly. It has 4 to 12 half-width letters, digits and symbols.',
  },
  'UIC-03.remedy': {
    ja: '［現在のパスワード］の入力内容を確認し、もう一度実行してください。',
    en: 'Check [現在のパスワード] and try again.',
  },
  'UIC-04': {
    ja: 'パスワードが正しくありません。もう一度パスワードを入力してください。',
    en: 'The password is wrong. Enter it again.',
  },
  'UIC-04.remedy': {
    ja: '正しいパスワードを入力し、もう一度実行してください。',
    en: 'Enter the right password and try again.',
  },
  'UIC-05': {
    ja: 'メールアドレスが正しく入力されていません。メールアドレスは半角英数と記号で最大128文字です。',
    en: 'The mail address is not entered correctly. It has at most 128 half-width letters, digits and symbols.',
  },
  'UIC-05.remedy': {
    ja: '［メールアドレス］の入力内容を確認し、もう一度実行してください。',
    en: 'Check [メールアドレス] and try again.',
  },
  'UIC-06': {
    ja: '認証できませんでした。',
    en: 'Authentication failed.',
  },
  'UIC-06.remedy': {
    ja: 'ユーザー IDとパスワードを入力し直し、もう一度実行してください。',
    en: 'Enter user ID and password again and retry.',
  },
  'UIC-07': {
    ja: 'システムエラーが発生しました。しばらく待ってから、処理を再度実行してください。エラーが繰り返される場合は、機械管理者に連絡してください。',
    en: 'A system error occurred. Wait a while and try again. If it recurs, contact the machine administrator.',
  },
  'UIC-07.remedy': {
    ja: 'しばらく待ってから、もう一度実行してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Wait a while and try again. If that does not help, contact the support desk.',
  },
  'UIC-08': {
    ja: 'しばらく待ってから、処理を再度実行してください。',
    en: 'Wait a while and try again.',
  },
  'UIC-08.remedy': {
    ja: 'しばらく待ってから、もう一度実行してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Wait a while and try again. If that does not help, contact the support desk.',
  },
  'UIC-09': {
    ja: '定義されていないエラーが発生しました。',
    en: 'An undefined error occurred.',
  },
  'UIC-09.remedy': {
    ja: 'サポート窓口にお問い合わせください。',
    en: 'Contact the support desk.',
  },
  'UIC-10': {
    ja: '機械管理者によって禁止されています。',
    en: 'Forbidden by the machine administrator.',
  },
  'UIC-10.remedy': {
    ja: '機械管理者に連絡してください。',
    en: 'Contact the machine administrator.',
  },
  'UIC-11': {
    ja: '新しいパスワードと再入力が一致しません。',
    en: 'New password and repetition differ.',
  },
  'UIC-11.remedy': {
    ja: 'もう一度入力してください。',
    en: 'Enter them again.',
  },
  'user-info-change.3006': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'user-info-change.3006.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'user-info-change.3007': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'user-info-change.3007.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'user-info-change.3010': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'user-info-change.3010.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'user-info-change.3011': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'user-info-change.3011.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'user-info-change.3012': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'user-info-change.3012.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'user-info-change.3025': {
    ja: 'システムエラーが発生しました。再起動してください。再起動してもエラーが発生する場合はお問い合わせください。',
    en: 'A system error occurred. Restart the machine. If the error persists, contact support.',
  },
  'user-info-change.3025.remedy': {
    ja: '機械を再起動してください。改善しない場合は、サポート窓口にお問い合わせください。',
    en: 'Restart the machine. If that does not help, contact the support desk.',
  },
  'user-info-change.3065': {
    ja: 'エラーが発生しました。しばらくしてから、もう一度、やりなおしてください。',
    en: 'An error occurred. Try again after a while.',
  },
  'user-info-change.3065.remedy': {
    ja: 'しばらく待ってから、もう一度実行してください。',
    en: 'Wait a while and try again.',
  },
  'EDT-01': {
    ja: '［{cell}］{value}',
    en: '[{cell}] {value}',
  },
  'EDT-01.remedy': {
    ja: '黄色で表示されたセルの内容を修正してください。',
    en: 'Correct the cell shown in yellow.',
  },
  'EDT-02': {
    ja: '［{cell}］ユーザー IDは必須です。',
    en: '[{cell}] The user ID is mandatory.',
  },
  'EDT-02.remedy': {
    ja: '黄色で表示されたセルの内容を修正してください。',
    en: 'Correct the cell shown in yellow.',
  },
  'EDT-03': {
    ja: '［{cell}］{value} ユーザー IDが重複しています。',
    en: '[{cell}] {value}: user ID repeated.',
  },
  'EDT-03.remedy': {
    ja: '黄色で表示されたセルの内容を修正してください。',
    en: 'Correct the cell shown in yellow.',
  },
  'EDT-04': {
    ja: '［{cell}］{value} カード IDが重複しています。',
    en: '[{cell}] {value}: card ID repeated.',
  },
  'EDT-04.remedy': {
    ja: '黄色で表示されたセルの内容を修正してください。',
    en: 'Correct the cell shown in yellow.',
  },
  'EDT-05': {
    ja: '［{cell}］パスワードは4～12文字です。半角スペースだけのパスワードは使用できません。',
    en: '[{cell}] The password has 4 to 12 characters, not only blanks.',
  },
  'EDT-05.remedy': {
    ja: '黄色で表示されたセルの内容を修正してください。',
    en: 'Correct the cell shown in yellow.',
  },
  'EDT-06': {
    ja: '［{cell}］{value} カード IDにはユーザー IDと異なる値を指定してください。',
    en: '[{cell}] {value}: the card ID must differ from the user ID.',
  },
  'EDT-06.remedy': {
    ja: '黄色で表示されたセルの内容を修正してください。',
    en: 'Correct the cell shown in yellow.',
  },
  'NOD-01': {
    ja: '同期処理中です。',
    en: 'A run is in progress.',
  },
  'NOD-01.remedy': {
    ja: '終了後に再実行してください。',
    en: 'Retry after it has finished.',
  },
  'NOD-02': {
    ja: '親機が変更されています。',
    en: 'The parent has changed.',
  },
  'NOD-02.remedy': {
    ja: '自動的に新しい親機へ接続します。',
    en: 'The node reconnects to the new parent by itself.',
  },
  'NOD-03': {
    ja: 'このグループに登録されていません。',
    en: 'Not registered in this group.',
  },
  'NOD-03.remedy': {
    ja: '登録し直してください。',
    en: 'Register the machine again.',
  },
  'NOD-04': {
    ja: '操作パネルをロックできませんでした。',
    en: 'The panel could not be locked.',
  },
  'NOD-04.remedy': {
    ja: '操作の終了後に再試行します。',
    en: 'Retried when the machine is free.',
  },
  'NOD-05': {
    ja: '受信したユーザー情報が正しくありません。',
    en: 'The user information received is invalid.',
  },
  'NOD-05.remedy': {
    ja: '再取得します。繰り返される場合は動作ログを取得してください。',
    en: 'Fetched again; if it recurs collect the operation log.',
  },
  'NOD-06': {
    ja: 'ICカードまたはユーザー IDは別のユーザーで登録済みです。',
    en: 'Card or user ID belongs to another user.',
  },
  'NOD-06.remedy': {
    ja: '機械管理者に連絡してください。',
    en: 'Contact the machine administrator.',
  },
  'NOD-07': {
    ja: 'バージョンが対応していません。',
    en: 'Versions are not compatible.',
  },
  'NOD-07.remedy': {
    ja: 'バージョンアップしてください。',
    en: 'Upgrade the software.',
  },
  'NOD-08': {
    ja: 'データを保存できません。',
    en: 'Data cannot be stored.',
  },
  'NOD-08.remedy': {
    ja: 'ストレージの空き容量を確認してください。',
    en: 'Check the free storage.',
  },
  'NOD-09': {
    ja: 'ICカードリーダーが接続されていません。',
    en: 'No card reader connected.',
  },
  'NOD-09.remedy': {
    ja: 'カードリーダーの接続を確認してください。',
    en: 'Check the reader.',
  },
  'NOD-10': {
    ja: 'このカードは利用できません。',
    en: 'This card cannot be used.',
  },
  'NOD-10.remedy': {
    ja: '別のカードを使用してください。',
    en: 'Use another card.',
  },
} as const satisfies Strings
