import { Code, ConnectError } from '@connectrpc/connect'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { peerKey } from '../ports/network.ts'
import {
  findApplication,
  impersonableRoles,
  keyAlgorithmFor,
  ping,
  remoteClusters,
  signatureSuite,
  submitHeartbeat,
} from './index.ts'
import type { Heartbeat } from './index.ts'
import { networks } from './testing/networks.ts'
import { clusterName } from './testing/scripted-cluster.ts'
import type { Script } from './testing/scripted-cluster.ts'
import { TestSession, refusalOf } from './testing/session.ts'

const { signal } = new AbortController()

describe.each(networks)('calls over $name', ({ make }) => {
  const session = new TestSession(make())
  const { cluster } = session

  beforeEach(() => {
    cluster.calls.length = 0
    cluster.versions.length = 0
  })

  afterEach(() => session.close())

  it('reaches the cluster by the hex of its name and with its certificate', async () => {
    const seen: string[] = []
    const script: Script = {
      auth: {
        ping: (_request, context) => {
          const peer = context.values.get(peerKey)
          seen.push(`${peer.serverName} ${peer.certificate !== undefined}`)
          return { ClusterName: clusterName, ServerVersion: '18.0.0', signatureAlgorithmSuite: 4 }
        },
      },
    }
    await expect(ping(await session.connect(script), { signal })).resolves.toEqual({
      clusterName,
      serverVersion: '18.0.0',
      proxyPublicAddress: '',
      suite: 'hsm-v1',
    })
    expect(seen).toEqual([`${Buffer.from(clusterName).toString('hex')}.teleport.cluster.local true`])
    expect(cluster.versions).toEqual(['18.2.3'])
  })

  it('asks the newer service for the suite, the older one when it must', async () => {
    const preference = () => ({ Spec: { signatureAlgorithmSuite: 3 } })
    const newer = await session.connect({ config: { getAuthPreference: preference } })
    await expect(signatureSuite(newer, { signal })).resolves.toBe('fips-v1')
    newer.close()
    await session.stopCluster()
    const older = await session.connect({ auth: { getAuthPreference: preference } })
    await expect(signatureSuite(older, { signal })).resolves.toBe('fips-v1')
    expect(cluster.calls).toEqual(['GetAuthPreference', 'GetAuthPreference', 'GetAuthPreference'])
  })

  it('lists the roles a bot may act as', async () => {
    const roles = await session.connect({
      auth: {
        getRole: ({ Name }) => ({
          Spec: { Allow: { Impersonate: { Roles: Name === 'bot-x' ? ['a', 'b', 'a'] : [] } } },
        }),
      },
    })
    await expect(impersonableRoles(roles, { userName: 'bot-x', signal })).resolves.toEqual(['a', 'b'])
  })

  describe('heartbeats', () => {
    const heartbeat: Heartbeat = {
      recordedAt: Date.UTC(2030, 0, 1),
      isStartup: true,
      version: '18.0.0',
      hostname: 'workstation',
      uptimeMs: 90_000,
      joinMethod: 'token',
      oneShot: false,
      architecture: 'amd64',
      os: 'linux',
      services: [
        {
          type: 'identity',
          name: 'ä'.repeat(40),
          status: 'unhealthy',
          reason: 'x'.repeat(300),
          updatedAt: 1_000,
        },
      ],
    }

    it('says what it is told, within the limits of the server', async () => {
      const received: object[] = []
      const beating = await session.connect({
        instances: {
          submitHeartbeat: (request) => {
            received.push(request)
            return {}
          },
        },
      })
      await submitHeartbeat(beating, heartbeat, { signal })
      expect(received).toMatchObject([
        {
          heartbeat: { isStartup: true, hostname: 'workstation', uptime: { seconds: 90n }, kind: 1 },
          serviceHealth: [
            { service: { type: 'identity', name: 'ä'.repeat(32) }, status: 3, reason: 'x'.repeat(256) },
          ],
        },
      ])
    })

    it('accepts a cluster that knows none, but no other refusal', async () => {
      await expect(submitHeartbeat(await session.connect({}), heartbeat, { signal })).resolves.toBeUndefined()
      await session.stopCluster()
      const submitHeartbeatRefused = () => {
        throw new ConnectError('no', Code.PermissionDenied)
      }
      const refusing = await session.connect({ instances: { submitHeartbeat: submitHeartbeatRefused } })
      expect(await refusalOf(submitHeartbeat(refusing, heartbeat, { signal }))).toMatchObject({
        code: 'cluster.refused',
      })
    })
  })

  describe('finding an application', () => {
    const server = (name: string) => ({
      resource: {
        case: 'AppServer' as const,
        value: {
          Spec: {
            App: {
              Metadata: { Name: name },
              Spec: {
                URI: 'tcp://x',
                PublicAddr: `${name}.example`,
                TCPPorts: [{ Port: 1 }, { Port: 5, EndPort: 9 }],
              },
            },
          },
        },
      },
    })

    it('asks for exactly its name and reads address and ports', async () => {
      const predicates: string[] = []
      const listing = await session.connect({
        auth: {
          listResources: ({ PredicateExpression, ResourceType, Namespace, Limit }) => {
            predicates.push(`${ResourceType} ${Namespace} ${Limit} ${PredicateExpression}`)
            return { Resources: [server('a"b')] }
          },
        },
      })
      await expect(findApplication(listing, { name: 'a"b', signal })).resolves.toEqual({
        name: 'a"b',
        publicAddress: 'a"b.example',
        uri: 'tcp://x',
        tcpPorts: [
          { port: 1, end: 1 },
          { port: 5, end: 9 },
        ],
      })
      expect(predicates).toEqual(['app_server default 1 name == "a\\"b"'])
    })

    it('says when there is none', async () => {
      const listing = await session.connect({
        auth: { listResources: () => ({ Resources: [server('other')] }) },
      })
      expect(await refusalOf(findApplication(listing, { name: 'grafana', signal }))).toMatchObject({
        code: 'service.not-found',
        details: { name: 'grafana' },
      })
    })
  })

  it('collects leaf clusters over pages', async () => {
    const pages = await session.connect({
      presence: {
        listRemoteClusters: ({ pageToken }) =>
          pageToken === ''
            ? { remoteClusters: [{ Metadata: { Name: 'a' } }], nextPageToken: '2' }
            : { remoteClusters: [{ Metadata: { Name: 'b' } }] },
      },
    })
    await expect(remoteClusters(pages, { signal })).resolves.toEqual(['a', 'b'])
  })

  it('gives up on a list that does not end', async () => {
    const pages = await session.connect({
      presence: { listRemoteClusters: () => ({ nextPageToken: 'again' }) },
    })
    await expect(remoteClusters(pages, { signal })).rejects.toMatchObject({
      code: 'cluster.malformed-answer',
    })
  })

  it('reads a timed out signal as a timeout', async () => {
    const controller = new AbortController()
    const silent = await session.connect({
      auth: {
        ping: async (_request, context) => {
          controller.abort(new DOMException('late', 'TimeoutError'))
          await new Promise((resolve) => context.signal.addEventListener('abort', resolve))
          return {}
        },
      },
    })
    expect(await refusalOf(ping(silent, { signal: controller.signal }))).toMatchObject({
      code: 'cluster.timeout',
      retryable: true,
    })
  })

  it('does not dial when the signal has already aborted', async () => {
    const idle = await session.connect({ auth: { ping: () => ({}) } })
    await expect(ping(idle, { signal: AbortSignal.abort('stopped') })).rejects.toBe('stopped')
    expect(cluster.calls).toEqual([])
  })
})

describe('key algorithms', () => {
  it.each([
    ['legacy', 'bot-identity', 'rsa-2048'],
    ['balanced-v1', 'bot-identity', 'ecdsa-p256'],
    ['balanced-v1', 'ssh-host', 'ed25519'],
    ['fips-v1', 'ssh-host', 'ecdsa-p256'],
    ['hsm-v1', 'bot-output', 'ecdsa-p256'],
    ['hsm-v1', 'database', 'rsa-2048'],
  ] as const)('%s uses for %s %s', (suite, purpose, algorithm) => {
    expect(keyAlgorithmFor(suite, purpose)).toBe(algorithm)
  })
})
