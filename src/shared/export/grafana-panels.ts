/** One panel of the dashboard and what it asks Prometheus. */
export interface Panel {
  readonly title: string
  readonly about: string
  readonly unit: string
  readonly queries: readonly { readonly expr: string; readonly legend: string }[]
  readonly wide?: boolean
}

/** Every query of the dashboard; `$service` and `$__rate_interval` are Grafana's. */
export function panels(bot: string): Panel[] {
  const labels = `${bot}, service=~"$service"`
  const increase = (metric: string, window = '$__rate_interval') =>
    `sum by (service) (increase(${metric}{${labels}}[${window}]))`
  return [
    {
      title: 'Renewals that succeeded, last 24 h',
      about: 'Each service renews on its own.',
      unit: 'short',
      queries: [{ expr: increase('tbot_task_iterations_successful_count', '24h'), legend: '{{service}}' }],
    },
    {
      title: 'Renewals that failed, last 24 h',
      about: 'After all retries. Anything but 0 needs a look.',
      unit: 'short',
      queries: [{ expr: increase('tbot_task_iterations_failed', '24h'), legend: '{{service}}' }],
    },
    {
      title: 'Renewals',
      about: 'Begun, and given up.',
      unit: 'short',
      wide: true,
      queries: [
        { expr: increase('tbot_task_iterations_total'), legend: '{{service}} begun' },
        { expr: increase('tbot_task_iterations_failed'), legend: '{{service}} failed' },
      ],
    },
    {
      title: 'Duration of a renewal',
      about: 'Nine of ten are faster, retries included.',
      unit: 's',
      queries: [
        {
          expr: `histogram_quantile(0.9, sum by (service, le) (increase(tbot_task_iteration_duration_seconds_bucket{${labels}}[1h])))`,
          legend: '{{service}}',
        },
      ],
    },
    {
      title: 'Retries of successful renewals',
      about: 'Above 0 the cluster or a destination answers badly.',
      unit: 'short',
      queries: [{ expr: increase('tbot_task_iterations_successful_sum', '1h'), legend: '{{service}}' }],
    },
    {
      title: 'Answers Prometheus',
      about: '1 when the last scrape worked.',
      unit: 'short',
      queries: [{ expr: `up{${bot}}`, legend: '{{job}}' }],
    },
    {
      title: 'Memory',
      about: 'Resident.',
      unit: 'bytes',
      queries: [{ expr: `process_resident_memory_bytes{${bot}}`, legend: '{{instance}}' }],
    },
  ]
}
