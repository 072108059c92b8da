import { isMap, isSeq } from 'yaml'
import type { Node } from 'yaml'
import { spanOf } from '../yaml-source.ts'
import type { Splice } from './draft.ts'
import type { Layout } from './layout.ts'
import { isBlockCollection, isBlockText } from './layout.ts'
import { itemsOf, pairsOf } from './source.ts'

const step = 2

/** Where a line's first character was and where it goes. */
interface Indent {
  readonly old: number
  readonly now: number
}

/** Moves the lines of one document to their canonical columns, and evens out the blanks around its marks. */
export class Formatter {
  private readonly layout: Layout
  private readonly splices = new Map<number, Splice>()
  /** By start of line: lines with text of the document, those inside of quotes and blocks included. */
  private readonly indents = new Map<number, Indent>()

  constructor(layout: Layout) {
    this.layout = layout
  }

  /** What to replace in the document, up to `end`. */
  run(root: Node, end: number): Splice[] {
    this.node(root, 0, 0)
    this.tail(this.layout.endOf(root))
    this.lines(end)
    return [...this.splices.values()]
  }

  /** `column` is where the entries of a block collection go, `delta` how far the text before moves. */
  private node(node: Node, column: number, delta: number): void {
    const { layout } = this
    if (!isBlockCollection(node)) {
      this.rest(spanOf(node).start, layout.endOf(node), delta)
      return
    }
    if (isMap(node)) {
      for (const pair of pairsOf(node)) {
        const start = layout.startOfPair(pair)
        this.place(start, column)
        this.value(pair.value, spanOf(pair.key).end, start, column)
      }
    }
    if (!isSeq(node)) return
    const dashes = layout.dashes(node)
    for (const [index, item] of itemsOf(node).entries()) {
      const dash = dashes[index] ?? 0
      this.place(dash, column)
      this.value(item, dash, dash, column)
    }
  }

  /** What stands behind a key or dash that goes to `column`. */
  private value(node: Node | null, from: number, owner: number, column: number): void {
    const { layout } = this
    if (node === null) {
      this.tail(from)
      return
    }
    const start = isBlockCollection(node) ? this.firstEntry(node) : spanOf(node).start
    const inner = column + step
    let end = from
    const marks = layout.marksBetween(from, start)
    const value = { kind: 'value', start, end: layout.endOf(node) }
    for (const token of value.end > start ? [...marks, value] : marks) {
      this.gap(end, token.start)
      if (token.kind !== 'indicator') this.place(token.start, inner)
      end = token.end
    }
    const isBelow = layout.beginsLine(start) || this.indents.has(layout.lineStart(start))
    const delta =
      isBelow && layout.beginsLine(start) ? inner - layout.column(start) : column - layout.column(owner)
    if (isBlockText(node)) this.blockText(node, inner)
    else this.node(node, inner, delta)
    if (isBlockText(node))
      this.tail(start + (/^[|>][-+\d]*/.exec(layout.text.slice(start, start + 4))?.[0].length ?? 0))
    else if (!isBlockCollection(node)) this.tail(layout.endOf(node))
  }

  private firstEntry(node: Node): number {
    const [pair] = isMap(node) ? pairsOf(node) : []
    return pair === undefined ? spanOf(node).start : this.layout.startOfPair(pair)
  }

  /** One blank between two marks of a line; what stands between lines is left to the lines. */
  private gap(from: number, to: number): void {
    const { text } = this.layout
    if (from < to && /^[ \t]+$/.test(text.slice(from, to))) this.replace(from, to, ' ')
    else this.tail(from)
  }

  /** One blank before a comment behind text, none at the end of a line. A comment with its own line is no tail. */
  private tail(offset: number): void {
    const { layout } = this
    const end = layout.lineEnd(offset)
    const rest = /^[ \t]+(#.*)?$/.exec(layout.text.slice(offset, end))
    const [, comment] = rest ?? []
    if (rest === null || (comment !== undefined && offset === layout.lineStart(offset))) return
    const text =
      comment === undefined ? '' : ` ${layout.text.slice(end - comment.length, layout.withoutBlanks(end))}`
    this.replace(offset, end, text)
  }

  private place(offset: number, column: number): void {
    const { layout } = this
    if (layout.beginsLine(offset))
      this.indents.set(layout.lineStart(offset), { old: layout.column(offset), now: column })
  }

  /** The further lines of a value keep their distance. */
  private rest(start: number, end: number, delta: number): void {
    const { layout } = this
    for (let line = layout.nextLine(start); line < end; line = layout.nextLine(line)) {
      const old = layout.indentation(line)
      this.indents.set(line, { old, now: layout.isBlankLine(line) ? old : Math.max(0, old + delta) })
    }
  }

  private blockText(node: Node, column: number): void {
    const { layout } = this
    const { start, end } = spanOf(node)
    const old = layout.columnOfText(node) ?? column
    for (let line = layout.nextLine(start); line < end; line = layout.nextLine(line)) {
      const indent = layout.indentation(line)
      this.indents.set(line, { old: indent, now: indent < old ? indent : indent - old + column })
    }
  }

  /** Indents the lines; a comment goes with the entry below or above it that it is aligned with. */
  private lines(end: number): void {
    const { layout } = this
    const starts: number[] = []
    for (let line = layout.start; line < end; line = layout.nextLine(line)) starts.push(line)
    let below: Indent = { old: 0, now: 0 }
    const next = new Map<number, Indent>()
    for (const line of starts.toReversed()) {
      below = this.indents.get(line) ?? below
      next.set(line, below)
    }
    let above: Indent = { old: 0, now: 0 }
    for (const line of starts) {
      const known = this.indents.get(line)
      if (known !== undefined) this.indent(line, known.now)
      else if (layout.isBlankLine(line)) this.tail(line)
      else this.comment(line, above, next.get(line) ?? above)
      above = known ?? above
    }
  }

  private comment(line: number, above: Indent, below: Indent): void {
    const column = this.layout.commentColumn(line)
    if (column === undefined) return
    const isOfBelow = column === below.old
    this.indent(line, isOfBelow ? below.now : Math.max(0, column + above.now - above.old))
    const start = line + column
    const length = this.layout.text.slice(start, this.layout.lineEnd(start)).trimEnd().length
    this.tail(start + length)
  }

  private indent(line: number, column: number): void {
    const old = this.layout.indentation(line)
    if (old !== column) this.replace(line, line + old, ' '.repeat(column))
  }

  private replace(start: number, end: number, text: string): void {
    if (this.layout.text.slice(start, end) !== text) this.splices.set(start, { start, end, text })
  }
}
