import { formatDuration, parseDuration } from '../duration.ts'

const yes = new Set(['true', '1', 'enabled', 'enable', 'yes', 'on', 'y', 't'])
const no = new Set(['false', '0', 'disabled', 'disable', 'no', 'off', 'n', 'f'])

/** `true` or `false` for what a person may have meant. */
export function guessBoolean(text: string): string | undefined {
  const word = text.trim().toLowerCase()
  if (yes.has(word)) return 'true'
  return no.has(word) ? 'false' : undefined
}

const unitMs: Readonly<Record<string, number>> = {
  '': 1000,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

function unitOf(word: string): string | undefined {
  if (word === '' || word === 'ms' || word === 'm') return word
  if (word.startsWith('millisec')) return 'ms'
  if (/^(mins?|minutes?)$/.test(word)) return 'm'
  if (/^(s|secs?|seconds?)$/.test(word)) return 's'
  if (/^(h|hrs?|hours?)$/.test(word)) return 'h'
  if (/^(d|days?)$/.test(word)) return 'd'
  return /^(w|weeks?)$/.test(word) ? 'w' : undefined
}

/** A duration in Go's syntax for a number of seconds, `2w`, `1 minute`, `20M` or `PT1H30M`. */
export function guessDuration(text: string): string | undefined {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/^p(?=[\dt])/, '')
    .replace(/(?<=^|\d[dw])t(?=\d)/, '')
    .replace(/(?<=\d)_(?=\d)/g, '')
  if (word.length > 30 || !/^(?:\d+(?:\.\d+)?|(?:\d+(?:\.\d+)?\s*[a-z]+[\s,]*)+)$/.test(word))
    return undefined
  let total = 0
  for (const [, amount = '', name = ''] of word.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)/g)) {
    const unit = unitOf(name)
    if (unit === undefined) return undefined
    total += Number(amount) * (unitMs[unit] ?? 0)
  }
  const guess = formatDuration(total)
  return total > 0 && parseDuration(guess) !== undefined ? guess : undefined
}
