import { checkLinkageId } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import { readCsv, writeCsv } from './csv.ts'
import { decodeText, encodeText } from './encoding.ts'
import { type FileFault, shown } from './fault.ts'
import { headerKey, headerOf } from './users-layout.ts'

export interface LinkageFilterRow {
  line: number
  loginId: string
  remove: boolean
  /** What is wrong with the row. */
  message?: MessageKey
}

const removal = 'D'
const columns = [headerOf('delete'), headerOf('loginId')] as const
/** First line of such a file. */
export const linkageFilterHeader = columns.join(',')
const original = ['削除', 'NFM 利用者 ID'] as const
const layoutFault = { level: 'file', code: 'MSG-IMP-040', message: 'MSG-IMP-040', line: 1 } as const

/** Reads a list for the linkage filter (NFM §25.3), in Shift_JIS or UTF-8 [NFM-LNK-019]. */
export function readLinkageFilter(
  bytes: Uint8Array,
  maxRows: number,
): { ok: true; rows: LinkageFilterRow[] } | { ok: false; faults: FileFault[] } {
  const refused = (fault: FileFault) => ({ ok: false as const, faults: [fault] })
  const decoded = decodeText(bytes)
  if (!decoded.ok) return refused({ level: 'file', code: 'MSG-IMP-046', message: 'MSG-IMP-046', line: decoded.line })
  const { records, fault } = readCsv(decoded.text)
  if (fault) return refused({ ...layoutFault, line: fault.line })
  const [header, ...data] = records
  const isHeader = (names: readonly string[]) =>
    header?.cells.length === names.length && names.every((name, at) => headerKey(name) === headerKey(header.cells[at]!))
  if (!isHeader(columns) && !isHeader(original))
    return refused({ ...layoutFault, params: { header: linkageFilterHeader }, remedy: 'linkage.file.header' })
  const filled = data.filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (filled.length > maxRows)
    return refused({ level: 'file', code: 'MSG-IMP-037', message: 'transfer.tooManyRows', params: { max: maxRows } })
  return {
    ok: true,
    rows: filled.map(({ line, cells }) => {
      const [flag = '', loginId = ''] = cells
      const message = cells.length > columns.length ? 'MSG-IMP-040' : faultOf(flag, loginId)
      return { line, loginId: shown(loginId, 256), remove: flag === removal, ...(message && { message }) }
    }),
  }
}

function faultOf(flag: string, loginId: string): MessageKey | undefined {
  if (flag !== '' && flag !== removal) return 'linkage.row.flag'
  return checkLinkageId(loginId) as MessageKey | undefined
}

/** The filter as a file, UTF-8 without a byte order mark [NFM-LNK-019]; pieces of any size follow each other. */
export function writeLinkageFilter(loginIds: readonly string[], first: boolean): Uint8Array {
  const rows = loginIds.map((loginId) => ['', loginId])
  return encodeText(writeCsv(first ? [columns, ...rows] : rows), 'utf-8')
}
