import { normalPath } from '../rules/destination-rules.ts'
import type { PlannedService, ServiceChange } from './model.ts'
import type { ReadService, ReadText } from './read-text.ts'
import { differences } from './reasons.ts'

/** A service before and after; one of the two may be missing. */
export interface ServicePair {
  readonly before: ReadService | undefined
  readonly after: ReadService | undefined
  readonly change: ServiceChange
  readonly reasons: readonly string[]
}

/** Every service of both texts once: those of the new text in its order, then those that go. */
export function compareServices(before: ReadText | undefined, after: ReadText): ServicePair[] {
  const partners = match(before?.services ?? [], after.services)
  const shared = before === undefined ? [] : differences(before.texts, after.texts)
  const kept = new Set(partners.values())
  const gone = (before?.services ?? []).filter((service) => !kept.has(service))
  return [
    ...after.services.map((service) => compare(partners.get(service), service, shared)),
    ...gone.filter((service) => !service.isSkipped).map((service) => stopped(service, undefined, [])),
  ]
}

/** As the contract tells it. */
export function toPlannedService({ before, after, change, reasons }: ServicePair): PlannedService {
  const service = after ?? before
  return { name: service?.name ?? '', type: service?.sketch.type ?? '', change, reasons }
}

function compare(
  before: ReadService | undefined,
  after: ReadService,
  shared: readonly string[],
): ServicePair {
  if (after.isSkipped) {
    const reasons = ['oneshot skips it: it has nothing to write once']
    return before === undefined || before.isSkipped
      ? { before, after, change: 'none', reasons }
      : stopped(before, after, reasons)
  }
  if (before === undefined || before.isSkipped) return { before, after, change: 'start', reasons: [] }
  const type =
    before.sketch.type === after.sketch.type ? [] : [`type ${before.sketch.type} to ${after.sketch.type}`]
  const name = before.name === after.name ? [] : [`name ${before.name} to ${after.name}`]
  const own = type.length > 0 ? type : differences(before.texts, after.texts)
  const reasons = [...name, ...own, ...shared]
  return { before, after, change: reasons.length === 0 ? 'none' : 'restart', reasons }
}

function stopped(
  before: ReadService,
  after: ReadService | undefined,
  reasons: readonly string[],
): ServicePair {
  return { before, after, change: 'stop', reasons }
}

/**
 * Which service of the old text each new one continues: first the one with the same name, type and place, then by
 * name, then by type and place. Made names move when a service is put in between, so they come last.
 */
function match(before: readonly ReadService[], after: readonly ReadService[]): Map<ReadService, ReadService> {
  const partners = new Map<ReadService, ReadService>()
  const left = new Set(before)
  const rules: ((service: ReadService) => string | undefined)[] = [
    (service) => `${service.name} ${placeOf(service)}`,
    ({ isNamed, name }) => (isNamed ? name : undefined),
    placeOf,
    ({ name }) => name,
  ]
  for (const keyOf of rules) {
    const waiting = Map.groupBy(left, keyOf)
    for (const now of after) {
      const key = keyOf(now)
      const old = key === undefined || partners.has(now) ? undefined : waiting.get(key)?.shift()
      if (old === undefined) continue
      partners.set(now, old)
      left.delete(old)
    }
  }
  return partners
}

/** What a service is and where it writes or listens. */
function placeOf({ destination, listen, sketch }: ReadService): string {
  if (destination === undefined) return `${sketch.type} ${listen}`
  return `${sketch.type} ${destination.type} ${destination.secret}${normalPath(destination.folder)}`
}
