import { isMap, isScalar, isSeq, Scalar } from 'yaml'
import type { Node } from 'yaml'
import type { Span } from '../line-index.ts'
import type { YamlSource } from '../yaml-source.ts'
import { spanOf } from '../yaml-source.ts'
import type { ParsedPair } from './source.ts'
import { itemsOf, pairsOf } from './source.ts'

/** An anchor, tag, colon or dash before a value. */
export interface Mark extends Span {
  readonly kind: 'indicator' | 'anchor' | 'tag'
}

/** Answers where things stand in a text: lines, comments, and what belongs to a key or list entry. */
export class Layout {
  readonly text: string
  readonly source: YamlSource
  /** The line break the file uses. */
  readonly eol: string
  /** After a byte order mark. */
  readonly start: number

  constructor(source: YamlSource) {
    this.source = source
    this.text = source.text
    this.eol = /\r?\n/.exec(source.text)?.[0] ?? '\n'
    this.start = source.text.startsWith('\uFEFF') ? 1 : 0
  }

  lineStart(offset: number): number {
    return Math.max(this.start, offset === 0 ? 0 : this.text.lastIndexOf('\n', offset - 1) + 1)
  }

  /** End of the line, before its break. */
  lineEnd(offset: number): number {
    const at = this.text.indexOf('\n', offset)
    if (at < 0) return this.text.length
    return at > offset && this.text[at - 1] === '\r' ? at - 1 : at
  }

  /** Start of the line after; the end of the text when there is none. */
  nextLine(offset: number): number {
    const at = this.text.indexOf('\n', offset)
    return at < 0 ? this.text.length : at + 1
  }

  /** End of the line before the one that starts here. */
  endOfLineBefore(lineStart: number): number {
    return lineStart <= this.start ? this.start : this.lineEnd(this.lineStart(lineStart - 1))
  }

  /** A text behind `|` ends after its line break: the place before it. Any other end stays. */
  endOfText(end: number): number {
    return end > this.start && this.text[end - 1] === '\n' ? this.endOfLineBefore(end) : end
  }

  column(offset: number): number {
    return offset - this.lineStart(offset)
  }

  /** True when only blanks stand before it on its line. */
  beginsLine(offset: number): boolean {
    return /^ *$/.test(this.text.slice(this.lineStart(offset), offset))
  }

  /** Blanks at the start of a line. */
  indentation(lineStart: number): number {
    const blanks = / */y
    blanks.lastIndex = lineStart
    return blanks.exec(this.text)?.[0].length ?? 0
  }

  isBlankLine(offset: number): boolean {
    return /^[ \t]*$/.test(this.text.slice(this.lineStart(offset), this.lineEnd(offset)))
  }

  /** Column of the `#` of a line that holds nothing but a comment. */
  commentColumn(offset: number): number | undefined {
    const line = this.text.slice(this.lineStart(offset), this.lineEnd(offset))
    return /^([ \t]*)#/.exec(line)?.[1]?.length
  }

  /** Start of a key or value with the anchor, tag or `?` before it on its line. */
  startWithMarks(offset: number): number {
    let start = offset
    for (;;) {
      const end = this.withoutBlanks(start)
      let at = end
      while (at > this.start && !/[\s,[\]{}]/.test(this.text[at - 1] ?? '')) at -= 1
      const isMark = end < start && at < end && /^(?:[&!]|\?$)/.test(this.text.slice(at, end))
      if (!isMark) return start
      start = at
    }
  }

  startOfPair(pair: ParsedPair): number {
    return this.startWithMarks(spanOf(pair.key).start)
  }

  /** End of what is written for a pair, without comment. */
  endOfPair(pair: ParsedPair): number {
    return pair.value === null ? spanOf(pair.key).end : this.endOf(pair.value)
  }

  /** End of a value's own text; that of an empty one is the end of what announces it. */
  endOf(node: Node): number {
    const { start, end } = spanOf(node)
    if (isBlockCollection(node)) {
      const pair = isMap(node) ? pairsOf(node).at(-1) : undefined
      if (pair !== undefined) return this.endOfPair(pair)
      const item = isSeq(node) ? itemsOf(node).at(-1) : undefined
      return item === undefined ? end : this.endOf(item)
    }
    return isScalar(node) && start === end ? this.withoutBlanks(start) : end
  }

