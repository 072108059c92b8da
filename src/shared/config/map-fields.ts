import { isAlias, isMap, isScalar, isSeq, Scalar } from 'yaml'
import type { Node, YAMLMap } from 'yaml'
import { joinPath } from './entry.ts'
import { removeKey } from './fixes.ts'
import type { Report } from './report.ts'
import { scalarText } from './yaml-scalar.ts'
import type { YamlSource } from './yaml-source.ts'
import { spanOf } from './yaml-source.ts'

/** A key of a map with its value, as tbot sees the map after merging. */
export interface Field {
  readonly name: string
  readonly key: Scalar
  /** As written: may be an alias. */
  readonly value: Node | undefined
  /** True when the key comes from another map through `<<`. */
  readonly merged: boolean
  /** True when a fix may not touch it: it is merged from elsewhere, or the key stands here twice. */
  readonly locked: boolean
}

/** What a node stands for, with aliases followed. */
export function follow(node: Node | undefined, source: YamlSource): Node | undefined {
  let at = node
  while (at !== undefined && isAlias(at)) at = source.targets.get(at)
  return at
}

/** Bounds the work aliases can cause: a file of 1 MiB may stand for billions of values. */
export class Budget {
  private left: number

  constructor(steps: number) {
    this.left = steps
  }

  /** False when the budget is used up. */
  spend(): boolean {
    this.left -= 1
    return this.left >= 0
  }

  get isSpent(): boolean {
    return this.left < 0
  }
}

function isMergeKey(key: Scalar): boolean {
  return key.type === Scalar.PLAIN && key.tag === undefined && scalarText(key) === '<<'
}

/** The fields of a map: its own first, then what `<<` adds. Reports duplicate keys (tbot-config.md 7.4). */
export function fieldsOf(
  map: YAMLMap,
  path: string,
  context: { source: YamlSource; report: Report; budget: Budget },
): Field[] {
  const fields = new Map<string, Field>()
  const merges: { key: Node; value: Node | undefined }[] = []
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const pair of map.items) {
    const key = follow(pair.key as Node, context.source) // a parsed pair holds nodes only
    if (!isScalar(key)) {
      reportOddKey(path, pair.key as Node, context.report)
      continue
    }
    const name = scalarText(key)
    if (seen.has(name)) {
      repeated.add(name)
      context.report.add({
        severity: 'error',
        code: 'config.duplicate-key',
        path: joinPath(path, name),
        span: spanOf(pair.key as Node),
        message: `\`${name}\` stands twice in the same map, which tbot refuses. Keep one of the two.`,
        fix: removeKey(context.source.lines, map, pair.key as Node),
      })
      continue
    }
    seen.add(name)
    const value = (pair.value as Node | null) ?? undefined
    if (isMergeKey(key)) merges.push({ key, value })
    else fields.set(name, { name, key, value, merged: false, locked: false })
  }
  for (const merge of merges) mergeInto(fields, merge, path, context)
  return [...fields.values()].map((field) => (repeated.has(field.name) ? { ...field, locked: true } : field))
}

function reportOddKey(path: string, key: Node, report: Report): void {
  report.add({
    severity: 'error',
    code: 'config.odd-key',
    path,
    span: spanOf(key),
    message: 'A list or map is used as a key here, which tbot refuses. Write a word as key.',
  })
}

function mergeInto(
  fields: Map<string, Field>,
  merge: { key: Node; value: Node | undefined },
  path: string,
  context: { source: YamlSource; report: Report; budget: Budget },
): void {
  const target = follow(merge.value, context.source)
  const sources = isSeq(target) ? target.items.map((item) => follow(item as Node, context.source)) : [target]
  for (const map of sources) {
    if (!context.budget.spend()) return
    if (!isMap(map)) {
      reportOddMerge(path, merge.key, context.report)
      continue
    }
    for (const field of fieldsOf(map, path, context)) {
      if (!fields.has(field.name)) fields.set(field.name, { ...field, merged: true, locked: true })
    }
  }
}

function reportOddMerge(path: string, key: Node, report: Report): void {
  report.add({
    severity: 'error',
    code: 'config.odd-merge',
    path: joinPath(path, '<<'),
    span: spanOf(key),
    message: '`<<` merges a map or a list of maps; this is something else. Point it at an anchored map.',
  })
}
