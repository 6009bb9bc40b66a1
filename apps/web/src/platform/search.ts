/** What stands behind `?` in an address: plain text, `?page=2&state=a&state=b`; a name given twice is a list. */
export type Search = Record<string, string | string[]>

export function parseSearch(text: string): Search {
  const found: Search = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const former = found[name]
    if (former === undefined) found[name] = value
    else found[name] = Array.isArray(former) ? [...former, value] : [former, value]
  }
  return found
}

export function stringifySearch(search: Record<string, unknown>): string {
  const text = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '') text.append(name, String(item))
    }
  }
  const all = text.toString()
  return all === '' ? '' : `?${all}`
}
