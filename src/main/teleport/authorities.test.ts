import { Code, ConnectError } from '@connectrpc/connect'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { certificateAuthorities, watchAuthorities } from './index.ts'
import type { CertificateAuthority } from './index.ts'
import { networks } from './testing/networks.ts'
import { bytes, clusterName } from './testing/scripted-cluster.ts'
import type { Script } from './testing/scripted-cluster.ts'
import { TestSession, refusalOf } from './testing/session.ts'

const { signal } = new AbortController()

describe.each(networks)('authorities over $name', ({ make }) => {
  const session = new TestSession(make())
  const { cluster, botIdentity } = session

  beforeEach(() => {
    cluster.calls.length = 0
    cluster.versions.length = 0
  })

  afterEach(() => session.close())

  it('reads authorities: active before additional, and the rotation', async () => {
    const key = (line: string) => ({ PublicKey: bytes(line) })
    const trust = await session.connect({
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
    const trust = await session.connect({
      trust: { getCertAuthorities: () => ({ certAuthoritiesV2: [{ Spec }] }) },
    })
    await expect(certificateAuthorities(trust, { type: 'host', signal })).rejects.toMatchObject({
      code: 'cluster.malformed-answer',
    })
  })

  describe('watching authorities', () => {
    type Watch = NonNullable<NonNullable<Script['auth']>['watchEvents']>

    async function watch(watchEvents: Watch, options: { signal?: AbortSignal } = {}) {
      const watching = await session.connect({ auth: { watchEvents } })
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
      const outcome = refusalOf(done)
      await expect.poll(() => seen).toEqual(['established'])
      await session.stopCluster()
      expect(await outcome).toMatchObject({ code: 'cluster.unreachable', retryable: true })
    })

    it('stops with the reason of the signal', async () => {
      const controller = new AbortController()
      const { seen, done } = await watch(endless, { signal: controller.signal })
      const outcome = refusalOf(done)
      await expect.poll(() => seen).toEqual(['established'])
      controller.abort(new Error('enough'))
      expect(await outcome).toBe(controller.signal.reason)
    })
  })
})
