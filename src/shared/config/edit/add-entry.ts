import { isMap, isSeq } from 'yaml'
import type { Draft, Splice } from './draft.ts'
import type { Entry } from './entries.ts'
import { entriesOf, isApart } from './entries.ts'
import { indexForKey } from './key-order.ts'
import { gapAfter } from './ground.ts'
import type { Layout } from './layout.ts'
import type { Place } from './locate.ts'
import type { YamlValue } from './model.ts'
import { valueOf } from './values.ts'
import { flowPair, flowText, itemLines, pairLines } from './write.ts'

/** Adds a key to a map that has others, where it belongs among them. */
export function addKey(draft: Draft, place: Place, key: string, value: YamlValue): void {
  const { layout } = draft
  const { node, path } = place
  if (!isMap(node)) return
  const { source } = layout
  const index = indexForKey(node, key, value, { path, document: valueOf(source.root, source), source })
  const entries = entriesOf(node, layout)
  const column = entries[0]?.column ?? 0
  const isFlow = place.isFlow || node.flow === true
  draft.apply(
    isFlow
      ? addInBrackets(layout, entries, index, flowPair(key, value))
      : [addLines(layout, entries, index, pairLines(key, value, column, draft.style))],
  )
}

/** Adds an entry to a list that has others, before `index`. */
export function addItem(draft: Draft, place: Place, index: number, value: YamlValue): void {
  const { layout } = draft
  const { node } = place
  if (!isSeq(node)) return
  const entries = entriesOf(node, layout)
  const [first] = entries
  const column = first?.column ?? 0
  const gap = first === undefined ? 1 : gapAfter(layout, first.start + 1)
  const isFlow = place.isFlow || node.flow === true
  draft.apply(
    isFlow
      ? addInBrackets(layout, entries, index, flowText(value))
      : [addLines(layout, entries, index, itemLines(value, column, gap, draft.style))],
  )
}

/** New lines behind the entry before; apart from it by a blank line where that one is. */
function addLines(
  layout: Layout,
  entries: readonly Entry[],
  index: number,
  lines: readonly string[],
): Splice {
  const { eol } = layout
  const before = entries[index - 1]
  if (before !== undefined) {
    const at = before.region.end
    const endsInBreak = layout.text[before.end - 1] === '\n' // behind `|+` a blank line would be text
    const gap = !endsInBreak && isApart(entries, index - 1, layout) ? eol : ''
    return { start: at, end: at, text: gap + lines.map((line) => eol + line).join('') }
  }
  const [first] = entries
  const start = first?.start ?? 0
  const column = first?.column ?? 0
  if (layout.beginsLine(start)) {
    const at = layout.lineStart(first?.region.start ?? start)
    return { start: at, end: at, text: lines.map((line) => line + eol).join('') }
  }
  const indentation = ' '.repeat(column)
  return { start, end: start, text: `${lines.join(eol).slice(column)}${eol}${indentation}` }
}

/** Inside brackets: behind the entry before, on a line of its own where that one has one. */
function addInBrackets(layout: Layout, entries: readonly Entry[], index: number, text: string): Splice[] {
  const before = entries[index - 1]
  if (before === undefined) {
    const start = entries[0]?.start ?? 0
    return [{ start, end: start, text: `${text}, ` }]
  }
  // `{a:, b: 1}` is another key for Go: a blank keeps the colon apart.
  const comma = layout.text[before.end - 1] === ':' ? ' ,' : ','
  const isLast = index === entries.length
  const line = layout.lineEnd(before.end)
  const rest = layout.text.slice(before.end, line)
  if (!layout.beginsLine(before.start) || !/^[ \t]*(?:,[ \t]*)?(?:#.*)?$/.test(rest)) {
    return [{ start: before.end, end: before.end, text: `${comma} ${text}` }]
  }
  const hasComma = /^[ \t]*,/.test(rest)
  const added = `${layout.eol}${' '.repeat(before.column)}${text}${isLast && !hasComma ? '' : ','}`
  return [
    ...(hasComma ? [] : [{ start: before.end, end: before.end, text: comma }]),
    { start: line, end: line, text: added },
  ]
}
