import { Code, ConnectError } from '@connectrpc/connect'
import { createPublicKey } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppError } from '../../shared/errors.ts'
import { checkIdentity } from '../credentials/index.ts'
import { peerKey } from '../ports/network.ts'
import type { Listening } from '../ports/network.ts'
import {
  certificateAuthorities,
  dialAuth,
  findApplication,
  impersonableRoles,
  issueCertificate,
  keyAlgorithmFor,
  ping,
  remoteClusters,
  signatureSuite,
  submitHeartbeat,
  watchAuthorities,
} from './index.ts'
import type { AuthConnection, CertificateAuthority, CertificateRequest, Heartbeat } from './index.ts'
import { networks } from './testing/networks.ts'
import { ScriptedCluster, bytes, clusterName } from './testing/scripted-cluster.ts'
import type { Script } from './testing/scripted-cluster.ts'

const { signal } = new AbortController()

describe.each(networks)('calls over $name', ({ make }) => {
  const { network, clock } = make()
  const cluster = new ScriptedCluster({ at: clock.now() })
  const botIdentity = cluster.identity()
  let listening: Listening | undefined
  let connection: AuthConnection | undefined

  async function connect(script: Script): Promise<AuthConnection> {
    listening = await network.serveTls(cluster.service(script))
    connection = dialAuth({
      network,
      address: `127.0.0.1:${listening.port}`,
      clusterName,
      identity: botIdentity,
      roots: { kind: 'pem', certificates: botIdentity.tlsAuthorities },
      clientVersion: '18.2.3',
    })
    return connection
  }

  beforeEach(() => {
    cluster.calls.length = 0
    cluster.versions.length = 0
  })

  afterEach(async () => {
    connection?.close()
    await listening?.close()
  })

  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.unreachable('the call succeeded'),
      (error: unknown) => error as AppError,
    )

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
    await expect(ping(await connect(script), { signal })).resolves.toEqual({
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
    const newer = await connect({ config: { getAuthPreference: preference } })
    await expect(signatureSuite(newer, { signal })).resolves.toBe('fips-v1')
    newer.close()
    await listening?.close()
    const older = await connect({ auth: { getAuthPreference: preference } })
    await expect(signatureSuite(older, { signal })).resolves.toBe('fips-v1')
    expect(cluster.calls).toEqual(['GetAuthPreference', 'GetAuthPreference', 'GetAuthPreference'])
  })

  describe('issuing', () => {
    type Sent = Parameters<NonNullable<NonNullable<Script['auth']>['generateUserCerts']>>[0]
    let sent: Sent | undefined

    async function issue(request: CertificateRequest, script: Script['auth'] = {}) {
      const issuing = await connect({
        auth: {
          generateUserCerts: (message) => {
            sent = message
            const answer = cluster.textCertificates(message.TLSPublicKey)
            const userOnly = { TLSCACerts: [bytes(cluster.user.certificate)], SSHCACerts: [] }
            return request.kind === 'output' ? { ...answer, ...userOnly } : answer
          },
          getClusterCACert: () => ({ TLSCA: bytes(cluster.host.certificate) }),
          ...script,
        },
      })
      return issueCertificate({
        connection: issuing,
        userName: 'bot-x',
        keyAlgorithm: 'ecdsa-p256',
        ttlMs: 1_200_000,
        clock,
        request,
        botIdentity,
        signal,
      })
    }

    /** Names of the fields that are set. */
    const fieldsOf = (message: Sent | undefined) =>
      Object.entries(message ?? {})
        .filter(([name, value]) => !name.startsWith('$') && value !== '' && value !== false && value !== 0)
        .filter(([, value]) => !(value instanceof Uint8Array || Array.isArray(value)) || value.length > 0)
        .map(([name]) => name)
        .toSorted()

    it('renews with four fields and a new key', async () => {
      const renewed = await issue({ kind: 'renewal' })
      expect(fieldsOf(sent)).toEqual(['Expires', 'SSHPublicKey', 'TLSPublicKey', 'Username'])
      expect(Math.abs(Number(sent?.Expires?.seconds) * 1000 - clock.now() - 1_200_000)).toBeLessThan(5_000)
      expect(checkIdentity(renewed, { at: clock.now() }).tls.identity.userName).toBe('bot-x')
      expect(renewed.tlsAuthorities).toHaveLength(2)
      expect(renewed.privateKey.equals(botIdentity.privateKey)).toBe(false)
      expect(cluster.calls).toEqual(['GenerateUserCerts'])
    })

    it('asks for an output with its roles and adds the authorities the answer lacks', async () => {
      const output = {
        kind: 'output',
        routeToCluster: clusterName,
        roles: ['access'],
        reissuable: false,
      } as const
      const identity = await issue(output)
      expect(sent).toMatchObject({
        RouteToCluster: clusterName,
        RoleRequests: ['access'],
        UseRoleRequests: true,
        ReissuableRoleImpersonation: false,
      })
      expect(sent?.RouteToApp).toBeUndefined()
      expect(identity.tlsAuthorities.map((pem) => pem.trim())).toEqual(
        [cluster.user, cluster.host].map(({ certificate }) => certificate.trim()),
      )
      expect(identity.sshAuthorities).toEqual(botIdentity.sshAuthorities)
      expect(cluster.calls).toEqual(['GenerateUserCerts', 'GetClusterCACert'])
    })

    it('routes an output to an application', async () => {
      const app = { name: 'grafana', publicAddress: 'grafana.trial.example', clusterName }
      const output = { kind: 'output', routeToCluster: clusterName, roles: ['access'] } as const
      await issue({ ...output, reissuable: true, app })
      expect(sent?.ReissuableRoleImpersonation).toBe(true)
      expect(sent?.RouteToApp).toMatchObject({
        Name: 'grafana',
        PublicAddr: 'grafana.trial.example',
        ClusterName: clusterName,
      })
    })

    it('refuses a certificate for a key that is not ours', async () => {
      const foreign = () => {
        const { tls, ssh } = cluster.certsFor(createPublicKey(botIdentity.privateKey))
        return {
          TLS: bytes(tls),
          SSH: bytes(ssh),
          TLSCACerts: [bytes(cluster.host.certificate)],
          SSHCACerts: [bytes(cluster.sshAuthority)],
        }
      }
      const error = await refusal(issue({ kind: 'renewal' }, { generateUserCerts: foreign }))
      expect(error).toMatchObject({ code: 'cluster.malformed-answer' })
    })

    it.each([
      [
        Code.PermissionDenied,
        'renewable cert generation mismatch: 3 2',
        'identity.generation-mismatch',
        false,
      ],
      [Code.PermissionDenied, 'lock targeting User:"bot-x" is in force', 'identity.locked', false],
      [Code.PermissionDenied, 'access denied', 'cluster.refused', false],
      [Code.NotFound, 'no such user', 'cluster.not-found', false],
      [Code.Unavailable, 'try later', 'cluster.unreachable', true],
      [Code.DeadlineExceeded, 'late', 'cluster.timeout', true],
      [Code.ResourceExhausted, 'rate limit', 'cluster.refused', true],
      [Code.InvalidArgument, 'bad', 'cluster.refused', false],
    ])('reads status %s "%s" as %s', async (status, text, code, retryable) => {
      const refuse = () => {
        throw new ConnectError(text, status)
      }
      const error = await refusal(issue({ kind: 'renewal' }, { generateUserCerts: refuse }))
      expect(error).toMatchObject({ code, retryable, details: { reason: text, status: Code[status] } })
    })
  })

  it('lists the roles a bot may act as', async () => {
    const roles = await connect({
      auth: {
        getRole: ({ Name }) => ({
          Spec: { Allow: { Impersonate: { Roles: Name === 'bot-x' ? ['a', 'b', 'a'] : [] } } },
        }),
      },
    })
    await expect(impersonableRoles(roles, { userName: 'bot-x', signal })).resolves.toEqual(['a', 'b'])
  })

  it('reads authorities: active before additional, and the rotation', async () => {
    const key = (line: string) => ({ PublicKey: bytes(line) })
    const trust = await connect({
      trust: {
        getCertAuthorities: ({ type, includeKey }) => ({
          certAuthoritiesV2: [
            {
              Spec: {
                Type: includeKey ? 'wrong' : type,
                ClusterName: clusterName,
                Rotation: { State: 'in_progress', Phase: 'update_clients' },
                ActiveKeys: {
                  TLS: [{ Cert: bytes(cluster.user.certificate) }],
                  SSH: [key(cluster.sshAuthority)],
                },
                AdditionalTrustedKeys: { TLS: [{ Cert: bytes(cluster.host.certificate) }] },
              },
            },
          ],
        }),
      },
    })
    const [authority] = await certificateAuthorities(trust, { type: 'host', signal })
    expect(authority).toMatchObject({
      type: 'host',
      clusterName,
      ssh: botIdentity.sshAuthorities,
      rotation: { state: 'in_progress', phase: 'update_clients' },
    })
    expect(authority?.tls.map((pem) => pem.trim())).toEqual(
      [cluster.user, cluster.host].map(({ certificate }) => certificate.trim()),
    )
  })

  it.each([
    ['no cluster name', { Type: 'host' }],
    [
      'a certificate that is none',
      { Type: 'host', ClusterName: clusterName, ActiveKeys: { TLS: [{ Cert: bytes('x') }] } },
    ],
    [
      'a key that is none',
      { Type: 'host', ClusterName: clusterName, ActiveKeys: { SSH: [{ PublicKey: bytes('x') }] } },
    ],
  ])('refuses an authority with %s', async (_case, Spec) => {
    const trust = await connect({ trust: { getCertAuthorities: () => ({ certAuthoritiesV2: [{ Spec }] }) } })
    await expect(certificateAuthorities(trust, { type: 'host', signal })).rejects.toMatchObject({
      code: 'cluster.malformed-answer',
    })
  })

  describe('watching authorities', () => {
    type Watch = NonNullable<NonNullable<Script['auth']>['watchEvents']>

    async function watch(watchEvents: Watch, options: { signal?: AbortSignal } = {}) {
      const watching = await connect({ auth: { watchEvents } })
      const seen: (CertificateAuthority | 'established')[] = []
      const done = watchAuthorities(watching, {
        clusterName,
        types: ['host', 'user'],
        signal: options.signal ?? signal,
        onEstablished: () => seen.push('established'),
        onChange: (authority) => seen.push(authority),
      })
      return { seen, done }
    }
    const put = (Type: string, ClusterName = clusterName) => ({
      Type: 1,
      Resource: { case: 'CertAuthority' as const, value: { Spec: { Type, ClusterName } } },
    })

    it('reports changes of the watched types until the server ends the stream', async () => {
      const filters: object[] = []
      const { seen, done } = await watch(async function* ({ Kinds }) {
        filters.push(...Kinds.map(({ Kind, Filter, LoadSecrets }) => ({ Kind, Filter, LoadSecrets })))
        yield { Type: 0 }
        yield put('host')
        yield put('db')
        yield put('user', 'leaf.example')
        yield { Type: 2, Resource: { case: 'ResourceHeader', value: { Kind: 'cert_authority' } } }
        yield { Type: 1 }
        yield put('user')
      })
      await done
      expect(seen.map((each) => (each === 'established' ? each : each.type))).toEqual([
        'established',
        'host',
        'user',
      ])
      const Filter = { host: clusterName, user: clusterName }
      expect(filters).toEqual([{ Kind: 'cert_authority', Filter, LoadSecrets: false }])
    })

    it.each<[string, Watch]>([
      [
        'begins with something else than INIT',
        async function* () {
          yield put('host')
        },
      ],
      ['ends at once', async function* () {}],
    ])('refuses a stream that %s', async (_case, events) => {
      const { seen, done } = await watch(events)
      await expect(done).rejects.toMatchObject({ code: 'cluster.malformed-answer' })
      expect(seen).toEqual([])
    })

    const endless: Watch = async function* (_request, context) {
      yield { Type: 0 }
      await new Promise((_resolve, reject) => {
        context.signal.addEventListener('abort', () => reject(new ConnectError('gone', Code.Canceled)))
      })
    }

    it('rejects when the connection drops', async () => {
      const { seen, done } = await watch(endless)
      const outcome = refusal(done)
      await expect.poll(() => seen).toEqual(['established'])
      await listening?.close()
      expect(await outcome).toMatchObject({ code: 'cluster.unreachable', retryable: true })
    })

    it('stops with the reason of the signal', async () => {
      const controller = new AbortController()
      const { seen, done } = await watch(endless, { signal: controller.signal })
      const outcome = refusal(done)
      await expect.poll(() => seen).toEqual(['established'])
      controller.abort(new Error('enough'))
      expect(await outcome).toBe(controller.signal.reason)
    })
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
      const beating = await connect({
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
      await expect(submitHeartbeat(await connect({}), heartbeat, { signal })).resolves.toBeUndefined()
      connection?.close()
      await listening?.close()
      const submitHeartbeatRefused = () => {
        throw new ConnectError('no', Code.PermissionDenied)
      }
      const refusing = await connect({ instances: { submitHeartbeat: submitHeartbeatRefused } })
      expect(await refusal(submitHeartbeat(refusing, heartbeat, { signal }))).toMatchObject({
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
      const listing = await connect({
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
      const listing = await connect({ auth: { listResources: () => ({ Resources: [server('other')] }) } })
      expect(await refusal(findApplication(listing, { name: 'grafana', signal }))).toMatchObject({
        code: 'service.not-found',
        details: { name: 'grafana' },
      })
    })
  })

  it('collects leaf clusters over pages', async () => {
    const pages = await connect({
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
    const pages = await connect({ presence: { listRemoteClusters: () => ({ nextPageToken: 'again' }) } })
    await expect(remoteClusters(pages, { signal })).rejects.toMatchObject({
      code: 'cluster.malformed-answer',
    })
  })

  it('reads a timed out signal as a timeout', async () => {
    const controller = new AbortController()
    const silent = await connect({
      auth: {
        ping: async (_request, context) => {
          controller.abort(new DOMException('late', 'TimeoutError'))
          await new Promise((resolve) => context.signal.addEventListener('abort', resolve))
          return {}
        },
      },
    })
    expect(await refusal(ping(silent, { signal: controller.signal }))).toMatchObject({
      code: 'cluster.timeout',
      retryable: true,
    })
  })

  it('does not dial when the signal has already aborted', async () => {
    const idle = await connect({ auth: { ping: () => ({}) } })
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
