import { signElement } from './signatures.ts'
import { escapeXml, samlNames } from './xml.ts'

/** How long an assertion may be used [MFA-SAML-006]; providers whose clocks are slow get the minute before it as well. */
export const assertionMs = 5 * 60_000
const beforeMs = 60_000

const formats = {
  spname: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  loginId: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  mail: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
} as const

export interface Statement {
  /** Ids of the response and of the assertion in it; nobody can guess them. */
  ids: { response: string; assertion: string; session: string }
  issuer: string
  audience: string
  acsUrl: string
  /** The request that is answered; null when a person began at the portal. */
  inResponseTo: string | null
  nameId: { source: keyof typeof formats; value: string }
  /** What was shown, as numbers of factors. */
  factors: readonly number[]
  attributes: Readonly<Record<string, string>>
  at: Date
}

/** A response with one assertion, both signed [MFA-SAML-006]. */
export function makeResponse(statement: Statement, key: { privateKey: string; certificate: string }): string {
  const { ids } = statement
  return signElement(signElement(responseXml(statement), ids.assertion, key), ids.response, key)
}

function responseXml({
  ids,
  issuer,
  audience,
  acsUrl,
  inResponseTo,
  nameId,
  factors,
  attributes,
  at,
}: Statement): string {
  const time = (ms: number) => new Date(at.getTime() + ms).toISOString()
  const now = time(0)
  const until = time(assertionMs)
  const answers = inResponseTo === null ? '' : ` InResponseTo="${escapeXml(inResponseTo)}"`
  const by = `<saml:Issuer>${escapeXml(issuer)}</saml:Issuer>`
  return `<samlp:Response xmlns:samlp="${samlNames.protocol}" xmlns:saml="${samlNames.assertion}" ID="${ids.response}" \
Version="2.0" IssueInstant="${now}" Destination="${escapeXml(acsUrl)}"${answers}>${by}\
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>\
<saml:Assertion ID="${ids.assertion}" Version="2.0" IssueInstant="${now}">${by}\
<saml:Subject><saml:NameID Format="${formats[nameId.source]}">${escapeXml(nameId.value)}</saml:NameID>\
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData \
NotOnOrAfter="${until}" Recipient="${escapeXml(acsUrl)}"${answers}/></saml:SubjectConfirmation></saml:Subject>\
<saml:Conditions NotBefore="${time(-beforeMs)}" NotOnOrAfter="${until}"><saml:AudienceRestriction>\
<saml:Audience>${escapeXml(audience)}</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
<saml:AuthnStatement AuthnInstant="${now}" SessionIndex="${ids.session}"><saml:AuthnContext>\
<saml:AuthnContextClassRef>${contextOf(factors)}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>\
${attributeXml(attributes)}</saml:Assertion></samlp:Response>`
}

/** Providers know a password by its own name; for everything else there is none that all of them know. */
function contextOf(factors: readonly number[]): string {
  const single = factors.length === 1 && factors[0] === 16
  return `urn:oasis:names:tc:SAML:2.0:ac:classes:${single ? 'PasswordProtectedTransport' : 'unspecified'}`
}

function attributeXml(attributes: Readonly<Record<string, string>>): string {
  const rows = Object.entries(attributes).filter(([, value]) => value !== '')
  if (rows.length === 0) return ''
  const format = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic'
  return `<saml:AttributeStatement>${rows
    .map(
      ([name, value]) =>
        `<saml:Attribute Name="${escapeXml(name)}" NameFormat="${format}"><saml:AttributeValue>${escapeXml(value)}</saml:AttributeValue></saml:Attribute>`,
    )
    .join('')}</saml:AttributeStatement>`
}
