import { isScalar, isSeq } from 'yaml'
import type { YAMLMap } from 'yaml'
import { eraOf, isKnownAt, serviceSchemas } from '../catalogue.ts'
import { joinPath } from '../entry.ts'
import type { Field } from '../map-fields.ts'
import { fieldsOf } from '../map-fields.ts'
import { spanOf } from '../yaml-source.ts'
import type { OldFile } from './old-file.ts'
import { canMerge, ownMap, textOfField, valueOf } from './old-file.ts'
import { CannotPatch } from './patch.ts'
import type { Patch } from './patch.ts'
import { migratePlace } from './place-1.ts'
import { noteSuccessor } from './spellings.ts'
import { checkTemplates, formatOf, readTemplates } from './templates-1.ts'
import type { Template } from './templates-1.ts'

/** One entry of `destinations` while it becomes a service. */
interface OldEntry {
  readonly file: OldFile
  readonly patch: Patch
  readonly map: YAMLMap
  readonly path: string
  readonly fields: ReadonlyMap<string, Field>
  readonly type: string
  readonly templates: readonly Template[]
}

/** An entry of version 1's `destinations` as a service of version 2 (tbot-config.md 1.3). */
export function migrateEntry(file: OldFile, map: YAMLMap, path: string, patch: Patch): void {
  const { source, story, budget } = file
  const written = fieldsOf(map, path, { source, report: story.report, budget })
  const fields = new Map(written.map((field) => [field.name, field]))
  const templates = readTemplates(file, fields.get('configs'), path)
  const type = typeOf(file, fields, path, templates ?? [])
  if (templates === undefined || type === undefined || !checkTemplates(file, templates, type)) return
  const entry: OldEntry = { file, patch, map, path, fields, type, templates }
  story.note('changed', path, spanOf(map), `Is a service of the type \`${type}\` now.`)
  noteSuccessor(file, type, path, spanOf(map))
  migrateType(entry)
  migratePlace({ file, patch, path, map, fields: written })
  migrateApp(entry)
  migrateDatabase(entry)
  migrateConfigs(entry)
  for (const field of written) noteOther(entry, field)
}

/** The keys that make an entry more than an identity, and the type each stands for. */
const kinds: Readonly<Record<string, string>> = {
  app: 'application',
  database: 'database',
  kubernetes_cluster: 'kubernetes',
}

function typeOf(
  { source, story }: OldFile,
  fields: ReadonlyMap<string, Field>,
  path: string,
  templates: readonly Template[],
): string | undefined {
  const found = Object.entries(kinds).flatMap(([key, type]) => {
    const field = fields.get(key)
    const node = valueOf(field, source)
    const isUnset = node === undefined || (isScalar(node) && textOfField(field, source) === undefined)
    return field === undefined || isUnset
      ? []
      : [{ key, type, span: spanOf(field.key), isText: isScalar(node) }]
  })
  const odd = found.find(({ key, isText }) => isText === (key === 'database'))
  if (odd !== undefined) {
    const wanted = odd.key === 'database' ? 'a map with `service`, `database` and `username`' : 'a name'
    story.refuse('config.v1-entry', joinPath(path, odd.key), odd.span, `\`${odd.key}\` must be ${wanted}.`)
    return undefined
  }
  const host = templates.find(({ name }) => name === 'ssh_host_cert')
  const all = [
    ...found,
    ...(host === undefined ? [] : [{ key: host.name, type: 'ssh_host', span: host.span }]),
  ]
  const [first, second] = all
  if (first === undefined || second === undefined) return first?.type ?? 'identity'
  const at = second.key === host?.name ? host.path : joinPath(path, second.key)
  const message = `An entry is for one thing, and this one has both \`${first.key}\` and \`${second.key}\`. Make two entries of it.`
  story.refuse('config.v1-two-kinds', at, second.span, message)
  return undefined
}

/** `type` stands first; in place of `configs` when that was first and leaves nothing behind. */
function migrateType({ patch, map, type, fields, templates }: OldEntry): void {
  const configs = fields.get('configs')
  const goes = configs !== undefined && map.items[0]?.key === configs.key && isPlain(templates)
  patch.addFirst(map, `type: ${type}`, goes ? configs : undefined)
}

/** True when nothing in the service comes of the templates. */
function isPlain(templates: readonly Template[]): boolean {
  return formatOf(templates) === undefined && templates.every(({ principals }) => principals === undefined)
}

