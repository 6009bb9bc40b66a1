import {
  activateSamlKey,
  downloadSamlCertificate,
  makeSamlKey,
  readProviderMetadata,
  readSamlApp,
  readSamlMetadata,
  saveServiceProvider,
} from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import {
  activateKeyOf,
  certificateOf,
  makeKey,
  metadataOf,
  type PortalUrl,
  readMetadataOf,
  readSamlAppOf,
  saveProviderOf,
} from './saml.service.ts'

export function samlRoutes(serve: Serve, portalUrl: PortalUrl): void {
  serve(readSamlApp, (ctx, input) => readSamlAppOf(ctx, input.appId, portalUrl))
  serve(saveServiceProvider, (ctx, input) => saveProviderOf(ctx, input, portalUrl))
  serve(readProviderMetadata, (ctx, input) => readMetadataOf(ctx, input.appId, input.xml))
  serve.stepwise(makeSamlKey, (steps) => makeKey(steps))
  serve(activateSamlKey, (ctx, input) => activateKeyOf(ctx, input.keyId))
  serve(downloadSamlCertificate, (ctx, input) => certificateOf(ctx, input.keyId))
  serve(readSamlMetadata, (ctx, input) => metadataOf(ctx, input.code, input.appId, portalUrl))
}