  /** The end of what stands before the blanks right before it. */
  withoutBlanks(offset: number): number {
    let at = offset
    while (at > this.start && (this.text[at - 1] === ' ' || this.text[at - 1] === '\t')) at -= 1
    return at
  }

  /** How far in the lines of a text behind `|` or `>` are. */
  columnOfText(node: Node): number | undefined {
    const { start, end } = spanOf(node)
    return /^ +(?=[^ \r\n])/m.exec(this.text.slice(this.nextLine(start), end))?.[0].length
  }

  /** The dashes of a block list; each is looked for after the entry before. */
  dashes(list: Node & { readonly items: unknown }): number[] {
    if (!isSeq(list)) return []
    let from = spanOf(list).start
    return itemsOf(list).map((item) => {
      const dash = this.skipTrivia(from)
      from = this.endOf(item)
      return dash
    })
  }

  /** The next offset that is neither blank nor comment. */
  skipTrivia(offset: number): number {
    const trivia = /\s*(#[^\n]*)?/y
    trivia.lastIndex = offset
    while (trivia.exec(this.text)?.[1] !== undefined);
    return trivia.lastIndex
  }

  /** Anchors, tags and indicators between a key or dash and its value. */
  marksBetween(from: number, to: number): Mark[] {
    const pattern = /\s+|#[^\n]*|(?<anchor>&[^\s,[\]{}]*)|(?<tag>!<[^>]*>|![^\s,[\]{}]*)|(?<indicator>.)/gy
    const part = this.text.slice(from, to)
    return [...part.matchAll(pattern)].flatMap((match): Mark[] => {
      const { anchor, tag, indicator } = match.groups ?? {}
      const kind = anchor !== undefined ? 'anchor' : tag !== undefined ? 'tag' : 'indicator'
      if (anchor === undefined && tag === undefined && indicator === undefined) return []
      const start = from + match.index
      return [{ kind, start, end: start + match[0].length }]
    })
  }

  /**
   * Start of an entry with the comments that belong to it: comment lines right above it, as far in as the
   * entry itself. Comments that begin the file are the file's and never belong to its first entry.
   */
  regionStart(start: number, floor: number): number {
    if (!this.beginsLine(start)) return start
    const column = this.column(start)
    let at = start
    let line = this.lineStart(start)
    while (line > this.start) {
      const above = this.lineStart(line - 1)
      if (above < floor || this.commentColumn(above) !== column) return at
      line = above
      at = above + column
    }
    return start
  }

  /**
   * End of the last line of an entry, before its break: with the comment at its end and the comment lines below
   * that are further in than the entry.
   */
  regionEnd(contentEnd: number, column: number): number {
    let end = this.lineEnd(this.endOfText(contentEnd))
    let line = this.nextLine(end)
    while (line < this.text.length && line > end) {
      const comment = this.commentColumn(line)
      if (comment !== undefined && comment > column) end = this.lineEnd(line)
      else if (!this.isBlankLine(line)) return end
      line = this.nextLine(line)
    }
    return end
  }
}

/** True when a value ends with a text behind `|+`: blank lines below would belong to it. */
export function endsInKeptText(node: Node | null | undefined, text: string): boolean {
  if (isMap(node) && node.flow !== true) return endsInKeptText(pairsOf(node).at(-1)?.value, text)
  if (isSeq(node) && node.flow !== true) return endsInKeptText(itemsOf(node).at(-1), text)
  return isBlockText(node) && /^.\d?\+/.test(text.slice(node?.range?.[0], node?.range?.[1]))
}

/** A text behind `|` or `>`. */
export function isBlockText(node: Node | null | undefined): boolean {
  return isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED)
}

/** A list or map written over lines, without brackets. */
export function isBlockCollection(node: Node | null | undefined): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true
}
