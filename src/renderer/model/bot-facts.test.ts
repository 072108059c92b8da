import { describe, expect, it } from 'vitest'
import {
  botOf,
  degradedBot,
  healthyBot,
  lifeWith,
  lockedBot,
  serviceOf,
  startingBot,
  unhealthyBot,
} from '../testing/scenario-bots.ts'
import { byUrgency, lifeTone, nextStep, urgentLife, worstService } from './bot-facts.ts'

const now = Date.UTC(2026, 10, 21, 12)
const minute = 60_000

describe('facts of a bot', () => {
  it('sorts worst first, then by time left, then by name', () => {
    const bots = [
      healthyBot(now),
      startingBot(now),
      botOf(now, 'a-bot'),
      degradedBot(now),
      unhealthyBot(now),
      lockedBot(now),
    ]
    expect(bots.toSorted(byUrgency).map((bot) => bot.name)).toEqual([
      'old-jenkins',
      'postgres-backup',
      'grafana-proxy',
      'kube-operator',
      'a-bot',
      'ci-deploy',
    ])
  })

  it('takes the certificate that ends first', () => {
    expect(urgentLife(unhealthyBot(now))?.expiresAt).toBe(now + 9.2 * minute)
  })

  it('names a retry before any renewal', () => {
    expect(nextStep(unhealthyBot(now))).toEqual({ kind: 'retry', at: now + 42_000 })
  })

  it('plans nothing for a bot that rests', () => {
    expect(nextStep(lockedBot(now))).toEqual({ kind: 'none' })
  })

  it('finds the service that makes a bot as bad as it is', () => {
    expect(worstService(unhealthyBot(now))?.name).toBe('billing-db')
  })

  it.each([
    [30, 'ok'],
    [18, 'warn'],
    [9, 'bad'],
  ] as const)('gives a life of an hour with %i minutes left the tone %s', (left, tone) => {
    expect(lifeTone(lifeWith(now, left * minute), now)).toBe(tone)
  })

  it('counts a service without certificate as nothing', () => {
    expect(
      urgentLife(
        botOf(now, 'x', { state: 'starting', services: [serviceOf(now, 's', { state: 'starting' })] }),
      ),
    ).toBeUndefined()
  })
})
