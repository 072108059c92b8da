import { isMap, isScalar, Scalar, visit } from 'yaml'
import type { Node, Pair, YAMLMap } from 'yaml'
import type { LineIndex } from './line-index.ts'
import type { ProblemFix } from './problem.ts'
import { spanOf } from './yaml-source.ts'

/** Text for a YAML value: plain where that is safe, else in double quotes. */
export function quoteIfNeeded(text: string): string {
  return /^[A-Za-z0-9_./][\w./+-]*(?::[\w./+-]+)*$/.test(text) ? text : JSON.stringify(text)
}

function isPlainOrQuoted(node: Node | null | undefined): node is Scalar {
  if (!isScalar(node) || node.tag !== undefined || node.anchor !== undefined) return false
  return [Scalar.PLAIN, Scalar.QUOTE_SINGLE, Scalar.QUOTE_DOUBLE].some((type) => type === node.type)
}

/** Writes another value in place of a scalar; none for empty, tagged, anchored or block scalars. */
export function replaceValue(
  lines: LineIndex,
  node: Node | undefined,
  text: string,
  title = `Write ${text}`,
): ProblemFix | undefined {
  if (!isPlainOrQuoted(node)) return undefined
  const span = spanOf(node)
  if (span.start === span.end) return undefined
  return { title, edits: [lines.edit(span, quoteIfNeeded(text))] }
}

/** Gives a key another name. The caller makes sure that the name is free. */
export function renameKey(lines: LineIndex, key: Node | undefined, name: string): ProblemFix | undefined {
  if (!isPlainOrQuoted(key)) return undefined
  return { title: `Rename to ${name}`, edits: [lines.edit(spanOf(key), quoteIfNeeded(name))] }
}

interface PairPlace {
  readonly firstLine: number
  readonly lastLine: number
  readonly indentation: string
}

/** The lines a pair of a block map fills, or undefined when it shares them with something else. */
function placeOfPair(lines: LineIndex, pair: Pair<Node, Node | null>): PairPlace | undefined {
  if (!isPlainOrQuoted(pair.key)) return undefined
  const key = spanOf(pair.key)
  const place = lines.placeOf(key.start)
  const indentation = lines.text.slice(lines.startOf(place.line), key.start)
  if (!/^ *$/.test(indentation)) return undefined
  const end = pair.value === null ? key.end : Math.max(key.end, spanOf(pair.value).end)
  const used = lines.text.slice(key.start, end).trimEnd().length
  return { firstLine: place.line, lastLine: lines.placeOf(key.start + used).line, indentation }
}

function hasAnchor(node: Node | null): boolean {
  let found = false
  if (node !== null) {
    visit(node, {
      Value: (_key, each) => {
        found ||= each.anchor !== undefined
      },
    })
  }
  return found
}

/** A file of many thousand unknown keys must not search its map for each of them. */
const pairsByKey = new WeakMap<Node, ReadonlyMap<unknown, Pair>>()

function pairWith(map: YAMLMap, key: Node | undefined): Pair | undefined {
  const known = pairsByKey.get(map) ?? new Map(map.items.map((pair) => [pair.key, pair]))
  pairsByKey.set(map, known)
  return known.get(key)
}

function asNodes(pair: Pair): Pair<Node, Node | null> {
  return pair as Pair<Node, Node | null> // a parsed pair holds nodes only
}

/** Removes a key with its value: only whole lines of a block map that keeps other keys. */
export function removeKey(
  lines: LineIndex,
  map: Node | undefined,
  key: Node | undefined,
  title = 'Remove line',
): ProblemFix | undefined {
  if (!isMap(map) || map.flow === true || map.items.length < 2) return undefined
  const found = pairWith(map, key)
  if (found === undefined) return undefined
  const pair = asNodes(found)
  const place = placeOfPair(lines, pair)
  if (place === undefined || hasAnchor(pair.value)) return undefined
  const atEnd = place.lastLine >= lines.lineCount
  const span = {
    start: atEnd && place.firstLine > 1 ? lines.endOf(place.firstLine - 1) : lines.startOf(place.firstLine),
    end: lines.startOf(place.lastLine + 1),
  }
  const several = place.lastLine > place.firstLine
  return {
    title: several && title === 'Remove line' ? 'Remove these lines' : title,
    edits: [lines.edit(span, '')],
  }
}

/** Adds `key: value` to a block map: before a key that starts its own line, else after the first one. */
export function addKey(
  lines: LineIndex,
  map: Node | undefined,
  key: string,
  value: string,
): ProblemFix | undefined {
  if (!isMap(map) || map.flow === true) return undefined
  const title = `Add ${key}: ${value}`
  const entry = `${key}: ${quoteIfNeeded(value)}`
  const place = map.items.map((pair) => placeOfPair(lines, asNodes(pair))).find((each) => each !== undefined)
  if (place !== undefined) {
    const at = lines.startOf(place.firstLine)
    return { title, edits: [lines.edit({ start: at, end: at }, `${place.indentation}${entry}\n`)] }
  }
  const only = map.items[0]
  if (map.items.length !== 1 || only === undefined || !isPlainOrQuoted(asNodes(only).value)) return undefined
  const key0 = placeOfListItem(lines, asNodes(only))
  if (key0 === undefined) return undefined
  return { title, edits: [lines.edit({ start: key0.end, end: key0.end }, `\n${key0.indentation}${entry}`)] }
}

/** End of the line of a pair that follows a dash, and the indentation of its map. */
function placeOfListItem(
  lines: LineIndex,
  pair: Pair<Node, Node | null>,
): { end: number; indentation: string } | undefined {
  if (pair.value === null || !isPlainOrQuoted(pair.key)) return undefined
  const { line, column } = lines.placeOf(spanOf(pair.key).start)
  const before = lines.text.slice(lines.startOf(line), spanOf(pair.key).start)
  if (!/^[ -]*$/.test(before) || lines.placeOf(spanOf(pair.value).end).line !== line) return undefined
  return { end: lines.endOf(line), indentation: ' '.repeat(column - 1) }
}
