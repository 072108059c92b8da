/** Thin space between a number and its unit. */
const thin = '\u2009'
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const locale = 'en-GB'

/** Made when it is first wanted: together they would cost 15 ms of every command, also of one that formats nothing. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

const numberFormat = (options?: Intl.NumberFormatOptions) =>
  lazily(() => new Intl.NumberFormat(locale, options))
const wholeNumber = numberFormat()
const oneDecimal = numberFormat({ minimumFractionDigits: 1, maximumFractionDigits: 1 })
const plural = lazily(() => new Intl.PluralRules('en'))

function clockFormat(options: Intl.DateTimeFormatOptions): (at: number, utc?: boolean) => string {
  const local = lazily(() => new Intl.DateTimeFormat(locale, { hourCycle: 'h23', ...options }))
  const universal = lazily(
    () => new Intl.DateTimeFormat(locale, { hourCycle: 'h23', timeZone: 'UTC', ...options }),
  )
  return (at, utc = false) => (utc ? universal() : local()).format(at)
}

/** `14:10` */
export const formatTime = clockFormat({ hour: '2-digit', minute: '2-digit' })
/** `14:10:48` */
export const formatTimeExact = clockFormat({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const formatWeekday = clockFormat({ weekday: 'short', hour: '2-digit', minute: '2-digit' })
const formatDate = clockFormat({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
/** `21 Nov 2026, 14:10:48` */
export const formatMoment = clockFormat({
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** A clock time that stays unambiguous: with the weekday after 24 h, with the date after 7 days. */
export function formatWhen(at: number, now: number): string {
  const distance = Math.abs(at - now)
  if (distance < dayMs) return formatTime(at)
  return distance < 7 * dayMs ? formatWeekday(at) : formatDate(at)
}

/** Both readings of a moment, for tooltips: `14:52:00, 13:52:00 UTC`. */
export function formatBoth(at: number): string {
  return `${formatMoment(at)}, ${formatTimeExact(at, true)} UTC`
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `0:41:12` under 24 h, `3 d 04 h` above; never negative, never rounded up. */
export function formatLeft(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 86_400)
    return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return `${Math.floor(seconds / 86_400)} d ${two(Math.floor(seconds / 3600) % 24)} h`
}

/** Hours and minutes, for the sidebar: `0:41`, `3 d`. */
export function formatLeftShort(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / minuteMs))
  return minutes < 1440
    ? `${Math.floor(minutes / 60)}:${two(minutes % 60)}`
    : `${Math.floor(minutes / 1440)} d`
}

/** How long a step took: `0.9 s`, then as a span. */
export function formatDuration(ms: number): string {
  return ms < 10_000 ? `${oneDecimal().format(ms / 1000)} s` : formatSpan(ms)
}

/** A span in words of two units at most: `2 h 6 min`, `42 s`. Parts of a second are rounded: 59:59.6 is an hour. */
export function formatSpan(span: number): string {
  const ms = span < minuteMs ? span : Math.round(span / 1000) * 1000
  if (ms < minuteMs) return `${Math.floor(ms / 1000)} s`
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`
  if (ms < dayMs) return joinUnits(Math.floor(ms / hourMs), 'h', Math.floor(ms / minuteMs) % 60, 'min')
  return joinUnits(Math.floor(ms / dayMs), 'd', Math.floor(ms / hourMs) % 24, 'h')
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}

/** `19 min ago`; "just now" within ten seconds. */
export function formatAgo(at: number, now: number): string {
  const ms = now - at
  if (ms < 10_000) return 'just now'
  return ms < dayMs ? `${formatSpan(ms)} ago` : formatWhen(at, now)
}

/** `3 services`, `1 service`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${wholeNumber().format(value)} ${plural().select(value) === 'one' ? one : many}`
}

export function formatNumber(value: number): string {
  return wholeNumber().format(value)
}

/** `99.5 %`, cut, not rounded up: 99.96 stays 99.9. */
export function formatPercent(share: number): string {
  const tenths = Math.floor(share * 1000)
  return tenths === 1000 ? `100${thin}%` : `${oneDecimal().format(tenths / 10)}${thin}%`
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `142 MB`, `1.7 kB`. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < byteUnits.length - 1) {
    value /= 1000
    unit += 1
  }
  const text =
    unit === 0 || value >= 10 ? wholeNumber().format(Math.floor(value)) : oneDecimal().format(value)
  return `${text}${thin}${byteUnits[unit]}`
}

/** Keeps both ends of a long value: the last folder and the last digits tell values apart. */
export function cutMiddle(text: string, longest: number): string {
  if (text.length <= longest) return text
  const end = Math.floor((longest - 1) / 2)
  return `${text.slice(0, longest - 1 - end)}…${text.slice(-end)}`
}

/** The user's home folder as `~`. */
export function shortenHome(path: string, home: string | undefined): string {
  return home && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path
}
