/** Numbers of a sheet as a person sees them: ECMA-376 part 1, §18.8.30 (number formats), as far as lists of people go. */

/** Formats that a workbook names by number only; those of days depend on the reader's country and are written out. */
const builtin: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy/mm/dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/mm/dd h:mm',
  27: 'ge.m.d',
  28: 'ggge"年"m"月"d"日"',
  29: 'ggge"年"m"月"d"日"',
  30: 'm/d/yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"時"mm"分"',
  33: 'h"時"mm"分"ss"秒"',
  34: 'yyyy"年"m"月"',
  35: 'm"月"d"日"',
  36: 'ge.m.d',
  37: '#,##0;-#,##0',
  38: '#,##0;-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;-#,##0.00',
  45: 'mm:ss',
  46: 'h:mm:ss',
  47: 'mm:ss',
  50: 'ge.m.d',
  51: 'ggge"年"m"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'ggge"年"m"月"d"日"',
  55: 'yyyy"年"m"月"',
  56: 'm"月"d"日"',
  57: 'ge.m.d',
  58: 'ggge"年"m"月"d"日"',
}

export function builtinFormat(id: number): string {
  return builtin[id] ?? 'General'
}

type Token = { literal: string } | { code: string }

const tokens =
  /"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(General|AM\/PM|A\/P|E[+-]|y+|m+|d+|h+|s+|g+|e+|a{3,4}|@|[0#?]+|[.,%])|([\s\S])/giu

function tokensOf(section: string): Token[] {
  const found: Token[] = []
  for (const [whole, quoted, escaped, code, other] of section.matchAll(tokens)) {
    if (code !== undefined) found.push({ code })
    else if (quoted !== undefined || escaped !== undefined || other !== undefined)
      found.push({ literal: quoted ?? escaped ?? other ?? '' })
    // A currency stands in brackets with its country: [$¥-411].
    else if (whole.startsWith('[$')) found.push({ literal: whole.slice(2, -1).replace(/-[0-9A-Fa-f]*$/, '') })
  }
  return found
}

/** The sections of a format: positive, negative, zero, text. */
function sectionsOf(format: string): string[] {
  return format.match(/(?:"[^"]*"|\\.|[^;"\\])+/gsu) ?? ['General']
}

const isDay = (token: Token) => 'code' in token && /^(?:[ymdhsge]+|a{3,4}|AM\/PM|A\/P)$/i.test(token.code)

