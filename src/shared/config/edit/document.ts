import { isAlias, isMap, isSeq } from 'yaml'
import type { Node, YAMLMap } from 'yaml'
import type { TextEdit } from '../problem.ts'
import type { YamlSource } from '../yaml-source.ts'
import { Layout } from './layout.ts'
import type { ConfigDocument, ConfigPath, TextRange, YamlValue } from './model.ts'
import type { ParsedPair } from './source.ts'
import { isMerge, itemsOf, keyName, mergedMaps, pairsOf, readSource, targetOf } from './source.ts'
import { valueAt, valueOf } from './values.ts'

/** Opens a text for reading; undefined when it is not YAML. Never throws. */
export function openDocument(text: string): ConfigDocument | undefined {
  const result = readSource(text)
  return result.kind === 'failure' ? undefined : new ParsedDocument(result.source)
}

interface Reach {
  readonly start: number
  readonly end: number
  readonly node: Node | undefined
}

class ParsedDocument implements ConfigDocument {
  readonly text: string
  private readonly source: YamlSource
  private readonly layout: Layout
  private readonly fields = new Map<YAMLMap, ReadonlyMap<string, ParsedPair>>()

  constructor(source: YamlSource) {
    this.source = source
    this.text = source.text
    this.layout = new Layout(source)
  }

  valueAt(path: ConfigPath): YamlValue | undefined {
    if (this.source.root === undefined) return undefined
    return valueAt(valueOf(this.source.root, this.source), path)
  }

  rangeOf(path: ConfigPath): TextRange | undefined {
    const { root } = this.source
    let reach: Reach | undefined = root && { ...this.reachOf(root), node: root }
    for (const step of path) reach = this.childOf(targetOf(reach?.node, this.source), step)
    if (reach === undefined) return undefined
    // A text behind `|` ends with its last line, not at the start of the next one.
    const end = this.layout.endOfText(reach.end)
    return rangeOf(this.source, { start: Math.min(reach.start, end), end })
  }

  pathAt(line: number, column: number): ConfigPath {
    const offset = this.source.lines.offsetOf({ line, column })
    const path: (string | number)[] = []
    let node = this.source.root
    while (node !== undefined && !isAlias(node)) {
      const found = this.childHolding(node, offset)
      if (found === undefined) break
      path.push(found.step)
      node = found.node
    }
    return path
  }

  private reachOf(node: Node): { start: number; end: number } {
    const [start = 0] = node.range ?? []
    return { start, end: this.layout.endOf(node) }
  }

  private childOf(node: Node | undefined, step: string | number): Reach | undefined {
    if (isSeq(node) && typeof step === 'number') return this.itemReach(node, step)
    if (!isMap(node) || typeof step !== 'string') return undefined
    const pair = this.fieldsOf(node).get(step)
    return (
      pair && {
        start: this.layout.startOfPair(pair),
        end: this.layout.endOfPair(pair),
        node: pair.value ?? undefined,
      }
    )
  }

  /** The pairs of a map by key, then those `<<` adds; the first of a name counts. */
  private fieldsOf(map: YAMLMap): ReadonlyMap<string, ParsedPair> {
    const known = this.fields.get(map)
    if (known !== undefined) return known
    const fields = new Map<string, ParsedPair>()
    const add = (name: string | undefined, pair: ParsedPair): void => {
      if (name !== undefined && !fields.has(name)) fields.set(name, pair)
    }
    for (const pair of pairsOf(map)) if (!isMerge(pair)) add(keyName(pair.key, this.source), pair)
    for (const merged of mergedMaps(map, this.source)) {
      for (const [name, pair] of this.fieldsOf(merged)) add(name, pair)
    }
    this.fields.set(map, fields)
    return fields
  }

  private itemReach(list: Node, index: number): Reach | undefined {
    if (!isSeq(list)) return undefined
    const item = itemsOf(list)[index]
    if (item === undefined) return undefined
    const { start, end } = this.reachOf(item)
    const before = itemsOf(list)[index - 1]
    const from = before === undefined ? (list.range?.[0] ?? 0) : this.layout.endOf(before)
    return {
      start: list.flow === true ? this.layout.startWithMarks(start) : this.layout.skipTrivia(from),
      end,
      node: item,
    }
  }

  private childHolding(
    node: Node,
    offset: number,
  ): { readonly step: string | number; readonly node: Node | undefined } | undefined {
    if (isSeq(node)) {
      const items = itemsOf(node)
      const index = lastIndexBefore(items.length, offset, (at) => this.itemReach(node, at)?.start ?? 0)
      const item = items[index]
      return item !== undefined && offset <= this.layout.endOf(item) ? { step: index, node: item } : undefined
    }
    if (!isMap(node)) return undefined
    const pairs = pairsOf(node)
    const pair = pairs[lastIndexBefore(pairs.length, offset, (at) => this.startOf(pairs[at]))]
    const step = pair === undefined ? undefined : keyName(pair.key, this.source)
    if (pair === undefined || step === undefined || offset > this.layout.endOfPair(pair)) return undefined
    return { step, node: pair.value ?? undefined }
  }

  private startOf(pair: ParsedPair | undefined): number {
    return pair === undefined ? 0 : this.layout.startOfPair(pair)
  }
}

/** The last of `count` ordered places that starts at or before the offset; -1 when none does. */
function lastIndexBefore(count: number, offset: number, startOf: (index: number) => number): number {
  let low = -1
  let high = count - 1
  while (low < high) {
    const middle = high - Math.floor((high - low - 1) / 2)
    if (startOf(middle) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

function rangeOf(source: YamlSource, span: { readonly start: number; readonly end: number }): TextRange {
  const { text: _text, ...range }: TextEdit = source.lines.edit(span, '')
  return range
}
