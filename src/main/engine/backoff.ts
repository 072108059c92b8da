import type { Random } from '../ports/random.ts'

/** Longest pause between two attempts: after all attempts of a renewal failed it is tried on at this pace. */
export const longestBackoffMs = 60_000
const firstBackoffMs = 1_000

/**
 * Pause after the n-th failure in a row (from 1): 1, 2, 4 … 60 s with half jitter, so uniformly in [d/2, d), whole
 * milliseconds
 * (teleport-wire.md 8).
 */
export function backoffMs(failures: number, random: Random, longestMs = longestBackoffMs): number {
  const doublings = Math.min(failures - 1, 30)
  const ceiling = Math.min(firstBackoffMs * 2 ** doublings, longestMs)
  return Math.floor((ceiling / 2) * (1 + random.float()))
}
