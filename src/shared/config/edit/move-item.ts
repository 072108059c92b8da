import { isAlias, isSeq } from 'yaml'
import { cannotEdit } from './cannot-edit.ts'
import type { Draft } from './draft.ts'
import { entriesOf } from './entries.ts'
import { locate } from './locate.ts'
import type { ConfigPath } from './model.ts'
import { endsInKeptText } from './layout.ts'
import { removeEntry } from './remove-entry.ts'
import { insertValue, writeOut } from './set-value.ts'
import { itemsOf } from './source.ts'
import { isListValue } from './model.ts'
import { valueOf } from './values.ts'

/** Moves a list entry with its comments; blank lines between the entries stay where they are. */
export function moveItem(draft: Draft, path: ConfigPath, to: number): void {
  const { layout } = draft
  const { text } = layout
  const list = path.slice(0, -1)
  const from = path.at(-1)
  const location = locate(layout.source, list)
  const node = location.kind === 'found' ? location.place.node : undefined
  const borrowed =
    location.kind === 'borrowed' ? location.path : node !== undefined && isAlias(node) ? list : undefined
  if (borrowed !== undefined) {
    writeOut(draft, borrowed, list, (old) => {
      const item = isListValue(old) && typeof from === 'number' ? old[from] : undefined
      if (!isListValue(old) || item === undefined || to >= old.length) throw noEntry(path)
      return old.toSpliced(Number(from), 1).toSpliced(to, 0, item)
    })
    return
  }
  const regions = isSeq(node) ? entriesOf(node, layout).map((entry) => entry.region) : []
  if (typeof from !== 'number' || regions[from] === undefined || regions[to] === undefined)
    throw noEntry(path)
  if (isSeq(node) && itemsOf(node).some((item) => endsInKeptText(item, text))) {
    rewriteItem(draft, path, to)
    return
  }
  const order = regions.toSpliced(from, 1).toSpliced(to, 0, regions[from])
  draft.apply(
    regions.flatMap((region, index) => {
      const other = order[index] ?? region
      return other === region ? [] : [{ ...region, text: text.slice(other.start, other.end) }]
    }),
  )
}

/** A text behind `|+` takes the blank lines below it with it: such entries do not move, they are written anew. */
function rewriteItem(draft: Draft, path: ConfigPath, to: number): void {
  const location = locate(draft.layout.source, path)
  if (location.kind !== 'found' || path.at(-1) === to) return
  const value = valueOf(location.place.node, draft.layout.source)
  removeEntry(draft, location.place)
  insertValue(draft, path.slice(0, -1), to, value)
}

function noEntry(path: ConfigPath): Error {
  return cannotEdit('the list has no entry at this place', path)
}
