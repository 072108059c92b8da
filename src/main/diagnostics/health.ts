import type { EngineSnapshot, ServiceSnapshot, ServiceState } from '../../shared/contract/bots.ts'
import { assertNever } from '../../shared/errors.ts'

/** tbot's three words (tbot-runtime.md 1.3). */
export type HealthWord = 'initializing' | 'healthy' | 'unhealthy'

/** What tbot calls a state: a degraded service still does its work, so it is ready. */
export function healthWord(state: ServiceState): HealthWord {
  switch (state) {
    case 'healthy':
    case 'degraded':
      return 'healthy'
    case 'starting':
      return 'initializing'
    case 'unhealthy':
    case 'locked':
    case 'off':
      return 'unhealthy'
    case 'skipped':
      return 'healthy'
    default:
      return assertNever(state)
  }
}

/** The services `/readyz` lists: a skipped one never registers (tbot-runtime.md 1.5). */
export function listedServices(snapshot: EngineSnapshot): readonly ServiceSnapshot[] {
  return snapshot.services
    .filter((service) => service.state !== 'skipped')
    .toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
}

/** Ready means that every listed service is: `initializing` is not ready. */
export function isReady(snapshot: EngineSnapshot): boolean {
  return listedServices(snapshot).every((service) => healthWord(service.state) === 'healthy')
}

/** The object of `/readyz`: keys in tbot's order, services sorted by bytes, the process id last. */
export function overallJson(snapshot: EngineSnapshot, pid: number): string {
  // Put together by hand: an object would move names made of digits to the front.
  const services = listedServices(snapshot).map(
    (service) => `    ${quoted(service.name)}: ${indented(serviceJson(service), '    ')}`,
  )
  const map = services.length === 0 ? '{}' : `{\n${services.join(',\n')}\n  }`
  const status = isReady(snapshot) ? 'healthy' : 'unhealthy'
  return `{\n  "status": "${status}",\n  "services": ${map},\n  "pid": ${pid}\n}`
}

/** The object of `/readyz/{service}`. */
export function serviceJson(service: ServiceSnapshot): string {
  const { reason, reportedAt } = service
  return goJson({
    status: healthWord(service.state),
    ...(reason === undefined || reason === '' ? {} : { reason }),
    updated_at: reportedAt === null ? null : new Date(reportedAt).toISOString(),
  })
}

/** The object of a 404 for a service nobody registered. */
export function unknownServiceJson(name: string): string {
  return goJson({ error: `no service named ${name}` })
}

/** JSON as Go's encoder writes it: two spaces, no newline at the end, HTML characters escaped. */
function goJson(value: unknown): string {
  return escaped(JSON.stringify(value, null, 2))
}

function quoted(text: string): string {
  return escaped(JSON.stringify(text))
}

function escaped(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function indented(json: string, by: string): string {
  return json.replaceAll('\n', `\n${by}`)
}
