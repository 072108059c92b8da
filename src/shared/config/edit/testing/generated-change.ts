import type { Change, ConfigPath, YamlValue } from '../model.ts'
import { keys, scalarFrom } from './generated-file.ts'
import type { Noise } from './noise.ts'

/** A change that a document with this content can take. */
export function changeFrom(noise: Noise, document: YamlValue): Change {
  const places = placesIn(document, [])
  const place = pickOf(noise, places)
  const lists = places.filter(({ value }) => Array.isArray(value))
  const list = pickOf(noise, lists)
  const length = Array.isArray(list?.value) ? list.value.length : 0
  switch (noise.below(9)) {
    case 0:
      return { kind: 'set', path: leafOf(noise, places), value: scalarFrom(noise) }
    case 1:
      return {
        kind: 'set',
        path: place?.path.length === 0 ? ['version'] : (place?.path ?? ['version']),
        value: valueFrom(noise, 2),
      }
    case 2:
    case 3:
      return { kind: 'set', path: newKey(noise, places), value: valueFrom(noise, 2) }
    case 4:
      return {
        kind: 'remove',
        path: place === undefined || place.path.length === 0 ? ['version'] : place.path,
      }
    case 5:
      return list === undefined
        ? { kind: 'insert', path: newKey(noise, places), value: valueFrom(noise, 1) }
        : { kind: 'insert', path: list.path, index: noise.below(length + 1), value: valueFrom(noise, 1) }
    case 6:
      return list === undefined
        ? { kind: 'remove', path: leafOf(noise, places) }
        : { kind: 'insert', path: list.path, value: valueFrom(noise, 2) }
    case 7:
      return renameFrom(noise, places)
    default:
      return length === 0 || list === undefined
        ? { kind: 'set', path: newKey(noise, places), value: scalarFrom(noise) }
        : { kind: 'move', path: [...list.path, noise.below(length)], to: noise.below(length) }
  }
}

function renameFrom(noise: Noise, places: readonly Place[]): Change {
  const keyed = places.filter(({ path }) => typeof path.at(-1) === 'string')
  const path = pickOf(noise, keyed)?.path
  if (path === undefined) return { kind: 'set', path: newKey(noise, places), value: scalarFrom(noise) }
  const owner = places.find((each) => each.path.join('\n') === path.slice(0, -1).join('\n'))
  return { kind: 'rename', path, name: freeKey(noise, owner) }
}

interface Place {
  readonly path: ConfigPath
  readonly value: YamlValue
}

function placesIn(value: YamlValue, path: ConfigPath): Place[] {
  const here = { path, value }
  if (Array.isArray(value)) return [here, ...value.flatMap((item, index) => placesIn(item, [...path, index]))]
  if (typeof value !== 'object' || value === null) return [here]
  return [here, ...Object.entries(value).flatMap(([key, each]) => placesIn(each, [...path, key]))]
}

function pickOf<T>(noise: Noise, list: readonly T[]): T | undefined {
  return list[noise.below(list.length)]
}

function leafOf(noise: Noise, places: readonly Place[]): ConfigPath {
  const leaves = places.filter(
    ({ path, value }) => path.length > 0 && (typeof value !== 'object' || value === null),
  )
  return pickOf(noise, leaves)?.path ?? ['version']
}

function newKey(noise: Noise, places: readonly Place[]): ConfigPath {
  const maps = places.filter(
    ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value),
  )
  const map = pickOf(noise, maps)
  const path = [...(map?.path ?? []), freeKey(noise, map)]
  return noise.once(4) ? [...path, ...noise.pick<ConfigPath>(['inner'], [0], ['a', 'b'], [0, 'type'])] : path
}

function freeKey(noise: Noise, map: Place | undefined): string {
  const taken = Object.keys(map?.value ?? {})
  const free = ['new_key', ...keys].filter((key) => !taken.includes(key))
  return noise.pick(free[0] ?? 'new_key', ...free)
}

function valueFrom(noise: Noise, depth: number): YamlValue {
  const kind = depth === 0 ? 0 : noise.below(5)
  if (kind < 3) return scalarFrom(noise)
  const count = noise.below(3)
  const inner = Array.from({ length: count }, () => valueFrom(noise, depth - 1))
  if (kind === 3) return inner
  return Object.fromEntries(inner.map((value) => [noise.pick('type', ...keys), value]))
}
