import { importFileBytes, importWorkbookBytes, importZipBytes } from '@kaoban/contract'

export type ListKind = 'csv' | 'xlsx' | 'zip'

const mebibyte = 1024 * 1024

/** Kinds that are taken, with the largest file of each [NFM-IMP-030]. */
export const listKinds: Readonly<Record<ListKind, number>> = {
  csv: importFileBytes,
  xlsx: importWorkbookBytes,
  zip: importZipBytes,
}

/** Undefined: a file of another kind, which the server would refuse. */
export function listKindOf({ name }: { name: string }): ListKind | undefined {
  const [, ending = ''] = /\.([a-z]+)$/i.exec(name) ?? []
  const kind = ending.toLowerCase()
  return kind === 'csv' || kind === 'xlsx' || kind === 'zip' ? kind : undefined
}

/** The size limit that a file breaks, in megabytes. */
export function brokenSize(file: { name: string; size: number }): number | undefined {
  const kind = listKindOf(file)
  return kind !== undefined && file.size > listKinds[kind] ? listKinds[kind] / mebibyte : undefined
}

/** 640 KB, 1.5 MB */
export function sizeText(bytes: number): string {
  if (bytes < mebibyte) return `${Math.max(1, Math.round(bytes / 1024)).toLocaleString()} KB`
  return `${(Math.round((bytes / mebibyte) * 10) / 10).toLocaleString()} MB`
}
