/** Small choices kept in this browser. Storage may be forbidden or full: then the choice lasts as long as the page. */
const prefix = 'kaoban.'

export function readKept(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined
  } catch {
    return undefined
  }
}

export function writeKept(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value)
  } catch {
    // Nothing is lost but the memory of a choice.
  }
}
