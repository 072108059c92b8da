import { formatDuration } from '../../duration.ts'
import type { CheckContext } from '../context.ts'
import type { Entry, MapEntry } from '../entry.ts'
import { booleanAt, entryAt, isBroken, numberAt, spotOf } from '../entry.ts'
import { addKey, removeKey, renameKey, replaceValue } from '../fixes.ts'
import type { ProblemFix } from '../problem.ts'
import type { Lifetime } from '../model.ts'

/** tbot-config.md 1.1. */
export const defaultLifetime: Lifetime = { credentialTtlMs: 3_600_000, renewalIntervalMs: 1_200_000 }
const longestMs = 24 * 3_600_000

/** The top-level pair as tbot uses it: `certificate_ttl` counts only without `credential_ttl`. */
export function topLifetime(root: MapEntry): Lifetime {
  return {
    credentialTtlMs:
      numberAt(root, 'credential_ttl') ||
      numberAt(root, 'certificate_ttl') ||
      defaultLifetime.credentialTtlMs,
    renewalIntervalMs: numberAt(root, 'renewal_interval') || defaultLifetime.renewalIntervalMs,
  }
}

/** Where a service keeps its pair: in itself, or under `credential_lifetime` (tbot-config.md 4.11). */
export function lifetimeOwner(service: MapEntry): Entry | undefined {
  const { properties } = service.schema
  if (properties?.['credential_ttl'] !== undefined) return service
  return properties?.['credential_lifetime'] === undefined
    ? undefined
    : entryAt(service, 'credential_lifetime')
}

/** tbot-config.md 6.1, column "top level". */
export function checkTopLifetime(root: MapEntry, context: CheckContext): void {
  const keys = ['credential_ttl', 'certificate_ttl', 'renewal_interval']
  const negative = keys.filter((key) => reportNegative(root, key, context))
  checkDeprecatedTtl(root, context)
  if (negative.length > 0 || keys.some((key) => isBroken(root, key))) return
  const { credentialTtlMs, renewalIntervalMs } = topLifetime(root)
  const ttlKey = numberAt(root, 'credential_ttl') === 0 ? 'certificate_ttl' : 'credential_ttl'
  const key = numberAt(root, ttlKey) === 0 ? 'renewal_interval' : ttlKey
  if (credentialTtlMs < renewalIntervalMs && !booleanAt(root, 'oneshot')) {
    context.report.add({
      severity: 'hazard',
      code: 'config.gap',
      ...spotOf(root, key),
      message: `Certificates live ${formatDuration(credentialTtlMs)} and are renewed every ${formatDuration(renewalIntervalMs)}: in between, nobody has a valid one. Make \`renewal_interval\` half the life or less.`,
      fix: renewAtHalf(root, credentialTtlMs, context),
    })
  } else if (credentialTtlMs > longestMs) {
    context.report.add({
      severity: 'hazard',
      code: 'config.lifetime-too-long',
      ...spotOf(root, key),
      message: `Certificates live at most 24h; the cluster shortens ${formatDuration(credentialTtlMs)} without a word. Write 24h or less.`,
    })
  }
}

function checkDeprecatedTtl(root: MapEntry, context: CheckContext): void {
  const old = entryAt(root, 'certificate_ttl')
  if (old === undefined || context.target < 17 || old.kind === 'unset') return
  const isOverridden = numberAt(root, 'credential_ttl') !== 0
  const lines = context.source.lines
  const canEdit = !old.borrowed && entryAt(root, 'credential_ttl') === undefined
  context.report.add({
    severity: isOverridden ? 'ignored' : 'hazard',
    code: isOverridden ? 'config.superseded-key' : 'config.deprecated-key',
    path: old.path,
    span: old.key === undefined ? old.span : keySpan(old),
    message: isOverridden
      ? '`credential_ttl` is set as well and wins, so this line has no effect. Remove it.'
      : '`certificate_ttl` still works, but it is the old name and a later tbot may drop it. Write `credential_ttl`.',
    fix: isOverridden
      ? old.borrowed
        ? undefined
        : removeKey(lines, root.node, old.key)
      : canEdit
        ? renameKey(lines, old.key, 'credential_ttl')
        : undefined,
  })
}

