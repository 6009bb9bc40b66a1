import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { AppId, RegisteredApp } from './factors.ts'

export const samlLimits = {
  /** Certificates of a service provider: the one in use, and those that come. */
  certificates: 4,
  address: 500,
  /** Bytes of the metadata of a service provider. */
  metadata: 262_144,
} as const

/** Where the name comes from by which a service provider knows a person [MFA-SAML-003]. */
export const nameIdSources = ['spname', 'loginId', 'mail'] as const
export type NameIdSource = (typeof nameIdSources)[number]

const Typed = z.string().trim().max(2000)

const ProviderFacts = z.object({
  entityId: Typed,
  acsUrl: Typed,
  /** PEM. */
  certificates: z.array(z.string().max(20_000)).max(samlLimits.certificates),
  requestsSigned: z.boolean(),
})

export const ServiceProvider = ProviderFacts.extend({
  nameId: z.enum(nameIdSources),
  /** Several people may have one SP user name [MFA-SAML-005]. */
  sharedNames: z.boolean(),
  /** Name and mail address are handed over as well. */
  attributes: z.boolean(),
})
export type ServiceProvider = z.output<typeof ServiceProvider>

export const SamlKey = z.object({
  keyId: z.uuid(),
  /** `next` is published already and signs nothing yet. */
  state: z.enum(['active', 'next']),
  madeAt: z.iso.datetime(),
  validUntil: z.iso.datetime(),
  /** SHA-256 of the certificate, as administrators compare it. */
  fingerprint: z.string(),
})
export type SamlKey = z.output<typeof SamlKey>

export const SamlApp = z.object({
  app: RegisteredApp,
  /** Of the registered service provider; 0 while there is none. */
  version: z.number().int(),
  provider: ServiceProvider.nullable(),
  /** What a service provider is told about this portal [MFA-SAML-002]. */
  portal: z.object({
    entityId: z.string(),
    ssoUrl: z.string(),
    logoutUrl: z.string(),
    metadataUrl: z.string(),
    /** Until when the metadata holds; null while there is no key. */
    validUntil: z.iso.datetime().nullable(),
  }),
  keys: z.array(SamlKey),
})
export type SamlApp = z.output<typeof SamlApp>

const AppParams = z.object({ appId: z.coerce.number().pipe(AppId) })

export const readSamlApp = endpoint({
  method: 'GET',
  path: '/api/apps/:appId/saml',
  needs: 'settings.manage',
  summary: 'How a SAML application and this portal know each other',
  params: AppParams,
  answer: SamlApp,
  audit: { none: 'reads no personal data' },
})

export const saveServiceProvider = endpoint({
  method: 'PUT',
  path: '/api/apps/:appId/saml',
  needs: 'settings.manage',
  summary: 'Register the service provider of a SAML application, or change it',
  params: AppParams,
  body: ServiceProvider.extend({ version: z.number().int().min(0) }),
  maxBodyBytes: 131_072,
  answer: SamlApp,
  audit: 'saml.provider-saved',
})

export const readProviderMetadata = endpoint({
  method: 'POST',
  path: '/api/apps/:appId/saml/provider-metadata',
  needs: 'settings.manage',
  summary: 'What the metadata of a service provider says, for the form',
  params: AppParams,
  body: z.object({ xml: z.string().max(samlLimits.metadata) }),
  maxBodyBytes: 2 * samlLimits.metadata,
  answer: ProviderFacts,
  audit: { none: 'nothing is kept of it' },
})

/** The first key signs at once; a later one waits until service providers know it. */
export const makeSamlKey = endpoint({
  method: 'POST',
  path: '/api/saml/keys',
  needs: 'settings.manage',
  summary: 'Make a key that signs assertions, or the next one',
  body: z.object({}),
  answer: z.object({ keys: z.array(SamlKey) }),
  status: 201,
  limit: { max: 10, perSeconds: 60 },
  audit: 'saml.key-made',
})

const KeyParams = z.object({ keyId: z.uuid() })

export const activateSamlKey = endpoint({
  method: 'POST',
  path: '/api/saml/keys/:keyId/activation',
  needs: 'settings.manage',
  summary: 'Sign by the next key from now on; the one before is deleted',
  params: KeyParams,
  answer: z.object({ keys: z.array(SamlKey) }),
  audit: 'saml.key-activated',
})

export const downloadSamlCertificate = endpoint({
  method: 'GET',
  path: '/api/saml/keys/:keyId/certificate.pem',
  needs: 'settings.manage',
  summary: 'The certificate of a key',
  params: KeyParams,
  answer: { media: 'application/x-pem-file' },
  audit: { none: 'a certificate is public' },
})

export const readSamlMetadata = endpoint({
  method: 'GET',
  path: '/api/t/:code/saml/:appId/metadata.xml',
  needs: 'tenant-guest',
  summary: 'What service providers read about this portal',
  params: AppParams.extend({ code: z.string().max(64) }),
  answer: { media: 'application/samlmetadata+xml' },
  limit: { max: 60, perSeconds: 60 },
  audit: { none: 'metadata is public' },
})
