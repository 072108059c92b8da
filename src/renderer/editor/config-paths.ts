import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml'

/** A key of a configuration, as problems and tbot's own messages name it. */
export interface ConfigPath {
  /** `services[1].destination.path` */
  readonly path: string
  readonly line: number
  readonly column: number
  /** The service it belongs to, in its own words. */
  readonly about?: string
}

/** Every key of a text in its order; a text that does not parse gives those before the place where it breaks. */
export function configPaths(text: string): readonly ConfigPath[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: 'silent' })
  const paths: ConfigPath[] = []
  const add = (path: string, node: Node, about: string | undefined): void => {
    const { line, col } = lines.linePos(node.range?.[0] ?? 0)
    paths.push({ path, line, column: col, ...(about === undefined ? {} : { about }) })
  }
  const walk = (node: unknown, path: string, about: string | undefined): void => {
    if (isMap(node))
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue
        const own = path === '' ? String(key.value) : `${path}.${String(key.value)}`
        add(own, key, about)
        walk(value, own, about)
      }
    else if (isSeq(node))
      for (const [index, item] of node.items.entries()) {
        const own = `${path}[${index}]`
        const name = about ?? nameOf(item)
        if (isMap(item)) add(own, item, name)
        walk(item, own, name)
      }
  }
  walk(document.contents, '', undefined)
  return paths
}

/** What an entry of a list calls itself. */
function nameOf(item: unknown): string | undefined {
  if (!isMap(item)) return undefined
  for (const key of ['name', 'app_name', 'service', 'type']) {
    const value = item.get(key)
    if (typeof value === 'string') return value
  }
  return undefined
}

/** Where a key stands, or the nearest one around it when it is not written. */
export function placeOfPath(text: string, path: string): ConfigPath | undefined {
  const known = new Map(configPaths(text).map((each) => [each.path, each]))
  for (let rest = path; rest !== ''; rest = rest.replace(/(\.[^.[]*|\[\d+\]|^[^.[]*)$/, '')) {
    const found = known.get(rest)
    if (found) return found
  }
  return undefined
}
