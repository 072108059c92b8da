import { parseAllDocuments, Scalar, visit } from 'yaml'
import { assertNever } from '../../../errors.ts'
import type { TextEdit } from '../../problem.ts'
import { LineIndex } from '../../line-index.ts'
import type { Change, ConfigPath, YamlValue } from '../model.ts'

/** What another reading of YAML (the library's own, not ours) finds in a text; undefined when it is no map. */
export function readAgain(text: string): YamlValue | undefined {
  try {
    const [document] = [...parseAllDocuments(text, { merge: true, logLevel: 'silent' })]
    if (document === undefined || document.errors.length > 0) return undefined
    visit(document, { Scalar: (_key, node) => cutBreak(node, text) })
    const value: unknown = document.toJS({ maxAliasCount: -1 })
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as YamlValue)
      : undefined
  } catch {
    return undefined // deeper than the library goes
  }
}

/** Go gives a block of text at the very end of a file no line break that is not there; the library does. */
function cutBreak(node: Scalar, text: string): void {
  const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED
  if (!isBlock || node.range?.[1] !== text.length || text.endsWith('\n')) return
  node.value = String(node.value).replace(/\n$/, '')
}

/** The data a change may lead to: removing the last key of a map may take the map with it. */
export function outcomes(document: YamlValue, change: Change): YamlValue[] {
  const { path } = change
  switch (change.kind) {
    case 'set':
      return [put(document, path, () => change.value)]
    case 'insert':
      return [
        put(document, path, (list) => {
          const items = Array.isArray(list) ? list : []
          return items.toSpliced(change.index ?? items.length, 0, change.value)
        }),
      ]
    case 'move':
      return [
        put(document, path.slice(0, -1), (list) => {
          const items: readonly YamlValue[] = Array.isArray(list) ? list : []
          const item = items[Number(path.at(-1))] ?? null
          return items.toSpliced(Number(path.at(-1)), 1).toSpliced(change.to, 0, item)
        }),
      ]
    case 'rename':
      return [
        put(document, path.slice(0, -1), (map) =>
          Object.fromEntries(
            Object.entries(map ?? {}).map(([key, value]) => [key === path.at(-1) ? change.name : key, value]),
          ),
        ),
      ]
    case 'remove':
      return at(document, path) === undefined ? [document] : removals(document, path)
    default:
      return assertNever(change)
  }
}

function removals(document: YamlValue, path: ConfigPath): YamlValue[] {
  const removed = put(document, path, () => undefined)
  const owner = at(removed, path.slice(0, -1))
  const isEmptied =
    path.length > 1 && typeof path.at(-2) === 'string' && isMap(owner) && Object.keys(owner).length === 0
  return isEmptied ? [removed, ...removals(document, path.slice(0, -1))] : [removed]
}

function isMap(value: YamlValue | undefined): value is { readonly [key: string]: YamlValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function at(value: YamlValue | undefined, path: ConfigPath): YamlValue | undefined {
  return path.reduce<YamlValue | undefined>((found, step) => {
    if (Array.isArray(found)) return (found as readonly YamlValue[])[Number(step)]
    return isMap(found) ? found[step] : undefined
  }, value)
}

function put(
  value: YamlValue | undefined,
  path: ConfigPath,
  change: (old: YamlValue | undefined) => YamlValue | undefined,
): YamlValue {
  const [step, ...rest] = path
  if (step === undefined) return change(value) ?? null
  const isLast = rest.length === 0
  if (typeof step === 'number') {
    const items: readonly YamlValue[] = Array.isArray(value) ? value : []
    const item = isLast ? change(items[step]) : put(items[step], rest, change)
    return item === undefined ? items.toSpliced(step, 1) : items.toSpliced(step, 1, item)
  }
  const fields = isMap(value) ? { ...value } : {}
  const field = isLast ? change(fields[step]) : put(fields[step], rest, change)
  if (field === undefined) return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== step))
  return { ...fields, [step]: field }
}

/** Comments of generated files, which are all different. */
export function commentsIn(text: string): string[] {
  return [...text.matchAll(/# c\d+/g)].map(([comment]) => comment).toSorted()
}

/** The text the edits take away. */
export function removedText(text: string, edits: readonly TextEdit[]): string {
  const lines = new LineIndex(text)
  return edits
    .map((edit) =>
      text.slice(
        lines.offsetOf({ line: edit.startLine, column: edit.startColumn }),
        lines.offsetOf({ line: edit.endLine, column: edit.endColumn }),
      ),
    )
    .join('')
}
