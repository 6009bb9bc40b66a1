import type { Area } from './text.ts'

export const saml = {
  'saml.title': { ja: 'SAML設定', en: 'SAML settings' },
  'saml.titleOf': { ja: '{name}のSAML設定', en: 'SAML settings of {name}' },
  'saml.lead': {
    ja: 'アプリケーション（サービスプロバイダー）とこのポータル（IDプロバイダー）を、互いに登録します。',
    en: 'The application (service provider) and this portal (identity provider) have to know each other.',
  },
  'saml.back': { ja: '{name}の認証方法へ戻る', en: 'Back to the methods of {name}' },
  'saml.open': { ja: 'SAML設定', en: 'SAML settings' },
  'saml.keys': { ja: '署名鍵', en: 'Signing keys' },
  'saml.keys.text': {
    ja: 'アプリケーションに渡す認証結果の署名に使います。すべてのSAMLアプリケーションで共通です。',
    en: 'What the portal tells applications is signed by this key, the same one for all of them.',
  },
  'saml.keys.none': {
    ja: '署名鍵がまだありません。作成すると、アプリケーションに登録する情報が表示されます。',
    en: 'There is no key yet. Make one to see what has to be registered in the application.',
  },
  'saml.key.make': { ja: '署名鍵を作成する', en: 'Make a key' },
  'saml.key.makeNext': { ja: '次の署名鍵を作成する', en: 'Make the next key' },
  'saml.key.made': { ja: '署名鍵を作成しました。', en: 'The key was made.' },
  'saml.key.active': { ja: '使用中', en: 'In use' },
  'saml.key.next': { ja: '次の署名鍵', en: 'Next' },
  'saml.key.validUntil': { ja: '有効期限', en: 'Valid until' },
  'saml.key.fingerprint': {
    ja: '証明書のフィンガープリント（SHA-256）',
    en: 'Fingerprint of the certificate (SHA-256)',
  },
  'saml.key.certificate': { ja: '証明書をダウンロード', en: 'Download certificate' },
  'saml.key.activate': { ja: 'この鍵に切り替える', en: 'Sign by this key' },
  'saml.key.activate.ask': {
    ja: '新しい証明書をすべてのSAMLアプリケーションに登録してから切り替えてください。登録していないアプリケーションには、ログインできなくなります。使用中の鍵は削除されます。',
    en: 'Register the new certificate in all SAML applications first: nobody gets into those that do not know it. The key in use will be deleted.',
  },
  'saml.key.activated': { ja: '署名鍵を切り替えました。', en: 'The portal signs by the new key.' },
  'saml.portal': { ja: 'アプリケーションに登録する情報', en: 'To be registered in the application' },
  'saml.portal.text': {
    ja: 'メタデータのURLを登録できるアプリケーションでは、ほかの項目は自動的に設定されます。',
    en: 'Applications that take the URL of the metadata need nothing else.',
  },
  'saml.portal.metadataUrl': { ja: 'メタデータのURL', en: 'Metadata URL' },
  'saml.portal.entityId': { ja: 'エンティティID（発行者）', en: 'Entity ID (issuer)' },
  'saml.portal.ssoUrl': { ja: 'ログインURL（SSO URL）', en: 'Sign-in URL (SSO URL)' },
  'saml.portal.logoutUrl': { ja: 'ログアウトURL', en: 'Sign-out URL' },
  'saml.portal.download': { ja: 'メタデータをダウンロード', en: 'Download metadata' },
  'saml.portal.validUntil': { ja: 'メタデータの有効期限', en: 'Metadata valid until' },
  'saml.provider': { ja: 'サービスプロバイダー', en: 'Service provider' },
  'saml.provider.text': {
    ja: 'アプリケーションから取得したメタデータのファイルを選ぶか、項目を入力してください。',
    en: 'Choose the metadata file of the application, or fill in the fields.',
  },
  'saml.metadata.choose': { ja: 'メタデータのファイルを選ぶ', en: 'Choose a metadata file' },
  'saml.metadata.read': {
    ja: 'メタデータを読み取りました。内容を確認して保存してください。',
    en: 'The metadata was read. Check the fields, then save.',
  },
  'saml.entityId': { ja: 'エンティティID', en: 'Entity ID' },
  'saml.entityIdNeeded': {
    ja: 'エンティティIDを500文字以内で入力してください。',
    en: 'Enter an entity ID of at most 500 characters.',
  },
  'saml.acsUrl': { ja: 'ACSのURL（Assertion Consumer Service）', en: 'ACS URL (assertion consumer service)' },
  'saml.acsUrl.text': { ja: 'https://で始まるURLです。', en: 'Begins with https://.' },
  'saml.acsUrlUnsafe': {
    ja: 'https://で始まるURLを入力してください。',
    en: 'Enter a URL that begins with https://.',
  },
  'saml.nameId': { ja: 'ユーザー名として渡す値（NameID）', en: 'User name for the application (NameID)' },
  'saml.nameId.text': {
    ja: '値が登録されていない利用者は、このアプリケーションにログインできません。',
    en: 'Users without this value cannot be signed in to the application.',
  },
  'saml.nameId.spname': { ja: 'SPユーザー名（利用者ごとに登録）', en: 'SP user name (set for each user)' },
  'saml.nameId.loginId': { ja: '利用者ID', en: 'User ID' },
  'saml.nameId.mail': { ja: 'メールアドレス', en: 'Email address' },
  'saml.sharedNames': { ja: 'SPユーザー名の共有を許可する', en: 'Allow shared SP user names' },
  'saml.sharedNames.text': {
    ja: '複数の利用者が同じアカウントでログインします。誰がログインしたかは、ログに記録されます。',
    en: 'Several users sign in as the same account. The logs say who it really was.',
  },
  'saml.attributes': { ja: '氏名とメールアドレスも渡す', en: 'Hand over name and email address as well' },
  'saml.attributes.text': {
    ja: 'mail、sn、givenName、displayNameの属性として渡します。',
    en: 'As the attributes mail, sn, givenName and displayName.',
  },
  'saml.requestsSigned': { ja: '署名のない認証要求を拒否する', en: 'Refuse requests without a signature' },
  'saml.requestsSigned.text': {
    ja: 'アプリケーションが認証要求（AuthnRequest）に署名する場合に選びます。',
    en: 'For applications that sign their requests (AuthnRequest).',
  },
  'saml.certificates': { ja: 'サービスプロバイダーの証明書', en: 'Certificates of the service provider' },
  'saml.certificates.text': {
    ja: 'PEM形式で貼り付けます。4つまで続けて入力できます。',
    en: 'In PEM; up to four, one after the other.',
  },
  'saml.certificateNeeded': {
    ja: '署名を確認するための証明書を入力してください。',
    en: 'Enter the certificate by which signatures are checked.',
  },
  'saml.certificateUnreadable': {
    ja: 'RSAの証明書として読み取れません。PEM形式で貼り付けてください。',
    en: 'This is no RSA certificate. Paste it in PEM.',
  },
  'saml.saved': { ja: 'SAML設定を保存しました。', en: 'The SAML settings were saved.' },
} as const satisfies Area<'saml'>
