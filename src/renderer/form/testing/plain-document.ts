import type { Change, ConfigDocument, ConfigPath, YamlValue } from '../../../shared/config/edit/model.ts'

type Data = Record<string, unknown> | unknown[]

/** A document over plain data, so that forms are tested without YAML. */
export function plainDocument(data: YamlValue): ConfigDocument {
  return {
    text: '',
    valueAt: (path) => valueIn(data, path),
    rangeOf: () => undefined,
    pathAt: () => [],
  }
}

function valueIn(data: YamlValue, path: ConfigPath): YamlValue | undefined {
  return path.reduce<unknown>(
    (value, step) => (value as Data | undefined)?.[step as never],
    data,
  ) as YamlValue
}

/** The data after these changes. */
export function applyChanges(data: YamlValue, changes: readonly Change[]): YamlValue {
  const copy = structuredClone(data)
  for (const change of changes) applyChange(copy, change)
  return copy
}

function applyChange(data: YamlValue, change: Change): void {
  const parent = change.path.slice(0, -1).reduce<Data>(
    (value, step) => {
      const own = value as Record<string | number, unknown>
      own[step] ??= {}
      return own[step] as Data
    },
    data as unknown as Data,
  ) as Record<string | number, unknown>
  const step = change.path.at(-1) ?? ''
  if (change.kind === 'set') parent[step] = change.value
  else if (change.kind === 'insert') parent[step] = [...((parent[step] ?? []) as unknown[]), change.value]
  else if (change.kind === 'move') {
    const [item] = (parent as unknown as unknown[]).splice(Number(step), 1)
    ;(parent as unknown as unknown[]).splice(change.to, 0, item)
  } else if (change.kind === 'rename') {
    const entries = Object.entries(parent)
    for (const [key] of entries) delete parent[key]
    for (const [key, value] of entries) parent[key === step ? change.name : key] = value
  } else if (Array.isArray(parent)) parent.splice(Number(step), 1)
  else delete parent[step]
}
