import type { Clock } from './clock.ts'

/** How often a wait for a wall time looks at the wall clock; the bound `Clock.sleepUntil` promises. */
const wallCheckMs = 5_000
/** Longest delay a Node timer takes; a longer one fires at once. */
const longestTimerMs = 2_147_483_647

/** The computer's clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep,
  sleepUntil,
}

async function sleep(ms: number, { signal }: { signal: AbortSignal }): Promise<void> {
  const end = performance.now() + ms
  signal.throwIfAborted()
  // A Node timer may fire a fraction of a millisecond early.
  for (let left = ms; left > 0; left = end - performance.now()) {
    await timer(Math.min(Math.ceil(left), longestTimerMs), signal)
  }
}

async function sleepUntil(epochMs: number, { signal }: { signal: AbortSignal }): Promise<void> {
  signal.throwIfAborted()
  for (let left = epochMs - Date.now(); left > 0; left = epochMs - Date.now()) {
    await sleep(Math.min(left, wallCheckMs), { signal })
  }
}

function timer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(handle)
      reject(signal.reason)
    }
    const handle = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
