import { isAlias, isMap, isScalar, isSeq, Scalar } from 'yaml'
import type { Node, Pair, YAMLMap, YAMLSeq } from 'yaml'
import { secretsIn } from '../mask-secrets.ts'
import { scalarText } from '../yaml-scalar.ts'
import { readYaml } from '../yaml-source.ts'
import type { SourceResult, YamlSource } from '../yaml-source.ts'

/** A pair of a parsed document; the value is null where not even a colon is written. */
export type ParsedPair = Pair<Node, Node | null>

const mostKept = 4
const kept = new Map<string, SourceResult>()

/** Reads a text, and remembers the last few: form, outline and edits ask for the same one after each other. */
export function readSource(text: string): SourceResult {
  const known = kept.get(text)
  kept.delete(text)
  const result = known ?? readYaml(text)
  kept.set(text, result)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return result
}

/** The secrets of a text that was read a moment ago, as `secretsIn` finds them. */
export function secretsOfText(text: string): string[] {
  const result = readSource(text)
  const isWhole = result.kind === 'source' && result.source.secondDocument === undefined
  return secretsIn(text, isWhole ? result.source.documents : undefined)
}

export function pairsOf(map: YAMLMap): ParsedPair[] {
  return map.items as unknown[] as ParsedPair[] // a parsed map holds pairs of nodes only
}

export function itemsOf(list: YAMLSeq): Node[] {
  return list.items as Node[] // a parsed list holds nodes only
}

/** What a node stands for, with aliases followed. */
export function targetOf(node: Node | null | undefined, source: YamlSource): Node | undefined {
  let at = node ?? undefined
  while (at !== undefined && isAlias(at)) at = source.targets.get(at)
  return at
}

/** The text of a key; undefined for a list or map as key. */
export function keyName(key: Node, source: YamlSource): string | undefined {
  const target = targetOf(key, source)
  return isScalar(target) ? scalarText(target) : undefined
}

/** True for the pair `<<: …`, which is no key of its own. */
export function isMerge(pair: ParsedPair): boolean {
  const { key } = pair
  return isScalar(key) && key.type === Scalar.PLAIN && key.tag === undefined && scalarText(key) === '<<'
}

/** The maps that `<<` adds, first one first; what they have counts unless the map has the key itself. */
export function mergedMaps(map: YAMLMap, source: YamlSource): YAMLMap[] {
  return pairsOf(map)
    .filter(isMerge)
    .flatMap((pair) => {
      const target = targetOf(pair.value, source)
      return isSeq(target) ? itemsOf(target).map((item) => targetOf(item, source)) : [target]
    })
    .filter((each) => isMap(each))
}
