import { formatPath } from '../../../shared/config/edit/index.ts'
import type { ConfigDocument, ConfigPath, YamlValue } from '../../../shared/config/edit/model.ts'
import type { FormField } from '../../../shared/config/form/model.ts'

type Values = { readonly [key: string]: YamlValue }

/** A map as values by key; empty for anything else. */
export function valuesOf(value: YamlValue | undefined): Values {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Values) : {}
}

/** A text in a map; "" for anything else. */
export function textIn(values: Values, key: string): string {
  const value = values[key]
  return typeof value === 'string' ? value : ''
}

/** The entries of `services` with their places. */
export function entriesOf(
  document: ConfigDocument | undefined,
): readonly { readonly path: ConfigPath; readonly values: Values }[] {
  const list = document?.valueAt(['services'])
  if (!Array.isArray(list)) return []
  return list.map((value: YamlValue, index) => ({ path: ['services', index], values: valuesOf(value) }))
}

/** What a service is about, for its folder and its title: its name, the application, the database; else nothing. */
export function subjectOf(values: Values, fields: readonly FormField[]): string {
  const keys = [
    'name',
    ...fields.filter((field) => field.isRequired && field.kind === 'text').map(({ key }) => key),
  ]
  for (const key of keys) {
    const value = values[key]
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
  }
  const selector = valuesOf(values['selector'])['name']
  return typeof selector === 'string' ? selector.trim() : ''
}

/** A folder beside those of the other services, else below the bot's own; never one that is taken. */
export function suggestFolder(options: {
  readonly document: ConfigDocument | undefined
  readonly own: ConfigPath
  readonly botFolder: string
  readonly subject: string
}): string {
  const others = entriesOf(options.document)
    .filter(({ path }) => formatPath(path) !== formatPath(options.own))
    .map(({ values }) => valuesOf(values['destination'])['path'])
    .filter((path) => typeof path === 'string' && path.startsWith('/'))
    .map(String)
  const storage = options.document?.valueAt(['storage', 'path'])
  const taken = new Set([...others, ...(typeof storage === 'string' ? [storage] : [])].map(trimmed))
  const parents = others
    .map((path) => trimmed(path).replace(/\/[^/]*$/, ''))
    .filter((parent) => parent !== '')
  const parent = mostFrequent(parents) ?? `${trimmed(options.botFolder)}/out`
  const slug = options.subject
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  const base = `${parent}/${slug || 'service'}`
  for (let number = 1; ; number += 1) {
    const folder = number === 1 ? base : `${base}-${number}`
    if (!taken.has(folder)) return folder
  }
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '')
}

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted(([, left], [, right]) => right - left)[0]?.[0]
}
