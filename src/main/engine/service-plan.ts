import type { BotConfig, DestinationConfig, ServiceConfig } from '../../shared/config/model.ts'
import type { ServiceSnapshot } from '../../shared/contract/bots.ts'
import { applicationOutput } from './services/application/service.ts'
import { identityOutput } from './services/identity/service.ts'
import type { OutputConfig, OutputKind } from './services/output.ts'
import type { ServiceSeed } from './status-board.ts'

/** A service of the configuration with what runs it. */
export type PlannedService =
  | {
      readonly kind: 'output'
      readonly seed: ServiceSeed
      readonly config: OutputConfig
      readonly output: OutputKind
    }
  /** Not run here; `isSkipped` when it has no one-shot form and would not run in this mode anyway. */
  | {
      readonly kind: 'unsupported'
      readonly seed: ServiceSeed
      readonly typeName: string
      readonly isSkipped: boolean
    }

/** Types without a one-shot form are skipped in that mode, which is no error (tbot-config.md 4.1). */
const withoutOneshot = [
  'ssh-multiplexer',
  'database-tunnel',
  'application-tunnel',
  'application-proxy',
  'workload-identity-api',
  'spiffe-workload-api',
]

/** Decides what runs each configured service, in file order. */
export function planServices(config: BotConfig): readonly PlannedService[] {
  return config.services.map((service) => planService(service, config.oneshot))
}

/** The engine's own services, always there (tbot-runtime.md 4.2). */
export function internalServices(): readonly ServiceSeed[] {
  const names = ['identity', 'heartbeat', 'ca-rotation'] as const
  return names.map((name) => ({ name, type: `internal/${name}`, internal: true }))
}

function planService(config: ServiceConfig, oneshot: boolean): PlannedService {
  const { name } = config
  switch (config.type) {
    case 'unsupported': {
      const { typeName } = config
      const seed = { name, type: typeName, internal: false }
      return { kind: 'unsupported', seed, typeName, isSkipped: oneshot && withoutOneshot.includes(typeName) }
    }
    case 'identity':
      return output(config, identityOutput(config))
    case 'application':
      return output(config, applicationOutput(config))
    default:
      return config satisfies never
  }
}

function output(config: OutputConfig, kind: OutputKind): PlannedService {
  const { name, type, roles } = config
  const seed = {
    name,
    type,
    internal: false,
    destination: describeDestination(config.destination),
    ...(kind.target === undefined ? {} : { target: kind.target }),
    ...(roles.length === 0 ? {} : { roles }),
  }
  return { kind: 'output', seed, config, output: kind }
}

function describeDestination(config: DestinationConfig): NonNullable<ServiceSnapshot['destination']> {
  return config.type === 'directory' ? { type: config.type, path: config.path } : { type: config.type }
}
