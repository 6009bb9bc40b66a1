import { type CsvFault, CsvReader, type CsvRecord } from './csv.ts'
import { type FileEncoding, TextChunks } from './encoding.ts'

export type RecordBatch =
  | { kind: 'records'; records: CsvRecord[] }
  | ({ kind: 'csv' } & CsvFault)
  | { kind: 'encoding'; line: number; offset: number }

/** Records of a file that comes in chunks, in memory for one chunk and one record; after a fault nothing follows. */
export async function* streamRecords(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding: FileEncoding,
): AsyncGenerator<RecordBatch, void> {
  const text = new TextChunks(encoding)
  const reader = new CsvReader()
  const fault = (): RecordBatch | undefined => {
    if (text.fault) return { kind: 'encoding', ...text.fault }
    return reader.fault && { kind: 'csv', ...reader.fault }
  }
  for await (const chunk of chunks) {
    yield { kind: 'records', records: reader.push(text.decode(chunk, false)) }
    const found = fault()
    if (found) return yield found
  }
  const rest = reader.push(text.decode(new Uint8Array(0), true))
  yield { kind: 'records', records: text.fault ? rest : [...rest, ...reader.end()] }
  const found = fault()
  if (found) yield found
}
