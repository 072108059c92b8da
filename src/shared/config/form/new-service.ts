import type { YamlMap, YamlValue } from '../edit/model.ts'
import type { TargetVersion } from '../problem.ts'
import type { FormField } from './model.ts'
import { destinationVariants, serviceFields } from './top-fields.ts'

/** What a required key is until someone fills it in: empty, and of the right shape. */
function blankOf(field: FormField): YamlValue {
  switch (field.kind) {
    case 'section':
      return blankFields(field.fields ?? [], field.exactlyOne)
    case 'list':
      return [blankFields(field.fields ?? [], field.exactlyOne)]
    case 'words':
      return []
    case 'word-map':
    case 'words-map':
      return {}
    case 'toggle':
      return false
    default:
      return ''
  }
}

/** The required keys; where one of several must be chosen, the first. */
function blankFields(fields: readonly FormField[], exactlyOne: readonly string[] = []): YamlMap {
  return Object.fromEntries(
    fields
      .filter((field) => field.isRequired || field.key === exactlyOne[0])
      .map((field) => [field.key, blankOf(field)]),
  )
}

/**
 * A new entry of `services`: `type` and `destination` first (tbot misreads a value spelled `destination`
 * before the key, tbot-config.md 7.4), then the required keys, empty.
 */
export function newService(type: string, target: TargetVersion): YamlMap {
  const [destination] = destinationVariants(target, type)
  const rest = serviceFields(type, target).filter((field) => field.key !== 'destination')
  return {
    type,
    ...(destination === undefined
      ? {}
      : { destination: { type: destination.type, ...blankFields(destination.fields) } }),
    ...blankFields(rest),
  }
}
