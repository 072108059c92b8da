import { removeKey } from '../fixes.ts'
import type { CheckContext } from '../context.ts'
import type { Entry, MapEntry } from '../entry.ts'
import { booleanAt, entryAt, isEmpty, isSet, itemsAt, numberAt, spotOf, textAt } from '../entry.ts'
import { checkAttestors } from './attestor-rules.ts'
import { checkServiceLifetime } from './lifetime-rules.ts'

/** What one service must keep besides the schema of its type (tbot-config.md 4 and 6.2). */
export function checkService(service: MapEntry, root: MapEntry, context: CheckContext): void {
  checkRemovedKeys(service, context)
  if (booleanAt(root, 'scoped')) checkScoped(service, context)
  checkDestinationType(service, context)
  checkServiceLifetime(service, root, context)
  checkAttestors(service, context)
  if (textAt(service, 'type') === 'workload-identity-aws-roles-anywhere') checkSession(service, context)
  if (booleanAt(service, 'cluster_resources') && isEmpty(entryAt(service, 'namespaces'))) {
    context.report.add({
      severity: 'error',
      code: 'config.cluster-resources-alone',
      ...spotOf(service, 'cluster_resources'),
      message:
        '`cluster_resources` is only allowed together with `namespaces`, and tbot refuses it alone. List the namespaces, or remove it.',
    })
  }
  if (booleanAt(root, 'oneshot') && service.schema['x-oneshot'] === false) {
    context.report.add({
      severity: 'info',
      code: 'config.skipped-in-oneshot',
      ...spotOf(service, 'type'),
      message:
        'With `oneshot` tbot skips this service, because it has nothing to write once. Remove `oneshot` to run it.',
    })
  }
}

function checkRemovedKeys(service: MapEntry, context: CheckContext): void {
  for (const [key, entry] of service.fields) {
    const message = entry.schema['x-removed-message']
    const until = entry.schema['x-until'] ?? Infinity
    if (message === undefined || until >= context.target || entry.kind === 'broken' || isEmpty(entry))
      continue
    context.report.add({
      severity: 'error',
      code: 'config.removed-key',
      ...spotOf(service, key),
      message: `tbot ${until + 1} removed \`${key}\` and refuses it unless it is empty. ${message}`,
      fix: entry.borrowed
        ? undefined
        : removeKey(context.source.lines, service.node, entry.key, `Remove ${key}`),
    })
  }
}

/** tbot-config.md 4.1, column "scoped". What a scope-qualified `app_name` looks like is not known (11). */
function checkScoped(service: MapEntry, context: CheckContext): void {
  const rule = service.schema['x-scoped']
  const keys = ['allow_reissue', 'cluster', 'delegation_session_id'].filter((key) =>
    key === 'allow_reissue' ? booleanAt(service, key) : isSet(service, key),
  )
  const offending = rule === 'refused' ? ['type'] : rule === 'partly' ? keys : []
  for (const key of offending) {
    context.report.add({
      severity: 'error',
      code: 'config.not-for-scoped-bots',
      ...spotOf(service, key),
      message: `A bot with \`scoped: true\` may not use ${key === 'type' ? 'this type of service' : `\`${key}\``}, and tbot refuses it. Remove it, or run it in a bot without a scope.`,
    })
  }
}

function checkDestinationType(service: MapEntry, context: CheckContext): void {
  const destination = entryAt(service, 'destination')
  if (destination?.kind !== 'map') return
  const type = textAt(destination, 'type')
  if (service.schema['x-destinations'] === 'directory' && type !== 'directory') {
    context.report.add({
      severity: 'error',
      code: 'config.needs-folder',
      path: destination.path,
      span: destination.span,
      message: `\`${textAt(service, 'type')}\` makes sockets, which only a folder can hold; tbot refuses \`${type}\`. Write \`type: directory\` and a \`path\`.`,
    })
  }
  if (type === 'kubernetes_secret' && textAt(service, 'format') === 'cockroach') {
    context.report.add({
      severity: 'hazard',
      code: 'config.cockroach-in-secret',
      ...spotOf(service, 'format'),
      message:
        'The format cockroach writes a subfolder, which a Secret cannot hold: tbot stops at start. Use a folder, or the format `tls`.',
    })
  }
}

/** tbot-config.md 4.17. */
function checkSession(service: MapEntry, context: CheckContext): void {
  const hour = 3_600_000
  const [duration, interval] = ['session_duration', 'session_renewal_interval'].map((key) =>
    entryAt(service, key),
  )
  if (duration?.kind === 'broken' || interval?.kind === 'broken') return
  const durationMs = numberAt(service, 'session_duration') || 6 * hour
  const intervalMs = numberAt(service, 'session_renewal_interval') || hour
  if (durationMs > 12 * hour) {
    reportSession(
      service,
      'session_duration',
      'An AWS session lives at most 12h, and tbot refuses more.',
      context,
    )
  } else if (intervalMs >= durationMs) {
    const key = isSessionSet(interval) ? 'session_renewal_interval' : 'session_duration'
    reportSession(
      service,
      key,
      'The session must be renewed before it ends: `session_renewal_interval` (1h unless set) must be shorter than `session_duration` (6h unless set).',
      context,
    )
  }
}

function isSessionSet(entry: Entry | undefined): boolean {
  return entry?.kind === 'scalar' && entry.value !== 0
}

function reportSession(service: MapEntry, key: string, message: string, context: CheckContext): void {
  context.report.add({ severity: 'error', code: 'config.session-lifetime', ...spotOf(service, key), message })
}

/** Two listeners cannot have one address. */
export function checkListeners(services: readonly MapEntry[], context: CheckContext): void {
  const taken = new Map<string, string>()
  for (const service of services) {
    const address = textAt(service, 'listen')
    if (address === '') continue
    const other = taken.get(address)
    if (other === undefined) taken.set(address, service.path)
    else {
      context.report.add({
        severity: 'hazard',
        code: 'config.shared-listen',
        ...spotOf(service, 'listen'),
        message: `${other} listens at this address as well, and only one of them gets it. Choose another port or path.`,
      })
    }
  }
}

/** All services of the file in tbot's order: `services`, then `outputs` (tbot-config.md 1.2). */
export function servicesOf(root: MapEntry): MapEntry[] {
  return ['services', 'outputs'].flatMap((key) => itemsAt(root, key).filter((entry) => entry.kind === 'map'))
}
