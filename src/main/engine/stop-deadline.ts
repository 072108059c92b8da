import type { Clock } from '../ports/clock.ts'
import type { EventStream } from './event-stream.ts'

/** A stop takes this long at most; what still hangs then is left behind. */
const stopDeadlineMs = 10_000
/** Part of it that a renewal under way may use to get and save its answer. */
const exchangeGraceMs = 8_000

/** Settles like `work`, but no later than ten seconds after `stop` aborts. */
export async function stopWithin(
  work: Promise<void>,
  o: { clock: Clock; events: EventStream; stop: AbortSignal; hardStop: AbortController },
): Promise<void> {
  const over = new AbortController()
  const deadline = (async () => {
    await aborted(o.stop, over.signal)
    await o.clock.sleep(exchangeGraceMs, { signal: over.signal })
    o.hardStop.abort(o.stop.reason)
    await o.clock.sleep(stopDeadlineMs - exchangeGraceMs, { signal: over.signal })
    const message = 'the bot did not stop in time: what hangs is left behind'
    o.events.emit({ kind: 'log', level: 'warning', message, fields: { deadlineMs: stopDeadlineMs } })
  })()
  try {
    await Promise.race([work, deadline])
  } finally {
    over.abort()
    o.hardStop.abort(o.stop.reason)
    await deadline.catch(() => undefined)
  }
}

async function aborted(signal: AbortSignal, over: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    over.addEventListener('abort', () => reject(over.reason), { once: true })
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
