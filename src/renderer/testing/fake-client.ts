import type { BridgeClient, ConnectionState } from '../../shared/contract/client.ts'
import type { Delivery, TopicName, Topics } from '../../shared/contract/events.ts'
import {
  defaultPreferences,
  type RequestName,
  type RequestOf,
  type ResponseOf,
} from '../../shared/contract/requests.ts'
import type { AppInfo, ClusterView, CredentialView, LogLine, TrialView } from '../../shared/contract/views.ts'
import { AppError } from '../../shared/errors.ts'
import { makeExport } from '../../shared/export/index.ts'
import {
  fakeAccounts,
  fakeFolder,
  fakePlan,
  fakePreflight,
  fakeProbe,
  fakeVersions,
} from './authoring-answers.ts'
import { fleetOf, type ScenarioName } from './scenarios.ts'

/** What a fake client answers, by the name of the request. */
export type Handlers = {
  [N in RequestName]?: (request: RequestOf<N>) => ResponseOf<N> | Promise<ResponseOf<N>>
}

export interface SentRequest {
  readonly name: RequestName
  readonly request: unknown
}

/** A bridge without a backend: answers from a table, delivers what a test pushes, and remembers what was asked. */
export class FakeClient implements BridgeClient {
  readonly sent: SentRequest[] = []
  readonly #handlers: Handlers
  readonly #values = new Map<TopicName, unknown>()
  readonly #listeners = new Map<TopicName, Set<(delivery: Delivery<TopicName>) => void>>()
  readonly #connectionListeners = new Set<(state: ConnectionState) => void>()
  #connection: ConnectionState = { kind: 'connected' }
  #sequence = 0

  constructor(handlers: Handlers = {}) {
    this.#handlers = handlers
  }

  async request<N extends RequestName>(
    name: N,
    request: RequestOf<N>,
    options: { signal?: AbortSignal } = {},
  ): Promise<ResponseOf<N>> {
    options.signal?.throwIfAborted()
    this.sent.push({ name, request })
    const handler = this.#handlers[name]
    if (!handler) throw new AppError('internal.not-supported', `the fake has no ${name}`)
    const value = await handler(request)
    options.signal?.throwIfAborted()
    return value
  }

  /** The requests of one name, in the order they were sent. */
  requests(name: RequestName): unknown[] {
    return this.sent.filter((sent) => sent.name === name).map(({ request }) => request)
  }

