/** Time as the engine sees it. Wall time is for expiry and display, monotonic time for durations. */
export interface Clock {
  /** Wall clock, epoch milliseconds. */
  now(): number
  /** Milliseconds that never jump; only differences mean something. */
  monotonic(): number
  /** Resolves after `ms` of monotonic time; rejects with the signal's reason when it aborts. */
  sleep(ms: number, options: { signal: AbortSignal }): Promise<void>
  /**
   * Resolves when the wall clock reads `epochMs` or more, also after a jump or a wake from sleep
   * (noticed within five seconds); rejects when the signal aborts.
   */
  sleepUntil(epochMs: number, options: { signal: AbortSignal }): Promise<void>
}
