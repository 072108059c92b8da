import { isAlias, isCollection, isMap, isNode, isPair, isSeq } from 'yaml'
import type { ParsedNode, Range } from 'yaml'
import { LineIndex } from './line-index.ts'
import type { Span } from './line-index.ts'
import { maximumLength, parseEntries } from './yaml-parse.ts'
import type { Collection } from './yaml-parse.ts'
import { readYaml } from './yaml-source.ts'
import type { SourceResult, YamlSource } from './yaml-source.ts'

/** Some entries of a block map or list that follow each other, with the lines they stand on. */
interface Stretch {
  readonly of: Collection
  /** The collections around it, the root first; not itself. */
  readonly inside: readonly Collection[]
  /** Column of keys or dashes, from 0. */
  readonly column: number
  readonly from: number
  /** Behind its last entry. */
  readonly to: number
  readonly lines: Span
}

/** Where the old text has to be replaced by what of the new one. */
interface TextChange {
  readonly old: Span
  readonly delta: number
}

/** Directives, and keys behind a question mark: the rules for the rest of the file depend on them. A changed entry brings in none. */
const reachesBeyondItsEntry = /^%|\?[ \t\r\n]/m

/**
 * Reads one text after another, as an editor makes them: a change inside of one entry of the file, or of one service,
 * costs the parsing of that entry only. The result says the same as `readYaml`. The reader hands over what it read
 * before: an older source must not be used any more.
 */
export class YamlReader {
  #last: YamlSource | undefined

  /** Reads a text as `readYaml` does. */
  read(text: string): SourceResult {
    const source = this.#last && readChanged(this.#last, text)
    if (source !== undefined) {
      this.#last = source
      return { kind: 'source', source }
    }
    const result = readYaml(text)
    // A text that cannot be read is on its way to one that can: what was read before it stays.
    if (result.kind === 'source') this.#last = reachesBeyondItsEntry.test(text) ? undefined : result.source
    return result
  }
}

function readChanged(before: YamlSource, text: string): YamlSource | undefined {
  if (text === before.text) return before
  const [document] = before.documents
  if (document === undefined || text.length > maximumLength) return undefined
  const change = changeBetween(before.text, text)
  const stretch = stretchAround(before, change.old)
  if (stretch === undefined || !standsAlone(stretch.of.items.slice(stretch.from, stretch.to)))
    return undefined
  const { of, column, lines } = stretch
  const fresh = parseEntries(text.slice(lines.start, lines.end + change.delta), {
    kind: isMap(of) ? 'map' : 'list',
    column,
    depth: stretch.inside.length,
    isLast: lines.end === before.text.length,
  })
  if (fresh === undefined || !standsAlone(fresh.items)) return undefined
  const root = replaced(stretch, fresh, change.delta)
  document.contents = root as ParsedNode // what the parser made, put together anew
  const second = before.secondDocument
  return {
    ...before,
    text,
    root,
    lines: new LineIndex(text),
    secondDocument: second && { start: second.start + change.delta, end: second.end + change.delta },
  }
}

/** Characters compared at once: a long text is the same nearly everywhere. */
const block = 4096

function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start + block <= shorter && before.slice(start, start + block) === after.slice(start, start + block))
    start += block
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1
  const delta = after.length - before.length
  let end = before.length
  while (
    end - block >= before.length - shorter + start &&
    before.slice(end - block, end) === after.slice(end - block + delta, end + delta)
  )
    end -= block
  while (
    end > before.length - shorter + start &&
    before.charCodeAt(end - 1) === after.charCodeAt(end - 1 + delta)
  )
    end -= 1
  return { old: { start, end }, delta }
}

/** The entries a change lies in: those of the list the root's entry holds, or else the root's. */
function stretchAround(source: YamlSource, change: Span): Stretch | undefined {
  const { root, text } = source
  const end = source.secondDocument === undefined ? text.length : undefined
  const ofRoot = stretchIn(root, text, change, end, [])
  if (ofRoot === undefined) return undefined
  const [pair, ...others] = ofRoot.of.items.slice(ofRoot.from, ofRoot.to)
  const list = isPair(pair) && others.length === 0 ? pair.value : undefined
  if (!isSeq(list)) return ofRoot
  const isLast = ofRoot.lines.end === text.length
  return stretchIn(list, text, change, isLast ? end : undefined, [ofRoot.of]) ?? ofRoot
}

