import { isMap, isScalar, isSeq } from 'yaml'
import type { Node } from 'yaml'
import { eraOf, isKnownAt, rootSchema, serviceSchemas } from '../catalogue.ts'
import type { Span } from '../line-index.ts'
import { fieldsOf, follow } from '../map-fields.ts'
import type { Field } from '../map-fields.ts'
import { scalarText } from '../yaml-scalar.ts'
import { spanOf } from '../yaml-source.ts'
import type { OldFile } from './old-file.ts'
import { valueOf } from './old-file.ts'
import type { Patch } from './patch.ts'

/** Old names of top-level keys, where the target knows the new one: `certificate_ttl`, `outputs`. */
export function renewSpellings(file: OldFile, patch: Patch): void {
  const { fields, target } = file
  for (const field of fields) {
    const use = rootSchema.properties?.[field.name]?.['x-deprecated']?.use
    const successor = use === undefined ? undefined : rootSchema.properties?.[use]
    if (use === undefined || successor === undefined) continue
    if (isKnownAt(eraOf(successor), target)) renewKey(file, patch, field, use)
    else if (field.name === 'certificate_ttl') {
      file.story.note('understood', field.name, spanOf(field.key), `Is the name that tbot ${target} knows.`)
    }
  }
}

function renewKey({ fields, story }: OldFile, patch: Patch, field: Field, use: string): void {
  const span = spanOf(field.key)
  const other = fields.find(({ name }) => name === use)
  if (other !== undefined || field.locked) {
    const message =
      other === undefined
        ? `The newer name is \`${use}\`; this comes in from elsewhere, so rename it there.`
        : field.name === 'outputs'
          ? 'The newer name is `services`, which the file has as well: tbot runs both lists. Move the entries there, to its end, to have one.'
          : `\`${use}\` is set as well and wins, so this has no effect. Remove it.`
    story.note('left', field.name, span, message)
    return
  }
  patch.renameKey(field, use)
  story.note('changed', field.name, span, `Is called \`${use}\` now.`)
}

/** Tells what a file of version 2 holds. */
export function noteTypes(file: OldFile): void {
  const { fields, story } = file
  for (const field of fields) {
    const schema = rootSchema.properties?.[field.name]
    if (schema?.['x-deprecated'] !== undefined) continue
    if (schema !== undefined) {
      story.note('understood', field.name, spanOf(field.key), 'Stays as it is.')
    }
  }
  for (const list of fields.filter(({ name }) => name === 'services' || name === 'outputs'))
    noteList(file, list)
}

function noteList(file: OldFile, list: Field): void {
  const { source, story, budget } = file
  const node = valueOf(list, source)
  if (!isSeq(node)) return
  for (const [index, item] of node.items.entries()) {
    const map = follow(item as Node, source) // a parsed list holds nodes only
    if (!isMap(map)) continue
    const path = `${list.name}[${index}]`
    const type = fieldsOf(map, path, { source, report: story.report, budget }).find(
      ({ name }) => name === 'type',
    )
    const value = valueOf(type, source)
    if (type === undefined || !isScalar(value)) continue
    noteSuccessor(file, scalarText(value), `${path}.type`, spanOf(type.key))
  }
}

/** Types with a successor are named and never changed: what they write differs. */
export function noteSuccessor({ story, target }: OldFile, type: string, path: string, span: Span): void {
  const old = serviceSchemas.get(type)
  const use = old?.['x-successor']
  const successor = use === undefined ? undefined : serviceSchemas.get(use)
  if (old === undefined || successor === undefined || !isKnownAt(eraOf(successor), target)) return
  const stillWorks = isKnownAt(eraOf(old), target)
  const message = `\`${use}\` is newer than \`${type}\`, has other settings and may write other files, so the type is not changed. ${stillWorks ? `tbot ${target} still takes this one.` : `tbot ${target} refuses this one: write the entry anew.`}`
  story.note('left', path, span, message)
}
