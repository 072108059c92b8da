import type { BotView, FleetView } from '../../shared/contract/views.ts'
import {
  botOf,
  degradedBot,
  healthyBot,
  lockedBot,
  serviceOf,
  startingBot,
  unhealthyBot,
} from './scenario-bots.ts'

const minute = 60_000
const hour = 60 * minute

const fullFleet = (now: number): BotView[] => [
  unhealthyBot(now),
  lockedBot(now),
  degradedBot(now),
  startingBot(now),
  healthyBot(now),
  botOf(now, 'metrics-scraper', {
    services: [serviceOf(now, 'a', { left: 52 * minute }), serviceOf(now, 'b', { left: 52 * minute })],
  }),
  botOf(now, 'demo-bot', {
    trial: true,
    services: [
      serviceOf(now, 'grafana-example', {
        type: 'application',
        target: 'grafana-example',
        left: 56.6 * minute,
      }),
    ],
  }),
  botOf(now, 'nightly-report', {
    state: 'stopped',
    services: [serviceOf(now, 'report', { state: 'off', left: -8 * hour })],
  }),
  botOf(now, 'report-runner', {
    state: 'stopped',
    isNew: true,
    services: [{ ...serviceOf(now, 'report', { state: 'starting' }), state: 'off' }],
  }),
]

const manyBots = (now: number): BotView[] =>
  Array.from({ length: 40 }, (_, index) =>
    botOf(now, `worker-${String(index + 1).padStart(2, '0')}`, {
      state: index % 13 === 5 ? 'starting' : 'healthy',
      services: [
        serviceOf(now, 'identity-1', {
          left: (20 + (index % 30)) * minute,
          state: index % 13 === 5 ? 'starting' : 'healthy',
        }),
      ],
    }),
  )

export const scenarioNames = ['empty', 'full', 'healthy', 'many', 'loading'] as const
export type ScenarioName = (typeof scenarioNames)[number]

/** The fleet of a scenario; undefined never delivers (first load). */
export function fleetOf(name: ScenarioName, now: number): FleetView | undefined {
  const bots = {
    empty: [],
    full: fullFleet(now),
    healthy: [healthyBot(now)],
    many: manyBots(now),
    loading: [],
  }[name]
  return name === 'loading' ? undefined : { bots, at: now }
}
