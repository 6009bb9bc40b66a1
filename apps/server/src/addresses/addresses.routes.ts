import { addAddresses, clearAddresses, deleteAddresses, listAddresses, readOwnAddress } from '@kaoban/contract'
import type { Config } from '../platform/config.ts'
import type { Serve } from '../platform/http.ts'
import { addRange, clearRanges, listRanges, ownAddress, removeRanges } from './addresses.service.ts'

export function addressRoutes(serve: Serve, config: Config): void {
  const ipv6 = config.KAOBAN_ALLOW_LIST_IPV6
  serve(listAddresses, (ctx, query) => listRanges(ctx, query))
  serve(readOwnAddress, (ctx) => ({ address: ownAddress(ctx), ipv6 }))
  serve(addAddresses, (ctx, input) => addRange(ctx, input, ipv6))
  serve(deleteAddresses, (ctx, input) => removeRanges(ctx, input))
  serve(clearAddresses, (ctx, input) => clearRanges(ctx, input.tenantId))
}
