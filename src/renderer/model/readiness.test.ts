import { describe, expect, it } from 'vitest'
import { readinessSentence } from '../components/ReadinessStrip.tsx'
import { botOf } from '../testing/scenario-bots.ts'
import { readinessOf } from './readiness.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 10, 21, 12)
const withTransitions = (transitions: ReturnType<typeof botOf>['history']['transitions']) => {
  const bot = botOf(now, 'ci')
  return { ...bot, history: { ...bot.history, transitions } }
}

describe('readiness of a day', () => {
  it('shows the worst state of each slot', () => {
    const bot = withTransitions([
      { at: now - 24 * hour, state: 'healthy' },
      { at: now - 90 * 60_000, state: 'unhealthy' },
      { at: now - 80 * 60_000, state: 'healthy' },
    ])
    const kinds = readinessOf(bot, now, 24).slots.map((slot) => slot.kind)
    expect(kinds.slice(-3)).toEqual(['ready', 'unhealthy', 'ready'])
  })

  it('knows nothing before the first transition', () => {
    const readiness = readinessOf(withTransitions([{ at: now - hour, state: 'healthy' }]), now, 24)
    expect(readiness.slots.filter((slot) => slot.kind === 'off')).toHaveLength(23)
    expect(readiness.share).toBe(1)
  })

  it('does not count time in which the bot was off', () => {
    const readiness = readinessOf(
      withTransitions([
        { at: now - 4 * hour, state: 'healthy' },
        { at: now - 2 * hour, state: 'unhealthy' },
        { at: now - hour, state: 'stopped' },
      ]),
      now,
      24,
    )
    expect(readiness.share).toBeCloseTo(2 / 3)
    expect(readiness.incidents).toEqual([{ from: now - 2 * hour, to: now - hour, state: 'unhealthy' }])
  })

  it('does not draw a short start as a dip', () => {
    const bot = withTransitions([
      { at: now - hour, state: 'starting' },
      { at: now - hour + 5000, state: 'healthy' },
    ])
    expect(readinessOf(bot, now, 24).slots.at(-1)?.kind).toBe('ready')
  })

  it('counts no start from rest as time that was not ready, but one out of trouble', () => {
    const started = { at: now - 2 * hour, state: 'starting' } as const
    const ready = { at: now - hour, state: 'healthy' } as const
    expect(readinessOf(withTransitions([started, ready]), now, 24).share).toBe(1)
    const failed = { at: now - 3 * hour, state: 'unhealthy' } as const
    expect(readinessOf(withTransitions([failed, started, ready]), now, 24).share).toBeCloseTo(1 / 3)
  })

  it('gives a short start no bar although it fell into a slot of its own', () => {
    const bot = withTransitions([
      { at: now - hour - 3000, state: 'starting' },
      { at: now - hour, state: 'healthy' },
    ])
    expect(
      readinessOf(bot, now, 24)
        .slots.slice(-2)
        .map((slot) => slot.kind),
    ).toEqual(['off', 'ready'])
  })

  it('says that minutes are no history yet', () => {
    const after = (ms: number): string =>
      readinessSentence(readinessOf(withTransitions([{ at: now - ms, state: 'healthy' }]), now, 24))
    expect(after(3 * 60_000)).toBe('Running for 3 min; no history yet')
    expect(after(5 * hour)).toBe('100\u2009% ready, last 5 h')
    expect(after(24 * hour)).toBe('100\u2009% ready, last 24 h')
  })

  it('leaves an incident open that lasts', () => {
    expect(
      readinessOf(withTransitions([{ at: now - hour, state: 'locked' }]), now, 24).incidents[0]?.to,
    ).toBeUndefined()
  })
})
