import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The client software and the thread that looks at pictures; what is native stays beside them (tools/agent-archive.ts). */
export default defineConfig({
  root: source('.'),
  plugins: [
    {
      name: 'worker-beside',
      enforce: 'pre',
      // The thread is started by its address, which is another one once it is built.
      transform: (code, id) =>
        id.endsWith('/workers.ts') ? code.replace("'./worker.ts'", "'./worker.mjs'") : undefined,
    },
  ],
  ssr: { noExternal: true, external: ['onnxruntime-node', 'sharp'], target: 'node' },
  build: {
    ssr: true,
    outDir: 'dist/kaoban-agent',
    emptyOutDir: true,
    target: 'node22',
    reportCompressedSize: false,
    rolldownOptions: {
      input: { 'kaoban-agent': source('src/main.ts'), worker: source('../../packages/face-node/src/worker.ts') },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
    },
  },
})
