import type { BotState, LogLevel, ServiceSnapshot, ServiceState } from '../../shared/contract/bots.ts'
import { assertNever } from '../../shared/errors.ts'

/** Worst first (interface.md 3); `skipped` and `off` do not count. */
const order: readonly ServiceState[] = ['locked', 'unhealthy', 'degraded', 'starting', 'healthy']

/** The service that decides how the bot is: the worst, the first of them when several are as bad. */
export function worstService(services: readonly ServiceSnapshot[]): ServiceSnapshot | undefined {
  for (const state of order) {
    const found = services.find((service) => service.state === state)
    if (found) return found
  }
  return undefined
}

/** How loudly a change of state is logged. */
export function changeLevel(from: BotState | ServiceState, to: BotState | ServiceState): LogLevel {
  switch (to) {
    case 'unhealthy':
    case 'locked':
      return 'error'
    case 'degraded':
    case 'unreachable':
      return 'warning'
    case 'healthy':
      return from === 'degraded' || from === 'unhealthy' || from === 'locked' ? 'good' : 'info'
    case 'starting':
    case 'stopping':
    case 'stopped':
    case 'skipped':
    case 'off':
      return 'info'
    default:
      return assertNever(to)
  }
}
