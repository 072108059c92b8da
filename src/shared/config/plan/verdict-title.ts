import type { ServiceChange } from './model.ts'

const words = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
]

/** What the title is made of. */
export interface Verdict {
  readonly errors: number
  /** Files of others that somebody has to decide on first. */
  readonly undecided: number
  readonly changes: readonly ServiceChange[]
  readonly hasBefore: boolean
  readonly isRunning: boolean
  readonly isSameText: boolean
  /** Differences no service notices, e.g. "debug false to true". */
  readonly asides: readonly string[]
  /** The bot itself starts over: another address, proof or storage. */
  readonly isNewGround: boolean
}

/** The verdict in words: "One service restarts, nothing stops" (interface.md 6.6). */
export function verdictTitle(verdict: Verdict): string {
  const { errors, undecided, changes, hasBefore, asides } = verdict
  if (errors > 0) return `Cannot be applied: ${errors} ${errors === 1 ? 'error' : 'errors'}`
  if (undecided > 0)
    return `Cannot be applied yet: ${undecided} ${undecided === 1 ? 'file is' : 'files are'} not decided`
  if (hasBefore && verdict.isSameText)
    return `Nothing to apply. The file equals the ${verdict.isRunning ? 'running' : 'saved'} one.`
  const parts = (['start', 'restart', 'stop'] as const).flatMap((change) => {
    const count = changes.filter((each) => each === change).length
    return count === 0 ? [] : [{ change, count }]
  })
  if (parts.length > 0) {
    const told = parts.map(({ change, count }, index) => part(change, count, index === 0))
    const isCalm = hasBefore && !parts.some(({ change }) => change === 'stop')
    return [...told, ...(isCalm ? ['nothing stops'] : [])].join(', ')
  }
  if (!hasBefore) return 'The bot joins, and runs no service'
  if (verdict.isNewGround) return 'The bot itself starts over; it runs no service'
  if (asides.length > 0) return `No service restarts: ${asides.join(', ')}`
  return 'No service restarts. Only comments, order or spelling change.'
}

function part(change: 'start' | 'restart' | 'stop', count: number, isFirst: boolean): string {
  const word = words[count] ?? String(count)
  const noun = isFirst ? (count === 1 ? ' service' : ' services') : ''
  return `${isFirst ? word : word.toLowerCase()}${noun} ${change}${count === 1 ? 's' : ''}`
}
