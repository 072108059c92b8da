import { AppError } from '../../shared/errors.ts'
import type { ClockWatch } from './clock-watch.ts'
import type { TaskTools } from './task.ts'
import { withDeadline } from './waiting.ts'

const deadlineMs = 30_000

/** Something whose files can be read back. */
export interface Prover {
  readonly name: string
  prove(): Promise<void>
  /** The files could not be looked at. */
  unproven(error: AppError): void
}

/**
 * Reads everything back every so often and notices when the clock has moved on its own. A proof that hangs is left
 * behind and not started a second time.
 */
export async function proveForever(o: {
  provers: readonly Prover[]
  intervalMs: number
  tools: TaskTools
  clockWatch: ClockWatch
  /** The clock was wrong or is now: what was planned by it is to be done again. */
  onDistrust(): void
  signal: AbortSignal
}): Promise<void> {
  const { provers, tools, clockWatch, signal } = o
  const pending = new Set<string>()
  for (;;) {
    await tools.clock.sleep(o.intervalMs, { signal })
    noticeJump(o.tools, clockWatch, o.onDistrust)
    await Promise.all(provers.map((prover) => proveOnce(prover, pending, tools, signal)))
  }
}

function noticeJump({ events }: TaskTools, clockWatch: ClockWatch, onDistrust: () => void): void {
  const wasSkewed = clockWatch.isSkewed
  const jumpMs = Math.round(clockWatch.takeJump())
  if (jumpMs === 0) return
  const message = 'the wall clock moved on its own: it was set, or the computer slept'
  events.emit({ kind: 'log', level: 'info', message, fields: { jumpMs } })
  // A step forward makes due times come by themselves; a step back, or the end of a known error, does not.
  if (wasSkewed || jumpMs < 0) onDistrust()
}

async function proveOnce(
  prover: Prover,
  pending: Set<string>,
  { clock }: TaskTools,
  signal: AbortSignal,
): Promise<void> {
  if (pending.has(prover.name)) return
  pending.add(prover.name)
  const proof = prover.prove().finally(() => pending.delete(prover.name))
  try {
    await withDeadline(() => proof, { clock, deadlineMs, signal })
  } catch (thrown) {
    signal.throwIfAborted()
    prover.unproven(AppError.from(thrown))
  }
}
