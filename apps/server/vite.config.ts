import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The portal and its threads in few files: Node takes longer to find a thousand than to run them. */
export default defineConfig({
  root: source('.'),
  plugins: [
    {
      name: 'workers-beside',
      enforce: 'pre',
      // A thread is started by its address, which is another one once it is built.
      transform(code) {
        const moved = code.replace(/(new URL\('\.\/[a-z.]*worker)\.ts'/, "$1.mjs'")
        return moved === code ? undefined : { code: moved, map: null }
      },
    },
  ],
  ssr: {
    noExternal: true,
    // What is native, or looks for files beside itself.
    external: ['@electric-sql/pglite', '@fastify/swagger-ui', '@node-rs/argon2', 'onnxruntime-node', 'pino', 'sharp'],
    target: 'node',
  },
  build: {
    ssr: true,
    // As deep as the sources: what they know by a path from there is found.
    outDir: 'dist/portal',
    emptyOutDir: true,
    target: 'node24',
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        main: source('src/main.ts'),
        'pglite.worker': source('src/platform/pglite.worker.ts'),
        'transfer.worker': source('src/transfer/transfer.worker.ts'),
        worker: source('../../packages/face-node/src/worker.ts'),
      },
      output: {
        entryFileNames: '[name].mjs',
        chunkFileNames: '[name].mjs',
        // Names stay: stack traces show them.
        minify: { compress: true, mangle: false, codegen: true },
      },
    },
  },
})
