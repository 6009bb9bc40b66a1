import type { EndpointShape } from '@kaoban/contract'
import type { FastifySchema, RouteOptions } from 'fastify'
import { z } from 'zod'

/** What /api/openapi.json says of a route; worked out when somebody asks, as the schemas of all take a while. */
export function describeRoute({ schema, url, route }: { schema: FastifySchema; url: string; route: RouteOptions }): {
  schema: FastifySchema
  url: string
} {
  const { shape } = (route.config ?? {}) as { shape?: EndpointShape }
  return { schema: shape === undefined ? schema : documentation(shape), url }
}

/** An endpoint as OpenAPI describes it. */
function documentation(shape: EndpointShape): Record<string, unknown> {
  const describe = (schema: z.ZodType | undefined, io: 'input' | 'output') =>
    schema === undefined ? undefined : z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'openapi-3.0' })
  const answers =
    shape.answer instanceof z.ZodType ? describe(shape.answer, 'output') : { type: 'string', format: 'binary' }
  const parts = {
    summary: shape.summary,
    description: `Needs: ${shape.needs}.`,
    tags: [shape.path.split('/')[2]],
    params: describe(shape.params, 'input'),
    querystring: describe(shape.query, 'input'),
    body: describe(shape.body, 'input'),
    response: { [shape.status ?? 200]: answers },
  }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))
}
