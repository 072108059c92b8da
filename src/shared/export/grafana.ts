import { defineExporter } from './define-exporter.ts'
import type { Draft } from './define-exporter.ts'
import { panels } from './grafana-panels.ts'
import type { Panel } from './grafana-panels.ts'
import type { ExportSource } from './source.ts'

/** A dashboard of the bot's own metrics (tbot-runtime.md 3.1), for import into Grafana. */
export const grafanaExporter = defineExporter({
  kind: 'grafana',
  title: 'Grafana',
  description: 'A dashboard for the metrics that the Prometheus export collects.',
  group: 'monitoring',
  checkedBy: 'promtool, for every query; the names of tbot’s metrics',
  startsAnotherBot: false,
  options: [
    { key: 'title', label: 'Title', description: 'Of the dashboard.', default: 'tbot {bot}' },
    { key: 'refresh', label: 'Refresh', description: 'As 30s or 1m.', default: '30s' },
  ],
  build,
})

function build(source: ExportSource): Draft {
  const { slug, option } = source
  const bot = `bot=${JSON.stringify(source.bot)}`
  const dashboard = {
    title: option('title'),
    uid: `tbot-${slug}`.slice(0, 40),
    tags: ['teleport', 'tbot'],
    schemaVersion: 39,
    editable: true,
    timezone: 'browser',
    refresh: option('refresh'),
    time: { from: 'now-6h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', current: {} },
        {
          name: 'service',
          label: 'Service',
          type: 'query',
          datasource: { type: 'prometheus', uid: '${datasource}' },
          query: { query: `label_values(tbot_task_iterations_total{${bot}}, service)`, refId: 'service' },
          definition: `label_values(tbot_task_iterations_total{${bot}}, service)`,
          multi: true,
          includeAll: true,
          allValue: '.*',
          current: { text: 'All', value: '$__all' },
          refresh: 2,
        },
      ],
    },
    panels: panels(bot).map(panelJson),
  }
  return {
    files: [
      {
        path: `tbot-${slug}.json`,
        text: `${JSON.stringify(dashboard, null, 2)}\n`,
        language: 'json',
        about: 'In Grafana: Dashboards, New, Import.',
      },
    ],
    notes: [
      `The queries select ${bot}, the label that the Prometheus export sets.`,
      'tbot tells no expiry and no readiness as a metric: the panels show how often renewals ran, failed and how long they took.',
    ],
  }
}

function panelJson({ title, about, unit, queries, wide }: Panel, index: number): object {
  const datasource = { type: 'prometheus', uid: '${datasource}' }
  const isNumber = index < 2
  return {
    id: index + 1,
    type: isNumber ? 'stat' : 'timeseries',
    title,
    description: about,
    datasource,
    gridPos: placeOf(index, wide === true),
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    options: isNumber
      ? { reduceOptions: { calcs: ['lastNotNull'] } }
      : { legend: { displayMode: 'list', placement: 'bottom' } },
    targets: queries.map(({ expr, legend }, number) => ({
      refId: String.fromCodePoint(65 + number),
      datasource,
      expr,
      legendFormat: legend,
      ...(isNumber ? { instant: true } : {}),
    })),
  }
}

/** Two numbers, one wide chart, then pairs; 24 columns. */
function placeOf(index: number, wide: boolean): object {
  if (index < 2) return { x: index * 12, y: 0, w: 12, h: 5 }
  if (wide) return { x: 0, y: 5, w: 24, h: 8 }
  const number = index - 3
  return { x: (number % 2) * 12, y: 13 + Math.floor(number / 2) * 8, w: 12, h: 8 }
}
