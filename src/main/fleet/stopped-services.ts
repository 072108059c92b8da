import type { BotConfig, ServiceConfig } from '../../shared/config/model.ts'
import type { ServiceSnapshot } from '../../shared/contract/bots.ts'
import { parseTlsCertificate } from '../credentials/index.ts'
import { createDestination } from '../destinations/index.ts'
import { lifeFoundOnDisk } from '../engine/index.ts'
import type { Ports } from '../ports/index.ts'

/** Services as they stand when no engine runs them: off, with what they wrote last. */
export function switchedOff(services: readonly ServiceSnapshot[], since: number): ServiceSnapshot[] {
  return services
    .filter((service) => !service.internal)
    .map(({ reason: _reason, error: _error, attempt: _attempt, ...service }) => ({
      ...service,
      state: 'off',
      since,
    }))
}

/** The services of a file whose bot does not run, each with the certificate an earlier run left on disk. */
export async function plannedServices(
  config: BotConfig | undefined,
  ports: Ports,
  layout: 'generations' | 'plain',
): Promise<ServiceSnapshot[]> {
  const since = ports.clock.now()
  return Promise.all((config?.services ?? []).map((service) => plan(service, { ports, layout, since })))
}

async function plan(
  service: ServiceConfig,
  o: { ports: Ports; layout: 'generations' | 'plain'; since: number },
): Promise<ServiceSnapshot> {
  const base = {
    name: service.name,
    internal: false,
    state: 'off',
    since: o.since,
    reportedAt: null,
  } as const
  if (service.type === 'unsupported') return { ...base, type: service.typeName }
  const { destination } = service
  const life = await lifeOnDisk(service, o)
  return {
    ...base,
    type: service.type,
    destination:
      destination.type === 'directory'
        ? { type: 'directory', path: destination.path }
        : { type: destination.type },
    ...(service.type === 'application' ? { target: service.appName } : {}),
    ...(life ? { life } : {}),
  }
}

/** Undefined when there is no certificate that can be read: then there is nothing to say about it. */
async function lifeOnDisk(
  service: Exclude<ServiceConfig, { type: 'unsupported' }>,
  { ports, layout }: { ports: Ports; layout: 'generations' | 'plain' },
) {
  try {
    const { files, processes } = ports
    const key = `${service.path}.destination`
    const destination = createDestination(service.destination, { files, processes, layout, key })
    const data = await destination.read('tlscert')
    if (data === undefined || data.byteLength === 0) return undefined
    return lifeFoundOnDisk(parseTlsCertificate(new TextDecoder().decode(data)), ports.clock.now())
  } catch {
    return undefined
  }
}
