/** node tools/run.mjs tools/errors.ts > docs/errors/README.md: the page of every error code, from the same words as the portal. */
import { errorCodes, problems } from '../packages/contract/src/index.ts'
import { authenticationErrorWords, type Locale, problemWords, word } from '../packages/messages/src/index.ts'

/** docs/errors/README.md: code, cause, remedy and who can fix it, in both languages. */
export function errorsPage(): string {
  const cell = (text: string | undefined) => (text ?? '').replaceAll('|', '\\|')
  const line = (code: string, of: (locale: Locale) => { title: string; remedy?: string | undefined; who: string }) => {
    const [ja, en] = [of('ja'), of('en')]
    return `| \`${code}\` | ${[ja.title, ja.remedy, ja.who, en.title, en.remedy, en.who].map(cell).join(' | ')} |`
  }
  const head = `| Code | ${(['ja', 'en'] as const)
    .flatMap((locale) => (['errors.cause', 'errors.remedy', 'errors.who'] as const).map((key) => word(key, locale)))
    .join(' | ')} |\n| --- | --- | --- | --- | --- | --- | --- |`
  return `# Error codes

Written by \`node tools/run.mjs tools/errors.ts > docs/errors/README.md\` from packages/messages; the portal shows the same at \`/errors/<code>\`.

## Authentication log

${head}
${errorCodes.map((code) => line(code, (locale) => authenticationErrorWords(code, locale)!)).join('\n')}

## Pages and API

The API answers with the code and its HTTP status (RFC 9457 without the type URL).

${head}
${Object.keys(problems)
  .sort()
  .map((code) => line(code, (locale) => problemWords(code, locale)))
  .join('\n')}
`
}

if (import.meta.main) process.stdout.write(errorsPage())
