import { isLoopback } from '../config/internet.ts'
import { AppError } from '../errors.ts'
import { defineExporter } from './define-exporter.ts'
import type { Draft } from './define-exporter.ts'
import { diagnostics, hostPort, isEverywhere } from './listeners.ts'
import { alertRules } from './prometheus-rules.ts'
import type { ExportSource } from './source.ts'
import { isOn } from './values.ts'
import { yamlText } from './yaml-text.ts'

/** What Prometheus asks the bot, and when it calls somebody. */
export const prometheusExporter = defineExporter({
  kind: 'prometheus',
  title: 'Prometheus',
  description: 'Scrape configuration and alert rules for the bot’s metrics.',
  group: 'monitoring',
  checkedBy: 'promtool check config, check rules and test rules 2.42',
  startsAnotherBot: false,
  options: [
    {
      key: 'address',
      label: 'The bot answers at',
      description: 'HOST:PORT that Prometheus reaches. Empty: diag_addr of the file.',
      default: '',
    },
    {
      key: 'blackbox',
      label: 'Blackbox exporter',
      description: 'HOST:PORT. It asks /readyz, which is no metric of tbot.',
      default: '127.0.0.1:9115',
    },
    {
      key: 'rules-folder',
      label: 'Rules go to',
      description: 'Folder, seen from prometheus.yaml.',
      default: 'rules',
    },
  ],
  build,
})

const defaultAddress = '127.0.0.1:3001'

function build(source: ExportSource): Draft {
  if (isOn(source.values, 'oneshot')) {
    throw new AppError(
      'export.not-possible',
      'a bot that runs once does not listen, so that there is nothing to scrape; watch the job that starts it',
    )
  }
  const { slug, option } = source
  const folder = option('rules-folder').replace(/^\/+|(?<!\/)\/+$/g, '')
  const rules = `${folder === '' ? '' : `${folder}/`}tbot-${slug}.yaml`
  return {
    files: [
      {
        path: 'prometheus.yaml',
        text: scrapeConfig(source, rules),
        language: 'yaml',
        about: 'Add its rule_files and scrape_configs to yours.',
      },
      {
        path: rules,
        text: yamlText(alertRules(source)),
        language: 'yaml',
        about: 'Beside prometheus.yaml.',
      },
    ],
    notes: notes(source),
  }
}

/** Where the bot answers: an address that means every interface is asked on this computer. */
function addressOf(source: ExportSource): string {
  const given = source.option('address')
  if (given !== '') return given
  const found = diagnostics(source)
  if (found === undefined) return defaultAddress
  return hostPort(isEverywhere(found.host) ? '127.0.0.1' : found.host, found.port)
}

function scrapeConfig(source: ExportSource, rules: string): string {
  const { bot, slug, option } = source
  const address = addressOf(source)
  const labels = { bot }
  const readiness = {
    job_name: `tbot-${slug}-readyz`,
    metrics_path: '/probe',
    params: { module: ['http_2xx'], target: [`http://${address}/readyz`] },
    static_configs: [{ targets: [option('blackbox')], labels }],
  }
  return yamlText({
    rule_files: [rules],
    scrape_configs: [
      {
        job_name: `tbot-${slug}`,
        scrape_interval: '30s',
        static_configs: [{ targets: [address], labels }],
      },
      readiness,
    ],
  })
}

function notes(source: ExportSource): string[] {
  const found = diagnostics(source)
  const own = source.services.some(({ values }) => 'credential_ttl' in values)
  return [
    ...(found === undefined
      ? [`The bot does not listen yet. Add \`diag_addr: ${addressOf(source)}\` to the file.`]
      : []),
    ...(found !== undefined && isLoopback(found.host) && source.option('address') === ''
      ? ['The bot answers on its own computer only, so that Prometheus must run there too.']
      : []),
    'tbot tells no expiry, only how often it renewed. The rules count from the lifetimes of the file; roles of the cluster may shorten them.',
    'Readiness needs the blackbox exporter with its module http_2xx.',
    ...(own && source.target < 18
      ? [
          `tbot ${source.target} names services in its metrics by a description, so that all are watched with the lifetimes of the bot.`,
        ]
      : []),
  ]
}
