import { isMap, isSeq } from 'yaml'
import type { Node, Pair, YAMLMap } from 'yaml'
import { quoteIfNeeded } from '../fixes.ts'
import type { Span } from '../line-index.ts'
import type { Field } from '../map-fields.ts'
import type { YamlSource } from '../yaml-source.ts'
import { spanOf } from '../yaml-source.ts'
import { commentsIn } from './comments.ts'

/** A replacement that a patch cannot make without touching what stands elsewhere. */
export class CannotPatch extends Error {
  readonly span: Span

  constructor(span: Span) {
    super('the text cannot be changed here')
    this.span = span
  }
}

/** Where the text of a value ends: without the comments and blank lines after it. */
export function endOf(node: Node | null | undefined, fallback: number): number {
  if (node === null || node === undefined) return fallback
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1) as Pair<Node, Node | null> | undefined // a parsed map holds nodes only
    return last === undefined ? spanOf(node).end : endOf(last.value, spanOf(last.key).end + 1)
  }
  if (isSeq(node) && node.flow !== true) {
    const last = node.items.at(-1) as Node | undefined // a parsed list holds nodes only
    return endOf(last, spanOf(node).end)
  }
  const { start, end } = spanOf(node)
  return end === start ? fallback : end
}

/**
 * Changes to the text of a file, made pair by pair, so that everything else stays byte for byte. A comment
 * inside of what is replaced is kept: it moves to a line of its own above.
 */
export class Patch {
  readonly source: YamlSource
  private readonly text: string
  readonly newline: string
  private readonly comments: readonly Span[]
  private readonly edits: { readonly start: number; readonly end: number; readonly text: string }[] = []

  constructor(source: YamlSource) {
    this.source = source
    this.text = source.text
    this.newline = source.text.includes('\r\n') ? '\r\n' : '\n'
    this.comments = commentsIn(source.text)
  }

  /** The text with all changes in it. */
  result(): string {
    const sorted = this.edits.toSorted((left, right) => left.start - right.start || left.end - right.end)
    let result = ''
    let at = 0
    for (const { start, end, text } of sorted) {
      if (start < at) throw new CannotPatch({ start, end })
      result += this.text.slice(at, start) + text
      at = end
    }
    return result + this.text.slice(at)
  }

  replace(span: Span, text: string): void {
    const lost = this.commentsWithin(span)
    if (lost.length > 0) {
      const { lines } = this.source
      const lineStart = lines.startOf(lines.placeOf(span.start).line)
      const indent = /^ */.exec(this.text.slice(lineStart))?.[0] ?? ''
      const kept = lost.map(({ start, end }) => `${indent}${this.text.slice(start, end)}${this.newline}`)
      this.edits.push({ start: lineStart, end: lineStart, text: kept.join('') })
    }
    this.edits.push({ ...span, text })
  }

  insert(at: number, text: string): void {
    this.edits.push({ start: at, end: at, text })
  }

  renameKey(field: Field, name: string): void {
    this.replace(spanOf(field.key), name)
  }

  /** Key and value. */
  spanOfPair({ key, value }: Field): Span {
    const { start, end } = spanOf(key)
    return { start, end: endOf(value, this.colonAfter(end)) }
  }

  /** Line break and indentation of the keys of a block map, `, ` in a flow map. */
  separator(map: YAMLMap): string {
    return map.flow === true ? ', ' : this.newline + ' '.repeat(this.indentOf(map))
  }

  /** Puts `key: value` first in a map. `instead` is the first pair, if it goes away. */
  addFirst(map: YAMLMap, pair: string, instead?: Field): void {
    if (instead !== undefined) {
      this.replace(this.spanOfPair(instead), pair)
      return
    }
    const first = map.items[0]?.key as Node | undefined // a parsed map holds nodes only
    if (first === undefined) this.insert(spanOf(map).start + 1, pair)
    else this.insert(spanOf(first).start, pair + this.separator(map))
  }

