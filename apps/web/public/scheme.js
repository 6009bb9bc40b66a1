// Sets the colour scheme and the language before the first paint; a file of its own because the CSP allows no inline script.
{
  let scheme = null
  let locale = null
  try {
    scheme = localStorage.getItem('kaoban.scheme')
    locale = localStorage.getItem('kaoban.locale')
  } catch {
    // Storage may be forbidden: the defaults hold.
  }
  if (scheme !== 'light' && scheme !== 'dark')
    scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme)
  if (locale === 'ja' || locale === 'en') document.documentElement.lang = locale
}
