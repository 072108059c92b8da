import type {
  ArtifactSnapshot,
  BotState,
  CredentialLife,
  EngineSnapshot,
  ServiceSnapshot,
  ServiceState,
} from '../../shared/contract/bots.ts'
import type { BotHistoryEvent, BotView } from '../../shared/contract/views.ts'
import type { SerializedError } from '../../shared/errors.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A life of one hour (or less) with this much left. */
export function lifeWith(now: number, leftMs: number, wholeMs = hour, requestedMs = wholeMs): CredentialLife {
  const issuedAt = now + leftMs - wholeMs
  return {
    notBefore: issuedAt - minute,
    issuedAt,
    expiresAt: issuedAt + wholeMs,
    renewAt: issuedAt + (wholeMs * 2) / 3,
    requestedMs,
    grantedMs: wholeMs,
  }
}

const fileKinds: readonly (readonly [name: string, kind: string])[] = [
  ['tlscert', 'tls-certificate'],
  ['key', 'private-key'],
  ['key-cert.pub', 'ssh-certificate'],
  ['key.pub', 'public-key'],
  ['identity', 'identity-file'],
  ['teleport-host-ca.crt', 'host-ca'],
  ['teleport-user-ca.crt', 'user-ca'],
  ['known_hosts', 'known-hosts'],
  ['ssh_config', 'ssh-config'],
]

function filesOf(state: ArtifactSnapshot['state'], owner = 'deploy'): ArtifactSnapshot[] {
  return fileKinds.map(([name, kind]) => ({ name, kind, state, sizeBytes: 1800, mode: '0600', owner }))
}

interface ServiceOptions {
  readonly type?: string
  readonly target?: string
  readonly state?: ServiceState
  readonly left?: number
  readonly whole?: number
  readonly path?: string
  readonly error?: SerializedError
  readonly reason?: string
  readonly retryInMs?: number
}

export function serviceOf(now: number, name: string, options: ServiceOptions = {}): ServiceSnapshot {
  const { state = 'healthy', left = 41.2 * minute, whole = hour, retryInMs } = options
  const isWritten = state !== 'starting'
  return {
    name,
    type: options.type ?? 'identity',
    internal: false,
    state,
    since: now - 2.1 * hour,
    reportedAt: isWritten ? now - minute : null,
    destination: { type: 'directory', path: options.path ?? `/opt/machine-id/${name}` },
    ...(options.target ? { target: options.target } : {}),
    ...(options.reason ? { reason: options.reason } : {}),
    ...(options.error ? { error: options.error } : {}),
    ...(retryInMs === undefined ? {} : { attempt: { number: 7, nextAt: now + retryInMs } }),
    roles: ['grafana-reader'],
    ...(isWritten
      ? {
          life: lifeWith(now, left, whole),
          files: filesOf('verified'),
          setGeneration: 41,
          writtenAt: now - whole + left,
          provenAt: now - 72_000,
        }
      : { files: filesOf('not-written') }),
  }
}

function internalServices(now: number, state: ServiceState): ServiceSnapshot[] {
  return ['identity', 'heartbeat', 'ca-rotation'].map((name) => ({
    name: `internal/${name}`,
    type: `internal/${name}`,
    internal: true,
    state,
    since: now - hour,
    reportedAt: now - minute,
  }))
}

function transitionsOf(now: number, state: BotState): { at: number; state: BotState }[] {
  const start = now - day
  if (state === 'starting') return [{ at: now - 20 * minute, state }]
  if (state === 'stopped')
    return [
      { at: start, state: 'healthy' },
      { at: now - 9 * hour, state: 'stopped' },
    ]
  return [
    { at: start, state: 'healthy' },
    { at: now - 5 * hour, state: 'stopped' },
    { at: now - 4.6 * hour, state: 'starting' },
    { at: now - 4.5 * hour, state: 'healthy' },
    { at: now - 2.4 * hour, state: 'degraded' },
    { at: now - 2.3 * hour, state: 'unhealthy' },
    { at: now - 2.1 * hour, state: 'healthy' },
    ...(state === 'healthy' ? [] : [{ at: now - 16 * minute, state }]),
  ]
}

function eventsOf(now: number): BotHistoryEvent[] {
  return [
    {
      at: now - 19 * minute,
      kind: 'renewed',
      title: 'Renewed all 3 services',
      detail: 'in 0.42 s, lifetime granted 1 h',
    },
    {
      at: now - 58 * minute,
      kind: 'renewed',
      title: 'Renewed all 3 services',
      detail: 'in 0.39 s, lifetime granted 1 h',
    },
    { at: now - 2.1 * hour, kind: 'recovered', title: 'Healthy again' },
    {
      at: now - 2.3 * hour,
      kind: 'failed',
      title: 'Cluster unreachable for 12 min',
      detail: 'certificates stayed valid, 21 min left',
    },
    {
      at: now - 4.5 * hour,
      kind: 'joined',
      title: 'Joined example.teleport.sh',
      detail: 'with a token, certificate generation 1',
    },
    { at: now - 4.6 * hour, kind: 'started', title: 'Started', detail: 'with configuration of 09:40' },
    { at: now - 5 * hour, kind: 'slept', title: 'Computer slept 22 min', detail: 'renewed 3 s after wake' },
  ]
}

