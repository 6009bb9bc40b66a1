/** Domain limits with the requirement they come from; lengths count Unicode code points [NFM-GEN-012]. */
export const limits = {
  /** NFM-USR-011, C-01 */
  loginId: { min: 2, max: 256 },
  /** NFM-USR-013, NFM-USR-014 */
  password: { min: 8, max: 255 },
  /** NFM-USR-016..NFM-USR-018 */
  personName: { max: 80 },
  /** NFM-USR-019 */
  mail: { max: 256 },
  /** NFM-USR-007 */
  groupSlots: 5,
  /** NFM-GRP-006 */
  groupCode: { max: 64 },
  /** NFM-GRP-007 */
  groupName: { max: 80 },
  /** NFM-USR-008 */
  windowsAccounts: 5,
  /** NFM-WAC-008, NFM-WAC-009 */
  windowsAccountName: { max: 20 },
  /** NFM-WAC-010; client software types no more than `clients` characters [NFM-WAC-011] */
  windowsPassword: { max: 127, clients: 63 },
  /** NFM-WAC-014 */
  computerName: { max: 15 },
  /** NFM-WAC-015, NFM-WAC-016; client software handles no more than `clients` characters */
  domainName: { max: 255, clients: 201 },
  /** NFM-WAC-017 */
  upn: { max: 256 },
  /** How long a deleted person can be restored. */
  recycleDays: 30,
  /** How many people one request changes; more of them are a task with progress. */
  atOnce: 100,
  /** NFM-TEN-018 */
  tenantName: { max: 80 },
  /** NFM-GEN-009 */
  pageSizes: [20, 50, 100],
  defaultPageSize: 100,
  /** NFM-IMP-030 */
  pictureBytes: 10 * 1024 * 1024,
} as const

/** Whether a text has nothing but half-width letters, digits and symbols: U+0021 to U+007E, so no space [NFM-GEN-013]. */
export function isHalfWidth(text: string): boolean {
  return /^[!-~]*$/.test(text)
}

/** Number of Unicode code points, which is how every length in the specification is counted [NFM-GEN-012]. */
export function lengthOf(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
