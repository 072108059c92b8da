import type { ConfigDocument, ConfigPath, OutlineEntry, TextRange } from '../../shared/config/edit/model.ts'

/** The name of a service in the text, for renaming it. */
export interface ServiceName {
  /** Of the service: `['services', 0]`. */
  readonly path: ConfigPath
  readonly name: string
  /** Of the `name` key and its value; the whole service where it has no name of its own. */
  readonly range: TextRange
}

/** The services of an outline, in the file's order. */
export function servicesOf(outline: readonly OutlineEntry[]): readonly OutlineEntry[] {
  return outline
    .filter(({ path }) => path.length === 1 && (path[0] === 'services' || path[0] === 'outputs'))
    .flatMap(({ children }) => children)
}

/** The name a place in the text stands on; undefined on anything else. */
export function nameAt(
  document: ConfigDocument | undefined,
  outline: readonly OutlineEntry[],
  line: number,
  column: number,
): ServiceName | undefined {
  const at = document?.pathAt(line, column) ?? []
  if (!document || at.length !== 3 || at[2] !== 'name') return undefined
  const path = at.slice(0, 2)
  const isService = servicesOf(outline).some((each) => each.path[0] === path[0] && each.path[1] === path[1])
  const name = document.valueAt(at)
  const range = document.rangeOf(at)
  if (!isService || typeof name !== 'string' || !range) return undefined
  return { path, name, range }
}
