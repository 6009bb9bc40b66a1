import { errorCodes, problems } from '@kaoban/contract'
import { authenticationErrorWords, hasMessage, type Locale, problemWords } from '@kaoban/messages'

export interface Explanation {
  code: string
  cause: string
  remedy: string | undefined
  who: string
}

/** What there is to say about a code of the authentication log or of the API; undefined for a stranger. */
export function explain(code: string, locale: Locale): Explanation | undefined {
  const authentication = authenticationErrorWords(code.toUpperCase(), locale)
  if (authentication) return { code: code.toUpperCase(), cause: authentication.title, ...rest(authentication) }
  if (!hasMessage(`problem.${code}`)) return undefined
  const { title, remedy, who } = problemWords(code, locale)
  return { code, cause: inGeneral(title), remedy: remedy && inGeneral(remedy), who }
}

/** Without the values that only a single case has. */
function inGeneral(text: string): string {
  return text.replace(/\{[A-Za-z]\w*\}/g, '…')
}

function rest({ remedy, who }: { remedy: string | undefined; who: string }) {
  return { remedy, who }
}

/** Every code that has a page, in the order of the list. */
export const explainedCodes = {
  authentication: [...errorCodes],
  problems: Object.keys(problems).sort(),
}
