import { isMap, isSeq, Scalar } from 'yaml'
import type { Node } from 'yaml'
import { spanOf } from '../yaml-source.ts'
import { orderedEntries } from './key-order.ts'
import type { Layout } from './layout.ts'
import { isBlockCollection } from './layout.ts'
import type { YamlValue } from './model.ts'
import { blockLines, isScalarValue, writeScalar } from './scalar-text.ts'
import { itemsOf, pairsOf } from './source.ts'
import { isListValue, isMapValue } from './model.ts'
import { isFilled } from './values.ts'

/** How the file is written. */
export interface Style {
  /** Columns a map inside a map is further in. */
  readonly indent: number
  /** Columns a list inside a map is further in. */
  readonly listIndent: number
  /** Whether a text of several lines is written behind `|`; else it stands in quotes. */
  readonly hasBlockText: boolean
  /** A text that ends in a line break cannot be a block at the end of a file that does not. */
  readonly endsInBreak: boolean
}

/** Where a value is written. */
export interface Slot {
  readonly kind: 'pair' | 'item' | 'root'
  /** Column of the key or dash. */
  readonly column: number
  readonly isFlow: boolean
  /** Blanks between a dash and its entry. */
  readonly gap: number
  readonly old?: Scalar | undefined
  /** How far in the old text behind `|` is: comments below it may be further in than a new one would be. */
  readonly textColumn?: number | undefined
}

/** A value as text: what stands on the line of its key or dash, and the lines below with their indentation. */
export interface Written {
  readonly head: string
  readonly lines: readonly string[]
}

/** Takes the style from the first nested map and list of the file; two blanks where there is none. */
export function styleOf(layout: Layout, hasBlockText: boolean): Style {
  const found: { indent?: number; listIndent?: number } = {}
  lookAt(layout.source.root, layout, found)
  const indent = found.indent ?? found.listIndent ?? 2
  return {
    indent: indent === 0 ? 2 : indent,
    listIndent: found.listIndent ?? indent,
    hasBlockText,
    endsInBreak: layout.text === '' || layout.text.endsWith('\n'),
  }
}

function lookAt(
  node: Node | null | undefined,
  layout: Layout,
  found: { indent?: number; listIndent?: number },
): void {
  if (!isBlockCollection(node) || (found.indent !== undefined && found.listIndent !== undefined)) return
  if (isSeq(node)) for (const item of itemsOf(node)) lookAt(item, layout, found)
  if (!isMap(node)) return
  for (const pair of pairsOf(node)) {
    if (!isBlockCollection(pair.value) || pair.value === null) continue
    const columns =
      layout.column(layout.startWithMarks(spanOf(pair.value).start)) - layout.column(layout.startOfPair(pair))
    if (isSeq(pair.value)) found.listIndent ??= columns
    else found.indent ??= columns
    lookAt(pair.value, layout, found)
  }
}

const blanks = (count: number): string => ' '.repeat(count)

/** Writes a value for a place: block style outside of brackets, flow style inside. */
export function write(value: YamlValue, slot: Slot, style: Style): Written {
  const { column, isFlow } = slot
  if (isScalarValue(value)) return writeText(value, slot, style)
  if (isFlow || !isFilled(value)) return { head: flowText(value), lines: [] }
  if (slot.kind === 'item') {
    const [first = '', ...lines] = collectionLines(value, column + 1 + slot.gap, style)
    return { head: first, lines }
  }
  const inner = slot.kind === 'root' ? 0 : column + (isListValue(value) ? style.listIndent : style.indent)
  const [first = '', ...lines] = collectionLines(value, inner, style)
  return { head: '', lines: [blanks(inner) + first, ...lines] }
}

function writeText(value: string | number | boolean | null, slot: Slot, style: Style): Written {
  const block = typeof value === 'string' && mayBeBlock(value, slot, style) ? blockLines(value) : undefined
  if (block === undefined) return { head: writeScalar(value, slot), lines: [] }
  const inner = blanks(slot.textColumn ?? slot.column + style.indent)
  const isFolded = slot.old?.type === Scalar.BLOCK_FOLDED && block.lines.length === 1
  return {
    head: isFolded ? block.head.replace('|', '>') : block.head,
    lines: block.lines.map((line) => (line === '' ? '' : inner + line)),
  }
}

function mayBeBlock(value: string, slot: Slot, style: Style): boolean {
  if (!style.hasBlockText || slot.isFlow || slot.column < 0) return false
  if (value.endsWith('\n') && !style.endsInBreak) return false
  switch (slot.old?.type) {
    case Scalar.BLOCK_FOLDED:
    case Scalar.BLOCK_LITERAL:
      return true
    case Scalar.QUOTE_DOUBLE:
    case Scalar.QUOTE_SINGLE:
      return false
    default:
      return value.includes('\n')
  }
}

/** A map or list over lines; the first line has no indentation, it may follow a dash. */
function collectionLines(value: YamlValue, column: number, style: Style): string[] {
  const lines = isListValue(value)
    ? value.flatMap((item) => itemLines(item, column, 1, style))
    : isMapValue(value)
      ? orderedEntries(value).flatMap(([key, each]) => pairLines(key, each, column, style))
      : []
  return lines.map((line, index) => (index === 0 ? line.slice(column) : line))
}

/** The lines of one key with its value. */
export function pairLines(key: string, value: YamlValue, column: number, style: Style): string[] {
  const { head, lines } = write(value, { kind: 'pair', column, isFlow: false, gap: 1 }, style)
  return [`${blanks(column)}${keyText(key, false)}:${head === '' ? '' : ' '}${head}`, ...lines]
}

/** The lines of one list entry. */
export function itemLines(value: YamlValue, column: number, gap: number, style: Style): string[] {
  const { head, lines } = write(value, { kind: 'item', column, isFlow: false, gap }, style)
  return [`${blanks(column)}-${blanks(gap)}${head}`, ...lines]
}

function keyText(key: string, isFlow: boolean): string {
  return writeScalar(key, { isFlow })
}

/** A key with its value as it stands inside brackets. */
export function flowPair(key: string, value: YamlValue): string {
  return `${keyText(key, true)}: ${flowText(value)}`
}

/** A value as it stands inside brackets. */
export function flowText(value: YamlValue): string {
  if (isScalarValue(value)) return writeScalar(value, { isFlow: true })
  if (isListValue(value)) return `[${value.map((item) => flowText(item)).join(', ')}]`
  return isMapValue(value)
    ? `{${orderedEntries(value)
        .map(([key, each]) => flowPair(key, each))
        .join(', ')}}`
    : ''
}
