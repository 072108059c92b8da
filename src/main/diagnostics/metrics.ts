import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { ServiceState } from '../../shared/contract/bots.ts'
import type { Bot, EngineEvent } from '../engine/model.ts'
import { processRegistry } from './process-metrics.ts'

const taskLabels = ['service', 'name'] as const
const states: readonly ServiceState[] = [
  'healthy',
  'starting',
  'degraded',
  'unhealthy',
  'locked',
  'skipped',
  'off',
]
/** The numbers of one bot. `text` is the exposition of `/metrics`; `close` ends the reading of events. */
export interface Metrics {
  text(): Promise<{ readonly contentType: string; readonly text: string }>
  close(): void
}

/** Counts what a bot does from now on (tbot-runtime.md 3.1, 3.3) in a registry of its own. */
export function createMetrics(options: {
  bot: Pick<Bot, 'snapshot' | 'subscribe'>
  version: string
}): Metrics {
  const registry = new Registry()
  registerBuildInfo(registry, options.version)
  const readTask = registerTasks(registry)
  registerServices(registry, options.bot)
  const all = Registry.merge([processRegistry(), registry])
  const close = options.bot.subscribe(readTask)
  return {
    close,
    text: async () => ({
      contentType: all.contentType,
      text: withoutEmptyFamilies(await all.metrics()),
    }),
  }
}

function registerBuildInfo(registry: Registry, version: string): void {
  const buildInfo = new Gauge({
    name: 'teleport_build_info',
    help: 'Version of the program; always 1',
    labelNames: ['version'],
    registers: [registry],
  })
  buildInfo.set({ version }, 1)
}

/** tbot's own four; the duration is spelt in the singular, as tbot registers it. */
function registerTasks(registry: Registry): (event: EngineEvent) => void {
  const registers = [registry]
  const labelNames = taskLabels
  const begun = new Counter({
    name: 'tbot_task_iterations_total',
    help: 'Iterations of a task that were begun, not counting retries',
    labelNames,
    registers,
  })
  const successful = new Histogram({
    name: 'tbot_task_iterations_successful',
    help: 'Iterations of a task that succeeded, by the number of retries they needed',
    labelNames,
    buckets: [0, 1, 2, 3, 4, 5],
    registers,
  })
  const failed = new Counter({
    name: 'tbot_task_iterations_failed',
    help: 'Iterations of a task that failed after all retries',
    labelNames,
    registers,
  })
  const duration = new Histogram({
    name: 'tbot_task_iteration_duration_seconds',
    help: 'Time an iteration of a task took, retries included',
    labelNames,
    buckets: [0, 1, 2, 3, 4, 5].map((power) => 0.1 * 1.75 ** power),
    registers,
  })
  return (event) => {
    if (event.kind === 'iteration-started') begun.inc({ service: event.service, name: event.task })
    if (event.kind !== 'iteration-finished' || event.outcome === 'cancelled') return
    const labels = { service: event.service, name: event.task }
    if (event.outcome === 'success') successful.observe(labels, event.retries)
    else failed.inc(labels)
    duration.observe(labels, event.durationMs / 1000)
  }
}

/** What tbot lacks: when credentials end, when they were last renewed, when the next attempt is, and the state. */
function registerServices(registry: Registry, bot: Pick<Bot, 'snapshot'>): void {
  const registers = [registry]
  const services = () => bot.snapshot().services
  const moment = (
    name: string,
    help: string,
    read: (service: ReturnType<typeof services>[number]) => number | undefined,
  ) =>
    new Gauge({
      name,
      help,
      labelNames: ['service'],
      registers,
      collect() {
        this.reset()
        for (const service of services()) {
          const at = read(service)
          if (at !== undefined) this.set({ service: service.name }, at / 1000)
        }
      },
    })
  moment(
    'botdesk_service_expiry_timestamp_seconds',
    'When the newest credential of a service ends',
    (service) => service.life?.expiresAt,
  )
  moment(
    'botdesk_service_last_success_timestamp_seconds',
    'When a service last got a new credential',
    (service) => service.life?.issuedAt,
  )
  moment(
    'botdesk_service_next_attempt_timestamp_seconds',
    'When a service tries to renew next',
    (service) => service.attempt?.nextAt ?? service.life?.renewAt,
  )
  const status = new Gauge({
    name: 'botdesk_service_status',
    help: 'State of a service: 1 for the state it is in, 0 for the others',
    labelNames: ['service', 'status'],
    collect() {
      this.reset()
      for (const service of services()) {
        for (const status of states) {
          this.set({ service: service.name, status }, service.state === status ? 1 : 0)
        }
      }
    },
    registers: [],
  })
  registry.registerMetric(status)
}

/** A family nobody has observed yet prints nothing, not even its help (tbot-runtime.md 3.1). */
function withoutEmptyFamilies(text: string): string {
  const families = text.split('\n\n').filter((family) => /^[^#\s]/m.test(family))
  return `${families.join('\n').trimEnd()}\n`
}