interface BotOptions {
  readonly state?: BotState
  readonly services?: readonly ServiceSnapshot[]
  readonly error?: SerializedError
  readonly reason?: string
  readonly trial?: boolean
  readonly isNew?: boolean
  readonly problems?: BotView['problemCounts']
}

export function botOf(now: number, name: string, options: BotOptions = {}): BotView {
  const { state = 'healthy', isNew = false } = options
  const runs = state !== 'stopped'
  const engine: EngineSnapshot = {
    state,
    since: now - 2.1 * hour,
    startedAt: isNew ? null : now - 3.2 * day,
    services: [
      ...(options.services ?? [serviceOf(now, 'identity-1')]),
      ...(runs ? internalServices(now, 'healthy') : []),
    ],
    clockSkewMs: 200,
    ...(options.error ? { error: options.error } : {}),
    ...(options.reason ? { reason: options.reason } : {}),
    ...(isNew || state === 'starting'
      ? {}
      : {
          identity: {
            clusterName: options.trial ? 'trial' : 'example.teleport.sh',
            userName: `bot-${name}`,
            joinMethod: 'token',
            renewable: true,
            certificateGeneration: 43,
            botInstanceId: '7d9f2c1e-52a1-4ab1-9d4b-1f2f3e9041ab',
            roles: ['grafana-reader', 'deploy'],
            life: lifeWith(now, 41.2 * minute),
          },
          diagnostics: { kind: 'listening', address: '127.0.0.1:3001' },
        }),
  }
  return {
    name,
    configPath: options.trial
      ? '/home/deploy/.local/share/botdesk/bots/demo/tbot.yaml'
      : `/home/deploy/bots/${name}/tbot.yaml`,
    address: options.trial ? '127.0.0.1:3025' : 'example.teleport.sh:443',
    trial: options.trial ?? false,
    wanted: runs,
    target: 18,
    hasDraft: name === 'metrics-scraper',
    problemCounts: options.problems ?? { error: 0, hazard: 0, ignored: 0 },
    engine,
    history: {
      transitions: isNew ? [] : transitionsOf(now, state),
      events: isNew ? [] : eventsOf(now),
      renewals: isNew ? { done: 0, failed: 0 } : { done: 251, failed: 1 },
    },
    storagePath: `/var/lib/botdesk/${name}`,
    diagAddr: '127.0.0.1:3001',
  }
}

const permissionDenied: SerializedError = {
  code: 'destination.permission-denied',
  message: 'cannot write /srv/backup/tls: permission denied',
  details: { path: '/srv/backup/tls', owner: 'postgres', mode: '0700', user: 'deploy' },
  retryable: true,
}

const generationMismatch: SerializedError = {
  code: 'identity.generation-mismatch',
  message: 'renewable certificate generation mismatch',
  details: { expected: 43, got: 41 },
  retryable: false,
}

export const unhealthyBot = (now: number): BotView =>
  botOf(now, 'postgres-backup', {
    state: 'unhealthy',
    reason: '1 of 2 services cannot write its files',
    services: [
      serviceOf(now, 'identity-1', { left: 38.3 * minute }),
      serviceOf(now, 'billing-db', {
        type: 'database',
        target: 'billing',
        state: 'unhealthy',
        left: 9.2 * minute,
        path: '/srv/backup/tls',
        error: permissionDenied,
        reason: 'cannot write /srv/backup/tls: permission denied',
        retryInMs: 42_000,
      }),
    ],
  })

export const lockedBot = (now: number): BotView =>
  botOf(now, 'old-jenkins', {
    state: 'locked',
    error: generationMismatch,
    reason: 'the cluster locked this bot: its storage was used by two computers',
    services: [
      serviceOf(now, 'jenkins', { state: 'unhealthy', left: -5 * hour }),
      serviceOf(now, 'artifacts', { state: 'off', left: -5 * hour }),
    ],
  })

export const degradedBot = (now: number): BotView =>
  botOf(now, 'grafana-proxy', {
    state: 'degraded',
    problems: { error: 0, hazard: 1, ignored: 1 },
    services: [
      serviceOf(now, 'identity-1'),
      serviceOf(now, 'grafana', {
        type: 'application',
        target: 'grafana-example',
        state: 'degraded',
        left: 4.2 * minute,
        whole: 15 * minute,
        error: {
          code: 'credential.short-grant',
          message: 'granted 15m of 1h',
          details: { requestedMs: 3_600_000, grantedMs: 900_000, renewAfterMs: 600_000 },
          retryable: false,
        },
      }),
    ],
  })

export const startingBot = (now: number): BotView =>
  botOf(now, 'kube-operator', {
    state: 'starting',
    services: ['one', 'two', 'three'].map((name) =>
      serviceOf(now, name, { state: 'starting', type: 'kubernetes/v2' }),
    ),
  })

export const healthyBot = (now: number): BotView =>
  botOf(now, 'ci-deploy', {
    services: [
      serviceOf(now, 'identity-1', { path: '/opt/machine-id/ci' }),
      serviceOf(now, 'grafana-example', {
        type: 'application',
        target: 'grafana-example',
        path: '/opt/machine-id/grafana',
      }),
      serviceOf(now, 'staging-kube', {
        type: 'kubernetes/v2',
        path: '/opt/machine-id/kube',
        left: 41.3 * minute,
      }),
    ],
  })
