import { rootSchema } from '../catalogue.ts'
import { generatedServiceNames } from '../rules/name-rules.ts'
import { openDocument } from './document.ts'
import type { ConfigDocument, ConfigPath, OutlineEntry, TextRange, YamlValue } from './model.ts'
import { scanSections } from './outline-scan.ts'
import { isListValue, isMapValue } from './model.ts'
import { valueAt } from './values.ts'

/** What the outline needs of one top-level key. */
export interface SectionSketch {
  readonly key: string
  readonly range: TextRange
  /** Its text, folder, join method. */
  readonly detail: string
  readonly services: readonly ServiceSketch[]
}

export interface ServiceSketch {
  readonly path: ConfigPath
  readonly range: TextRange
  readonly type: string
  readonly name: string
  /** Folder, secret or address. */
  readonly place: string
}

/**
 * The top-level keys in the file's order, those of `services` and `outputs` with their services as `/readyz` names
 * them. Files written plainly are scanned line by line, also while they do not parse; others must parse.
 */
export function outlineOf(text: string): readonly OutlineEntry[] {
  const { sections, isCertain } = scanSections(text)
  if (isCertain) return outlineFrom(sections)
  const document = openDocument(text)
  return outlineFrom(document === undefined ? sections : sectionsOf(document))
}

function outlineFrom(sections: readonly SectionSketch[]): OutlineEntry[] {
  const services = ['services', 'outputs'].flatMap(
    (key) => sections.find((section) => section.key === key)?.services ?? [],
  )
  const labels = generatedServiceNames(services)
  const names = new Map(services.map((service, index) => [service, labels[index] ?? '']))
  return sections.map(({ key, range, detail, services: children }) => ({
    path: [key],
    label: key,
    ...(detail === '' || !maySayDetail(key) ? {} : { detail }),
    range,
    children: children.map((service) => entryOf(service, names.get(service) ?? '')),
  }))
}

function entryOf(service: ServiceSketch, label: string): OutlineEntry {
  const detail = [service.type, service.place].filter((each) => each !== '').join(', ')
  return {
    path: service.path,
    label,
    ...(detail === '' ? {} : { detail }),
    range: service.range,
    children: [],
  }
}

/** A value of a secret or unknown key is never shown: it may be a secret under a mistyped name. */
function maySayDetail(key: string): boolean {
  const schema = rootSchema.properties?.[key]
  return schema !== undefined && schema['x-secret'] !== true
}

function sectionsOf(document: ConfigDocument): SectionSketch[] {
  const root = document.valueAt([])
  if (!isMapValue(root)) return []
  return Object.entries(root)
    .flatMap(([key, value]) => {
      const range = document.rangeOf([key])
      return range === undefined
        ? []
        : [{ key, range, detail: detailOf(value), services: servicesOf(key, value, document) }]
    })
    .toSorted((left, right) => left.range.startLine - right.range.startLine)
}

function servicesOf(key: string, value: YamlValue, document: ConfigDocument): ServiceSketch[] {
  if ((key !== 'services' && key !== 'outputs') || !isListValue(value)) return []
  return value.flatMap((item, index) => {
    const path = [key, index]
    const range = document.rangeOf(path)
    const place = placeOf(valueAt(item, ['destination'])) || textOf(valueAt(item, ['listen']))
    const [type, name] = [textOf(valueAt(item, ['type'])), textOf(valueAt(item, ['name']))]
    return range === undefined ? [] : [{ path, range, type, name, place }]
  })
}

function detailOf(value: YamlValue): string {
  return textOf(value) || textOf(valueAt(value, ['join_method'])) || placeOf(value)
}

function placeOf(value: YamlValue | undefined): string {
  return (
    textOf(valueAt(value, ['path'])) || textOf(valueAt(value, ['name'])) || textOf(valueAt(value, ['type']))
  )
}

function textOf(value: YamlValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}
