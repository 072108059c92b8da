import { decode } from '../config/decode.ts'
import type { Entry } from '../config/entry.ts'
import { rootSchema } from '../config/catalogue.ts'
import { isMapValue } from '../config/edit/model.ts'
import type { YamlValue } from '../config/edit/model.ts'
import { Budget } from '../config/map-fields.ts'
import type { TargetVersion } from '../config/problem.ts'
import { Report } from '../config/report.ts'
import { readYaml } from '../config/yaml-source.ts'
import { scalarText } from '../config/yaml-scalar.ts'
import { isScalar } from 'yaml'

/** A map of plain values, as tbot reads them. */
export type PlainMap = { readonly [key: string]: YamlValue }

const maximumSteps = 200_000

/**
 * The values of a checked text by tbot's rules: aliases and merge keys followed, booleans as booleans,
 * durations as they are written, keys the target does not know left out. `{}` when it does not parse.
 */
export function readValues(text: string, target: TargetVersion): PlainMap {
  const result = readYaml(text)
  if (result.kind === 'failure') return {}
  const { source } = result
  const context = {
    target,
    source,
    report: new Report(source.lines),
    budget: new Budget(maximumSteps),
    consumed: new Set<never>(),
  }
  const root = decode(source.root, rootSchema, { path: '', borrowed: false, strict: false }, context)
  const values = plain(root)
  return isMapValue(values) ? values : {}
}

function plain(entry: Entry): YamlValue | undefined {
  switch (entry.kind) {
    case 'unset':
    case 'broken':
      return undefined
    case 'scalar':
      return entry.schema.format === 'go-duration' && isScalar(entry.node)
        ? scalarText(entry.node)
        : entry.value
    case 'list':
      return entry.items.map(plain).filter((value) => value !== undefined)
    default: {
      const fields = [...entry.fields].flatMap(([key, each]) => {
        const value = plain(each)
        return value === undefined ? [] : [[key, value] as const]
      })
      return Object.fromEntries(fields)
    }
  }
}

/** The value at some keys; undefined when nothing is written there. */
export function valueAt(value: YamlValue | undefined, ...keys: readonly string[]): YamlValue | undefined {
  let at = value
  for (const key of keys) at = isMapValue(at) ? at[key] : undefined
  return at
}

/** The text there, or "". */
export function textAt(value: YamlValue | undefined, ...keys: readonly string[]): string {
  const at = valueAt(value, ...keys)
  return typeof at === 'string' ? at : ''
}

/** True when `true` is written there. */
export function isOn(value: YamlValue | undefined, ...keys: readonly string[]): boolean {
  return valueAt(value, ...keys) === true
}

/** The map there, or an empty one. */
export function mapAt(value: YamlValue | undefined, ...keys: readonly string[]): PlainMap {
  const at = valueAt(value, ...keys)
  return isMapValue(at) ? at : {}
}

/** The list there, or an empty one. */
export function listAt(value: YamlValue | undefined, ...keys: readonly string[]): readonly YamlValue[] {
  const at = valueAt(value, ...keys)
  return Array.isArray(at) ? (at as readonly YamlValue[]) : []
}

/** The texts of the list there. */
export function textsAt(value: YamlValue | undefined, ...keys: readonly string[]): string[] {
  return listAt(value, ...keys).filter((each) => typeof each === 'string')
}
