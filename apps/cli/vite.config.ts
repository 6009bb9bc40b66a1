import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

/** The command as one file, which runs wherever Node is: nothing is installed beside it. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [licences()],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    emptyOutDir: true,
    target: 'node22',
    minify: true,
    reportCompressedSize: false,
    rolldownOptions: { output: { entryFileNames: 'kaoban.mjs', codeSplitting: false } },
  },
})

/** The licences of what went into the file ask to go with it. */
function licences(): Plugin {
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const folders = new Set(Object.keys(chunk.modules).flatMap(folderOfPackage))
        chunk.code += [...folders].sort().map(noticeOf).join('')
      }
    },
  }
}

function folderOfPackage(module: string): string[] {
  const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module) ?? []
  return folder === undefined ? [] : [folder]
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
  return `\n/*!\n${name} ${version} (${license})\n\n${text.replaceAll('*/', '* /')}\n*/\n`
}
