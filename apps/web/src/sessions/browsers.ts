const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bFirefox\/(\d+)/, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* .*\bSafari\//, 'Safari'],
]

const systems: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** A browser's name as people know it, from its User-Agent; undefined when it tells nothing known. */
export function browserName(userAgent: string): string | undefined {
  const browser = browsers.find(([form]) => form.test(userAgent))
  const system = systems.find(([form]) => form.test(userAgent))?.[1]
  const name = browser && `${browser[1]} ${browser[0].exec(userAgent)?.[1] ?? ''}`.trim()
  return [name, system].filter((part) => part !== undefined).join(', ') || undefined
}
