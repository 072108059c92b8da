import { AppError } from '../errors.ts'
import { findServiceCommand, flagKey } from './command-flags.ts'
import { parseDestinationUri } from './destination-uri.ts'
import type { YamlValue } from './edit/model.ts'

/** Values of flags by `flagKey`: text, repeated texts, or a switch. */
export type FlagValues = Readonly<Record<string, unknown>>

/** A sub-command with its flags. */
export interface ServiceFlags {
  readonly command: string
  readonly values: FlagValues
}

export function textOf(values: FlagValues, name: string): string | undefined {
  const value = values[flagKey(name)]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function listOf(values: FlagValues, name: string): readonly string[] {
  const value = values[flagKey(name)]
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

export function switchOf(values: FlagValues, name: string): boolean | undefined {
  const value = values[flagKey(name)]
  return typeof value === 'boolean' ? value : undefined
}

/**
 * The service a sub-command stands for, in the keys of the file and the order of the documents
 * (tbot-config.md 8.4); undefined for `noop`. Throws `usage.bad-argument` for a flag no file could hold.
 */
export function serviceFromFlags({
  command: name,
  values,
}: ServiceFlags): { readonly [key: string]: YamlValue } | undefined {
  const command = findServiceCommand(name)
  if (command === undefined) throw refusal(name, 'is no command of tbot')
  if (command.type === undefined) return undefined
  const service: Record<string, YamlValue> = { type: command.type }
  for (const flag of command.flags) {
    const key = flag.path ?? ''
    if (flag.name === 'destination') {
      const destination = destinationOf(values)
      if (destination !== undefined) service['destination'] = destination
    } else if (key === 'selectors') {
      service[key] = clusterSelectors(values)
    } else if (key.startsWith('selector.')) {
      const selector = identitySelector(values)
      if (selector !== undefined) service['selector'] = selector
    } else if (!key.startsWith('destination.')) {
      const value = plainValue(flag.kind, flag.name, values)
      if (value !== undefined) service[key] = value
    }
  }
  return service
}

/** The flags a sub-command lacks, with their dashes. */
export function missingFlags({ command, values }: ServiceFlags): string[] {
  const flags = findServiceCommand(command)?.flags ?? []
  return flags
    .filter((flag) => flag.isRequired === true && listOf(values, flag.name).every((text) => text === ''))
    .map((flag) => `--${flag.name}`)
}

function plainValue(kind: string, name: string, values: FlagValues): YamlValue | undefined {
  if (kind === 'text') return textOf(values, name)
  if (kind === 'switch') return switchOf(values, name)
  const texts = listOf(values, name)
  return texts.length === 0 ? undefined : texts
}

function destinationOf(values: FlagValues): YamlValue | undefined {
  const place = textOf(values, 'destination')
  const readers = [
    ...listOf(values, 'reader-user').map((user) => ({ user })),
    ...listOf(values, 'reader-group').map((group) => ({ group })),
  ]
  if (place === undefined) return undefined
  const keys = { ...parseDestinationUri(place, '--destination') }
  if (readers.length === 0) return keys
  if (keys.type !== 'directory') throw refusal('--reader-user', 'and --reader-group need a folder')
  return { ...keys, readers }
}

function clusterSelectors(values: FlagValues): YamlValue {
  return [
    ...listOf(values, 'name-selector').map((name) => ({ name })),
    ...listOf(values, 'label-selector').map((text) => ({ labels: Object.fromEntries(labelsIn(text)) })),
  ]
}

/** Here a label has a list of accepted values (tbot-config.md 4.13). */
function identitySelector(values: FlagValues): YamlValue | undefined {
  const name = textOf(values, 'name-selector')
  const labels: Record<string, string[]> = {}
  for (const [key, value] of listOf(values, 'label-selector').flatMap(labelsIn)) {
    ;(labels[key] ??= []).push(value)
  }
  const hasLabels = Object.keys(labels).length > 0
  if (name === undefined && !hasLabels) return undefined
  return { ...(name === undefined ? {} : { name }), ...(hasLabels ? { labels } : {}) }
}

function labelsIn(text: string): [key: string, value: string][] {
  return text.split(',').map((part) => {
    const [, key = '', value = ''] = /^([^=\s]+)=(.*)$/.exec(part.trim()) ?? []
    if (key === '') throw refusal('--label-selector', 'must be KEY=VALUE, with a comma between several')
    return [key, value]
  })
}

function refusal(flag: string, reason: string): AppError {
  return new AppError('usage.bad-argument', `${flag} ${reason}`, { details: { flag } })
}
