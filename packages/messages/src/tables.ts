import type { Area } from './text.ts'

export const tables = {
  'tables.columns': { ja: '表示する列', en: 'Columns' },
  'tables.density': { ja: '行の間隔', en: 'Row spacing' },
  'tables.density.comfortable': { ja: 'ゆったり', en: 'Comfortable' },
  'tables.density.compact': { ja: 'コンパクト', en: 'Compact' },
  'tables.pageSize': { ja: '1ページの件数', en: 'Rows per page' },
  'tables.previous': { ja: '前のページ', en: 'Previous page' },
  'tables.next': { ja: '次のページ', en: 'Next page' },
  'tables.selectRow': { ja: '{name}を選択', en: 'Select {name}' },
  'tables.selectPage': { ja: 'このページをすべて選択', en: 'Select this page' },
  'tables.selectAllFound': { ja: '該当する{total}件をすべて選択', en: 'Select all {total} found' },
  'tables.selected': { ja: '{n}件を選択中', en: '{n} selected' },
  'tables.clearSelection': { ja: '選択を解除', en: 'Clear selection' },
  'tables.sortAscending': { ja: '{column}の昇順で並べ替え', en: 'Sort by {column}, ascending' },
  'tables.sortDescending': { ja: '{column}の降順で並べ替え', en: 'Sort by {column}, descending' },
  'tables.filter': { ja: '絞り込み', en: 'Filter' },
  'tables.removeFilter': { ja: '絞り込み「{filter}」を外す', en: 'Remove the filter “{filter}”' },
  'tables.actions': { ja: '操作', en: 'Actions' },
} as const satisfies Area<'tables'>
