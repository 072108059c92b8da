import { isScalar } from 'yaml'
import { spanOf } from '../yaml-source.ts'
import { cannotEdit } from './cannot-edit.ts'
import { renamed } from './changed-value.ts'
import type { Draft } from './draft.ts'
import { isNothing } from './ground.ts'
import { isBlockText } from './layout.ts'
import type { Place } from './locate.ts'
import { locate } from './locate.ts'
import type { ConfigPath } from './model.ts'
import { writeScalar } from './scalar-text.ts'
import { writeOut } from './set-value.ts'
import { isMapValue } from './model.ts'
import { valueAt, valueOf } from './values.ts'

/**
 * Gives a key of a map another name where it stands, in its quotes. What comes in through an alias or `<<` is written
 * out here with the new name. Refuses a name that the map has already, also through `<<`.
 */
export function renameKey(draft: Draft, path: ConfigPath, name: string): void {
  const { source } = draft.layout
  const mapPath = path.slice(0, -1)
  const key = path.at(-1)
  const map = valueAt(valueOf(source.root, source), mapPath)
  if (typeof key !== 'string' || !isMapValue(map) || !Object.hasOwn(map, key)) {
    throw cannotEdit('there is no key at this place', path)
  }
  if (key === name) return
  if (Object.hasOwn(map, name)) {
    throw cannotEdit('the map has a key of this name already; choose another', path)
  }
  const location = locate(source, path)
  if (location.kind === 'found') renameThere(draft, location.place, name)
  else if (location.kind === 'borrowed') {
    writeOut(draft, location.path, mapPath, (old) => renamed(old, key, name))
  } else {
    throw cannotEdit('this key comes in through `<<` from another place; rename it there', path)
  }
}

function renameThere(draft: Draft, { owner, isFlow, path }: Place, name: string): void {
  if (owner?.kind !== 'map') return
  const { key } = owner.pair
  if (isNothing(key) || isBlockText(key)) {
    throw cannotEdit('this key is written with a question mark; write it as `key: value` first', path)
  }
  const old = isScalar(key) ? key : undefined
  draft.apply([{ ...spanOf(key), text: writeScalar(name, { isFlow, old }) }])
}
