import type { Area } from './text.ts'

/** What the command-line tool says; help, completion and manual are made from these. */
export const cli = {
  'cli.about': {
    ja: 'Kaobanのユーザー管理用コマンドライン版ツール',
    en: 'the command-line tool of Kaoban for managing users',
  },
  'cli.help.usage': { ja: '使い方：', en: 'Usage:' },
  'cli.help.command': { ja: 'コマンド', en: 'COMMAND' },
  'cli.help.commands': { ja: 'コマンド：', en: 'Commands:' },
  'cli.help.group': { ja: '{name}に関するコマンド', en: 'commands about {name}' },
  'cli.help.operator': {
    ja: '運用者の作業（サーバー上で実行）：',
    en: 'Tasks of the operator (on the server itself):',
  },
  'cli.help.operands': { ja: '引数：', en: 'Arguments:' },
  'cli.help.options': { ja: 'オプション：', en: 'Options:' },
  'cli.help.fallback': { ja: '省略時：{value}', en: 'default: {value}' },
  'cli.help.examples': { ja: '例：', en: 'Examples:' },
  'cli.help.environment': { ja: '環境変数：', en: 'Environment:' },
  'cli.help.exit': { ja: '終了コード：', en: 'Exit codes:' },
  'cli.help.more': {
    ja: 'コマンドの後に「--help」を付けると、そのコマンドの詳細が表示されます。',
    en: '“kaoban COMMAND --help” says more about a command.',
  },
  'cli.option.lang': { ja: '表示言語', en: 'language of what is said' },
  'cli.option.json': {
    ja: '結果と進捗を、1行に1つのJSONとして標準出力に書き出す',
    en: 'write results and progress to standard output, one JSON object a line',
  },
  'cli.option.quiet': { ja: 'エラー以外を表示しない', en: 'say nothing but errors' },
  'cli.option.help': { ja: 'この説明を表示する', en: 'show this help' },
  'cli.option.version': { ja: 'バージョンを表示する', en: 'show the version' },
  'cli.option.server': { ja: 'サーバーのアドレス', en: 'address of the server' },
  'cli.option.tokenFile': {
    ja: 'APIキーを書いたファイル（本人だけが読めるもの。モード0600）',
    en: 'file with an API key that only its owner may read (mode 0600)',
  },
  'cli.option.insecureHttp': {
    ja: 'このコンピューター自身のサーバーに限り、暗号化されていないHTTPで接続する',
    en: 'allow plain http, to a server on this very machine only',
  },
  'cli.option.images': {
    ja: '顔画像のフォルダー。一覧に書かれた名前は、この中だけで探す',
    en: 'folder of the pictures; what a list names is looked for in it and nowhere else',
  },
  'cli.option.encoding': {
    ja: '一覧の文字コード。省略すると自動で判定する',
    en: 'encoding of the lists; found out when it is not given',
  },
  'cli.option.writtenEncoding': { ja: '書き出す文字コード', en: 'encoding of the file to write' },
  'cli.option.ignoreUnknownColumns': {
    ja: 'マルチファクター認証製品の一覧で、知らない列を無視する',
    en: 'read past unknown columns in a list of the multi-factor product',
  },
  'cli.option.strict': { ja: '警告もエラーとして扱う', en: 'treat warnings as errors' },
  'cli.option.report': {
    ja: '行ごとの結果をCSV（UTF-8）に書き出す',
    en: 'write the result of each row to a CSV file (UTF-8)',
  },
  'cli.option.output': { ja: '書き出し先。省略すると標準出力', en: 'file to write; standard output when not given' },
  'cli.option.headers': {
    ja: '列名の種類（original：移行元の製品の列名）',
    en: 'spelling of the column names (original: of the product that such lists were made for)',
  },
  'cli.option.layout': {
    ja: '一覧の種類（users：管理ポータル、mfa：マルチファクター認証製品）',
    en: 'kind of list (users: of the portal, mfa: of the multi-factor product)',
  },
  'cli.option.group': {
    ja: 'このグループIDのグループだけを出力する（マルチファクター認証製品の一覧）',
    en: 'write only the group of this ID (lists of the multi-factor product)',
  },
  'cli.option.columns': {
    ja: '出力する列（コンマ区切り）。mode、userid、groupIdは常に出力する（マルチファクター認証製品の一覧）',
    en: 'columns to write, separated by commas, beside mode, userid and groupId (lists of the multi-factor product)',
  },
  'cli.option.dryRun': {
    ja: 'サーバーですべて検証し、何も変更しない',
    en: 'check everything on the server and change nothing',
  },
  'cli.option.consent': {
    ja: '顔画像の本人から、顔情報の利用について同意を得ていることを確認した',
    en: 'confirm that the people in the pictures have agreed to the use of their faces',
  },
  'cli.option.groupMove': {
    ja: 'groupIdが現在のグループと異なる利用者を、そのグループに移動する',
    en: 'move people whose groupId is another than their present group',
  },
  'cli.option.forceChange': {
    ja: '登録したパスワードを、最初のログインで変更させる',
    en: 'have imported passwords replaced at the first sign-in',
  },
  'cli.option.confirmDeletions': {
    ja: '削除する人数。多くの利用者を削除するときに必要',
    en: 'how many people are deleted; needed when there are many',
  },
  'cli.option.batch': { ja: '1回に送る行数（1～500）', en: 'rows sent at once (1 to 500)' },
  'cli.option.jobs': { ja: '同時に送る要求の数（1～16）', en: 'requests on their way at once (1 to 16)' },
  'cli.option.offline': {
    ja: 'サーバーに接続せず、ファイルだけを検証する',
    en: 'check the files alone and ask no server',
  },
  'cli.option.format': {
    ja: 'ファイルの形式。省略時は、出力先の名前が.xlsxで終わるときはxlsx、それ以外はcsv',
    en: 'format of the file; without it xlsx when the name to write to ends in .xlsx, else csv',
  },
  'cli.option.resume': { ja: '中断した一括登録を続ける', en: 'go on with an import that was interrupted' },
  'cli.option.noWait': {
    ja: '別の一括登録が実行中なら、待たずに終了する（終了コード6）',
    en: 'do not wait while another import is running, but end (exit code 6)',
  },
  'cli.directory.setup.summary': {
    ja: 'Active Directoryとの連携を設定する',
    en: 'set up provisioning from Active Directory',
  },
  'cli.directory.setup.about': {
    ja: 'サーバーとActive Directoryの両方に接続できることを確かめてから、設定を保存します。ADのアカウントとパスワードは、利用者を読み取れる権限があれば十分です。パスワードは画面に表示されず、引数にも指定できません。標準入力から渡すときは、1行目にAPIキー、2行目にパスワードを書きます。',
    en: 'Connects to the server and to Active Directory before anything is kept. An account that may read users is enough. Its password is not shown and is no argument; on standard input the API key is the first line and the password the second.',
  },
  'cli.directory.setup.kept': {
    ja: '設定は本人だけが読めるファイルに保存され、APIキーとパスワードはこのコンピューター用に暗号化されます。ファイルを持ち出しても読めませんが、このコンピューターで同じユーザーとしてプログラムを実行できる人からは守れません。',
    en: 'The settings are kept in a file that only its owner may read, with the API key and the password encrypted for this machine: a copy of the file is of no use elsewhere, but nothing protects them from whoever runs programs here as the same user.',
  },
  'cli.directory.setup.done': {
    ja: '「{domain}」のアカウント{accounts}件を、「{tenant}」（{server}）と連携できます。設定は{path}に保存しました。「kaoban directory sync」で連携します。',
    en: '{accounts} accounts of {domain} can be provisioned to {tenant} at {server}. The settings are in {path}. “kaoban directory sync” begins.',
  },
  'cli.directory.sync.summary': {
    ja: 'Active Directoryのアカウントを、サーバーの利用者に反映する',
    en: 'bring the users of the server in step with the accounts of Active Directory',
  },
  'cli.directory.sync.about': {
    ja: 'すべてのアカウントを読み取って送り、追加、変更、停止、削除が終わるまで待ちます。多くの利用者を削除するときは、管理ポータルで確認されるまで何も変更しません。',
    en: 'Reads and sends every account, and waits until users are added, changed, suspended and deleted. A run that deletes many of them changes nothing until it is confirmed in the portal.',
  },
  'cli.directory.status.summary': {
    ja: 'Active Directoryとの連携の状態を表示する',
    en: 'show how provisioning stands',
  },
  'cli.directory.status.about': {
    ja: '最後に連携した日時、人数、エラーの件数を表示します。',
    en: 'Shows when it ran last, for how many people, and with how many errors.',
  },
  'cli.directory.status.is': {
    ja: '{domain}：{provisioned}名を連携中（アカウント{accounts}件、エラー{failed}件、{at}）',
    en: '{domain}: {provisioned} people in step ({accounts} accounts, {failed} errors, {at})',
  },
  'cli.directory.option.ldap': {
    ja: 'ドメインコントローラーのアドレス（ldaps://、またはStartTLSを使うldap://）',
    en: 'address of a domain controller (ldaps://, or ldap:// with StartTLS)',
  },
  'cli.directory.option.ca': {
    ja: '追加で信頼する認証局の証明書（PEM）',
    en: 'certificates of authorities to trust as well (PEM)',
  },
  'cli.directory.option.account': { ja: 'ADを読み取るアカウント', en: 'account that reads Active Directory' },
  'cli.directory.option.ou': {
    ja: '対象を限定する組織単位の識別名（「;」区切り）',
    en: 'take only accounts of these organisational units (separated by “;”)',
  },
  'cli.directory.option.group': {
    ja: '対象を限定するグループの識別名（「;」区切り）',
    en: 'take only members of these groups (separated by “;”)',
  },
  'cli.directory.option.onDisable': {
    ja: 'ADで無効にしたアカウントの利用者を、停止（suspend）または削除（remove）する',
    en: 'suspend or remove people whose account is disabled',
  },
  'cli.directory.option.nameLength': {
    ja: '登録するフルネームの文字数。以前の製品では20',
    en: 'characters of a full name that are kept; 20 in the product before',
  },
  'cli.directory.option.takeOver': {
    ja: '別の場所に設定されたツールに代わって連携する',
    en: 'take the place of the tool that kept the domain in step so far',
  },
  'cli.directory.option.watch': { ja: '終了せず、繰り返し連携する', en: 'go on, run after run' },
  'cli.directory.option.every': {
    ja: '繰り返しの間隔（例：30s、15m、1h）',
    en: 'pause between runs, such as 30s, 15m or 1h',
  },
  'cli.directory.askLdap': { ja: 'ドメインコントローラーのアドレス：', en: 'Address of a domain controller: ' },
  'cli.directory.askAccount': { ja: 'ADを読み取るアカウント：', en: 'Account that reads Active Directory: ' },
  'cli.directory.askPassword': { ja: 'そのパスワード：', en: 'Its password: ' },
  'cli.directory.noAddress': {
    ja: '「{address}」はLDAPのアドレスではありません。',
    en: '“{address}” is no address of an LDAP server.',
  },
  'cli.directory.noDirectory': {
    ja: '接続先はActive Directoryのドメインコントローラーではありません。',
    en: 'this is no domain controller of an Active Directory.',
  },
  'cli.directory.account': {
    ja: 'アカウントは、記号「"/\\[]:;=,+*?<>@」を除く半角20文字以内で指定してください。',
    en: 'an account has up to 20 half-width characters, none of them " / \\ [ ] : ; = , + * ? < > @',
  },
  'cli.directory.noPassword': {
    ja: 'パスワードが必要です。コンピューターアカウントでの接続には対応していません。',
    en: 'a password is needed; the account of the computer itself cannot be used.',
  },
  'cli.directory.refused': {
    ja: 'Active Directoryにサインインできません。アカウントとパスワードを確認してください。',
    en: 'Active Directory refused the account or its password.',
  },
  'cli.directory.unreachable': {
    ja: 'Active Directoryに接続できません（{reason}）。',
    en: 'Active Directory cannot be reached or read ({reason}).',
  },
  'cli.directory.none': {
    ja: '連携が設定されていません。「kaoban directory setup」を実行してください。',
    en: 'nothing is set up yet: run “kaoban directory setup”.',
  },
  'cli.directory.damaged': {
    ja: '{path}を読み取れません。別のコンピューターの設定か、壊れています。「kaoban directory setup」をやり直してください。',
    en: '{path} cannot be opened: it is damaged, or of another machine. Run “kaoban directory setup” again.',
  },
  'cli.directory.otherDomain': {
    ja: '接続先のドメインは「{found}」です。設定は「{domain}」です。',
    en: 'this is the domain {found}, not {domain}, which was set up.',
  },
  'cli.directory.nobody': {
    ja: '対象のアカウントが1件もありません。--ouと--group、アカウントの権限を確認してください。',
    en: 'there are no accounts at all: look at --ou and --group, and at what the account may read.',
  },
  'cli.directory.goesOn': {
    ja: '中断しました。反映はサーバーで続きます。',
    en: 'interrupted; the server goes on with it.',
  },
  'cli.directory.waiting': {
    ja: '{n}名の利用者を削除するため、管理ポータルでの確認を待っています。',
    en: '{n} people would be deleted: this waits to be confirmed in the portal.',
  },
  'cli.directory.every': {
    ja: '--everyには、30s、15m、1hのように、5秒から24時間までの値を指定してください。',
    en: '--every takes 5 seconds to 24 hours, such as 30s, 15m or 1h.',
  },
  'cli.directory.done': {
    ja: 'アカウント{accounts}件：追加{added}名、変更{updated}名、削除{deleted}名、エラー{failed}件。',
    en: '{accounts} accounts: {added} added, {updated} changed, {deleted} deleted, {failed} errors.',
  },
  'cli.directory.checked': {
    ja: 'アカウント{accounts}件（検証のみ）：追加{added}名、変更{updated}名、削除{deleted}名、エラー{failed}件。',
    en: '{accounts} accounts, nothing changed: {added} to add, {updated} to change, {deleted} to delete, {failed} errors.',
  },
  'cli.environment.token': { ja: 'APIキー', en: 'API key' },
  'cli.environment.server': { ja: 'サーバーのアドレス', en: 'address of the server' },
  'cli.environment.lang': { ja: '表示言語（jaで始まると日本語）', en: 'language (Japanese when it begins with ja)' },
  'cli.environment.codePage': {
    ja: 'パイプやファイルに出力する文字のコードページ（932または65001）。省略時、Windowsではコンソールの設定',
    en: 'code page of what is written to pipes and files (932 or 65001); by itself that of the Windows console',
  },
  'cli.environment.folders': {
    ja: 'ログイン情報と、中断した処理の記録を置くフォルダー（Linux）',
    en: 'folders of the login and of interrupted runs (Linux)',
  },
  'cli.exit.0': { ja: 'すべての行が成功した', en: 'all rows succeeded' },
  'cli.exit.1': { ja: '終了したが、失敗した行がある', en: 'finished, some rows failed' },
  'cli.exit.2': {
    ja: '使い方の誤り、または使用できないファイル。何も登録していない',
    en: 'called wrongly, or a file cannot be used; nothing was imported',
  },
  'cli.exit.3': { ja: '認証エラー、または権限がない', en: 'not signed in, or not allowed' },
  'cli.exit.4': { ja: 'サーバーまたはネットワークのエラー', en: 'server or network error' },
  'cli.exit.5': { ja: '中断した。続きから再開できる', en: 'interrupted; can be resumed' },
  'cli.exit.6': {
    ja: '別の一括登録が実行中（--no-waitを指定したとき）',
    en: 'another import is running, and --no-wait was given',
  },
  'cli.operator.auditVerify': {
    ja: '操作ログが改ざんされていないことを検証する',
    en: 'prove that the operation log is as it was written',
  },
  'cli.operator.auditKey': {
    ja: '操作ログを検証するための公開鍵を表示する',
    en: 'print the public key that verifies operation logs',
  },
  'cli.operator.config': { ja: '設定項目の一覧を表示する', en: 'print every configuration key' },
  'cli.usage.unknownCommand': {
    ja: '「{word}」というコマンドはありません。「kaoban --help」で一覧を表示できます。',
    en: 'there is no command “{word}”. “kaoban --help” lists them.',
  },
  'cli.usage.operator': {
    ja: '「{word}」は運用者の作業です。Kaobanのサーバー上で「npm run -s kaoban -- {word} …」として実行してください。',
    en: '“{word}” is a task of the operator. Run “npm run -s kaoban -- {word} …” on the server of Kaoban.',
  },
  'cli.usage.unknownOption': { ja: 'オプション「{option}」はありません。', en: 'there is no option {option}.' },
  'cli.usage.optionValue': {
    ja: 'オプション「{option}」の指定が正しくありません。',
    en: 'the option {option} is not used correctly.',
  },
  'cli.usage.choice': {
    ja: '「{option}」には次のいずれかを指定してください：{choices}',
    en: '{option} has to be one of: {choices}',
  },
  'cli.usage.number': {
    ja: '「{option}」には{min}～{max}の整数を指定してください。',
    en: '{option} has to be a whole number from {min} to {max}.',
  },
  'cli.usage.missing': { ja: '「{operand}」を指定してください。', en: '{operand} is missing.' },
  'cli.usage.tooMany': { ja: '余分な引数があります：{word}', en: 'one argument too many: {word}' },
  'cli.usage.outputNeeded': {
    ja: '--jsonと併用するときは、書き出し先を-oで指定してください。',
    en: 'with --json, say where to write with -o.',
  },
  'cli.file.missing': { ja: 'ファイルがありません：{path}', en: 'there is no file {path}' },
  'cli.file.unusable': { ja: 'ファイルを使用できません：{path}（{code}）', en: '{path} cannot be used ({code})' },
  'cli.file.noFolder': { ja: 'フォルダーを開けません：{path}', en: 'the folder {path} cannot be opened' },
  'cli.file.refused': {
    ja: '使用できないファイルがあるため、何も登録していません。',
    en: 'a file cannot be used; nothing was imported.',
  },
  'cli.file.sameName': {
    ja: '同じ名前のファイルは一度に指定できません。',
    en: 'two files have the same name; give them different ones.',
  },
  'cli.file.mixedLayouts': {
    ja: '管理ポータルの一覧とマルチファクター認証製品の一覧は、別々に実行してください。',
    en: 'lists of the portal and of the multi-factor product have to be imported separately.',
  },
  'cli.file.tooManyUsersLists': {
    ja: '管理ポータルの一覧は、一度に1ファイルだけ指定できます。',
    en: 'of lists of the portal, one can be imported at a time.',
  },
  'cli.server.none': {
    ja: 'サーバーのアドレスを指定してください（例：kaoban login https://kaoban.example.co.jp）。',
    en: 'say which server, for instance: kaoban login https://kaoban.example.co.jp',
  },
  'cli.server.noAddress': {
    ja: 'サーバーのアドレスではありません：{address}',
    en: '{address} is not the address of a server',
  },
  'cli.server.plainHttp': {
    ja: '{address}への通信は暗号化されません。httpsを使用してください。このコンピューター自身のサーバーに限り、--insecure-httpで接続できます。',
    en: 'what is sent to {address} would not be encrypted; use https. --insecure-http allows it for a server on this very machine only.',
  },
  'cli.server.unreachable': {
    ja: 'サーバーに接続できません（{reason}）。アドレスとネットワークをご確認ください。',
    en: 'the server cannot be reached ({reason}). Check its address and the network.',
  },
  'cli.server.redirects': {
    ja: 'サーバーが別のアドレス（{address}）を案内しています。APIキーは送信しません。正しいアドレスを指定してください。',
    en: 'the server leads to another address ({address}), to which the API key is not sent. Give the right address.',
  },
  'cli.server.waiting': {
    ja: 'サーバーが応答しません。{seconds}秒後にもう一度試します…',
    en: 'the server does not answer; trying again in {seconds} s…',
  },
  'cli.login.summary': { ja: 'APIキーでログインする', en: 'sign in with an API key' },
  'cli.login.about': {
    ja: '管理ポータルで発行したAPIキーを貼り付けてログインします。入力した文字は表示されません。',
    en: 'Paste an API key that you made in the portal; what is typed is not shown.',
  },
  'cli.login.about.keys': {
    ja: 'キーは管理ポータルの「インポート/エクスポート」＞「APIキー」で発行します。発行した人の権限で動作します。',
    en: 'Keys are made in the portal under “Import/Export” > “API keys”. A key acts with the rights of the person who made it.',
  },
  'cli.login.about.kept': {
    ja: 'キーは、本人だけが読めるファイルに保存されます。コマンドの引数では指定できません。プログラムからは、標準入力または環境変数KAOBAN_TOKENで渡してください。',
    en: 'The key is kept in a file that only you may read. It is never an argument of a command; programs hand it over on standard input or in KAOBAN_TOKEN.',
  },
  'cli.login.url': { ja: 'サーバーのアドレス', en: 'address of the server' },
  'cli.login.askServer': { ja: 'サーバーのアドレス： ', en: 'Address of the server: ' },
  'cli.login.askKey': { ja: 'APIキー（表示されません）： ', en: 'API key (not shown): ' },
  'cli.login.where': { ja: 'APIキーは{address}で発行できます。', en: 'Make an API key at {address}' },
  'cli.login.done': {
    ja: '{tenant}（{server}）に{loginId}としてログインしました。APIキー「{name}」：{scope}、{until}まで有効。',
    en: 'Signed in to {tenant} ({server}) as {loginId}. API key “{name}”: {scope}, until {until}.',
  },
  'cli.login.cancelled': { ja: '取り消しました。', en: 'cancelled.' },
  'cli.login.none': {
    ja: 'ログインしていません。「kaoban login」を実行するか、環境変数KAOBAN_TOKENでAPIキーを指定してください。',
    en: 'not signed in. Run “kaoban login”, or put an API key into KAOBAN_TOKEN.',
  },
  'cli.login.malformed': {
    ja: 'APIキーに誤りがあります。「kbn_」から最後の文字までを、もう一度コピーしてください。',
    en: 'the API key is mistyped or cut off. Copy it again, from “kbn_” to its last character.',
  },
  'cli.login.readableByOthers': {
    ja: '{path}をほかの人も読めるため、使用しません。「chmod 600」で本人だけが読めるようにしてください。',
    en: '{path} is not used, because others may read it. Make it yours alone with “chmod 600”.',
  },
  'cli.login.damaged': {
    ja: '{path}が壊れています。もう一度「kaoban login」を実行してください。',
    en: '{path} is damaged. Run “kaoban login” again.',
  },
  'cli.login.otherServer': {
    ja: 'ログイン中のサーバー（{kept}）のAPIキーを、{server}には送信しません。「kaoban login {server}」を実行してください。',
    en: 'the API key of {kept} is not sent to {server}. Run “kaoban login {server}”.',
  },
  'cli.whoami.summary': {
    ja: 'ログイン中のサーバーと利用者を表示する',
    en: 'show the server and the person of the login',
  },
  'cli.whoami.about': {
    ja: 'サーバーに問い合わせて、APIキーが使用できることを確かめます。',
    en: 'Asks the server, and so proves that the API key can be used.',
  },
  'cli.whoami.is': {
    ja: '{tenant}（{server}）の{loginId}。APIキー「{name}」：{scope}、{until}まで有効。',
    en: '{loginId} of {tenant} ({server}). API key “{name}”: {scope}, until {until}.',
  },
  'cli.logout.summary': { ja: '保存したAPIキーを消す', en: 'forget the API key that was kept' },
  'cli.logout.about': {
    ja: 'このコンピューターから消すだけです。キー自体は、管理ポータルで失効させるまで有効です。',
    en: 'It is forgotten on this machine only; the key itself stays good until it is revoked in the portal.',
  },
  'cli.logout.done': { ja: '保存したAPIキーを消しました。', en: 'The API key was forgotten.' },
  'cli.completion.summary': {
    ja: 'シェルの補完スクリプトを出力する',
    en: 'print a script that completes commands in a shell',
  },
  'cli.completion.about': {
    ja: '出力したスクリプトをシェルに読み込ませると、コマンド、オプション、選択肢がTabキーで補完されます。',
    en: 'Once the shell has read it, Tab completes commands, options and choices.',
  },
  'cli.completion.shell': { ja: 'シェルの名前', en: 'name of the shell' },
  'cli.manual.summary': { ja: 'manコマンドで読めるマニュアルを出力する', en: 'print a manual page for man(1)' },
  'cli.manual.about': {
    ja: '--helpと同じ内容です。表示言語に応じて、日本語または英語で出力されます。',
    en: 'It says what --help says, in Japanese or English as all the rest.',
  },
  'cli.manual.name': { ja: '名前', en: 'NAME' },
  'cli.manual.synopsis': { ja: '書式', en: 'SYNOPSIS' },
  'cli.users.files': {
    ja: '一覧のファイル（CSV、Excel）。種類は見出しで判定する',
    en: 'lists (CSV, Excel); their kind is told by their header',
  },
  'cli.import.summary': { ja: '利用者を一括で登録・更新・削除する', en: 'add, change and delete users in bulk' },
  'cli.import.about': {
    ja: '一覧を少しずつサーバーに送ります。サーバーは管理ポータルの一括登録と同じ規則で、行ごとに検証して反映します。エラーのある行は反映されず、ほかの行は続けて処理されます。件数の上限はありません。顔画像は1枚100KBまでです。',
    en: 'Sends lists to the server bit by bit, which checks and applies each row by the rules of the import in the portal. A row with an error changes nothing; the other rows go on. The number of rows is not limited; a picture may have at most 100 KB.',
  },
  'cli.import.about.layouts': {
    ja: '管理ポータルの「利用者一覧」と、マルチファクター認証製品の一覧（groupId列が必要）を読み込めます。',
    en: 'Takes the user list of the portal, and lists of the multi-factor product, which need a column groupId.',
  },
  'cli.import.about.resume': {
    ja: 'Ctrl+Cで中断すると、送信中の分を終えてから、再開のためのコマンドを表示します。中断の記録には、一覧の内容は含まれません。',
    en: 'Ctrl+C finishes what is being sent and prints the command that resumes. Nothing of the lists is kept for that.',
  },
  'cli.import.job': { ja: '処理番号{id}', en: 'job {id}' },
  'cli.import.done': {
    ja: '{rows}行：追加{added}、更新{updated}、削除{deleted}、変更なし{unchanged}、失敗{failed}（警告{warned}）。',
    en: '{rows} rows: {added} added, {updated} updated, {deleted} deleted, {unchanged} unchanged, {failed} failed ({warned} with warnings).',
  },
  'cli.import.checked': {
    ja: '検証のみ、変更なし。{rows}行：追加{added}、更新{updated}、削除{deleted}、変更なし{unchanged}、失敗{failed}（警告{warned}）。',
    en: 'Checked, nothing changed. {rows} rows: {added} to add, {updated} to update, {deleted} to delete, {unchanged} unchanged, {failed} failed ({warned} with warnings).',
  },
  'cli.import.strict': {
    ja: '警告のある行が{n}行あるため、何も反映していません（--strict）。',
    en: '{n} rows have warnings, so nothing was imported (--strict).',
  },
  'cli.import.deletions': {
    ja: '{n}名が削除されます。続けるには、次のコマンドを実行してください：{command}',
    en: '{n} people would be deleted. To go on, run: {command}',
  },
  'cli.import.otherDeletions': {
    ja: '--confirm-deletionsの人数（{given}）が、削除される人数（{n}）と異なります。',
    en: '--confirm-deletions says {given}, but {n} people would be deleted.',
  },
  'cli.import.noFiles': { ja: '一覧のファイルを指定してください。', en: 'say which lists to import.' },
  'cli.import.resumeAlone': {
    ja: '--resumeでは、ファイルを指定しません。中断したときのファイルが使用されます。',
    en: 'with --resume, no files are given: those of the interrupted run are used.',
  },
  'cli.import.consentNeeded': {
    ja: '顔画像を登録するには、本人の同意が必要です。同意を得ている場合は--consentを指定してください。',
    en: 'pictures may be imported only with the consent of the people in them. Say --consent if they have agreed.',
  },
  'cli.import.nothingToResume': {
    ja: 'この処理番号の記録がありません：{id}',
    en: 'nothing is known of a job {id} on this machine.',
  },
  'cli.import.changedFile': {
    ja: '{path}が中断したときから変更されているため、再開できません。はじめからやり直してください。',
    en: '{path} has changed since the interruption, so the job cannot go on. Start again.',
  },
  'cli.import.otherTenant': {
    ja: 'この処理は{server}で開始されました。そのサーバーにログインしてください。',
    en: 'this job was begun on {server}. Sign in there.',
  },
  'cli.import.gone': {
    ja: 'この処理はサーバーから削除されています。はじめからやり直してください。',
    en: 'the server has forgotten this job. Start again.',
  },
  'cli.import.cancelled': {
    ja: 'サーバーで処理が中止されました。',
    en: 'the job was stopped on the server.',
  },
  'cli.import.locked.resume': {
    ja: '別の一括登録が実行中です。終わってから、次のコマンドで続けてください：{command}',
    en: 'another import is running. Go on when it is over: {command}',
  },
  'cli.import.resumable': {
    ja: '続きは、次のコマンドで実行できます：{command}',
    en: 'To go on later, run: {command}',
  },
  'cli.interrupted': { ja: '中断しました。', en: 'interrupted.' },
  'cli.interrupted.resume': {
    ja: '中断しました。続けるには、次のコマンドを実行してください：{command}',
    en: 'interrupted. To go on, run: {command}',
  },
  'cli.interrupted.goesOn': {
    ja: 'サーバーでの処理は続いています。結果は次のコマンドで確認できます：{command}',
    en: 'the server goes on by itself. To see the result, run: {command}',
  },
  'cli.export.summary': { ja: '利用者一覧をCSVファイルに出力する', en: 'write the user list to a CSV file' },
  'cli.export.about': {
    ja: '管理できる範囲の利用者を、一括登録で読み込める形式で出力します。ファイルは本人だけが読めます。',
    en: 'Writes everybody you may manage, in the layout that an import takes. Only you may read the file.',
  },
  'cli.export.about.secrets': {
    ja: 'パスワードなどの秘密の値は出力されません。Shift_JISで表せない文字がある場合は、その場所を示して終了します。--encoding utf-8を指定してください。',
    en: 'Passwords and other secrets are never in it. Characters that Shift_JIS does not have are named and end the command; use --encoding utf-8 then.',
  },
  'cli.export.ofMfa': {
    ja: '--groupと--columnsは--layout mfaと併用してください。',
    en: '--group and --columns go with --layout mfa.',
  },
  'cli.export.workbookOfUsers': {
    ja: '--format xlsxは、ポータルの一覧（--layout users）だけに使用できます。',
    en: '--format xlsx is for the portal’s list (--layout users) only.',
  },
  'cli.export.noColumn': { ja: '「{column}」という列はありません。', en: 'there is no column {column}.' },
  'cli.export.done': { ja: '{path}に出力しました。', en: 'Written to {path}.' },
  'cli.validate.summary': { ja: '一覧を検証する（何も変更しない）', en: 'check lists and change nothing' },
  'cli.validate.about': {
    ja: 'ログインしているとき、またはサーバーを指定したときは、サーバーで登録済みの利用者と照合し、一括登録と同じ結果を表示します。サーバーがないとき、または--offlineを指定したときは、文字コード、見出し、値の形式、重複、顔画像ファイルだけを検証します。',
    en: 'Signed in, or with a server named, the server compares the lists with the people it has and says what an import would say. Without a server, or with --offline, only encoding, header, values, repetitions and files of pictures are checked.',
  },
  'cli.validate.alone': {
    ja: 'サーバーに接続せず、ファイルだけを検証します。登録済みの利用者と照合するには、「kaoban login」でログインするか、--serverを指定してください。',
    en: 'Checking the files alone. To compare with the people who are registered, sign in with “kaoban login” or give --server.',
  },
  'cli.validate.consentNeeded': {
    ja: '顔画像はサーバーに送信して検証されるため、本人の同意が必要です。同意を得ている場合は--consentを、ファイルだけを検証する場合は--offlineを指定してください。',
    en: 'pictures are sent to the server to be looked at, which needs the consent of the people in them. Say --consent if they have agreed, or --offline to check the files alone.',
  },
  'cli.validate.done': {
    ja: '{files}ファイル、{rows}行を検証しました：失敗{failed}行、警告{warned}行。',
    en: 'Checked {rows} rows in {files} files: {failed} failed, {warned} with warnings.',
  },
  'cli.template.summary': { ja: '見出しだけの一覧を出力する', en: 'write an empty list with its header' },
  'cli.template.about': {
    ja: 'マルチファクター認証製品の一覧には、組織に登録されたアプリケーションの列が含まれます。',
    en: 'A list of the multi-factor product has the columns of the applications that are registered.',
  },
  'cli.report.warning': { ja: '警告：', en: 'warning:' },
  'cli.report.more': {
    ja: 'ほかに{n}件あります。--reportですべてファイルに出力できます。',
    en: 'and {n} more. --report writes all of them to a file.',
  },
  'cli.progress': {
    ja: '{what}：{done}/{total}件、{rate}件/秒、失敗{failed}、残り{left}',
    en: '{what} {done}/{total}, {rate}/s, {failed} failed, {left} left',
  },
  'cli.progress.reading': { ja: '読み込み中', en: 'reading' },
  'cli.progress.sending': { ja: '送信中', en: 'sending' },
  'cli.progress.checking': { ja: '検証中', en: 'checking' },
  'cli.progress.applying': { ja: '反映中', en: 'applying' },
  'cli.broken': { ja: '予期しないエラーです：{text}', en: 'this should not have happened: {text}' },
} as const satisfies Area<'cli'>
