import { isMap, isSeq } from 'yaml'
import type { Node } from 'yaml'
import { rootSchema } from '../catalogue.ts'
import { fieldsOf, follow } from '../map-fields.ts'
import type { Field } from '../map-fields.ts'
import type { YamlSource } from '../yaml-source.ts'
import { servicesKey } from '../overlay-flags.ts'
import { spanOf } from '../yaml-source.ts'
import { migrateEntry } from './entry-1.ts'
import type { OldFile } from './old-file.ts'
import { valueOf } from './old-file.ts'
import { CannotPatch } from './patch.ts'
import type { Patch } from './patch.ts'
import { migratePlace } from './place-1.ts'

/** tbot-config.md 1.3: the shapes of version 1 in those of version 2. */
export function migrateVersion1(file: OldFile, patch: Patch): void {
  migrateVersion(file, patch)
  for (const field of file.fields) {
    switch (field.name) {
      case 'version':
        break
      case 'storage':
        migrateStorage(file, field, patch)
        break
      case 'destinations':
        migrateDestinations(file, field, patch)
        break
      default:
        noteTopLevel(file, field)
    }
  }
}

function migrateVersion({ fields, root, source, story }: OldFile, patch: Patch): void {
  const field = fields.find(({ name }) => name === 'version')
  if (field !== undefined) {
    if (field.locked) throw new CannotPatch(spanOf(field.key))
    patch.replace(patch.spanOfPair(field), 'version: v2')
    story.note('changed', 'version', spanOf(field.key), 'The file is of version 2 now.')
    return
  }
  const first = root.items[0]?.key as Node | undefined // a parsed map holds nodes only
  story.note('changed', 'version', spanOf(first ?? root), '`version: v2` stands at the top now.')
  if (root.flow === true || first === undefined) patch.addFirst(root, 'version: v2')
  else patch.insert(topOf(source, spanOf(first).start), `version: v2${patch.newline}`)
}

/** Before the comment that belongs to the first key, but after the head of the document and what an empty line sets apart. */
function topOf({ lines, text }: YamlSource, firstKey: number): number {
  let line = lines.placeOf(firstKey).line
  while (line > 1 && /^[ \t]*#/.test(text.slice(lines.startOf(line - 1)))) line -= 1
  return Math.max(lines.startOf(line), text.startsWith('\uFEFF') ? 1 : 0)
}

function migrateStorage(file: OldFile, field: Field, patch: Patch): void {
  const { source, story, budget } = file
  const node = valueOf(field, source)
  if (node === undefined) return
  if (!isMap(node)) {
    const message = '`storage` must be a map with `directory` or `memory` in version 1. Write one of them.'
    story.refuse('config.v1-storage', 'storage', spanOf(field.key), message)
    return
  }
  const fields = fieldsOf(node, 'storage', { source, report: story.report, budget })
  migratePlace({ file, patch, path: 'storage', owner: field, map: node, fields })
}

function migrateDestinations(file: OldFile, field: Field, patch: Patch): void {
  const { source, story, target } = file
  const name = servicesKey(target)
  if (field.locked) throw new CannotPatch(spanOf(field.key))
  patch.renameKey(field, name)
  story.note('changed', 'destinations', spanOf(field.key), `Is called \`${name}\` now.`)
  const list = valueOf(field, source)
  if (list === undefined) return
  if (!isSeq(list) || list !== field.value) {
    const message = '`destinations` must be a list, written out here. Start each entry with a dash.'
    story.refuse('config.v1-entry', 'destinations', spanOf(field.key), message)
    return
  }
  for (const [index, item] of list.items.entries()) {
    const node = item as Node // a parsed list holds nodes only
    const path = `destinations[${index}]`
    const map = follow(node, source)
    if (map !== node && isMap(map)) throw new CannotPatch(spanOf(node))
    if (isMap(map)) migrateEntry(file, map, path, patch)
    else {
      const message = `Entry ${index + 1} of \`destinations\` must be a map with \`directory\` or \`memory\`. Write one, or remove the entry.`
      story.refuse('config.v1-entry', path, spanOf(node), message)
    }
  }
}

/** Keys that version 1 and 2 share, and those that neither knows. */
function noteTopLevel({ story }: OldFile, field: Field): void {
  const isShared = field.name !== 'proxy_server' && rootSchema.properties?.[field.name] !== undefined
  if (field.name === 'certificate_ttl') return
  if (isShared) story.note('understood', field.name, spanOf(field.key), 'Is the same in version 2.')
  else if (field.name === 'proxy_server') {
    story.note('understood', field.name, spanOf(field.key), 'Is a key of version 2 already.')
  } else {
    story.note('left', field.name, spanOf(field.key), 'tbot does not know this key; it stays as it is.')
  }
}
