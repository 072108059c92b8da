/** Where a value stands: keys and indexes from the root, `['services', 0, 'destination', 'path']`. */
export type ConfigPath = readonly (string | number)[]

/** What a form may write: plain data, as YAML's core schema knows it. */
export type YamlValue =
  string | number | boolean | null | readonly YamlValue[] | { readonly [key: string]: YamlValue }

export type YamlMap = { readonly [key: string]: YamlValue }

/** True for a list, false for maps and scalars. */
export function isListValue(value: YamlValue | undefined): value is readonly YamlValue[] {
  return Array.isArray(value)
}

/** True for a map, false for lists and scalars. */
export function isMapValue(value: YamlValue | undefined): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One change to a document, told by path and not by text. */
export type Change =
  /** Writes a value; the maps on the way are made, an existing value keeps its place, comment and quotes. */
  | { readonly kind: 'set'; readonly path: ConfigPath; readonly value: YamlValue }
  /** Takes a key or list item out, with its line and the comment that belongs to it; nothing there is no error. */
  | { readonly kind: 'remove'; readonly path: ConfigPath }
  /** Puts an item into a list (made when it is missing) before `index`; at the end when `index` is left out. */
  | {
      readonly kind: 'insert'
      readonly path: ConfigPath
      readonly index?: number
      readonly value: YamlValue
    }
  /** Moves an item of a list, with its comments. */
  | { readonly kind: 'move'; readonly path: ConfigPath; readonly to: number }
  /** Gives a key of a map another name; its place, value and comments stay. */
  | { readonly kind: 'rename'; readonly path: ConfigPath; readonly name: string }

/** A place in the text; lines and columns count from 1, the end is exclusive. */
export interface TextRange {
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}

/** One line of the outline: the document's sections, then its services with their names. */
export interface OutlineEntry {
  readonly path: ConfigPath
  /** The service's name as `/readyz` will have it, or the key. */
  readonly label: string
  /** tbot's type, the folder, the join method: what tells entries apart. */
  readonly detail?: string
  readonly range: TextRange
  readonly children: readonly OutlineEntry[]
}

/** A document that parses, for reading. Values of anchors and merge keys are followed. */
export interface ConfigDocument {
  readonly text: string
  /** The value there as plain data; undefined when nothing is written. */
  valueAt(path: ConfigPath): YamlValue | undefined
  /** Key and value together; undefined when nothing is written. */
  rangeOf(path: ConfigPath): TextRange | undefined
  /** The deepest path whose key or value holds this place; `[]` outside of everything. */
  pathAt(line: number, column: number): ConfigPath
}
