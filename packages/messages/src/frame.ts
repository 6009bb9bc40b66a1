import type { Area } from './text.ts'

export const frame = {
  'frame.product': { ja: 'Kaoban 顔番', en: 'Kaoban' },
  'frame.menu': { ja: 'メニュー', en: 'Menu' },
  'frame.openMenu': { ja: 'メニューを開く', en: 'Open the menu' },
  'frame.closeMenu': { ja: 'メニューを閉じる', en: 'Close the menu' },
  'frame.skipToContent': { ja: '本文へ移動', en: 'Skip to content' },
  'frame.language': { ja: '言語', en: 'Language' },
  'frame.language.ja': { ja: '日本語', en: '日本語' },
  'frame.language.en': { ja: 'English', en: 'English' },
  'frame.theme': { ja: '配色', en: 'Colour scheme' },
  'frame.theme.light': { ja: 'ライト', en: 'Light' },
  'frame.theme.dark': { ja: 'ダーク', en: 'Dark' },
  'frame.theme.system': { ja: 'システムに合わせる', en: 'Same as the system' },
  'frame.help': { ja: 'ヘルプ', en: 'Help' },
  'frame.signedInAs': { ja: '{name}としてログイン中', en: 'Signed in as {name}' },
  'frame.signOut': { ja: 'ログアウト', en: 'Sign out' },
  'frame.notifications': { ja: 'お知らせ', en: 'Notifications' },
  'frame.loading': { ja: '読み込んでいます…', en: 'Loading…' },
  'frame.retry': { ja: 'もう一度試す', en: 'Try again' },
} as const satisfies Area<'frame'>
