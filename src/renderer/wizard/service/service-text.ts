import { openDocument } from '../../../shared/config/edit/index.ts'
import type { ConfigPath, YamlValue } from '../../../shared/config/edit/model.ts'
import { newService, serviceFields } from '../../../shared/config/form/index.ts'
import type { TargetVersion } from '../../../shared/config/problem.ts'
import { edited } from '../edited.ts'
import { subjectOf, suggestFolder, textIn, valuesOf } from './suggestions.ts'

type Values = { readonly [key: string]: YamlValue }

/** The text with one more service. */
export function withService(text: string, value: YamlValue): string {
  return edited(text, [{ kind: 'insert', path: ['services'], value }])
}

/** A new entry is written anew at each change, so that nothing of its blanks is left in it. */
export function rewritten(text: string, path: ConfigPath, without: string): string {
  const value = openDocument(text)?.valueAt(path)
  return value === undefined ? text : withService(without, value)
}

interface FolderOptions {
  readonly path: ConfigPath
  readonly target: TargetVersion
  readonly botFolder: string
  /** The folder suggested last: while it stands there, it follows the name. */
  readonly suggested: string | undefined
  /** An empty folder is one that nobody has written yet, and not one that was emptied. */
  readonly isBlank: boolean
}

/** The folder that fits the entry now; undefined when a person wrote one, or it has none. */
export function folderFor(text: string, options: FolderOptions): string | undefined {
  const document = openDocument(text)
  const entry = valuesOf(document?.valueAt(options.path))
  const destination = valuesOf(entry['destination'])
  if (destination['type'] !== 'directory') return undefined
  const written = textIn(destination, 'path')
  const isOurs = written === '' ? options.isBlank : written === options.suggested
  if (!isOurs) return undefined
  const type = textIn(entry, 'type')
  const subject = subjectOf(entry, serviceFields(type, options.target)) || type
  return suggestFolder({ document, own: options.path, botFolder: options.botFolder, subject })
}

/** A new entry of a kind, with what the one before it already answered, and the only application there is. */
export function startOf(
  type: string,
  target: TargetVersion,
  before: Values,
  apps: readonly string[],
): YamlValue {
  const [onlyApp, ...otherApps] = apps
  const app = otherApps.length === 0 ? onlyApp : undefined
  const entries = Object.entries(valuesOf(newService(type, target))).map(
    ([key, blank]): [string, YamlValue] => {
      const earlier = before[key]
      const isAnswered = earlier !== undefined && earlier !== '' && typeof earlier === typeof blank
      if (key === 'type') return [key, blank]
      // Sockets need a folder; whatever else was chosen before does not fit every kind.
      if (key === 'destination' && textIn(valuesOf(earlier), 'type') !== 'directory') return [key, blank]
      if (isAnswered) return [key, earlier]
      return [key, key === 'app_name' && app !== undefined ? app : blank]
    },
  )
  return Object.fromEntries(entries)
}

/** A copy of an entry as a start: without its name, and without its folder. */
export function copyOf(from: Values): YamlValue {
  const { name: _name, ...rest } = from
  const destination = valuesOf(rest['destination'])
  return destination['type'] === 'directory' ? { ...rest, destination: { ...destination, path: '' } } : rest
}
