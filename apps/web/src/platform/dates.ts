import type { Locale } from '@kaoban/messages'

/**
 * The ways in which the product writes a point in time [NFM-GEN-006], Japanese / English:
 * - `minute`: 2025/04/08 11:04 / 2025-04-08 11:04 (face details, lists)
 * - `second`: 2025/04/08 11:04:09 / 2025-04-08 11:04:09 (logs)
 * - `long-minute`: 2023年12月22日 20:12 / 2023-12-22 20:12 (linkage)
 * - `day`: 2025/04/08 / 2025-04-08
 * - `long-day`: 2024年2月1日 / 2024-02-01 (licences)
 */
export type DateStyle = 'minute' | 'second' | 'long-minute' | 'day' | 'long-day'

const formatters = new Map<string, Intl.DateTimeFormat>()

function partsIn(timeZone: string, date: Date): Record<string, string> {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
    formatters.set(timeZone, formatter)
  }
  return Object.fromEntries(formatter.formatToParts(date).map((part) => [part.type, part.value]))
}

export function formatDate(date: Date, style: DateStyle, locale: Locale, timeZone: string): string {
  const { year, month, day, hour, minute, second } = partsIn(timeZone, date)
  const separator = locale === 'ja' ? '/' : '-'
  const short = [year, month, day].join(separator)
  const long = locale === 'ja' ? `${year}年${Number(month)}月${Number(day)}日` : short
  switch (style) {
    case 'minute':
      return `${short} ${hour}:${minute}`
    case 'second':
      return `${short} ${hour}:${minute}:${second}`
    case 'long-minute':
      return `${long} ${hour}:${minute}`
    case 'day':
      return short
    case 'long-day':
      return long
  }
}

/** A day without a time, as ISO text: 2025/04/08 in Japanese. */
export function formatDay(day: string, locale: Locale): string {
  return locale === 'ja' ? day.replaceAll('-', '/') : day
}

export function formatTime(date: Date, timeZone: string): string {
  const { hour, minute } = partsIn(timeZone, date)
  return `${hour}:${minute}`
}

/** How long something takes, in the largest units that matter: 「2分5秒」, "2 min 5 s". */
export function formatDuration(seconds: number, locale: Locale): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = whole % 60
  const [h, m, s, gap] = locale === 'ja' ? ['時間', '分', '秒', ''] : [' h', ' min', ' s', ' ']
  if (hours > 0) return `${hours}${h}${gap}${minutes}${m}`
  if (minutes > 0) return `${minutes}${m}${gap}${rest}${s}`
  return `${rest}${s}`
}
