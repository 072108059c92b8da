import { isScalar } from 'yaml'
import type { Node } from 'yaml'
import { spanOf } from '../yaml-source.ts'
import { cannotEdit } from './cannot-edit.ts'
import type { Layout, Mark } from './layout.ts'
import { isBlockCollection, isBlockText } from './layout.ts'
import type { Owner, Place } from './locate.ts'
import type { Slot } from './write.ts'

/** The ground a value stands on: its slot, and the marks before it. */
export interface Ground extends Slot {
  /** End of the colon or dash and of the anchor or tag after it. */
  readonly after: number
  readonly marks: readonly Mark[]
  /** False for a key in brackets without a colon. */
  readonly hasIndicator: boolean
}

/** What must be known of a place to write another value there. */
export function groundOf(layout: Layout, place: Place): Ground {
  const { node, owner } = place
  const old = isScalar(node) ? node : undefined
  const textColumn = isBlockText(old) && old !== undefined ? layout.columnOfText(old) : undefined
  const base = { isFlow: place.isFlow, old, textColumn, hasIndicator: true }
  if (owner === undefined) {
    return { ...base, kind: 'root', column: -1, gap: 1, after: startOf(layout, node) ?? 0, marks: [] }
  }
  return {
    ...base,
    ...(owner.kind === 'list' ? itemGround(layout, place, owner) : pairGround(layout, place, owner)),
  }
}

type OwnGround = Pick<Ground, 'kind' | 'column' | 'gap' | 'after' | 'marks' | 'hasIndicator'>

function itemGround(layout: Layout, { node }: Place, owner: Extract<Owner, { kind: 'list' }>): OwnGround {
  const start = startOf(layout, node) ?? 0
  const dash = owner.list.flow === true ? undefined : layout.dashes(owner.list)[owner.index]
  const from = dash ?? layout.startWithMarks(start)
  const marks = layout.marksBetween(from, start)
  const after = marks.at(-1)?.end ?? from
  const column = layout.column(from)
  const isBelow = start > after && !isBlockCollection(node) && layout.beginsLine(start)
  const gap = isBelow ? layout.column(start) - column - 1 : gapAfter(layout, after)
  return { kind: 'item', column, gap: dash === undefined ? 1 : gap, after, marks, hasIndicator: true }
}

function pairGround(
  layout: Layout,
  { node, path, isFlow }: Place,
  { pair }: Extract<Owner, { kind: 'map' }>,
): OwnGround {
  const keyEnd = spanOf(pair.key).end
  const marks = layout.marksBetween(keyEnd, startOf(layout, node) ?? keyEnd)
  const hasIndicator = marks.some((mark) => mark.kind === 'indicator')
  if (!hasIndicator && !isFlow) {
    throw cannotEdit('this key is written with a question mark; write it as `key: value` first', path)
  }
  const column = layout.column(layout.startOfPair(pair))
  return { kind: 'pair', column, gap: 1, after: marks.at(-1)?.end ?? keyEnd, marks, hasIndicator }
}

/** Start of a value; for one without text the end of what announces it. */
function startOf(layout: Layout, node: Node | undefined): number | undefined {
  if (node === undefined) return undefined
  return isNothing(node) ? layout.endOf(node) : spanOf(node).start
}

/** A value without any text of its own. */
export function isNothing(node: Node): boolean {
  const { start, end } = spanOf(node)
  return isScalar(node) && start === end
}

/** Blanks between a dash and what follows it on its line. */
export function gapAfter(layout: Layout, end: number): number {
  return /^ +(?=[^\s#])/.exec(layout.text.slice(end, layout.lineEnd(end)))?.[0].length ?? 1
}
