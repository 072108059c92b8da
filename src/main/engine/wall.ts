import { AppError } from '../../shared/errors.ts'
import { backoffMs } from './backoff.ts'
import type { ServiceReporter } from './status-board.ts'
import type { TaskTools } from './task.ts'

/**
 * Runs a service so that nothing it does can reach its neighbours: what it throws is its own bad state, and it is
 * started again with growing pauses. Resolves when the signal aborts.
 */
export async function runWalled(
  run: (signal: AbortSignal) => Promise<void>,
  o: { reporter: ServiceReporter; tools: TaskTools; signal: AbortSignal },
): Promise<void> {
  const { clock, random } = o.tools
  for (let failures = 1; !o.signal.aborted; failures++) {
    try {
      await run(o.signal)
      return
    } catch (thrown) {
      if (o.signal.aborted) return
      const error = AppError.from(thrown)
      const pauseMs = backoffMs(failures, random)
      const attempt = { number: failures, nextAt: clock.now() + pauseMs }
      o.reporter.report({ state: 'unhealthy', reason: error.message, error, attempt })
      await clock.sleep(pauseMs, { signal: o.signal }).catch(() => undefined)
    }
  }
}
