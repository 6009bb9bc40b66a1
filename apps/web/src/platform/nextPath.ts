import type { Search } from './search.ts'

/** Where to go after signing in: the page that was asked for, if it is one of ours. */
export function nextPath({ next }: Search): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
}
