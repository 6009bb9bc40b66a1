import { type Applicant, type FieldFault, isMailAddress, lengthOf, limits } from '@kaoban/contract'

/** Legal forms that do not tell companies apart. */
const legalForms =
  /株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|一般財団法人|公益社団法人|公益財団法人|学校法人|医療法人|社会福祉法人|国立大学法人|\(株\)|\(有\)|\(同\)|\b(?:kabushiki kaisha|k\.k\.|kk|co\.?,? ?ltd\.?|company limited|corporation|corp\.?|company|co\.|incorporated|inc\.?|limited|ltd\.?|llc|gmbh|plc|s\.a\.)(?=$|[^a-z0-9])/g

/** What is left of a company name when its legal form, spelling width, case and punctuation are taken away. */
export function normaliseCompany(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase()
  const bare = (text: string) => text.replaceAll(/[\s\p{P}\p{S}]/gu, '')
  // A name that is nothing but a legal form stays what it is.
  return bare(plain.replaceAll(legalForms, ' ')) || bare(plain) || plain
}

export function domainOf(mail: string): string {
  return mail.slice(mail.lastIndexOf('@') + 1).toLowerCase()
}

/** Whether a domain, or one above it, is on the list [NFM-TEN-004]. */
export function isFreeMail(domain: string, list: ReadonlySet<string>): boolean {
  for (let rest: string | undefined = domain; rest; rest = rest.split('.').slice(1).join('.') || undefined)
    if (list.has(rest)) return true
  return false
}

/** What is wrong with the fields of an application [NFM-TEN-018]; addresses are compared by the caller. */
export function applicantFaults(applicant: Applicant): FieldFault[] {
  const { tenantName, familyName, middleName, givenName, mail } = applicant
  const faults: FieldFault[] = []
  const check = (field: keyof Applicant, wrong: boolean, message: string) => {
    if (wrong && !faults.some((fault) => fault.field === field)) faults.push({ field, message })
  }
  check('tenantName', tenantName === '', 'MSG-TEN-001')
  check('tenantName', lengthOf(tenantName) > limits.tenantName.max, 'tenants.nameTooLong')
  check('familyName', familyName === '', 'MSG-TEN-002')
  check('familyName', lengthOf(familyName) > limits.personName.max, 'MSG-USR-008')
  check('middleName', lengthOf(middleName) > limits.personName.max, 'MSG-USR-009')
  check('givenName', givenName === '', 'MSG-TEN-003')
  check('givenName', lengthOf(givenName) > limits.personName.max, 'MSG-USR-010')
  check('mail', mail === '', 'MSG-TEN-004')
  check('mail', lengthOf(mail) > limits.mail.max, 'MSG-USR-011')
  check('mail', !isMailAddress(mail), 'MSG-USR-013')
  return faults
}

const trialMonths = 2

/**
 * First and last day of the free trial (YYYY-MM-DD) for a tenant opened on a day: it starts that day and ends with
 * the month that contains opening + 2 months − 1 day [NFM-TEN-009, NFM-TEN-010].
 */
export function trialOf(openedOn: string): { start: string; end: string } {
  const [year, month, day] = openedOn.split('-').map(Number) as [number, number, number]
  // Two months after the 31st may be a day that does not exist; then it is the last one that does.
  const lastOfTarget = new Date(Date.UTC(year, month - 1 + trialMonths + 1, 0)).getUTCDate()
  const target = new Date(Date.UTC(year, month - 1 + trialMonths, Math.min(day, lastOfTarget)))
  const before = new Date(target.getTime() - 86_400_000)
  const end = new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth() + 1, 0))
  return { start: openedOn, end: end.toISOString().slice(0, 10) }
}

/** Reads the operator's list: lower case, one each, sorted; entries that are no domain are named. */
export function readDomains(lines: readonly string[]): { domains: string[]; bad: string[] } {
  const plain = lines.map((line) => line.trim().toLowerCase().replace(/^@/, '')).filter((line) => line !== '')
  const isDomain = (text: string) => /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(text)
  return { domains: [...new Set(plain.filter(isDomain))].sort(), bad: plain.filter((line) => !isDomain(line)) }
}
