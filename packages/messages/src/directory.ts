import type { Area } from './text.ts'

/** Accounts of Active Directory that are kept in step: what could not be done, and what the portal says of it. */
export const directory = {
  'directory.fault.collision': {
    ja: '「{logonName}」と同じ利用者IDまたはWindowsアカウント名が登録されているため、連携の対象外です。',
    en: 'Somebody else has the user ID or Windows account “{logonName}”: the account is left alone.',
  },
  'directory.fault.loginId': {
    ja: '「{logonName}」は利用者IDに使用できません。2文字以上の半角英数字と記号で指定してください。',
    en: '“{logonName}” cannot be a user ID: these have two or more half-width letters, digits and symbols.',
  },
  'directory.fault.logonName': {
    ja: '「{logonName}」はWindowsアカウント名に使用できません。',
    en: '“{logonName}” cannot be the name of a Windows account.',
  },
  'directory.fault.fullName': {
    ja: '「{logonName}」にフルネームがありません。',
    en: '“{logonName}” has no full name.',
  },
  'directory.fault.accountsFull': {
    ja: '「{logonName}」の利用者には、これ以上Windowsアカウントを追加できません。',
    en: 'The user of “{logonName}” can have no further Windows account.',
  },
  'directory.fault.lastAdministrator': {
    ja: '「{logonName}」は最後のシステム管理者のため、削除や停止ができません。',
    en: '“{logonName}” is the last system administrator, who is neither deleted nor suspended.',
  },
  'directory.fault.ownKey': {
    ja: '「{logonName}」は連携に使用しているAPIキーの発行者のため、削除や停止ができません。',
    en: '“{logonName}” made the API key of this tool, and is neither deleted nor suspended through it.',
  },
  'directory.fault.outside': {
    ja: '「{logonName}」の利用者は管理ポータルで変更されたため、連携の対象外にしました。',
    en: 'The user of “{logonName}” was changed in the portal and is left alone from now on.',
  },
  'directory.details': { ja: '詳細を表示', en: 'Show details' },
  'directory.run': { ja: '連携の結果を開く', en: 'Open the run' },
  'directory.failed': {
    ja: '「{domain}」の最後の連携で、反映できなかったアカウントが{n}件あります。',
    en: '{n} accounts of {domain} could not be applied in the last run.',
  },
  'directory.waits': {
    ja: '「{domain}」の連携で{n}名の利用者が削除されるため、確認を待っています。確認するまで、連携は行われません。',
    en: 'A run of {domain} would delete {n} users and waits to be confirmed; there is no other run until then.',
  },
  'directory.silent': {
    ja: '「{domain}」のADプロビジョニングツールから、24時間以上連絡がありません。',
    en: 'The AD provisioning tool of {domain} has not reported for more than 24 hours.',
  },
  'directory.silent.since': { ja: '最後の連絡：{at}', en: 'Last report: {at}' },
  'directory.errors': { ja: 'ADプロビジョニング連携のエラー（{domain}）', en: 'Errors of AD provisioning ({domain})' },
  'directory.failure': { ja: '連携が途中で止まりました（{code}）。', en: 'The run stopped on its way ({code}).' },
  'directory.time': { ja: '日時', en: 'Time' },
  'directory.logonName': { ja: 'ADのログオン名', en: 'AD logon name' },
  'directory.operation': { ja: '操作', en: 'Operation' },
  'directory.operation.add': { ja: '登録', en: 'Add' },
  'directory.operation.change': { ja: '更新', en: 'Change' },
  'directory.operation.delete': { ja: '削除', en: 'Delete' },
  'directory.reason': { ja: '理由', en: 'Reason' },
} as const satisfies Area<'directory'>
