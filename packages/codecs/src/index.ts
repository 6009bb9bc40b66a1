export { type CsvRecord, readCsv } from './csv.ts'
export * from './encoding.ts'
export { codePoint, type FaultLevel, type FileFault, wordFault } from './fault.ts'
export * from './linkage-filter.ts'
export * from './mfa-entry.ts'
export { type MfaCode, mfaFault } from './mfa-fault.ts'
export {
  checkMfaJob,
  ImageIndex,
  type ImageMatch,
  isJpeg,
  type MfaImage,
  type MfaJobLimits,
  mfaJobLimits,
} from './mfa-images.ts'
export * from './mfa-layout.ts'
export * from './mfa-read.ts'
export type { MfaRowOptions } from './mfa-row.ts'
export { periodsClash } from './mfa-values.ts'
export * from './mfa-write.ts'
export * from './report.ts'
export * from './users-layout.ts'
export * from './users-read.ts'
export * from './users-row.ts'
export * from './users-write.ts'
export * from './users-zip.ts'
export * from './windows-logon.ts'
export * from './xlsx-read.ts'
export * from './xlsx-write.ts'
export * from './zip.ts'
