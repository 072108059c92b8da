import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { AppError } from '../errors.ts'
import { makeExport } from './index.ts'
import { requestOf, samples } from './testing/samples.ts'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

function rulesOf(sample: string, target = 19): readonly Rule[] {
  const [, file] = makeExport('prometheus', requestOf(sample, { target })).files
  const { groups } = parse(file?.text ?? '') as { groups: { rules: Rule[] }[] }
  return groups.flatMap(({ rules }) => rules)
}

function scraped(sample: string, options: Record<string, string> = {}): string {
  return makeExport('prometheus', requestOf(sample, { options })).files[0]?.text ?? ''
}

/** The metrics of tbot (tbot-runtime.md 3.1) and what every Go program and Prometheus itself have. */
const known =
  /^(?:tbot_task_iterations_(?:total|failed|successful_count)|tbot_ssh_multiplexer_requests_handled_total|up|probe_success|process_start_time_seconds)$/

describe('prometheus', () => {
  test('asks only for metrics tbot really has', () => {
    const names = rulesOf('many').flatMap(({ expr }) =>
      [...expr.matchAll(/([a-z_]+)\{/g)].map(([, name]) => name),
    )
    expect(names.length).toBeGreaterThan(10)
    for (const name of names) expect(name).toMatch(known)
  })

  test('tells for every alert what happened and what to do', () => {
    for (const { annotations } of rulesOf('many')) {
      expect(Object.keys(annotations)).toEqual(['summary', 'description', 'runbook'])
      for (const text of Object.values(annotations)) expect(text).toMatch(/\.$/)
    }
  })

  test('measures a service by its own lifetime, and all others by the bot’s', () => {
    const ends = rulesOf('many').filter(({ alert }) => alert === 'TbotCredentialsEnded')
    expect(ends.map(({ expr }) => /\{[^}]*(service[^}]*)\}\[(\d+s)\]/.exec(expr)?.slice(1))).toEqual([
      ['service!~"database-1"', '3600s'],
      ['service="database-1"', '900s'],
    ])
  })

  test('has no two rules of one name and the same labels, which Prometheus takes for a mistake', () => {
    const keys = rulesOf('many').map(({ alert, labels }) => JSON.stringify([alert, labels]))
    expect(keys).toHaveLength(new Set(keys).size)
    const [bot, own] = rulesOf('many').filter(({ alert }) => alert === 'TbotCredentialsEnded')
    expect([bot?.labels, own?.labels]).toEqual([
      { severity: 'critical' },
      { severity: 'critical', service: 'database-1' },
    ])
  })

  test('before 18 services have no names in the metrics, so that all share the lifetime of the bot', () => {
    const text = samples['many'] ?? ''
    const ends = rulesOf(text, 17).filter(({ alert }) => alert === 'TbotCredentialsEnded')
    expect(ends).toHaveLength(1)
    expect(makeExport('prometheus', requestOf(text, { target: 17 })).notes.join(' ')).toContain(
      'by a description',
    )
  })

  test('warns before the end also when the renewal comes late in the life', () => {
    const text = (samples['application'] ?? '').replace('renewal_interval: 20m', 'renewal_interval: 50m')
    const soon = rulesOf(text).find(({ alert }) => alert === 'TbotCredentialsEndSoon')
    expect(soon?.expr).toContain('[3360s]') // 50 min and a tenth, and a minute: never within a healthy bot
  })

  test('finds the bot where it listens, or where it is told to', () => {
    expect(scraped('application')).toContain('- 127.0.0.1:3001')
    expect(scraped('application', { address: 'bots.example.com:3001' })).toContain(
      'http://bots.example.com:3001/readyz',
    )
    const open = (samples['application'] ?? '').replace('127.0.0.1:3001', ':4000')
    expect(scraped(open)).toContain('- 127.0.0.1:4000')
    expect(makeExport('prometheus', requestOf('many')).notes[0]).toContain('diag_addr: 127.0.0.1:3001')
  })

  test('refuses a bot that runs once', () => {
    expect(() => makeExport('prometheus', requestOf('github'))).toThrow(AppError)
  })
})