function keySpan(entry: Entry): Entry['span'] {
  const [start = entry.span.start, end = entry.span.end] = entry.key?.range ?? []
  return { start, end }
}

function reportNegative(owner: Entry, key: string, context: CheckContext): boolean {
  if (numberAt(owner, key) >= 0) return false
  context.report.add({
    severity: 'error',
    code: 'config.negative-duration',
    ...spotOf(owner, key),
    message: `\`${key}\` may not be negative; tbot refuses it. Remove the minus sign.`,
  })
  return true
}

/** tbot-config.md 6.1, column "on a service": errors where the top level only warns. */
export function checkServiceLifetime(service: MapEntry, root: MapEntry, context: CheckContext): void {
  const owner = lifetimeOwner(service)
  if (owner?.kind !== 'map') return
  const keys = ['credential_ttl', 'renewal_interval']
  if (keys.some((key) => isBroken(owner, key))) return
  const negative = keys.filter((key) => reportNegative(owner, key, context))
  if (negative.length > 0) return
  const ttlMs = numberAt(owner, 'credential_ttl')
  const intervalMs = numberAt(owner, 'renewal_interval')
  if (ttlMs === 0 && intervalMs === 0) return
  if (ttlMs === 0 || intervalMs === 0) {
    reportHalfPair(owner, { ttlMs, intervalMs }, root, context)
  } else if (ttlMs < intervalMs && !booleanAt(root, 'oneshot')) {
    context.report.add({
      severity: 'error',
      code: 'config.gap',
      ...spotOf(owner, 'credential_ttl'),
      message: `Certificates would live ${formatDuration(ttlMs)} and be renewed every ${formatDuration(intervalMs)}, and tbot refuses that on a service. Make \`renewal_interval\` half the life or less.`,
      fix: renewAtHalf(owner, ttlMs, context),
    })
  } else if (ttlMs > longestMs && service.schema['x-unlimited-lifetime'] !== true) {
    context.report.add({
      severity: 'error',
      code: 'config.lifetime-too-long',
      ...spotOf(owner, 'credential_ttl'),
      message: `Certificates live at most 24h, and tbot refuses ${formatDuration(ttlMs)} on a service. Write 24h or less.`,
    })
  }
}

/** The lifetime is what somebody asked for; how often it is renewed follows from it. */
function renewAtHalf(owner: MapEntry, ttlMs: number, { source }: CheckContext): ProblemFix | undefined {
  const text = formatDuration(ttlMs / 2)
  const interval = entryAt(owner, 'renewal_interval')
  if (owner.borrowed || interval?.borrowed) return undefined
  const fix =
    interval === undefined
      ? addKey(source.lines, owner.node, 'renewal_interval', text)
      : replaceValue(source.lines, interval.node, text)
  return fix && { ...fix, title: `Renew every ${text}` }
}

function reportHalfPair(
  owner: Entry,
  pair: { readonly ttlMs: number; readonly intervalMs: number },
  root: MapEntry,
  context: CheckContext,
): void {
  const missing = pair.ttlMs === 0 ? 'credential_ttl' : 'renewal_interval'
  const present = pair.ttlMs === 0 ? 'renewal_interval' : 'credential_ttl'
  const top = topLifetime(root)
  const value =
    missing === 'credential_ttl'
      ? Math.max(top.credentialTtlMs, pair.intervalMs)
      : Math.max(1, Math.min(top.renewalIntervalMs, pair.ttlMs / 2))
  const text = formatDuration(value)
  const canAdd = !owner.borrowed && entryAt(owner, missing) === undefined
  context.report.add({
    severity: 'error',
    code: 'config.half-lifetime',
    ...spotOf(owner, missing),
    message: `\`${present}\` is set without \`${missing}\`, and tbot refuses half of the pair on a service. Write both, for example \`${missing}: ${text}\`.`,
    fix: canAdd ? addKey(context.source.lines, owner.node, missing, text) : undefined,
  })
}
