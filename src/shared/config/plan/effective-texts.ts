import { formatDuration, parseDuration } from '../../duration.ts'
import { destinationSchemas } from '../catalogue.ts'
import type { YamlValue } from '../edit/model.ts'
import type { Entry, MapEntry } from '../entry.ts'
import { entryAt, isEmpty, numberAt, textAt } from '../entry.ts'
import type { Lifetime } from '../model.ts'
import { normalPath } from '../rules/destination-rules.ts'
import { lifetimeOwner } from '../rules/lifetime-rules.ts'
import type { Schema } from '../schema.ts'

/** A value in force as text, the same for every way to write it; "" for nothing. */
export interface EffectiveText {
  readonly text: string
  readonly isSecret: boolean
}

type Texts = [string, EffectiveText][]

/** Keys whose lists have no order. */
const unordered = new Set(['readers', 'roles', 'principals', 'trust_domains', 'audiences'])
const elsewhere = new Set([
  'type',
  'name',
  'destination',
  'credential_ttl',
  'renewal_interval',
  'credential_lifetime',
])

/** What a service is told by its own keys, with defaults; name, destination and lifetime excepted. */
export function serviceTexts(service: MapEntry): Texts {
  const { properties = {} } = service.schema
  const keys = Object.keys(properties).filter((key) => !elsewhere.has(key))
  const destination = entryAt(service, 'destination')
  return [
    ...textsOf(service, keys),
    ...(destination?.kind === 'map' ? destinationTexts(destination, 'destination', '') : []),
  ]
}

/** The pair in force, inherited or not; nothing for types without certificates of their own (tbot-config.md 6.1). */
export function lifetimeTexts(service: MapEntry, top: Lifetime): Texts {
  const { properties = {} } = service.schema
  if (properties['credential_ttl'] === undefined && properties['credential_lifetime'] === undefined) return []
  const owner = lifetimeOwner(service)
  const ttlMs = numberAt(owner, 'credential_ttl')
  const intervalMs = numberAt(owner, 'renewal_interval')
  const isOwn = ttlMs !== 0 && intervalMs !== 0
  const text = (ms: number): EffectiveText => ({ text: formatDuration(ms), isSecret: false })
  return [
    ['credential_ttl', text(isOwn ? ttlMs : top.credentialTtlMs)],
    ['renewal_interval', text(isOwn ? intervalMs : top.renewalIntervalMs)],
  ]
}

/** A destination by its keys; unset, it is the folder `unsetFolder`. */
export function destinationTexts(destination: Entry | undefined, prefix: string, unsetFolder: string): Texts {
  const type = textAt(destination, 'type') || 'directory'
  const schema = destinationSchemas.get(type)
  const keys = Object.keys(schema?.properties ?? {}).filter((key) => key !== 'type')
  return [
    [`${prefix}.type`, { text: type, isSecret: false }],
    ...keys.map((key): [string, EffectiveText] => {
      const shown = textOf(entryAt(destination, key), schema?.properties?.[key] ?? {}, key)
      const text = key === 'path' && type === 'directory' ? normalPath(shown || unsetFolder) : shown
      return [`${prefix}.${key}`, { text, isSecret: false }]
    }),
  ]
}

/** The given keys of a map, sections opened up: `attestors.docker.addr`. Nothing for a map that is not there. */
export function textsOf(map: Entry | undefined, keys: readonly string[]): Map<string, EffectiveText> {
  return new Map(map === undefined ? [] : keys.flatMap((key) => open(map, map.schema, key, key)))
}

function open(map: Entry | undefined, owner: Schema, key: string, path: string): Texts {
  const schema = owner.properties?.[key]
  if (schema === undefined) return []
  const entry = entryAt(map, key)
  if (schema.properties === undefined) {
    return [[path, { text: textOf(entry, schema, key), isSecret: schema['x-secret'] === true }]]
  }
  return Object.keys(schema.properties).flatMap((inner) => open(entry, schema, inner, `${path}.${inner}`))
}

function textOf(entry: Entry | undefined, schema: Schema, key: string): string {
  const written = entry === undefined || isEmpty(entry) ? '' : show(entry, unordered.has(key))
  // Zero is how Go says unset (tbot-config.md 6.1).
  return written === '' || (schema.format === 'go-duration' && written === '0s') ? defaultOf(schema) : written
}

function defaultOf({ default: value, format }: Schema): string {
  if (value === undefined) return ''
  const ms = format === 'go-duration' ? parseDuration(String(value)) : undefined
  return ms === undefined ? String(value) : formatDuration(ms)
}

function show(entry: Entry, isUnordered: boolean): string {
  switch (entry.kind) {
    case 'scalar':
      return entry.schema.format === 'go-duration' && typeof entry.value === 'number'
        ? formatDuration(entry.value)
        : String(entry.value)
    case 'list': {
      const items = entry.items.map((item) => quoted(show(item, false), item))
      return (isUnordered ? items.toSorted() : items).join(', ')
    }
    case 'map': {
      const fields = [...entry.fields]
        .filter(([, value]) => !isEmpty(value))
        .map(([key, value]) => `${key}: ${show(value, false)}`)
        .toSorted()
        .join('; ')
      return fields.includes('; ') ? `{${fields}}` : fields
    }
    default:
      return ''
  }
}

/** One item must not look like two. */
function quoted(text: string, entry: Entry): string {
  return entry.kind === 'scalar' && /[,;"]/.test(text) ? JSON.stringify(text) : text
}

/** A map as plain data, for what looks at single keys. Durations are milliseconds. */
export function plainValues(map: MapEntry): { readonly [key: string]: YamlValue } {
  return Object.fromEntries([...map.fields].map(([key, value]) => [key, plain(value)]))
}

function plain(entry: Entry): YamlValue {
  switch (entry.kind) {
    case 'scalar':
      return entry.value
    case 'list':
      return entry.items.map(plain)
    case 'map':
      return plainValues(entry)
    default:
      return null
  }
}
