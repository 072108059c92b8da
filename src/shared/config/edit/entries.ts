import { isMap, isSeq } from 'yaml'
import type { Node, YAMLMap, YAMLSeq } from 'yaml'
import type { Span } from '../line-index.ts'
import { spanOf } from '../yaml-source.ts'
import type { Layout } from './layout.ts'
import { itemsOf, pairsOf } from './source.ts'

/** One key or list entry with its lines. */
export interface Entry {
  /** Start of the key or dash, with the anchor before it. */
  readonly start: number
  /** End of what is written, without comment. */
  readonly end: number
  /** With the comments that belong to it; ends before the line break. In brackets the same as `start` and `end`. */
  readonly region: Span
  readonly column: number
  readonly value: Node | null
}

/** The entries of a map or list in their order. */
export function entriesOf(collection: YAMLMap | YAMLSeq, layout: Layout): Entry[] {
  const isFlow = collection.flow === true
  let floor = layout.start
  return spansOf(collection, layout).map(({ start, end, value }) => {
    const column = layout.column(start)
    const region = isFlow
      ? { start, end }
      : { start: layout.regionStart(start, floor), end: layout.regionEnd(end, column) }
    floor = end
    return { start, end, region, column, value }
  })
}

function spansOf(collection: Node, layout: Layout): { start: number; end: number; value: Node | null }[] {
  if (isMap(collection)) {
    return pairsOf(collection).map((pair) => ({
      start: layout.startOfPair(pair),
      end: layout.endOfPair(pair),
      value: pair.value,
    }))
  }
  if (!isSeq(collection)) return []
  const dashes = collection.flow === true ? [] : layout.dashes(collection)
  return itemsOf(collection).map((item, index) => ({
    start: dashes[index] ?? layout.startWithMarks(spanOf(item).start),
    end: layout.endOf(item),
    value: item,
  }))
}

/** True when a blank line stands between an entry and the one before it. */
export function isApart(entries: readonly Entry[], index: number, layout: Layout): boolean {
  const [before, entry] = [entries[index - 1], entries[index]]
  if (before === undefined || entry === undefined) return false
  return /\n[ \t]*\r?\n/.test(layout.text.slice(before.region.end, entry.region.start))
}
