import { formatPath } from '../../../shared/config/edit/index.ts'
import type {
  Change,
  ConfigDocument,
  ConfigPath,
  OutlineEntry,
  TextRange,
  YamlValue,
} from '../../../shared/config/edit/model.ts'
import { servicesOf } from '../../editor/service-names.ts'
import type { EntryData } from '../../editor/text-tasks.ts'

/** One part of the file as the form shows it: the top, joining, storage, and each service. */
export interface FormEntry {
  readonly kind: 'top' | 'onboarding' | 'storage' | 'service'
  readonly path: ConfigPath
  readonly label: string
  /** Undefined while the part is not written. */
  readonly range: TextRange | undefined
}

/** Sections with a form of their own, which the form of the top leaves out. */
export const sectionKeys: readonly string[] = ['onboarding', 'storage', 'services', 'outputs']

const topRange: TextRange = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 }

/** Every part of an outline that has a form; joining and storage also while they are not written. */
export function entriesOf(
  outline: readonly OutlineEntry[],
  labels: Readonly<Record<'top' | 'onboarding' | 'storage', string>>,
): readonly FormEntry[] {
  const section = (kind: 'onboarding' | 'storage'): FormEntry => ({
    kind,
    path: [kind],
    label: labels[kind],
    range: outline.find(({ path }) => path[0] === kind)?.range,
  })
  const services = servicesOf(outline).map(({ path, label, range }): FormEntry => ({
    kind: 'service',
    path,
    label,
    range,
  }))
  const top: FormEntry = { kind: 'top', path: [], label: labels.top, range: topRange }
  return [top, section('onboarding'), section('storage'), ...services]
}

/** The part a line lies in; the top for everything else. */
export function entryAt(entries: readonly FormEntry[], line: number): FormEntry | undefined {
  const holds = ({ kind, range }: FormEntry): boolean =>
    kind !== 'top' && range !== undefined && range.startLine <= line && lastLine(range) >= line
  return entries.find(holds) ?? entries.find(({ kind }) => kind === 'top')
}

/** The last line a range has something on. */
export function lastLine({ startLine, endLine, endColumn }: TextRange): number {
  return endColumn <= 1 && endLine > startLine ? endLine - 1 : endLine
}

/** One part of a document that was read in the worker, with the changes that are on their way to it. */
export function documentOfEntry(data: EntryData, changes: readonly Change[]): ConfigDocument {
  const value = changes.reduce((sum, change) => applied(sum, data.path, change), data.value)
  const ranges = new Map(data.ranges.map(({ path, range }) => [formatPath(path), range]))
  return {
    text: '',
    valueAt(path) {
      if (!startsWith(path, data.path)) return undefined
      return path.slice(data.path.length).reduce<YamlValue | undefined>(childOf, value)
    },
    rangeOf: (path) => ranges.get(formatPath(path)),
    pathAt(line, column) {
      const inside = data.ranges.filter(({ range }) => isInside(range, line, column))
      return inside.toSorted((a, b) => b.path.length - a.path.length)[0]?.path ?? []
    },
  }
}

function startsWith(path: ConfigPath, start: ConfigPath): boolean {
  return start.every((step, index) => path[index] === step)
}

function childOf(value: YamlValue | undefined, step: string | number): YamlValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (isList(value)) return typeof step === 'number' ? value[step] : undefined
  return Object.hasOwn(value, step) ? value[step] : undefined
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value)
}

function isInside(range: TextRange, line: number, column: number): boolean {
  if (line < range.startLine || line > range.endLine) return false
  if (line === range.startLine && column < range.startColumn) return false
  return line !== range.endLine || column <= range.endColumn
}

/** The value after a change, so that a form shows it before the text was read again. */
function applied(value: YamlValue | undefined, base: ConfigPath, change: Change): YamlValue | undefined {
  if (!startsWith(change.path, base)) return value
  return changed(value, change.path.slice(base.length), change)
}

function changed(value: YamlValue | undefined, path: ConfigPath, change: Change): YamlValue | undefined {
  const [step] = path
  if (step === undefined) return changedHere(value, change)
  const isLast = path.length === 1
  if (typeof value === 'object' && value !== null && isList(value)) {
    const index = Number(step)
    if (value[index] === undefined) return value
    if (!isLast) return value.with(index, changed(value[index], path.slice(1), change) ?? null)
    if (change.kind === 'remove') return value.toSpliced(index, 1)
    if (change.kind === 'move') return value.toSpliced(index, 1).toSpliced(change.to, 0, value[index])
    return value.with(index, changedHere(value[index], change) ?? null)
  }
  const map = typeof value === 'object' && value !== null && !isList(value) ? value : {}
  if (isLast && change.kind === 'rename') {
    return Object.fromEntries(
      Object.entries(map).map(([key, each]) => [key === step ? change.name : key, each]),
    )
  }
  const inner = isLast ? changedHere(map[step], change) : changed(map[step], path.slice(1), change)
  if (inner !== undefined) return { ...map, [step]: inner }
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== String(step)))
}

function changedHere(value: YamlValue | undefined, change: Change): YamlValue | undefined {
  if (change.kind === 'set') return change.value
  if (change.kind === 'remove') return undefined
  if (change.kind === 'move' || change.kind === 'rename') return value
  const list = typeof value === 'object' && value !== null && isList(value) ? value : []
  return list.toSpliced(change.index ?? list.length, 0, change.value)
}
