import type { BotView, FleetView } from '../../shared/contract/views.ts'
import { errorBots } from './error-bots.ts'
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

/** A bot three minutes after its first start, with a folder deep inside the home folder. */
function youngBot(now: number): BotView {
  const path = '/home/deploy/.local/share/botdesk/bots/demo-bot/out/grafana-example-with-a-long-name'
  const service = serviceOf(now, 'grafana-example', {
    type: 'application',
    target: 'grafana-example',
    left: 57 * minute,
    path,
  })
  const bot = botOf(now, 'demo-bot', { trial: true, services: [service] })
  const since = now - 3 * minute
  const transitions = [
    { at: since - 4000, state: 'starting' },
    { at: since, state: 'healthy' },
  ] as const
  return {
    ...bot,
    engine: { ...bot.engine, since, startedAt: since - 4000 },
    history: { ...bot.history, transitions },
  }
}

export const scenarioNames = ['empty', 'full', 'healthy', 'many', 'errors', 'young', 'loading'] as const
export type ScenarioName = (typeof scenarioNames)[number]

/** The fleet of a scenario; undefined never delivers (first load). */
export function fleetOf(name: ScenarioName, now: number): FleetView | undefined {
  const bots = {
    empty: [],
    full: fullFleet(now),
    healthy: [healthyBot(now)],
    many: manyBots(now),
    errors: [...errorBots(now)],
    young: [youngBot(now)],
    loading: [],
  }[name]
  return name === 'loading' ? undefined : { bots, at: now }
}
