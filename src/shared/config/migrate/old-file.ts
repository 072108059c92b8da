import { isAlias, isMap, isScalar } from 'yaml'
import type { Node, YAMLMap } from 'yaml'
import type { Budget, Field } from '../map-fields.ts'
import { follow } from '../map-fields.ts'
import type { TargetVersion } from '../problem.ts'
import { isNull, scalarText } from '../yaml-scalar.ts'
import type { YamlSource } from '../yaml-source.ts'
import type { Story } from './notes.ts'

/** The file that is migrated, read once. */
export interface OldFile {
  readonly source: YamlSource
  readonly root: YAMLMap
  readonly fields: readonly Field[]
  readonly budget: Budget
  readonly story: Story
  readonly target: TargetVersion
}

/** What a field holds; undefined for null, which is as good as absent. */
export function valueOf(field: Field | undefined, source: YamlSource): Node | undefined {
  const node = follow(field?.value, source)
  return node === undefined || (isScalar(node) && isNull(node)) ? undefined : node
}

/** The text of a scalar; undefined for null, "" and for anything larger. */
export function textOfField(field: Field | undefined, source: YamlSource): string | undefined {
  const node = valueOf(field, source)
  return node !== undefined && isScalar(node) && scalarText(node) !== '' ? scalarText(node) : undefined
}

/** True when a field holds a map that stands elsewhere, and `<<` can bring its keys into this map. */
export function canMerge(field: Field, into: YAMLMap | undefined): boolean {
  const isTaken = into?.items.some(({ key }) => isScalar(key) && scalarText(key) === '<<') ?? false
  return isAlias(field.value) && !field.locked && !isTaken
}

/** A map that is written here and not through an alias, so that it can be changed here. */
export function ownMap(field: Field): YAMLMap | undefined {
  return isMap(field.value) && !field.locked ? field.value : undefined
}
