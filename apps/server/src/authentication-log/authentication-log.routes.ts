import {
  exportAuthentications,
  readAuthentication,
  readAuthenticationImage,
  searchAuthentications,
} from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import {
  exportHits,
  findAuthentications,
  readOneAuthentication,
  viewAuthenticationImage,
} from './authentication-log.service.ts'

export function authenticationLogRoutes(serve: Serve): void {
  serve(searchAuthentications, findAuthentications)
  serve.stepwise(exportAuthentications, exportHits)
  serve(readAuthentication, readOneAuthentication)
  serve(readAuthenticationImage, viewAuthenticationImage)
}
