import type { FastifyInstance } from 'fastify'

/** Bytes of a form that another site sends. */
const largestForm = 131_072

/**
 * Forms that browsers bring from other sites to a page of ours. Nothing is believed and nothing kept here: the page finds
 * the named fields behind #, which browsers keep to themselves, and asks as any other page does.
 */
export async function leadForms(app: FastifyInstance, path: string, fields: readonly string[]): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: largestForm },
      (_request, text, done) => done(null, text),
    )
    scope.post(path, { schema: { hide: true } }, (request, reply) => {
      const sent = new URLSearchParams(typeof request.body === 'string' ? request.body : '')
      const kept = new URLSearchParams(fields.flatMap((field) => (sent.has(field) ? [[field, sent.get(field)!]] : [])))
      const page = new URL(request.url, 'http://page.invalid').pathname
      return reply.header('cache-control', 'no-store').redirect(`${page}#${kept}`, 303)
    })
  })
}
