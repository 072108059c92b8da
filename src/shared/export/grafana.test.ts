import { describe, expect, test } from 'vitest'
import { panels } from './grafana-panels.ts'
import { makeExport } from './index.ts'
import { requestOf } from './testing/samples.ts'

interface Dashboard {
  readonly title: string
  readonly panels: readonly {
    readonly id: number
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
    readonly targets: readonly { readonly expr: string; readonly refId: string }[]
  }[]
}

function dashboard(): Dashboard {
  const [file] = makeExport('grafana', requestOf('application')).files
  return JSON.parse(file?.text ?? '') as Dashboard
}

/** What tbot registers (tbot-runtime.md 3.1, 3.3) and Prometheus adds. */
const metrics = [
  'tbot_task_iterations_total',
  'tbot_task_iterations_successful_count',
  'tbot_task_iterations_successful_sum',
  'tbot_task_iterations_failed',
  'tbot_task_iteration_duration_seconds_bucket',
  'process_resident_memory_bytes',
  'up',
]

describe('the Grafana dashboard', () => {
  test('asks for metrics that exist, of this bot only', () => {
    const queries = panels('bot="ci-deploy"').flatMap((panel) => panel.queries.map(({ expr }) => expr))
    for (const expr of queries) {
      const [, name] = /([a-z_]+)\{bot="ci-deploy"/.exec(expr) ?? []
      expect(metrics).toContain(name)
    }
  })

  test('panels lie beside each other and have ids of their own', () => {
    const found = dashboard().panels
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
    const cells = found.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    expect(Math.max(...found.map(({ gridPos }) => gridPos.x + gridPos.w))).toBeLessThanOrEqual(24)
  })

  test('a name with quotes stays inside of its label', () => {
    const [file] = makeExport('grafana', requestOf('application', { bot: 'a"b' })).files
    expect(file?.text).toContain(String.raw`up{bot=\"a\\\"b\"}`)
  })
})
