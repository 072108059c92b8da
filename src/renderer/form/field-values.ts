import type { Change, ConfigPath, YamlValue } from '../../shared/config/edit/model.ts'
import type { FormField } from '../../shared/config/form/model.ts'

/** A value as a line of text; undefined for lists and maps, which a text field cannot show. */
export function textOf(value: YamlValue | undefined): string | undefined {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? undefined : String(value)
}

/** The items of a list; undefined when something else is written. */
export function listOf(value: YamlValue | undefined): readonly YamlValue[] | undefined {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : undefined
}

/** The entries of a map in their order; undefined when something else is written. */
export function mapOf(value: YamlValue | undefined): readonly (readonly [string, YamlValue])[] | undefined {
  if (value === undefined || value === null) return []
  return typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : undefined
}

/** The change that makes a field's text this; empty takes the key out, except where the key has to be there. */
export function textChange(field: FormField, path: ConfigPath, text: string): Change {
  if (text === '' && !field.isRequired) return { kind: 'remove', path }
  return { kind: 'set', path, value: text }
}

/** What a new item of a list, or a new section, begins with: its required keys, empty. */
export function blankValue(fields: readonly FormField[], exactlyOne: readonly string[] = []): YamlValue {
  const keys = fields.filter((field) => field.isRequired || field.key === exactlyOne[0])
  return Object.fromEntries(keys.map((field) => [field.key, blankOf(field)]))
}

function blankOf(field: FormField): YamlValue {
  switch (field.kind) {
    case 'words':
    case 'list':
      return []
    case 'word-map':
    case 'words-map':
      return {}
    case 'section':
      return blankValue(field.fields ?? [], field.exactlyOne)
    case 'toggle':
      return false
    case 'choice':
      return field.choices?.find((choice) => choice.outOfEra === undefined)?.value ?? ''
    case 'variant':
      return { type: field.variants?.[0]?.type ?? '' }
    default:
      return ''
  }
}

/** Whether `inner` is `outer` or lies in it; both as in `Problem.path`. */
export function isWithin(inner: string, outer: string): boolean {
  if (outer === '' || inner === outer) return true
  return inner.startsWith(outer) && (inner[outer.length] === '.' || inner[outer.length] === '[')
}
