import { parseDuration } from '../duration.ts'
import type { ExportSource, SourceService } from './source.ts'
import { isMapValue } from '../config/edit/model.ts'
import { textAt } from './values.ts'
import type { PlainMap } from './values.ts'

/** How long credentials live and when they are renewed, in seconds (tbot-config.md 6.1). */
export interface Lifetime {
  readonly ttl: number
  readonly interval: number
}

const hour = 3600

function seconds(values: PlainMap, key: string): number {
  return Math.floor((parseDuration(textAt(values, key)) ?? 0) / 1000)
}

/** The pair of the whole bot. */
export function botLifetime({ values }: ExportSource): Lifetime {
  return {
    ttl: seconds(values, 'credential_ttl') || seconds(values, 'certificate_ttl') || hour,
    interval: seconds(values, 'renewal_interval') || hour / 3,
  }
}

/** The pair of a service that has its own. */
export function ownLifetime({ values }: SourceService): Lifetime | undefined {
  const nested = values['credential_lifetime']
  const from = isMapValue(nested) ? nested : values
  const ttl = seconds(from, 'credential_ttl') || seconds(from, 'certificate_ttl')
  const interval = seconds(from, 'renewal_interval')
  return ttl > 0 && interval > 0 ? { ttl, interval } : undefined
}