/** What a cell with this number and this format shows. */
export function shownNumber(value: number, format: string, since1904 = false): string {
  const sections = sectionsOf(format)
  const negative = value < 0 && sections.length > 1
  const section = (value < 0 ? sections[1] : value === 0 ? sections[2] : undefined) ?? sections[0] ?? 'General'
  const parts = tokensOf(section)
  if (parts.some(isDay)) return shownDay(value, parts, since1904) ?? general(value)
  const codes = parts.flatMap((part) => ('code' in part ? [part.code] : []))
  // Fractions, exponents and conditions are not for lists of people: the number itself says more.
  const plain = codes.every((code) => /^(?:[0#?]+|[.,%])$/.test(code)) && codes.some((code) => /[0#?]/.test(code))
  if (!plain || /\[[<>=]/.test(section) || parts.some((part) => 'literal' in part && part.literal === '/'))
    return general(value)
  return shownDigits(negative ? -value : value, parts)
}

/** As many digits as a sheet keeps, never an exponent where it can be avoided. */
function general(value: number): string {
  const kept = Number(value.toPrecision(15))
  return Number.isInteger(kept) && Math.abs(kept) < 1e21 ? String(BigInt(kept)) : String(kept)
}

function shownDigits(value: number, parts: readonly Token[]): string {
  const codes = parts.map((part) => ('code' in part ? part.code : ''))
  const point = codes.indexOf('.')
  const places = codes.map((code, at) => (/[0#?]/.test(code) ? at : -1)).filter((at) => at !== -1)
  const first = places[0]!
  const last = places.filter((at) => point === -1 || at < point).at(-1) ?? first
  const decimals =
    point === -1
      ? ''
      : codes
          .slice(point + 1)
          .join('')
          .replace(/[^0#?]/g, '')
  const grouped = codes.some((code, at) => code === ',' && at > first && at < last)
  const thousands = codes.filter((code, at) => code === ',' && at > last && (point === -1 || at < point)).length
  const percents = codes.filter((code) => code === '%').length
  const scaled = (Math.abs(value) * 100 ** percents) / 1000 ** thousands
  const [whole = '0', fraction = ''] = Number(scaled.toPrecision(15)).toFixed(Math.min(decimals.length, 20)).split('.')
  const wanted = codes
    .slice(first, last + 1)
    .join('')
    .replace(/[^0#?]/g, '')
  const zeros = (wanted.match(/0/g) ?? []).length
  const digits = (whole === '0' && zeros === 0 ? '' : whole).padStart(zeros, '0')
  const shown = grouped ? digits.replace(/\B(?=(?:\d{3})+$)/g, ',') : digits
  let optional = decimals.length
  while (optional > 0 && decimals[optional - 1] !== '0' && fraction[optional - 1] === '0') optional--
  const tail = point === -1 ? '' : `.${fraction.slice(0, optional)}`

  // From the right, so that 000-0000 puts its hyphen where a postal code has it.
  let rest = grouped ? shown : digits
  let text = ''
  for (let at = parts.length - 1; at >= 0; at--) {
    const part = parts[at]!
    if ('literal' in part) text = part.literal + text
    else if (part.code === '%') text = `%${text}`
    else if (at === point) text = tail + text
    else if (/[0#?]/.test(part.code) && (point === -1 || at < point)) {
      const take = at === first || grouped ? rest.length : Math.min(part.code.length, rest.length)
      text = rest.slice(rest.length - take) + text
      rest = rest.slice(0, rest.length - take)
    }
  }
  return value < 0 ? `-${text}` : text
}

const eras = [
  { from: '2019-05-01', names: ['R', '令', '令和'] },
  { from: '1989-01-08', names: ['H', '平', '平成'] },
  { from: '1926-12-25', names: ['S', '昭', '昭和'] },
  { from: '1912-07-30', names: ['T', '大', '大正'] },
  { from: '1868-01-25', names: ['M', '明', '明治'] },
] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['日', '月', '火', '水', '木', '金', '土']
const dayLength = 86_400_000

function shownDay(serial: number, parts: readonly Token[], since1904: boolean): string | undefined {
  if (serial < 0 || serial >= 2_958_466) return undefined
  // Sheets since 1900 count a 29 February 1900 that there never was.
  const zero = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  const at = new Date(zero + Math.round(serial * 86_400) * 1000)
  if (!since1904 && Math.floor(serial) === 60) at.setTime(at.getTime() - dayLength)
  const iso = at.toISOString()
  const era = eras.find(({ from }) => iso.slice(0, 10) >= from)
  const twelve = parts.some((part) => 'code' in part && /^A/i.test(part.code) && part.code.includes('/'))
  const padded = (value: number, code: string) => String(value).padStart(code.length > 1 ? 2 : 1, '0')
  const codes = parts.map((part) => ('code' in part ? part.code.toLowerCase() : ''))
  const isMinute = (place: number) => {
    const before = codes.slice(0, place).findLast((code) => /^[ymdhs]/.test(code))
    const after = codes.slice(place + 1).find((code) => /^[ymdhs]/.test(code))
    return before?.startsWith('h') || after?.startsWith('s')
  }
  return parts
    .map((part, place): string => {
      if ('literal' in part) return part.literal
      const code = codes[place]!
      switch (code[0]) {
        case 'y':
          return code.length > 2 ? String(at.getUTCFullYear()) : String(at.getUTCFullYear()).slice(-2)
        case 'm':
          if (code.length <= 2 && isMinute(place)) return padded(at.getUTCMinutes(), code)
          return code.length > 2 ? months[at.getUTCMonth()]! : padded(at.getUTCMonth() + 1, code)
        case 'd':
          return padded(at.getUTCDate(), code)
        case 'h':
          return padded(twelve ? at.getUTCHours() % 12 || 12 : at.getUTCHours(), code)
        case 's':
          return padded(at.getUTCSeconds(), code)
        case 'g':
          return era?.names[Math.min(code.length, 3) - 1] ?? ''
        case 'e':
          return era
            ? padded(at.getUTCFullYear() - Number(era.from.slice(0, 4)) + 1, code)
            : String(at.getUTCFullYear())
        case 'a':
          if (code.includes('/')) return at.getUTCHours() < 12 ? 'AM' : 'PM'
          return `${weekdays[at.getUTCDay()]}${code.length > 3 ? '曜日' : ''}`
        default:
          return code
      }
    })
    .join('')
}
