import { Registry, collectDefaultMetrics } from 'prom-client'

/** Gauges of prom-client that end in `_total` and therefore fail `promtool check metrics`. */
const misnamed = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
]
/** These need a timer that fires every 10 ms for ever: 0.7 % of a core for a program that should rest. */
const costly = ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'].map(
  (part) => `nodejs_eventloop_lag_${part}_seconds`,
)
/** As good as never: prom-client starts that timer in any case. */
const restingMs = 24 * 3_600_000

let registry: Registry | undefined

/**
 * The numbers of this process (tbot-runtime.md 3.3). One registry for all bots: prom-client has no way to take down the
 * observers it sets up, so bots that come and go would pile them up.
 */
export function processRegistry(): Registry {
  if (registry) return registry
  registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: restingMs })
  for (const name of [...misnamed, ...costly]) registry.removeSingleMetric(name)
  return registry
}
