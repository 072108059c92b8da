import { destinationSchemas, rootSchema, sectionsOf, serviceSchemas } from '../catalogue.ts'
import type { TargetVersion } from '../problem.ts'
import { fieldOf, fieldsOf, variantsOf } from './fields.ts'
import type { FieldVariant, FormField } from './model.ts'

/** What each function made for a target: the same forms are asked for at every key stroke. */
const made = new Map<string, readonly FormField[]>()

function once(name: string, make: () => readonly FormField[]): readonly FormField[] {
  const known = made.get(name) ?? make()
  made.set(name, known)
  return known
}

/** Every key at the top of `tbot.yaml` (tbot-config.md 1.1), sections and lists with all that is in them. */
export function topFields(target: TargetVersion): readonly FormField[] {
  return once(`${target}`, () => fieldsOf(rootSchema, target))
}

/** `storage`, a destination of its own (tbot-config.md 3). */
export function storageField(target: TargetVersion): FormField {
  return fieldOf('storage', rootSchema.properties?.['storage'] ?? {}, target)
}

/** The keys of `onboarding`; with a join method, only the sections it reads (tbot-config.md 2). */
export function onboardingFields(target: TargetVersion, joinMethod?: string): readonly FormField[] {
  const fields = once(`${target} onboarding`, () =>
    fieldsOf(rootSchema.properties?.['onboarding'] ?? {}, target),
  )
  if (joinMethod === undefined) return fields
  const used = sectionsOf(joinMethod)
  return fields.filter((field) => field.kind !== 'section' || used.includes(field.key))
}

/** The keys of a service type, what must be set first; none for a type nobody knows. */
export function serviceFields(type: string, target: TargetVersion): readonly FormField[] {
  const schema = serviceSchemas.get(type)
  if (schema === undefined) return []
  return once(`${target} ${type}`, () =>
    fieldsOf(schema, target)
      .map((field) =>
        field.key === 'destination' ? { ...field, variants: destinationVariants(target, type) } : field,
      )
      .toSorted((left, right) => place(left) - place(right)),
  )
}

function place(field: FormField): number {
  if (field.key === 'destination') return 1
  if (field.isRequired) return 0
  return field.isAdvanced ? 3 : 2
}

/** The kinds of destination; for a service type, only those it can write to (tbot-config.md 4.1). */
export function destinationVariants(target: TargetVersion, serviceType?: string): readonly FieldVariant[] {
  const fits = serviceType === undefined ? 'any' : serviceSchemas.get(serviceType)?.['x-destinations']
  return variantsOf(destinationSchemas, target).filter(
    ({ type }) => fits === 'any' || (fits === 'directory' && type === 'directory'),
  )
}
