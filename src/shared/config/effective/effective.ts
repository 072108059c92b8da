import { destinationSchemas, isKnownAt, eraOf, rootSchema, sectionsOf } from '../catalogue.ts'
import type { Entry } from '../entry.ts'
import { entryAt, itemsAt, joinPath, textAt } from '../entry.ts'
import { secretsOfText } from '../edit/source.ts'
import { dots, hideSecrets } from '../mask-secrets.ts'
import { flagChanges, overlayFlags, replacesOnboarding } from '../overlay-flags.ts'
import type { FlagChange, StartFlags } from '../overlay-flags.ts'
import type { TargetVersion } from '../problem.ts'
import { defaultStoragePath } from '../rules/destination-rules.ts'
import { servicesOf } from '../rules/service-rules.ts'
import { decide, notesOf } from './decisions.ts'
import type { EffectiveValue } from './model.ts'
import { readEntries } from './read-entries.ts'
import type { ReadFile } from './read-entries.ts'
import { addLeaf, addMap, addPlace, addRow } from './table.ts'
import type { Given, Table } from './table.ts'

export interface EffectiveOptions {
  readonly target: TargetVersion
  readonly flags?: StartFlags
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** One part of the file: a section or service by its path (`storage`, `services[2]`), or "" for the keys beside them. */
  readonly part?: string
}

/**
 * Every value in force with where it comes from: file, default, flag, environment, or a rule of the era (tbot-config.md
 * 1 to 6 and 8.6). Nothing for a text that is no map. Throws `usage.bad-argument` for a flag no file could hold.
 */
export function effectiveValues(text: string, options: EffectiveOptions): readonly EffectiveValue[] {
  const { target, part } = options
  const environment = options.environment ?? options.flags?.environment ?? {}
  const flags: StartFlags = { ...options.flags, environment }
  const before = readEntries(text, target)
  const changes = flagChanges(flags, { target })
  const overlaid = overlayFlags(text, flags, { target }).text
  const file = overlaid === text ? before : readEntries(overlaid, target)
  if (before === undefined || file === undefined) return []
  const situation = { file, target, services: servicesOf(file.root), environment }
  const table: Table = {
    target,
    file,
    lines: before.lines,
    given: changes.map((change) => givenBy(change, file)),
    dropped: droppedKeys(before, file, changes),
    rows: [],
    decisions: decide(situation),
    notes: notesOf(situation),
  }
  addTop(table, part)
  const secrets = [...new Set([overlaid, text])].flatMap((each) => secretsOfText(each))
  secrets.push(...secretsOf(table))
  return table.rows.map((row) => ({ ...row, value: hideSecrets(row.value, secrets) }))
}

function givenBy({ path, kind, origin, name }: FlagChange, file: ReadFile): Given {
  const at = path.reduce<string>((parent, key) => joinPath(parent, String(key)), '')
  const last = itemsAt(file.root, String(path[0])).length - 1
  return { path: kind === 'append' ? `${at}[${last}]` : at, origin, name }
}

/** tbot-config.md 8.6: a token, method or pin from elsewhere makes the whole section of the file void. */
function droppedKeys(before: ReadFile, after: ReadFile, changes: readonly FlagChange[]): Map<string, string> {
  const [cause] = changes.filter(replacesOnboarding)
  if (cause === undefined) return new Map()
  const lost = [...before.lines.keys()].filter(
    (path) => path.startsWith('onboarding.') && !after.lines.has(path),
  )
  const note = `the file says otherwise, but ${cause.name} replaces the whole section`
  return new Map(lost.map((path) => [path, note]))
}

/** The token of a join link stands in a value of its own. */
function secretsOf({ decisions }: Table): string[] {
  const token = decisions.get('onboarding.token')?.value ?? ''
  return token.length >= dots.length ? [token] : []
}

function addTop(table: Table, part: string | undefined): void {
  const { root } = table.file
  const isWanted = (place: string) => part === undefined || part === place
  for (const [key, schema] of Object.entries(rootSchema.properties ?? {})) {
    const entry = entryAt(root, key)
    if (schema.items?.variants !== undefined) addServices(table, key, entry, isWanted)
    else if (!isWanted(key === 'onboarding' || key === 'storage' ? key : '')) continue
    else if (key === 'onboarding') addOnboarding(table, entry)
    else if (key === 'storage') addStorage(table, entry)
    else if (entry !== undefined || isListed(key, table.target)) addLeaf(table, schema, entry, key)
  }
}

/** Keys of the era; an older name only where it is the only one. */
function isListed(key: string, target: TargetVersion): boolean {
  const schema = rootSchema.properties?.[key]
  if (schema === undefined || !isKnownAt(eraOf(schema), target)) return false
  return (schema['x-deprecated']?.from ?? Infinity) > target
}

function addOnboarding(table: Table, entry: Entry | undefined): void {
  const schema = rootSchema.properties?.['onboarding']
  if (schema === undefined) return
  const link = table.decisions.get('onboarding.join_method')?.value
  const method = link ?? textAt(entry, 'join_method')
  const used = sectionsOf(method)
  const others = Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
    property.type === 'object' && !used.includes(key) && entryAt(entry, key) === undefined ? [key] : [],
  )
  addMap(table, schema, entry, 'onboarding', others)
  const path = 'onboarding.kubernetes.token_path'
  const decided = table.decisions.get(path)
  // Before 19 there is no key for it, and still a value.
  if (decided !== undefined && !table.rows.some((row) => row.path === path)) addRow(table, path, decided)
}

function addStorage(table: Table, entry: Entry | undefined): void {
  if (entry?.kind === 'map' || entry?.kind === 'broken') {
    addPlace(table, entry, 'storage')
    return
  }
  const folder = destinationSchemas.get('directory')
  addRow(table, 'storage.type', { value: 'directory', origin: 'default' })
  addRow(table, 'storage.path', { value: defaultStoragePath, origin: 'default' })
  if (folder !== undefined) addMap(table, folder, undefined, 'storage', ['type', 'path'])
}

function addServices(
  table: Table,
  key: string,
  list: Entry | undefined,
  isWanted: (place: string) => boolean,
): void {
  const items = list?.kind === 'list' ? list.items : []
  if (items.length === 0 && isListed(key, table.target) && isWanted(key)) {
    addRow(table, key, { value: '[]', origin: list === undefined ? 'default' : 'file' })
  }
  for (const item of items) {
    if (!isWanted(item.path)) continue
    if (item.kind === 'map') addMap(table, item.schema, item, item.path)
    else addPlace(table, item, item.path)
  }
}
