import { isMap, isScalar, isSeq } from 'yaml'
import type { Node } from 'yaml'
import { rootSchema } from '../catalogue.ts'
import { decode } from '../decode.ts'
import { readSource } from '../edit/source.ts'
import type { Entry, MapEntry } from '../entry.ts'
import { Budget, follow } from '../map-fields.ts'
import type { TargetVersion } from '../problem.ts'
import { Report } from '../report.ts'
import { scalarText } from '../yaml-scalar.ts'
import type { YamlSource } from '../yaml-source.ts'

const maximumSteps = 200_000
/** Longer values are cut; a value is shown on one line. */
const longestShown = 400
const deepestShown = 8

/** A file as tbot reads it. */
export interface ReadFile {
  readonly root: MapEntry
  readonly source: YamlSource
  /** Lines by path, of every key and list entry. */
  readonly lines: ReadonlyMap<string, number>
}

/** Undefined for a text that is no map. What the checks have to say is not told here. */
export function readEntries(text: string, target: TargetVersion): ReadFile | undefined {
  const read = readSource(text)
  if (read.kind === 'failure' || !isMap(read.source.root)) return undefined
  const { source } = read
  const budget = new Budget(maximumSteps)
  const context = { target, source, report: new Report(source.lines), budget, consumed: new Set<Node>() }
  const root = decode(source.root, rootSchema, { path: '', borrowed: false, strict: true }, context)
  if (root.kind !== 'map' || budget.isSpent) return undefined
  const lines = new Map<string, number>()
  collectLines(root, source, lines)
  return { root, source, lines }
}

function collectLines(entry: Entry, source: YamlSource, into: Map<string, number>): void {
  const start = entry.key?.range?.[0] ?? entry.span.start
  if (entry.path !== '') into.set(entry.path, source.lines.placeOf(start).line)
  if (entry.kind === 'map') for (const field of entry.fields.values()) collectLines(field, source, into)
  if (entry.kind === 'list') for (const item of entry.items) collectLines(item, source, into)
}

/** A value on one line, as it would be written. */
export function shownValue(entry: Entry, source: YamlSource): string {
  const text = shownNode(entry.node, source, 0)
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text
}

function shownNode(written: Node | undefined, source: YamlSource, depth: number): string {
  const node = follow(written, source)
  if (node === undefined) return ''
  if (isScalar(node)) return scalarText(node)
  if (depth > deepestShown) return '…'
  let length = 0
  const show = (each: unknown): string => {
    const text = length > longestShown ? '…' : shownNode(each as Node, source, depth + 1) // parsed: nodes only
    length += text.length
    return text
  }
  if (isSeq(node)) return `[${node.items.map(show).join(', ')}]`
  if (!isMap(node)) return ''
  return `{${node.items.map(({ key, value }) => `${show(key)}: ${show(value ?? undefined)}`).join(', ')}}`
}
