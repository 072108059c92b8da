import { botLifetime, ownLifetime } from './lifetimes.ts'
import type { Lifetime } from './lifetimes.ts'
import type { ExportSource } from './source.ts'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: { readonly severity: 'critical' | 'warning'; readonly service?: string }
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook: string }
}

/**
 * Alerts on the metrics tbot really has (tbot-runtime.md 3.1). Series of a task appear with its first event,
 * so that a rule about a count must not need a zero before.
 */
export function alertRules(source: ExportSource): object {
  const job = `tbot-${source.slug}`
  const rules = [
    ...reachable(job),
    ...renewals(job),
    ...lifetimes(source, job),
    notReady(job),
    ...(source.services.some(({ type }) => type === 'ssh-multiplexer') ? [multiplexer(job)] : []),
  ]
  return { groups: [{ name: job, rules }] }
}

function reachable(job: string): Rule[] {
  return [
    {
      alert: 'TbotDown',
      expr: `up{job="${job}"} == 0`,
      for: '5m',
      labels: { severity: 'critical' },
      annotations: {
        summary: 'The bot {{ $labels.bot }} does not answer.',
        description: '{{ $labels.instance }} has not answered for 5 minutes.',
        runbook:
          'Look at the state of the process and its log. During its first join a bot does not listen. Files it wrote stay valid until they end.',
      },
    },
    {
      alert: 'TbotAbsent',
      expr: `absent(up{job="${job}"})`,
      for: '10m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'Nobody watches this bot any more.',
        description: 'Prometheus has no target in the job {{ $labels.job }}.',
        runbook: 'The scrape configuration was changed or lost. Put the job back, or remove these rules.',
      },
    },
    {
      alert: 'TbotRestarting',
      expr: `changes(process_start_time_seconds{job="${job}"}[30m]) > 3`,
      labels: { severity: 'warning' },
      annotations: {
        summary: 'The bot {{ $labels.bot }} keeps ending and starting.',
        description: 'It started {{ $value }} times within 30 minutes.',
        runbook:
          'Read the last lines of its log before each end: a listener in use or a refused join ends the whole bot.',
      },
    },
  ]
}

/** The heartbeat has an interval of its own and costs nobody a credential. */
const tasks = 'name!="submit-heartbeat"'

function renewals(job: string): Rule[] {
  const failed = `tbot_task_iterations_failed{job="${job}",${tasks}}`
  const begun = `tbot_task_iterations_total{job="${job}",${tasks}}`
  const succeeded = `tbot_task_iterations_successful_count{job="${job}",${tasks}}`
  return [
    {
      alert: 'TbotRenewalFailed',
      expr: `increase(${failed}[30m]) > 0 or (${failed} unless ${failed} offset 30m) > 0`,
      labels: { severity: 'warning' },
      annotations: {
        summary: 'The bot {{ $labels.bot }} could not renew {{ $labels.service }}.',
        description: 'The task {{ $labels.name }} failed with all its retries within the last 30 minutes.',
        runbook:
          'Ask /readyz for the reason. tbot tries again only at the next renewal; a HUP signal makes it try now.',
      },
    },
    {
      alert: 'TbotNeverRenewed',
      expr: `${begun} unless on (instance, service, name) ${succeeded}`,
      for: '15m',
      labels: { severity: 'critical' },
      annotations: {
        summary:
          '{{ $labels.service }} of the bot {{ $labels.bot }} has not succeeded since the bot started.',
        description: 'The task {{ $labels.name }} began, and for 15 minutes has never ended well.',
        runbook:
          'Ask /readyz for the reason: a missing right of the bot’s role, a folder it may not write, or a wrong name.',
      },
    },
  ]
}

/**
 * One pair of rules for the bot, and one for each service with a lifetime of its own. Its name is a label of the
 * rule too, as it is of the metric: Prometheus takes rules of one name and the same labels for duplicates.
 */
function lifetimes(source: ExportSource, job: string): Rule[] {
  const own =
    source.target < 18
      ? []
      : source.services.flatMap((service) => {
          const lifetime = ownLifetime(service)
          return lifetime === undefined ? [] : [{ name: service.name, lifetime }]
        })
  const others = own.length === 0 ? '' : `,service!~"${own.map(({ name }) => pattern(name)).join('|')}"`
  return [
    ...ending(job, others, botLifetime(source)),
    ...own.flatMap(({ name, lifetime }) =>
      ending(job, `,service="${name}"`, lifetime).map((rule) => ({
        ...rule,
        labels: { ...rule.labels, service: name },
      })),
    ),
  ]
}

/** Names hold `+` at most (tbot-config.md 5.1); in a PromQL text the backslash is doubled. */
function pattern(name: string): string {
  return name.replaceAll('+', '\\\\+')
}

function ending(job: string, services: string, { ttl, interval }: Lifetime): Rule[] {
  const succeeded = `tbot_task_iterations_successful_count{job="${job}",${tasks}${services}}`
  const expr = (seconds: number) =>
    `increase(${succeeded}[${seconds}s]) == 0 and on (instance, service, name) ${succeeded} offset ${seconds}s`
  const late = Math.min(ttl, Math.max(ttl - interval, interval + Math.ceil(interval / 10) + 60))
  const minutes = (seconds: number) => `${Math.round(seconds / 60)} minutes`
  return [
    {
      alert: 'TbotCredentialsEndSoon',
      expr: expr(late),
      labels: { severity: 'warning' },
      annotations: {
        summary: 'Credentials of {{ $labels.service }} end soon.',
        description: `The bot {{ $labels.bot }} has not renewed {{ $labels.service }} for ${minutes(late)}; they live ${minutes(ttl)}.`,
        runbook:
          'Look for a locked bot, a cluster out of reach or a full disk. When the cause is gone, send HUP to renew at once.',
      },
    },
    {
      alert: 'TbotCredentialsEnded',
      expr: expr(ttl),
      labels: { severity: 'critical' },
      annotations: {
        summary: 'Credentials of {{ $labels.service }} have ended.',
        description: `The bot {{ $labels.bot }} has not renewed {{ $labels.service }} for ${minutes(ttl)}, which is as long as they live.`,
        runbook:
          'Whoever uses these files is refused now. A bot that joins with a token needs a new one when its own identity has ended, too.',
      },
    },
  ]
}

function notReady(job: string): Rule {
  return {
    alert: 'TbotNotReady',
    expr: `probe_success{job="${job}-readyz"} == 0`,
    for: '15m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'The bot {{ $labels.bot }} is not ready.',
      description: '/readyz has not answered with 200 for 15 minutes.',
      runbook:
        'Open /readyz: it names each service and its reason. A failed heartbeat alone keeps it at 503 for half an hour and harms nothing.',
    },
  }
}

function multiplexer(job: string): Rule {
  const handled = (status: string) =>
    `sum by (instance, bot) (rate(tbot_ssh_multiplexer_requests_handled_total{job="${job}"${status}}[10m]))`
  return {
    alert: 'TbotMultiplexerErrors',
    expr: `${handled(',status="ERROR"')} / ${handled('')} > 0.25`,
    for: '10m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'SSH connections through the bot {{ $labels.bot }} fail.',
      description:
        '{{ $value | humanizePercentage }} of the connections of the last 10 minutes ended with an error.',
      runbook:
        'The renewals of a multiplexer do not show in /readyz: look at its log, and whether the proxy is reachable.',
    },
  }
}
