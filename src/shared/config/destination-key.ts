import { isScalar } from 'yaml'
import type { YAMLMap } from 'yaml'
import type { CheckContext } from './context.ts'
import type { Entry } from './entry.ts'
import { joinPath } from './entry.ts'
import type { Field } from './map-fields.ts'
import { scalarText } from './yaml-scalar.ts'
import { spanOf } from './yaml-source.ts'

type Base = Pick<Entry, 'path' | 'schema' | 'span' | 'node' | 'key' | 'borrowed'>

/**
 * tbot cuts `destination` out of a service before it reads the rest, with three odd results
 * (tbot-config.md 7.4): a merged destination is not found, a service used twice has lost it, and a value
 * spelled `destination` before it is taken for the key. Reports them; returns the fields that are left.
 */
export function takeDestination(
  map: YAMLMap,
  fields: readonly Field[],
  base: Base,
  context: CheckContext,
): { readonly destination?: Entry; readonly rest: readonly Field[] } {
  const schema = base.schema.properties?.['destination']
  if (schema === undefined) return { rest: fields }
  const field = fields.find((each) => each.name === 'destination')
  const wasTaken = context.consumed.has(map)
  context.consumed.add(map)
  const fault =
    misreadValue(map, fields, base) ??
    (field === undefined ? undefined : lostDestination(field, wasTaken, base))
  if (fault === undefined) return { rest: fields }
  context.report.add({ severity: 'error', ...fault })
  const path = joinPath(base.path, 'destination')
  const destination: Entry = {
    path,
    schema,
    span: fault.span,
    node: undefined,
    key: field?.key,
    borrowed: base.borrowed,
    kind: 'broken',
  }
  return { destination, rest: fields.filter((each) => each !== field) }
}

interface Fault {
  readonly code: `config.${string}`
  readonly path: string
  readonly span: { readonly start: number; readonly end: number }
  readonly message: string
}

function lostDestination(field: Field, wasTaken: boolean, base: Base): Fault | undefined {
  const path = joinPath(base.path, 'destination')
  if (wasTaken) {
    return {
      code: 'config.reused-service',
      path,
      span: base.span,
      message:
        'tbot takes the destination out of a service when it first reads it, so this copy has none and is refused. Write the second service out.',
    }
  }
  if (!field.merged) return undefined
  return {
    code: 'config.merged-destination',
    path,
    span: base.span,
    message:
      'The destination comes in through `<<`, where tbot does not find it. Write `destination:` in the service itself; an alias as its value is fine.',
  }
}

function misreadValue(map: YAMLMap, fields: readonly Field[], base: Base): Fault | undefined {
  for (const pair of map.items) {
    if (isScalar(pair.key) && scalarText(pair.key) === 'destination') return undefined
    if (!isScalar(pair.value) || scalarText(pair.value) !== 'destination') continue
    const field = fields.find((each) => each.key === pair.key)
    if (field === undefined) continue
    return {
      code: 'config.value-named-destination',
      path: joinPath(base.path, field.name),
      span: spanOf(pair.value),
      message:
        'tbot takes the first word `destination` in a service for the key, even as a value. Move `destination:` up, before this line.',
    }
  }
  return undefined
}
