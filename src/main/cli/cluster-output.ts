import { stringify } from 'yaml'
import type { ClusterBotView } from '../../shared/contract/views.ts'
import type { AddedBot, AddedToken, ClusterInfo, Resource, TokenListing } from '../local-cluster/index.ts'
import type { OutputFormat } from './context.ts'

/** Texts and JSON of the `cluster` commands, in the words of the real administration tools. */

function json(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

function infoJson(info: ClusterInfo): Record<string, unknown> {
  return {
    cluster_name: info.clusterName,
    auth_server: info.authServer,
    ca_pins: info.caPins,
    version: info.version,
    pid: info.pid,
  }
}

/** The one line of `cluster start`. */
export function started(info: ClusterInfo, format: OutputFormat): string {
  if (format === 'json') return json(infoJson(info))
  return `local cluster ${info.clusterName} is ready at ${info.authServer}, CA pin ${info.caPins.join(' ')}, for trials and tests only\n`
}

export function status(info: ClusterInfo, format: OutputFormat): string {
  if (format === 'json') return json(infoJson(info))
  const rows = [
    ['Cluster', info.clusterName],
    ['Auth server', info.authServer],
    ['Version', info.version],
    ...info.caPins.map((pin) => ['CA pin', pin]),
    ['Process', String(info.pid)],
  ]
  return rows.map(([label = '', value = '']) => `${label.padEnd(12)} ${value}\n`).join('')
}

export function botAdded(added: AddedBot, format: OutputFormat): string {
  const expires = isoTime(added.expires)
  if (format === 'json') {
    return json({
      bot: added.bot,
      token: added.token,
      join_method: added.joinMethod,
      ca_pins: added.caPins,
      auth_server: added.authServer,
      expires,
    })
  }
  const pins = added.caPins.map((pin) => `   --ca-pin=${pin} \\\n`).join('')
  return (
    `The bot token: ${added.token}\n` +
    `It can be used once, until ${expires}.\n\n` +
    'Run the bot with:\n\n' +
    '> botdesk start \\\n' +
    '   --destination-dir=./out \\\n' +
    '   --data-dir=./storage \\\n' +
    `   --token=${added.token} \\\n` +
    `   --join-method=${added.joinMethod} \\\n` +
    pins +
    `   --auth-server=${added.authServer}\n`
  )
}

export function bots(list: readonly ClusterBotView[], format: OutputFormat): string {
  if (format === 'json') {
    return json(
      list.map((bot) => ({
        bot: bot.name,
        roles: bot.roles,
        instances: bot.instances,
        locked: bot.locked ?? null,
      })),
    )
  }
  const rows = list.map((bot) => [bot.name, bot.roles.join(','), String(bot.instances), bot.locked ?? ''])
  return table(['Bot', 'Roles', 'Instances', 'Locked'], rows, 'no bots')
}

export function tokenAdded(added: AddedToken, format: OutputFormat): string {
  const expires = added.expires === undefined ? null : isoTime(added.expires)
  if (format === 'json') return json({ token: added.token, type: added.type, expires })
  return `The join token: ${added.token}\nIt is for a ${added.type} and ends ${expires ?? 'never'}.\n`
}

export function tokens(list: readonly TokenListing[], format: OutputFormat): string {
  const entries = list.map(({ token, type, bot, singleUse, usedAt, expires }) => ({
    token,
    type,
    bot: bot ?? null,
    single_use: singleUse,
    used: usedAt === undefined ? null : isoTime(usedAt),
    expires: expires === undefined ? null : isoTime(expires),
  }))
  if (format === 'json') return json(entries)
  const rows = entries.map((each) => [
    each.token,
    each.type,
    each.bot ?? '',
    each.used === null ? (each.single_use ? 'once' : 'again') : `used ${each.used}`,
    each.expires ?? 'never',
  ])
  return table(['Token', 'Type', 'Bot', 'Use', 'Expires'], rows, 'no tokens')
}

/** YAML documents, as the real tools print them; JSON gives a list. */
export function resources(list: readonly Resource[], format: OutputFormat): string {
  if (format === 'json') return json(list)
  return list.map((resource) => stringify(resource)).join('---\n')
}

export function done(text: string, format: OutputFormat): string {
  return format === 'json' ? json({ message: text }) : `${text}\n`
}

function table(head: readonly string[], rows: readonly string[][], empty: string): string {
  if (rows.length === 0) return `${empty}\n`
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map((row) => `${line(row)}\n`).join('')
}

function isoTime(at: number): string {
  return new Date(at).toISOString()
}
