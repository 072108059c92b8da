import { Code, ConnectError, createClient } from '@connectrpc/connect'
import type { ConnectRouter } from '@connectrpc/connect'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { JoinService } from '../../../../proto/gen/teleport/join/v1/joinservice_pb.ts'
import { AuthService } from '../../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import { parseTlsCertificate } from '../../credentials/index.ts'
import { messageLimitBytes, peerKey } from '../network.ts'
import type { GrpcConnection, Listening, Network, TlsDial, TlsService } from '../network.ts'
import { createTestAuthority } from './test-authority.ts'

const serverName = 'teleport.cluster.local'

/** What every `Network` promises; run against the real one and the simulated one. */
export function describeNetwork(make: () => { network: Network; at: number }): void {
  describe('a network', () => {
    const { network, at } = make()
    const host = createTestAuthority({ at })
    const user = createTestAuthority({ at })
    const strangers = createTestAuthority({ at })
    const server = host.issue({ dnsNames: [serverName, '*.teleport.cluster.local'] })
    let service: TlsService
    let authorities: string[]
    let listening: Listening
    let connections: GrpcConnection[]

    function dial(options: Partial<TlsDial> = {}): GrpcConnection {
      const connection = network.dialGrpc({
        host: '127.0.0.1',
        port: listening.port,
        serverName,
        alpn: ['h2'],
        roots: { kind: 'pem', certificates: [host.certificate] },
        timeoutMs: 5_000,
        ...options,
      })
      connections.push(connection)
      return connection
    }

    const authOf = (connection: GrpcConnection) => createClient(AuthService, connection.transport)
    const ping = (options?: Partial<TlsDial>) => authOf(dial(options)).ping({})

    beforeEach(async () => {
      connections = []
      authorities = [user.certificate]
      service = {
        host: '127.0.0.1',
        port: 0,
        secureContext: () => server,
        clientAuthorities: () => authorities,
        pickAlpn: (offered) => offered.find((each) => /^(h2|http\/1\.1|teleport-auth@.*)$/.test(each)),
        routes,
        http: (request, response) => response.end(`${request.method} ${request.url} ${request.headers.host}`),
      }
      listening = await network.serveTls(service)
    })

    afterEach(async () => {
      connections.forEach((connection) => connection.close())
      await listening.close()
    })

    it('carries a call and its answer', async () => {
      await expect(ping()).resolves.toMatchObject({ ServerVersion: '1.2.3' })
    })

    it('tells the handler the server name and no certificate of an anonymous client', async () => {
      await expect(ping()).resolves.toMatchObject({ ClusterName: serverName, ProxyPublicAddr: '' })
    })

    it('tells the handler the certificate of a client that an authority vouches for', async () => {
      const certificate = user.issue({ userName: 'bot-x' })
      await expect(ping({ certificate })).resolves.toMatchObject({ ProxyPublicAddr: 'bot-x' })
    })

    it.each([
      ['of another authority', () => strangers.issue({ userName: 'bot-x' })],
      ['that has expired', () => user.issue({ userName: 'bot-x', notAfter: at - 60_000 })],
    ])('treats a client with a certificate %s as anonymous', async (_case, issue) => {
      await expect(ping({ certificate: issue() })).resolves.toMatchObject({ ProxyPublicAddr: '' })
    })

    it('asks for the client authorities at each handshake', async () => {
      authorities = [strangers.certificate]
      const certificate = strangers.issue({ userName: 'bot-y' })
      await expect(ping({ certificate })).resolves.toMatchObject({ ProxyPublicAddr: 'bot-y' })
    })

    it('refuses a client whose key does not belong to its certificate', async () => {
      const certificate = { cert: user.issue({}).cert, key: user.issue({}).key }
      await expect(ping({ certificate })).rejects.toMatchObject({ code: Code.Unavailable })
    })

    it('accepts a wildcard name and an offered ALPN name that is not h2', async () => {
      const name = '7472.teleport.cluster.local'
      await expect(ping({ serverName: name, alpn: [`teleport-auth@${name}`, 'h2'] })).resolves.toMatchObject({
        ClusterName: name,
      })
    })

    it('refuses a server of another authority', async () => {
      const roots = { kind: 'pem', certificates: [strangers.certificate] } as const
      await expect(ping({ roots })).rejects.toMatchObject({
        code: Code.Unavailable,
        cause: { code: 'cluster.unreachable', retryable: true },
      })
    })

    it('refuses a server whose certificate is for another name', async () => {
      await expect(ping({ serverName: 'other.example' })).rejects.toMatchObject({ code: Code.Unavailable })
    })

    it('accepts any server when nothing is to be checked', async () => {
      await expect(ping({ serverName: 'other.example', roots: { kind: 'none' } })).resolves.toBeDefined()
    })

    it('ends the handshake when no ALPN name suits', async () => {
      await expect(ping({ alpn: ['teleport-reversetunnel'] })).rejects.toMatchObject({
        code: Code.Unavailable,
      })
    })

    it('says where it could not connect', async () => {
      await listening.close()
      const address = `127.0.0.1:${listening.port}`
      await expect(ping()).rejects.toMatchObject({
        cause: { code: 'cluster.unreachable', details: { address } },
      })
    })

    it('hands over the status and words of a refusal', async () => {
      const error: unknown = await authOf(dial())
        .getRole({ Name: 'x' })
        .catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(ConnectError)
      expect(error).toMatchObject({ code: Code.PermissionDenied, rawMessage: 'no role for you' })
    })

    it('answers UNIMPLEMENTED for a method nobody serves', async () => {
      await expect(authOf(dial()).getDomainName({})).rejects.toMatchObject({ code: Code.Unimplemented })
    })

    it('refuses an answer longer than 4 MiB', async () => {
      await expect(authOf(dial()).getClusterCACert({})).rejects.toMatchObject({
        code: Code.ResourceExhausted,
      })
    })

    it('carries both directions of a stream, message by message', async () => {
      const join = createClient(JoinService, dial().transport)
      const answered: string[] = []
      async function* requests() {
        for (const tokenName of ['a', 'b']) {
          yield { payload: { case: 'clientInit' as const, value: { tokenName } } }
          await expect.poll(() => answered.length).toBe(tokenName === 'a' ? 1 : 2)
        }
      }
      for await (const answer of join.join(requests())) {
        answered.push(answer.payload.case === 'init' ? answer.payload.value.joinMethod : '')
      }
      expect(answered).toEqual(['a', 'b'])
    })

    it('ends a stream and tells the server when the caller aborts', async () => {
      const controller = new AbortController()
      const events = authOf(dial()).watchEvents({}, { signal: controller.signal })[Symbol.asyncIterator]()
      await events.next()
      const next = events.next()
      controller.abort()
      await expect(next).rejects.toMatchObject({ code: Code.Canceled })
      await expect.poll(() => endedWatches).toBeGreaterThan(0)
    })

    it('ends open calls when the client closes, and refuses later ones', async () => {
      const connection = dial()
      const events = authOf(connection).watchEvents({})[Symbol.asyncIterator]()
      await events.next()
      const next = events.next()
      connection.close()
      connection.close()
      await expect(next).rejects.toBeInstanceOf(ConnectError)
      await expect(authOf(connection).ping({})).rejects.toMatchObject({ code: Code.Unavailable })
    })

    it('ends open calls when the server closes, and dials again when it is back', async () => {
      const connection = dial()
      const events = authOf(connection).watchEvents({})[Symbol.asyncIterator]()
      await events.next()
      const next = events.next().catch((error: unknown) => error)
      await listening.close()
      await expect(next).resolves.toBeInstanceOf(ConnectError)
      listening = await network.serveTls({ ...service, port: listening.port })
      await expect(authOf(connection).ping({})).resolves.toMatchObject({ ServerVersion: '1.2.3' })
    })

    it('tells where a name leads, and says so when it leads nowhere', async () => {
      const { signal } = new AbortController()
      const route = await network.resolve({ host: 'localhost', port: listening.port }, { signal })
      expect(route.kind === 'direct' && route.addresses.length).toBeGreaterThan(0)
      await expect(network.resolve({ host: 'nobody.invalid', port: 1 }, { signal })).rejects.toMatchObject({
        code: 'cluster.unreachable',
      })
    })

    it('shows what answers without trusting it', async () => {
      const { signal } = new AbortController()
      const connection = await network.dialTcp({ host: '127.0.0.1', port: listening.port }, { signal })
      const shown = await connection.inspectTls({ serverName, alpn: ['h2', 'http/1.1'], signal })
      connection.close()
      expect(parseTlsCertificate(shown.certificate).dnsNames).toContain(serverName)
      expect(shown).toMatchObject({ protocol: 'TLSv1.3', alpn: 'h2', distrust: expect.any(String) })
    })

    it('opens nothing where nobody listens', async () => {
      const { signal } = new AbortController()
      await listening.close()
      await expect(
        network.dialTcp({ host: '127.0.0.1', port: listening.port }, { signal }),
      ).rejects.toMatchObject({ code: 'cluster.unreachable' })
    })

    it('stops when the caller has had enough', async () => {
      const { signal } = new AbortController()
      const connection = await network.dialTcp({ host: '127.0.0.1', port: listening.port }, { signal })
      const shown = connection.inspectTls({ serverName, alpn: ['h2'], signal: AbortSignal.abort('enough') })
      await expect(shown).rejects.toBe('enough')
      connection.close()
    })

    it('answers plain HTTPS on the same port and cuts a long body', async () => {
      const answer = await network.get({
        host: '127.0.0.1',
        port: listening.port,
        serverName,
        alpn: ['http/1.1'],
        roots: { kind: 'pem', certificates: [host.certificate] },
        timeoutMs: 5_000,
        path: '/webapi/find',
        hostHeader: 'proxy.trial.example',
        maxBytes: 22,
        signal: new AbortController().signal,
      })
      expect(answer).toMatchObject({ status: 200, body: 'GET /webapi/find proxy' })
    })

    it('rejects with EADDRINUSE for a port that is taken', async () => {
      await expect(network.serveTls({ ...service, port: listening.port })).rejects.toMatchObject({
        code: 'EADDRINUSE',
      })
    })
  })
}

let endedWatches = 0

function routes(router: ConnectRouter): void {
  router.service(AuthService, {
    ping: (_request, context) => {
      const peer = context.values.get(peerKey)
      const userName = peer.certificate && parseTlsCertificate(peer.certificate).identity.userName
      return { ServerVersion: '1.2.3', ClusterName: peer.serverName, ProxyPublicAddr: userName ?? '' }
    },
    getRole: () => {
      throw new ConnectError('no role for you', Code.PermissionDenied)
    },
    getClusterCACert: () => ({ TLSCA: new Uint8Array(messageLimitBytes + 1) }),
    async *watchEvents(_request, context) {
      try {
        yield { Type: 0 }
        await new Promise((_resolve, reject) => {
          context.signal.addEventListener('abort', () => reject(new ConnectError('gone', Code.Canceled)))
        })
      } finally {
        endedWatches += 1
      }
    },
  })
  router.service(JoinService, {
    async *join(requests) {
      for await (const request of requests) {
        const joinMethod = request.payload.case === 'clientInit' ? request.payload.value.tokenName : ''
        yield { payload: { case: 'init', value: { joinMethod, signatureAlgorithmSuite: '' } } }
      }
    },
  })
}
