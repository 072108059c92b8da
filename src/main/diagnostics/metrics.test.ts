import { PerformanceObserver } from 'node:perf_hooks'
import { expect, test, vi } from 'vitest'
import { createMetrics } from './metrics.ts'
import { parseExposition } from './testing/exposition.ts'
import { createFakeBot, serviceOf } from './testing/fake-bot.ts'

const task = { service: 'app', task: 'output-renewal' } as const
const labels = { service: 'app', name: 'output-renewal' }

async function setUp() {
  const life = {
    notBefore: 0,
    expiresAt: 3_600_000,
    issuedAt: 60_000,
    renewAt: 1_200_000,
    requestedMs: 0,
    grantedMs: 0,
  }
  const bot = createFakeBot([
    serviceOf('app', { life }),
    serviceOf('new', { state: 'starting', reportedAt: null }),
  ])
  const metrics = createMetrics({ bot, version: '18.2.0' })
  const read = async () => parseExposition((await metrics.text()).text)
  return { bot, metrics, read }
}

test('is an exposition that Prometheus reads and promtool has nothing against', async () => {
  const { bot, read } = await setUp()
  bot.emit({ kind: 'iteration-started', ...task })
  bot.emit({ kind: 'iteration-finished', ...task, outcome: 'success', retries: 0, durationMs: 50 })
  const names = [...(await read()).keys()]
  expect(names).toEqual(
    expect.arrayContaining(['process_cpu_seconds_total', 'nodejs_version_info', 'teleport_build_info']),
  )
  expect(names.filter((name) => name.startsWith('go_'))).toEqual([])
})

test('has tbot’s buckets and its singular name', async () => {
  const { bot, read } = await setUp()
  bot.emit({ kind: 'iteration-finished', ...task, outcome: 'success', retries: 2, durationMs: 250 })
  const families = await read()
  const bounds = (name: string) =>
    families
      .get(name)
      ?.samples.flatMap((sample) => (sample.name.endsWith('_bucket') ? [sample.labels['le']] : []))
  expect(bounds('tbot_task_iterations_successful')).toEqual(['0', '1', '2', '3', '4', '5', '+Inf'])
  expect(bounds('tbot_task_iteration_duration_seconds')?.map(Number).slice(0, -1)).toEqual(
    [0.1, 0.175, 0.30625, 0.5359375, 0.937890625, 1.64130859375].map(
      (bound) => expect.closeTo(bound, 9) as number,
    ),
  )
  const sum = families
    .get('tbot_task_iterations_successful')
    ?.samples.find(({ name }) => name.endsWith('_sum'))
  expect(sum).toEqual({ name: 'tbot_task_iterations_successful_sum', labels, value: 2 })
})

test('bots come and go without leaving observers of the process behind', () => {
  createMetrics({ bot: createFakeBot([]), version: '1' }).close()
  const observe = vi.spyOn(PerformanceObserver.prototype, 'observe')
  for (let bot = 0; bot < 5; bot++) createMetrics({ bot: createFakeBot([]), version: '1' }).close()
  expect(observe).not.toHaveBeenCalled()
})

test('the delay of the event loop is measured when asked, not by a timer that never rests', async () => {
  const { read } = await setUp()
  const names = [...(await read()).keys()].filter((name) => name.startsWith('nodejs_eventloop_lag'))
  expect(names).toEqual(['nodejs_eventloop_lag_seconds'])
})

test('a family nobody has observed prints nothing', async () => {
  const { read } = await setUp()
  expect([...(await read()).keys()].filter((name) => name.startsWith('tbot_'))).toEqual([])
})

test('a failed iteration counts as failed, a cancelled one only as begun', async () => {
  const { bot, read } = await setUp()
  for (const outcome of ['failed', 'cancelled'] as const) {
    bot.emit({ kind: 'iteration-started', ...task })
    bot.emit({ kind: 'iteration-finished', ...task, outcome, retries: 4, durationMs: 10 })
  }
  const families = await read()
  expect(families.get('tbot_task_iterations_total')?.samples).toEqual([
    { name: 'tbot_task_iterations_total', labels, value: 2 },
  ])
  expect(families.get('tbot_task_iterations_failed')?.samples[0]?.value).toBe(1)
  expect(families.has('tbot_task_iterations_successful')).toBe(false)
})

test('tells when credentials end, were renewed and are renewed next, and every state', async () => {
  const { bot, read } = await setUp()
  const families = await read()
  const value = (name: string) =>
    families.get(name)?.samples.map((sample) => [sample.labels['service'], sample.value])
  expect(value('botdesk_service_expiry_timestamp_seconds')).toEqual([['app', 3600]])
  expect(value('botdesk_service_last_success_timestamp_seconds')).toEqual([['app', 60]])
  expect(value('botdesk_service_next_attempt_timestamp_seconds')).toEqual([['app', 1200]])
  const on = families.get('botdesk_service_status')?.samples.filter((sample) => sample.value === 1)
  expect(on?.map((sample) => sample.labels)).toEqual([
    { service: 'app', status: 'healthy' },
    { service: 'new', status: 'starting' },
  ])
  bot.set([])
  expect((await read()).has('botdesk_service_status')).toBe(false)
})

test('stops reading events when closed', async () => {
  const { bot, metrics } = await setUp()
  metrics.close()
  expect(bot.readers).toBe(0)
})
