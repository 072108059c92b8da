/** Milliseconds of each unit Go knows. */
const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
}
const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g
const whole = new RegExp(`^[+-]?(?:${part.source})+$`)
/** Go keeps nanoseconds in 64 bits. */
const largestMs = 9_223_372_036_854.775

/**
 * Milliseconds of a duration in Go's syntax (`1h30m`, `-1.5s`, `0`), or undefined when Go would refuse
 * the text (tbot-config.md 7.1).
 */
export function parseDuration(text: string): number | undefined {
  if (/^[+-]?0$/.test(text)) return 0
  if (!whole.test(text)) return undefined
  let total = 0
  for (const [, amount = '', unit = ''] of text.matchAll(part)) total += Number(amount) * (units[unit] ?? 0)
  if (total > largestMs) return undefined
  return text.startsWith('-') && total !== 0 ? -total : total
}

/** A duration in Go's syntax, as short as it can be: `1h`, `1h30m`, `90.5s` as `1m30.5s`, `0s`. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s'
  if (ms < 0) return `-${formatDuration(-ms)}`
  if (ms < 1000) return ms >= 1 ? `${trim(ms)}ms` : formatBelowMillisecond(ms)
  const minutes = Math.floor(ms / 60_000)
  const seconds = (ms - minutes * 60_000) / 1000
  const hours = Math.floor(minutes / 60)
  return [
    hours > 0 ? `${hours}h` : '',
    minutes % 60 > 0 ? `${minutes % 60}m` : '',
    seconds > 0 ? `${trim(seconds)}s` : '',
  ].join('')
}

function formatBelowMillisecond(ms: number): string {
  return ms >= 1e-3 ? `${trim(ms * 1e3)}µs` : `${Math.round(ms * 1e6)}ns`
}

function trim(value: number): string {
  return value.toFixed(6).replace(/\.?0+$/, '')
}
