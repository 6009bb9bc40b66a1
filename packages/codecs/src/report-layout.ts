/** Columns that a report of results adds to the uploaded ones; files that have them are read as if they had not. */
export const reportHeaders = ['結果', '理由'] as const

export function isReportHeader(header: string): boolean {
  return reportHeaders.some((one) => one === header)
}
