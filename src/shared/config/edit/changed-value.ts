import { assertNever } from '../../errors.ts'
import { cannotEdit } from './cannot-edit.ts'
import type { Change, ConfigPath, YamlValue } from './model.ts'
import { isListValue, isMapValue } from './model.ts'
import { isFilled, valueAt } from './values.ts'

/** The data after a change: what the text must say once it is edited. */
export function changed(value: YamlValue | undefined, change: Change): YamlValue | undefined {
  const { path } = change
  switch (change.kind) {
    case 'set':
      return updated(value, path, () => change.value)
    case 'remove':
      return valueAt(value, path) === undefined ? value : updated(value, path, () => undefined)
    case 'insert':
      return updated(value, path, (list) => {
        const items = isListValue(list) ? list : []
        return items.toSpliced(change.index ?? items.length, 0, change.value)
      })
    case 'move': {
      const from = Number(path.at(-1))
      return updated(value, path.slice(0, -1), (list) => {
        const item = isListValue(list) ? list[from] : undefined
        return isListValue(list) && item !== undefined
          ? list.toSpliced(from, 1).toSpliced(change.to, 0, item)
          : list
      })
    }
    case 'rename':
      return updated(value, path.slice(0, -1), (map) => renamed(map, path.at(-1), change.name))
    default:
      return assertNever(change)
  }
}

/** A map with another name for one of its keys, in the same order. */
export function renamed(
  map: YamlValue | undefined,
  key: string | number | undefined,
  name: string,
): YamlValue | undefined {
  if (!isMapValue(map)) return map
  return Object.fromEntries(Object.entries(map).map(([each, value]) => [each === key ? name : each, value]))
}

/** Data with another value at a path; undefined takes it out. Maps and lists on the way are made. */
export function updated(
  value: YamlValue | undefined,
  path: ConfigPath,
  update: (old: YamlValue | undefined) => YamlValue | undefined,
): YamlValue | undefined {
  const [step, ...rest] = path
  if (step === undefined) return update(value)
  if (typeof step === 'number') {
    const items = isFilled(value) && isListValue(value) ? value : []
    if (step > items.length) throw cannotEdit('the list has no entry at this place', path)
    const item = updated(items[step], rest, update)
    return item === undefined ? items.toSpliced(step, 1) : items.toSpliced(step, 1, item)
  }
  const fields = new Map(Object.entries(isMapValue(value) ? value : {}))
  const field = updated(fields.get(step), rest, update)
  if (field === undefined) fields.delete(step)
  else fields.set(step, field)
  return Object.fromEntries(fields)
}