  /** Takes a pair out that is not the first of its map. */
  remove(map: YAMLMap, field: Field): void {
    const span = this.spanOfPair(field)
    if (map.flow === true) {
      const before = this.text.slice(0, span.start).trimEnd()
      this.replace({ start: before.endsWith(',') ? before.length - 1 : span.start, end: span.end }, '')
      return
    }
    const { lines } = this.source
    const rest = /^[ \t]*/.exec(this.text.slice(span.end))?.[0].length ?? 0
    const hasComment = this.text[span.end + rest] === '#'
    const from = hasComment ? span.start : lines.startOf(lines.placeOf(span.start).line)
    const to = hasComment ? span.end + rest : lines.startOf(lines.placeOf(span.end).line + 1)
    this.replace({ start: from, end: to }, '')
  }

  /** Writes the pairs of an inner map in place of it, after `prefix` (`key: value`, or nothing). */
  flatten(map: YAMLMap, field: Field, inner: YAMLMap, prefix: string): void {
    const pairs = inner.items as Pair<Node, Node | null>[] // a parsed map holds nodes only
    const span = this.spanOfPair(field)
    const [first] = pairs
    const separator = this.separator(map)
    if (first === undefined || (inner.flow === true && map.flow !== true)) {
      const texts = pairs.map((pair) => this.textOfPair(pair))
      this.replace(span, [prefix, ...texts].filter((text) => text !== '').join(separator))
      return
    }
    const start = spanOf(first.key).start
    this.replace({ start: span.start, end: start }, prefix === '' ? '' : prefix + separator)
    if (inner.flow === true) {
      const last = pairs.at(-1) ?? first
      this.replace({ start: endOf(last.value, spanOf(last.key).end), end: span.end }, '')
    } else {
      this.dedent({ start, end: span.end }, this.indentOf(inner) - this.indentOf(map))
    }
  }

  /** A scalar as one line of plain or quoted text. */
  oneLine(node: Node, value: string): void {
    const span = spanOf(node)
    if (this.text.slice(span.start, span.end).includes('\n')) {
      const end = this.text.slice(0, span.end).trimEnd().length
      this.replace({ start: span.start, end }, quoteIfNeeded(value))
    }
  }

  private commentsWithin(span: Span): readonly Span[] {
    let low = 0
    let high = this.comments.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.comments[middle]?.start ?? 0) < span.start) low = middle + 1
      else high = middle
    }
    let end = low
    while ((this.comments[end]?.end ?? Infinity) <= span.end) end += 1
    return this.comments.slice(low, end)
  }

  private dedent(span: Span, by: number): void {
    const { lines } = this.source
    const last = lines.placeOf(span.end).line
    for (let line = lines.placeOf(span.start).line + 1; line <= last; line += 1) {
      const start = lines.startOf(line)
      const blanks = /^ */.exec(this.text.slice(start, start + by))?.[0].length ?? 0
      if (blanks > 0) this.edits.push({ start, end: start + blanks, text: '' })
    }
  }

  private indentOf(map: YAMLMap): number {
    const first = map.items[0]?.key as Node | undefined // a parsed map holds nodes only
    const { start } = spanOf(first ?? map)
    const { lines } = this.source
    const lineStart = lines.startOf(lines.placeOf(start).line)
    if (map.flow !== true && !/^\uFEFF?[ -]*$/.test(this.text.slice(lineStart, start))) {
      throw new CannotPatch({ start, end: start })
    }
    return lines.placeOf(start).column - 1
  }

  private textOfPair(pair: Pair<Node, Node | null>): string {
    const { start, end } = spanOf(pair.key)
    const key = this.text.slice(start, end)
    if (pair.value === null || endOf(pair.value, -1) < 0) return `${key}:`
    const whole = this.text.slice(start, spanOf(pair.value).end)
    return whole.includes('\n')
      ? `${key}: ${this.text.slice(spanOf(pair.value).start, spanOf(pair.value).end)}`
      : whole
  }

  private colonAfter(end: number): number {
    const colon = /^[ \t]*:/.exec(this.text.slice(end))
    return end + (colon?.[0].length ?? 0)
  }
}
