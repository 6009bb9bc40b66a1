import { webcrypto } from 'node:crypto'

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 3072,
}
/** Service providers are given the certificate by hand: it lasts long. */
const years = 5

export interface SigningKey {
  /** PKCS #8, PEM. */
  privateKey: string
  certificate: string
  validUntil: Date
}

/** An RSA key and a certificate that it signs itself. Takes up to a second, outside of the event loop. */
export async function makeSigningKey(name: string, now: Date): Promise<SigningKey> {
  // Loaded when it is needed, which is once in years; it cannot do without the other.
  await import('reflect-metadata')
  const { X509CertificateGenerator } = await import('@peculiar/x509')
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const validUntil = new Date(now)
  validUntil.setUTCFullYear(now.getUTCFullYear() + years)
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: [{ CN: [name] }],
      notBefore: new Date(now.getTime() - 86_400_000),
      notAfter: validUntil,
      signingAlgorithm: algorithm,
      keys: keys as never,
    },
    webcrypto as never,
  )
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return {
    privateKey: `-----BEGIN PRIVATE KEY-----\n${pkcs8.match(/.{1,64}/g)!.join('\n')}\n-----END PRIVATE KEY-----\n`,
    certificate: `${certificate.toString('pem')}\n`,
    validUntil,
  }
}
