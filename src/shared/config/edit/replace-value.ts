import { isAlias } from 'yaml'
import type { Node } from 'yaml'
import { spanOf } from '../yaml-source.ts'
import type { Draft, Splice } from './draft.ts'
import type { Ground } from './ground.ts'
import { groundOf, isNothing } from './ground.ts'
import type { Layout } from './layout.ts'
import { isBlockCollection, isBlockText } from './layout.ts'
import type { Place } from './locate.ts'
import type { YamlValue } from './model.ts'
import type { Written } from './write.ts'
import { write } from './write.ts'

/** Writes another value in the place of what is written there, in its style and with its comments around. */
export function replaceValue(draft: Draft, place: Place, value: YamlValue): void {
  const { layout } = draft
  const { node } = place
  if (place.owner === undefined && (node === undefined || isNothing(node))) {
    draft.apply([fillDocument(draft, node, value)])
    return
  }
  const ground = groundOf(layout, place)
  const written = write(value, ground, draft.style)
  draft.apply([...tagsToDrop(layout, ground, node, value), ...splicesFor(layout, ground, node, written)])
}

function splicesFor(layout: Layout, ground: Ground, node: Node | undefined, written: Written): Splice[] {
  if (node === undefined || isNothing(node)) return fillBlank(layout, ground, written)
  if (isBlockCollection(node)) return replaceLines(layout, ground, node, written)
  return isBlockText(node)
    ? replaceBlockText(layout, ground, node, written)
    : replaceInline(layout, ground, node, written)
}

/** A document of comments only: its first lines are written below them. */
function fillDocument(draft: Draft, node: Node | undefined, value: YamlValue): Splice {
  const { layout } = draft
  const { source, text, eol } = layout
  const { head, lines } = write(value, { kind: 'root', column: -1, isFlow: false, gap: 1 }, draft.style)
  const at = node?.range?.[2] ?? source.secondDocument?.start ?? text.length
  const isAtLineStart = at === layout.lineStart(at)
  const added = [...(head === '' ? [] : [head]), ...lines].join(eol)
  const isLast = at === text.length && !isAtLineStart
  return { start: at, end: at, text: `${isAtLineStart ? '' : eol}${added}${isLast ? '' : eol}` }
}

/** A tag that does not fit the new value goes with the old one. */
function tagsToDrop(layout: Layout, ground: Ground, node: Node | undefined, value: YamlValue): Splice[] {
  const tag = ground.marks.find((mark) => mark.kind === 'tag')
  if (tag === undefined || node === undefined || isAlias(node)) return []
  const name = layout.text.slice(tag.start, tag.end)
  const fitting =
    typeof value === 'object'
      ? ''
      : { string: '!!str', number: '!!float', boolean: '!!bool' }[typeof value as 'string']
  if (name === fitting) return []
  return [{ start: layout.withoutBlanks(tag.start), end: tag.end, text: '' }]
}

function insertLines(layout: Layout, at: number, lines: readonly string[]): Splice[] {
  const end = layout.lineEnd(at)
  return lines.length === 0
    ? []
    : [{ start: end, end, text: lines.map((line) => layout.eol + line).join('') }]
}

function fillBlank(layout: Layout, ground: Ground, written: Written): Splice[] {
  const { after } = ground
  const head = `${ground.hasIndicator ? '' : ':'}${written.head === '' || ground.kind === 'root' ? '' : ' '}${written.head}`
  return [{ start: after, end: after, text: head }, ...insertLines(layout, after, written.lines)]
}

function replaceInline(layout: Layout, ground: Ground, node: Node, written: Written): Splice[] {
  const { start, end } = spanOf(node)
  if (written.head !== '')
    return [{ start, end, text: written.head }, ...insertLines(layout, end, written.lines)]
  if (ground.kind === 'root' || layout.beginsLine(start)) {
    // On a line of its own, below the key: the new lines take that line.
    return [{ start: layout.lineStart(start), end, text: written.lines.join(layout.eol) }]
  }
  return [{ start: ground.after, end, text: '' }, ...insertLines(layout, end, written.lines)]
}

/** The comment behind `|` stays where it is. */
function replaceBlockText(layout: Layout, ground: Ground, node: Node, written: Written): Splice[] {
  const { start, end } = spanOf(node)
  const header = /^[|>][-+\d]*/.exec(layout.text.slice(start, end))?.[0].length ?? 1
  const body = Math.min(layout.nextLine(start), end)
  const from = written.head === '' ? ground.after : start
  const hasBreak = layout.text.slice(body, end).endsWith('\n')
  const lines = written.lines.map((line, index) =>
    index < written.lines.length - 1 || hasBreak ? line + layout.eol : line,
  )
  const needsBreak = body === layout.text.length && lines.length > 0 && !layout.text.endsWith('\n')
  return [
    { start: from, end: start + header, text: written.head },
    { start: body, end, text: (needsBreak ? layout.eol : '') + lines.join('') },
  ]
}

function replaceLines(layout: Layout, ground: Ground, node: Node, written: Written): Splice[] {
  const { kind, column, after } = ground
  const start = layout.startWithMarks(spanOf(node).start)
  const end = layout.regionEnd(layout.endOf(node), column)
  if (kind !== 'root' && layout.lineStart(start) === layout.lineStart(after)) {
    // Behind a dash.
    return [{ start, end, text: [written.head, ...written.lines].join(layout.eol) }]
  }
  const head = kind === 'root' || written.head === '' ? '' : ` ${written.head}`
  const lines = kind === 'root' && written.head !== '' ? [written.head, ...written.lines] : written.lines
  const first = layout.lineStart(layout.regionStart(start, after))
  const splices: Splice[] = [{ start: after, end: after, text: head }]
  if (lines.length > 0) return [...splices, { start: first, end, text: lines.join(layout.eol) }]
  return [...splices, { start: layout.endOfLineBefore(first), end, text: '' }]
}
