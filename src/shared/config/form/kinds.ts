import { eraOf, isRenewable, joinMethods, serviceSchemas } from '../catalogue.ts'
import type { TargetVersion } from '../problem.ts'
import type { Schema } from '../schema.ts'
import { outOfEra } from './fields.ts'
import type { JoinMethodKind, ServiceKind } from './model.ts'
import { onboardingFields } from './top-fields.ts'

function byOrder(left: Pick<Schema, 'x-order'>, right: Pick<Schema, 'x-order'>): number {
  return (left['x-order'] ?? 0) - (right['x-order'] ?? 0)
}

const groups: readonly ServiceKind['group'][] = ['log-in', 'programs', 'local-addresses', 'workload-identity']

/** A kind of service in the user's words, also one that is no longer offered; undefined when unknown. */
export function serviceKind(type: string, target: TargetVersion): ServiceKind | undefined {
  const schema = serviceSchemas.get(type)
  if (schema === undefined) return undefined
  const reason = outOfEra(eraOf(schema), target)
  return {
    type,
    title: schema.title ?? type,
    promise: schema['x-promise'] ?? '',
    purpose: schema['x-purpose'] ?? '',
    group: groups.find((group) => group === schema['x-group']) ?? 'programs',
    keywords: schema['x-keywords'] ?? [],
    ...(reason === undefined ? {} : { outOfEra: reason }),
  }
}

/**
 * The kinds of service to offer, those of a newer tbot last. Left out is what has a successor the target
 * knows, what the target has no longer, and tbot's own test service (interface.md 6.7).
 */
export function serviceKinds(target: TargetVersion): readonly ServiceKind[] {
  const isOffered = (schema: Schema): boolean => {
    const successor = serviceSchemas.get(schema['x-successor'] ?? '')
    const isSucceeded = successor !== undefined && eraOf(successor).since <= target
    return schema['x-hidden'] !== true && !isSucceeded && eraOf(schema).until >= target
  }
  return [...serviceSchemas]
    .filter(([, schema]) => isOffered(schema))
    .toSorted(([, left], [, right]) => byOrder(left, right))
    .flatMap(([type]) => serviceKind(type, target) ?? [])
    .toSorted((left, right) => Number(left.outOfEra !== undefined) - Number(right.outOfEra !== undefined))
}

/** The join methods with what they need (interface.md 6.9, tbot-config.md 2.2 to 2.4); those of a newer tbot last. */
export function joinMethodKinds(target: TargetVersion): readonly JoinMethodKind[] {
  return [...joinMethods]
    .toSorted(([, left], [, right]) => byOrder(left, right))
    .map(([method, schema]): JoinMethodKind => {
      const reason = outOfEra(eraOf(schema), target)
      return {
        method,
        title: schema.title ?? method,
        description: schema.description ?? '',
        proof: schema['x-proof'] ?? '',
        group: schema['x-group'] === 'this-computer' ? 'this-computer' : 'elsewhere',
        isRenewable: isRenewable(method),
        fields: onboardingFields(target, method)
          .filter((field) => field.key === 'token' || field.kind === 'section')
          .map((field) => (field.key === 'token' ? { ...field, isRequired: true } : field)),
        ...(reason === undefined ? {} : { outOfEra: reason }),
      }
    })
    .toSorted((left, right) => Number(left.outOfEra !== undefined) - Number(right.outOfEra !== undefined))
}