function migrateApp({ file, patch, path, fields, type }: OldEntry): void {
  const field = fields.get('app')
  if (field === undefined || type !== 'application') return
  if (field.locked) throw new CannotPatch(spanOf(field.key))
  patch.renameKey(field, 'app_name')
  file.story.note('changed', joinPath(path, 'app'), spanOf(field.key), 'Is called `app_name` now.')
}

function migrateDatabase({ file, patch, map, path, fields, type }: OldEntry): void {
  const field = fields.get('database')
  if (field === undefined || type !== 'database') return
  const inner = ownMap(field)
  if (inner !== undefined) patch.flatten(map, field, inner, '')
  else if (canMerge(field, map)) patch.renameKey(field, '<<')
  else throw new CannotPatch(spanOf(field.key))
  const message = '`service`, `database` and `username` stand in the service itself now.'
  file.story.note('changed', joinPath(path, 'database'), spanOf(field.key), message)
}

function migrateConfigs(entry: OldEntry): void {
  const { file, patch, map, path, fields, type, templates } = entry
  const field = fields.get('configs')
  if (field === undefined) {
    return
  }
  if (field.locked) throw new CannotPatch(spanOf(field.key))
  const format = formatOf(templates)
  const principals = templates.find((template) => template.principals !== undefined)?.principals
  for (const template of templates) {
    const became = wordFor(template, type)
    const message =
      became === undefined ? `The type \`${type}\` writes these files anyway.` : `Is \`${became}\` now.`
    file.story.note(became === undefined ? 'understood' : 'changed', template.path, template.span, message)
  }
  if (principals !== undefined) migratePrincipals(entry, field, principals)
  else if (type === 'ssh_host') {
    const message =
      'A host certificate needs the names of its host. Write `ssh_host_cert: {principals: [HOST]}`.'
    const at = templates[0]
    file.story.refuse('config.v1-no-principals', at?.path ?? path, at?.span ?? spanOf(field.key), message)
  } else if (format !== undefined) patch.replace(patch.spanOfPair(field), wordFor(format, type) ?? '')
  else if (map.items[0]?.key !== field.key) patch.remove(map, field)
}

function wordFor({ name, principals }: Template, type: string): string | undefined {
  if (principals !== undefined) return 'principals'
  if (formatOf([{ name, path: '', span: { start: 0, end: 0 } }]) === undefined) return undefined
  return type === 'application' ? 'specific_tls_naming: true' : `format: ${name}`
}

function migratePrincipals({ file, patch, map, path }: OldEntry, configs: Field, principals: Field): void {
  const list = valueOf(principals, file.source)
  const items = isSeq(list) ? list.items : []
  if (!isSeq(list) || items.length === 0 || !items.every((item) => isScalar(item))) {
    const message = '`principals` must be a list with the names of the host. Write at least one.'
    file.story.refuse('config.v1-no-principals', joinPath(path, 'configs'), spanOf(principals.key), message)
    return
  }
  const { start, end } = spanOf(list)
  const text = file.source.text.slice(start, end)
  const isOneLine = list.flow === true && !text.includes('\n')
  const separator = patch.separator(map)
  const words = items.map((item) => file.source.text.slice(spanOf(item).start, spanOf(item).end))
  const value =
    isOneLine || map.flow === true
      ? ` [${words.join(', ')}]`
      : words.map((word) => `${separator}  - ${word}`).join('')
  patch.replace(patch.spanOfPair(configs), `principals:${value}`)
}

/** What needs no change, and what a person must look at. */
function noteOther({ file, path, type }: OldEntry, field: Field): void {
  const { story, target, source } = file
  const schema = serviceSchemas.get(type)?.properties?.[field.name]
  const handled = ['directory', 'memory', 'configs', 'app', 'database']
  if (handled.includes(field.name)) return
  const at = joinPath(path, field.name)
  const span = spanOf(field.key)
  if (schema === undefined) {
    const message = `A service of the type \`${type}\` has no \`${field.name}\`, and tbot drops it without a word; it stays as it is.`
    story.note('left', at, span, message)
  } else if (field.name === 'roles' && !isKnownAt(eraOf(schema), target) && !isEmptyList(field, source)) {
    const message = `tbot ${target} refuses \`roles\`, and without them the service has all rights of the bot; it stays as it is. Give the bot only these roles, or make a second bot, then remove it.`
    story.note('left', at, span, message)
  } else story.note('understood', at, span, 'Is the same in version 2.')
}

function isEmptyList(field: Field, source: OldFile['source']): boolean {
  const node = valueOf(field, source)
  return node === undefined || (isSeq(node) && node.items.length === 0)
}