/** Without an `end` the last entry of the collection is no stretch: what follows it may belong to it. */
function stretchIn(
  of: unknown,
  text: string,
  change: Span,
  end: number | undefined,
  inside: readonly Collection[],
): Stretch | undefined {
  // An alias may stand for one with an anchor, and means the one of now.
  if (!(isMap(of) || isSeq(of)) || of.flow || !of.range || of.anchor !== undefined) return undefined
  const column = of.range[0] - lineStart(text, of.range[0])
  let first: { readonly index: number; readonly start: number } | undefined
  for (const [index, item] of of.items.entries()) {
    const start = startOfEntry(item, text, column)
    if (start === undefined) continue
    if (start > change.start) {
      if (first === undefined || change.end >= start) return undefined
      return { of, inside, column, from: first.index, to: index, lines: { start: first.start, end: start } }
    }
    first = { index, start }
  }
  if (first === undefined || end === undefined) return undefined
  return { of, inside, column, from: first.index, to: of.items.length, lines: { start: first.start, end } }
}

/** Start of the line of an entry; undefined unless its key, or a dash before it, is the first thing on the line. */
function startOfEntry(entry: unknown, text: string, column: number): number | undefined {
  const node = isPair(entry) ? entry.key : entry
  if (!isNode(node) || !node.range) return undefined
  const start = lineStart(text, node.range[0])
  const before = text.slice(start, node.range[0])
  const isFirst = isPair(entry) ? before === ' '.repeat(column) : isDash(before, column)
  return isFirst ? start : undefined
}

function isDash(before: string, column: number): boolean {
  return before.length > column + 1 && before.trimEnd() === `${' '.repeat(column)}-`
}

function lineStart(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start
}

/** False for anchors, aliases and tags: other places may speak of them. */
function standsAlone(part: unknown): boolean {
  if (Array.isArray(part)) return part.every(standsAlone)
  if (isPair(part)) return standsAlone(part.key) && standsAlone(part.value)
  if (isAlias(part)) return false
  if (!isNode(part)) return true
  return (
    part.anchor === undefined && part.tag === undefined && (!isCollection(part) || standsAlone(part.items))
  )
}

/** The root with fresh entries in place of a stretch. The collections around them are new ones, their other entries move. */
function replaced({ of, inside, from, to, lines }: Stretch, fresh: Collection, delta: number): Collection {
  const isLast = to === of.items.length
  shift(fresh, lines.start)
  const behind = of.items.slice(to)
  for (const item of behind) shift(item, delta)
  const ends = (old: Collection, last: Collection): Range => {
    const [start, end, fullEnd] = old.range ?? [0, 0, 0]
    if (!isLast) return [start, end + delta, fullEnd + delta]
    const [, lastEnd, lastFullEnd] = last.range ?? [0, 0, 0]
    return [start, old === of ? lastEnd : lastFullEnd, lastFullEnd]
  }
  let result = withItems(of, [...of.items.slice(0, from), ...fresh.items, ...behind], ends(of, fresh))
  let inner = of
  for (const outer of inside.toReversed()) {
    const at = outer.items.findIndex((item) => isPair(item) && item.value === inner)
    const holder = outer.items[at]
    if (isPair(holder)) holder.value = result
    for (const item of outer.items.slice(at + 1)) shift(item, delta)
    result = withItems(outer, outer.items, ends(outer, result))
    inner = outer
  }
  return result
}

/** A copy of a collection, because what was worked out about the old one is kept by its identity. */
function withItems<C extends Collection>(collection: C, items: unknown[], range: Range): C {
  const prototype = Object.getPrototypeOf(collection) as object
  const copy = Object.create(prototype, Object.getOwnPropertyDescriptors(collection)) as C
  return Object.assign(copy, { items, range })
}

/** Moves a parsed part to where it stands now. */
function shift(part: unknown, by: number): void {
  if (by === 0) return
  if (isPair(part)) {
    shift(part.key, by)
    shift(part.value, by)
  } else if (isNode(part)) {
    if (part.range) part.range = [part.range[0] + by, part.range[1] + by, part.range[2] + by]
    if (isCollection(part)) for (const item of part.items) shift(item, by)
  }
}
