import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Files whose names change with their contents, each in the form that the build has left for whoever takes it. */
export async function serveAssets(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(async (assets) => {
    // What the build left as it is does not get shorter.
    assets.addHook('onRequest', async ({ headers }) => {
      headers['x-no-compression'] = 'on'
    })
    await assets.register(fastifyStatic, {
      root: folder,
      prefix: '/assets/',
      decorateReply: false,
      preCompressed: true,
      maxAge: '365d',
      immutable: true,
    })
  })
}