  subscribe<T extends TopicName>(topic: T, listener: (delivery: Delivery<T>) => void): () => void {
    const own = listener as unknown as (delivery: Delivery<TopicName>) => void
    const listeners = this.#listeners.get(topic) ?? new Set()
    listeners.add(own)
    this.#listeners.set(topic, listeners)
    if (this.#values.has(topic)) own(this.#delivery(topic, true))
    return () => listeners.delete(own)
  }

  onConnection(listener: (state: ConnectionState) => void): () => void {
    this.#connectionListeners.add(listener)
    listener(this.#connection)
    return () => this.#connectionListeners.delete(listener)
  }

  /** Delivers a value to everyone who listens now or later. */
  push<T extends TopicName>(topic: T, value: Topics[T]): void {
    this.#values.set(topic, value)
    for (const listener of this.#listeners.get(topic) ?? []) listener(this.#delivery(topic, false))
  }

  connection(state: ConnectionState): void {
    this.#connection = state
    for (const listener of this.#connectionListeners) listener(state)
  }

  #delivery(topic: TopicName, isSnapshot: boolean): Delivery<TopicName> {
    this.#sequence += 1
    return {
      topic,
      sequence: this.#sequence,
      isSnapshot,
      value: this.#values.get(topic),
    } as Delivery<TopicName>
  }
}

export const fakeInfo: AppInfo = {
  version: '0.1.0',
  face: 'browser',
  faceReason: 'Electron is not installed here',
  dataFolder: '/home/deploy/.local/share/botdesk',
  homeFolder: '/home/deploy',
  platform: 'linux',
  userName: 'deploy',
  hostname: 'build-7',
  nodeVersion: '24.21.0',
  startedAt: 0,
}

const waitingSteps: TrialView['steps'] = (['cluster', 'bot', 'config', 'join', 'files', 'app'] as const).map(
  (name) => ({
    name,
    state: 'waiting',
  }),
)

export const fakeTrial: TrialView = { state: 'idle', steps: waitingSteps }

const fakeCluster: ClusterView = {
  state: 'running',
  name: 'trial',
  address: '127.0.0.1:3025',
  caPins: [`sha256:${'4e0bb1f2'.repeat(8)}`],
  version: '18.2.1',
  dataFolder: '/home/deploy/.local/share/botdesk/cluster',
  startedAt: 0,
  bots: [],
  tokens: [],
  apps: [],
  authorities: [],
  audit: [],
}

function fakeCredential(now: number): CredentialView {
  return {
    artifact: 'tlscert',
    summary: 'Lets bot ci-deploy open the application grafana-example',
    notBefore: now - 19 * 60_000,
    expiresAt: now + 41 * 60_000,
    sections: [
      {
        title: 'TLS certificate',
        fields: [
          { label: 'Who', value: 'bot ci-deploy, instance 7d9f2c1e' },
          { label: 'May act as', value: 'grafana-reader' },
          { label: 'May reach', value: 'application grafana-example at grafana.example.teleport.sh' },
          { label: 'Signed by', value: 'example.teleport.sh host CA' },
          { label: 'Key', value: 'ECDSA P-256, matches the private key beside it' },
          { label: 'Serial', value: '2f:81:0c:9e:77:41:d0:3a', mono: true },
        ],
      },
    ],
    publicText: '-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n',
  }
}

const exampleText = `version: v2
auth_server: example.teleport.sh:443
onboarding:
  join_method: token
  token: ••••••••••••••••
storage:
  type: directory
  path: /var/lib/botdesk/report
services:
  - type: application
    app_name: grafana-example
    renew_interval: 20m
    destination:
      type: directory
      path: /opt/machine-id/grafana
`

const exampleCheck: ResponseOf<'bots:review'>['check'] = {
  valid: true,
  problems: [
    {
      severity: 'ignored',
      code: 'config.unknown-key',
      path: 'services[0].renew_interval',
      line: 12,
      column: 5,
      endLine: 12,
      endColumn: 19,
      message: 'tbot does not know renew_interval, so this line has no effect',
    },
  ],
}

function fakeLog(now: number): LogLine[] {
  const line = (
    agoMs: number,
    level: LogLine['level'],
    bot: string | undefined,
    message: string,
    more: Partial<LogLine> = {},
  ) => ({ at: now - agoMs, level, message, fields: {}, ...(bot === undefined ? {} : { bot }), ...more })
  const retry = line(0, 'warning', 'postgres-backup', 'attempt failed: permission denied', {
    service: 'billing-db',
  })
  return [
    line(3_600_000, 'info', undefined, 'Botdesk 0.1.0 started', { fields: { pid: 2210 } }),
    line(3_590_000, 'good', 'ci-deploy', 'all 3 services report healthy'),
    line(1_140_000, 'good', 'ci-deploy', 'renewed in 0.41 s, 12 files replaced as one', {
      service: 'grafana-example',
    }),
    line(960_000, 'error', 'postgres-backup', 'cannot write /srv/backup/tls: permission denied', {
      service: 'billing-db',
      code: 'destination.permission-denied',
    }),
    ...[900_000, 840_000, 780_000].map((ago) => ({ ...retry, at: now - ago })),
    line(20_000, 'debug', 'demo-bot', 'proof read 12 files'),
  ].map((each, index) => ({ ...each, sequence: index + 1 }))
}

/** The client of a scenario: the fleet, and an answer to everything the shell's screens ask. */
export function scenarioClient(name: ScenarioName, now: number, handlers: Handlers = {}): FakeClient {
  const client = new FakeClient({
    'app:info': () => fakeInfo,
    'app:read-preferences': () => defaultPreferences,
    'app:write-preferences': () => undefined,
    'app:complete-path': ({ prefix }) =>
      ['/etc/tbot.yaml', '/etc/teleport/', '/home/deploy/bots/'].filter((path) => path.startsWith(prefix)),
    'app:choose-file': () => ({ supported: false }),
    'bots:review': ({ path }) => {
      if (path.includes('missing')) throw new AppError('config.unreadable', 'ENOENT', { details: { path } })
      return { path, text: exampleText, check: exampleCheck, suggestedName: 'report' }
    },
    'bots:add': ({ name: bot }) => ({ bot }),
    'bots:start': () => undefined,
    'bots:stop': () => undefined,
    'bots:renew': () => undefined,
    'bots:remove': () => undefined,
    'bots:read-credential': () => fakeCredential(now),
    'config:read': ({ bot }) => ({
      path: `/home/deploy/bots/${bot}/tbot.yaml`,
      savedText: exampleText,
      runningText: exampleText,
      target: 18,
    }),
    'config:check': () => exampleCheck,
    'config:save-draft': () => undefined,
    'config:discard-draft': () => undefined,
    'config:set-target': () => undefined,
    'config:apply': ({ when }) =>
      when === 'next-renewal' ? { restarted: false, waits: true } : { restarted: true, waits: false },
    'config:apply-pending': () => ({ restarted: true }),
    'config:discard-pending': () => undefined,
    'config:edit-pending': () => ({ basedOn: exampleText }),
    'config:delete-leftovers': () => undefined,
    'config:keep-leftovers': () => undefined,
    'config:plan': () => fakePlan,
    'config:preflight': () => fakePreflight,
    'config:versions': () => fakeVersions(now),
    'config:read-version': () => ({ text: exampleText }),
    'export:make': ({ bot, kind, options, withSecrets }) =>
      makeExport(kind, { text: exampleText, target: 18, bot, options, withSecrets }),
    'export:save': ({ folder }) => ({ paths: [`${folder}/tbot.yaml`] }),
    'app:recent-files': () => ['/srv/bots/old/tbot.yaml'],
    'probe:cluster': fakeProbe,
    'probe:folder': fakeFolder,
    'folder:test-as': () => ({ kind: 'tested', canRead: true, canWrite: false }),
    'probe:accounts': () => fakeAccounts,
    'cluster:start': () => undefined,
    'cluster:stop': () => undefined,
    'cluster:unlock-bot': () => undefined,
    'trial:start': () => undefined,
    'trial:remove': () => undefined,
    ...handlers,
  })
  const fleet = fleetOf(name, now)
  if (fleet) client.push('fleet:bots-changed', fleet)
  client.push('trial:steps-changed', fakeTrial)
  client.push('cluster:view-changed', name === 'empty' ? { ...fakeCluster, state: 'stopped' } : fakeCluster)
  client.push('app:usage-changed', { cpuPercent: 0.14, residentBytes: 142_000_000 })
  client.push('log:lines-changed', name === 'empty' ? [] : fakeLog(now))
  return client
}

/** A trial in the middle, or one whose fifth step failed. */
export function trialAt(state: 'running' | 'failed'): TrialView {
  const done = (name: TrialView['steps'][number]['name'], detail: string, durationMs: number) =>
    ({ name, state: 'done', detail, durationMs }) as const
  return {
    state,
    bot: 'demo-bot',
    steps: [
      done('cluster', 'trial on 127.0.0.1:3025', 2800),
      done('bot', 'demo-bot, demo-role, token for one use', 100),
      done('config', '/home/deploy/.local/share/botdesk/bots/demo/tbot.yaml, 19 lines', 20),
      done('join', 'token, CA pin sha256:4e0bb1f2 checked, certificate generation 1', 900),
      state === 'running'
        ? { name: 'files', state: 'running', detail: '9 of 12 files proven' }
        : {
            name: 'files',
            state: 'failed',
            error: {
              code: 'destination.disk-full',
              message: 'no space left',
              details: {
                path: '/home/deploy/.local/share/botdesk/bots/demo/out',
                freeBytes: 0,
                totalBytes: 40_000_000_000,
              },
              retryable: true,
            },
          },
      { name: 'app', state: 'waiting' },
    ],
    configText: exampleText,
  }
}
