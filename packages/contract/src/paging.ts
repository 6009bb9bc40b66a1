import { z } from 'zod'
import { limits } from './limits.ts'

/** Query fields of every list: which page, how large, in which order. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce
    .number()
    .int()
    .refine((size) => (limits.pageSizes as readonly number[]).includes(size), 'one of 20, 50, 100')
    .default(limits.defaultPageSize),
  direction: z.enum(['ascending', 'descending']).optional(),
})

/** One page of a list: `total` rows were found, `rows` starts at row (page - 1) * size + 1. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({
    rows: z.array(row),
    total: z.number().int().min(0),
    page: z.number().int(),
    size: z.number().int(),
  })
}

/** A boolean in a query string. */
export const Flag = z.enum(['true', 'false']).transform((text) => text === 'true')
