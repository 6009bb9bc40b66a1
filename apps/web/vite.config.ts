import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The server of the API in development: `npm start` listens there. */
const server = process.env.KAOBAN_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  // The browser brings code page 932 itself.
  resolve: { alias: { 'iconv-lite': fileURLToPath(new URL('src/platform/codePage932.ts', import.meta.url)) } },
  define: {
    // The gallery of components is a test bed; it stays out of what is shipped.
    __GALLERY__: JSON.stringify(process.env.KAOBAN_GALLERY === '1'),
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': { target: server, changeOrigin: false } } },
  preview: { host: '127.0.0.1', port: 4173, proxy: { '/api': { target: server, changeOrigin: false } } },
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    // What several pages share comes in one piece: sixty small ones take longer to ask for than to read.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 3 }] } } },
  },
})
