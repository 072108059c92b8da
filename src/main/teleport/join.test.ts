import { Code, ConnectError } from '@connectrpc/connect'
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { AppError } from '../../shared/errors.ts'
import { checkIdentity, keyAlgorithmName, parseTlsCertificate } from '../credentials/index.ts'
import { peerKey } from '../ports/network.ts'
import type { Listening } from '../ports/network.ts'
import { joinCluster, pinnedAuthorities } from './index.ts'
import { networks } from './testing/networks.ts'
import { ScriptedCluster, bytes, goodToken } from './testing/scripted-cluster.ts'
import type { Script } from './testing/scripted-cluster.ts'

const neverAborted = new AbortController().signal

describe.each(networks)('joining over $name', ({ make }) => {
  const { network, clock } = make()
  const cluster = new ScriptedCluster({ at: clock.now() })
  let listening: Listening | undefined

  async function serve(script: Script): Promise<string> {
    listening = await network.serveTls(cluster.service(script))
    return `127.0.0.1:${listening.port}`
  }

  async function join(script: Script, options: Partial<Parameters<typeof joinCluster>[0]> = {}) {
    cluster.calls.length = 0
    cluster.versions.length = 0
    return joinCluster({
      network,
      clock,
      address: await serve(script),
      roots: { kind: 'pem', certificates: [cluster.host.certificate] },
      joinMethod: 'token',
      token: goodToken,
      ttlMs: 600_000,
      clientVersion: '18.2.3',
      signal: neverAborted,
      ...options,
    })
  }

  const failure = (script: Script, options: Partial<Parameters<typeof joinCluster>[0]> = {}) =>
    join(script, options).then(
      () => expect.unreachable('the join succeeded'),
      (error: unknown) => error as AppError,
    )

  afterEach(async () => {
    await listening?.close()
    listening = undefined
  })

  const joinV1: Script['join'] = {
    async *join(requests) {
      for await (const { payload } of requests) {
        if (payload.case === 'clientInit') {
          expect(payload.value).toMatchObject({
            joinMethod: 'token',
            tokenName: goodToken,
            systemRole: 'Bot',
          })
          yield init('balanced-v1')
        } else if (payload.case === 'tokenInit') {
          const params = payload.value.clientParams?.payload
          const bot = params?.case === 'botParams' ? params.value : undefined
          const seconds = Number(bot?.expires?.seconds ?? 0)
          expect(Math.abs(seconds * 1000 - clock.now() - 600_000)).toBeLessThan(5_000)
          yield result(cluster.wireCertificates(bot?.publicKeys?.publicTlsKey ?? new Uint8Array()))
        }
      }
    },
  }

  const legacy: Script = {
    auth: { ping: () => ({ signatureAlgorithmSuite: 2 }) },
    legacyJoin: {
      registerUsingToken: (request) => {
        expect(request).toMatchObject({ Role: 'Bot', Token: goodToken, HostID: '' })
        return cluster.textCertificates(request.PublicTLSKey)
      },
    },
  }

  it('gets an identity from the newer service', async () => {
    const { identity, variant } = await join({ join: joinV1 })
    expect(variant).toBe('join-v1')
    expect(cluster.calls).toEqual(['Join'])
    expect(cluster.versions).toEqual(['18.2.3'])
    expect(keyAlgorithmName(identity.privateKey)).toBe('ECDSA P-256')
    expect(checkIdentity(identity, { at: clock.now() }).tls.identity.userName).toBe('bot-x')
    expect(identity.tlsAuthorities).toHaveLength(2)
    expect(identity.sshAuthorities).toEqual([cluster.sshAuthority.replace(' type=host', '')])
  })

  it('makes an RSA key when the server names no suite', async () => {
    const { identity } = await join({
      join: {
        async *join(requests) {
          for await (const { payload } of requests) {
            if (payload.case === 'clientInit') yield init('')
            const params = payload.case === 'tokenInit' ? payload.value.clientParams?.payload : undefined
            if (params?.case !== 'botParams') continue
            yield result(cluster.wireCertificates(params.value.publicKeys?.publicTlsKey ?? new Uint8Array()))
          }
        },
      },
    })
    expect(keyAlgorithmName(identity.privateKey)).toBe('RSA 2048')
  })

  it('falls back to the older service when the newer one is not there', async () => {
    const { identity, variant } = await join(legacy)
    expect(variant).toBe('legacy')
    expect(cluster.calls).toEqual(['Join', 'Ping', 'RegisterUsingToken'])
    expect(identity.sshAuthorities).toEqual([cluster.sshAuthority.replace(' type=host', '')])
  })

  it('falls back when the connection fails before anything was answered', async () => {
    const dropped = refusing('cut', Code.Unavailable)
    await expect(join({ ...legacy, join: dropped })).resolves.toMatchObject({ variant: 'legacy' })
  })

  it('does not fall back once the server has answered, for the token may be used up', async () => {
    const cut: Script['join'] = {
      async *join(requests) {
        for await (const { payload } of requests) {
          if (payload.case === 'clientInit') yield init('balanced-v1')
          else throw new ConnectError('cut', Code.Unavailable)
        }
      },
    }
    const error = await failure({ ...legacy, join: cut })
    expect(error).toMatchObject({ code: 'cluster.unreachable', retryable: true })
    expect(cluster.calls).toEqual(['Join'])
  })

  it('presents the current identity when there is one', async () => {
    const subjects: boolean[] = []
    const script: Script = {
      auth: { ping: () => ({ signatureAlgorithmSuite: 2 }) },
      legacyJoin: {
        registerUsingToken: (request, context) => {
          subjects.push(context.values.get(peerKey).certificate !== undefined)
          return cluster.textCertificates(request.PublicTLSKey)
        },
      },
    }
    await join(script, { currentIdentity: cluster.identity() })
    await listening?.close()
    await join(script)
    expect(subjects).toEqual([true, false])
  })

  it.each([
    ['the join token was not found', 'join.token-unknown'],
    [`"${goodToken}" is not a valid token`, 'join.token-unknown'],
    ['token expired or not found', 'join.token-unknown'],
    ['the join token has expired', 'join.token-expired'],
    ['the join token has already been used', 'join.token-used'],
    ['this address is not allowed', 'join.refused'],
    ['certificate generation mismatch: expected 3, got 2', 'identity.generation-mismatch'],
    ['lock in force on the user bot-x: certificate generation mismatch', 'identity.locked'],
  ])('reads the refusal "%s"', async (text, code) => {
    const error = await failure({
      join: refusing(text, Code.PermissionDenied),
    })
    expect(error).toMatchObject({ code, retryable: false })
    expect(cluster.calls).toEqual(['Join'])
  })

  it('keeps the token out of what is said about a server that asks for it as a join method', async () => {
    const error = await failure({
      join: {
        async *join(requests) {
          for await (const { payload } of requests) {
            if (payload.case === 'clientInit') yield init('', payload.value.tokenName)
          }
        },
      },
    })
    expect(error.code).toBe('join.method-not-supported')
    expect(JSON.stringify(error.serialize())).not.toContain(goodToken)
    expect(error.cause).toBeUndefined()
  })

  it('never repeats the token, whatever the server says', async () => {
    const error = await failure({
      join: refusing(`token ${goodToken}\u001b[31m was refused`, Code.PermissionDenied),
    })
    const told = [error.message, error.stack, JSON.stringify(error.serialize()), String(error.cause)].join()
    expect(told).not.toContain(goodToken)
    expect(told).not.toContain('\u001b')
    expect(error.message).toContain('***')
  })

  it('refuses a method it does not have without dialling', async () => {
    const error = await failure({}, { joinMethod: 'iam' })
    expect(error).toMatchObject({ code: 'join.method-not-supported', details: { joinMethod: 'iam' } })
    expect(cluster.calls).toEqual([])
  })

  it('gives up when the server wants another method', async () => {
    const received: string[] = []
    const error = await failure({
      join: {
        async *join(requests) {
          for await (const { payload } of requests) {
            received.push(payload.case ?? '')
            yield { payload: { case: 'init', value: { joinMethod: 'iam', signatureAlgorithmSuite: '' } } }
          }
        },
      },
    })
    expect(error).toMatchObject({ code: 'join.method-not-supported', details: { joinMethod: 'iam' } })
    await expect.poll(() => received).toContain('clientInit')
    expect(received).not.toContain('tokenInit')
  })

  describe('an answer that cannot be used', () => {
    const withResult = (
      make: (key: Uint8Array) => ReturnType<ScriptedCluster['wireCertificates']>,
    ): Script => ({
      join: {
        async *join(requests) {
          for await (const { payload } of requests) {
            if (payload.case === 'clientInit') yield init('balanced-v1')
            const params = payload.case === 'tokenInit' ? payload.value.clientParams?.payload : undefined
            if (params?.case !== 'botParams') continue
            yield result(make(params.value.publicKeys?.publicTlsKey ?? new Uint8Array()))
          }
        },
      },
    })

    it.each<[string, Script]>([
      ['a certificate for another key', withResult(() => cluster.wireCertificates(otherKey()))],
      [
        'a certificate that is none',
        withResult((key) => ({ ...cluster.wireCertificates(key), tlsCert: bytes('x') })),
      ],
      [
        'an SSH certificate that is none',
        withResult((key) => ({ ...cluster.wireCertificates(key), sshCert: bytes('x') })),
      ],
      ['no TLS authority', withResult((key) => ({ ...cluster.wireCertificates(key), tlsCaCerts: [] }))],
      ['no SSH authority', withResult((key) => ({ ...cluster.wireCertificates(key), sshCaKeys: [] }))],
      ['nothing in it', withResult(() => ({}))],
      [
        'a result at once',
        {
          join: {
            async *join() {
              yield result({})
            },
          },
        },
      ],
      [
        'no result at all',
        {
          join: {
            async *join() {
              yield init('balanced-v1')
            },
          },
        },
      ],
      [
        'text instead of PEM from the older service',
        {
          ...legacy,
          legacyJoin: { registerUsingToken: () => ({ TLS: bytes('<html>'), SSH: bytes('<html>') }) },
        },
      ],
    ])('is refused: %s', async (_case, script) => {
      expect(await failure(script)).toMatchObject({ code: 'cluster.malformed-answer', retryable: false })
    })

    it('is refused when it is longer than 4 MiB', async () => {
      const huge = [new Uint8Array(5 * 1024 * 1024)]
      const script = withResult((key) => ({ ...cluster.wireCertificates(key), tlsCaCerts: huge }))
      expect(await failure(script)).toMatchObject({ code: 'cluster.malformed-answer' })
    })

    it('is kept when this computer finds it not yet valid: the cluster has counted it', async () => {
      const at = clock.now()
      const early = withResult((key) => cluster.wireCertificates(key, { notBefore: at + 600_000 }))
      const { identity } = await join(early)
      expect(parseTlsCertificate(identity.tlsCertificate).notBefore).toBeGreaterThan(at)
    })
  })

  it('says that nobody listens', async () => {
    const address = await serve({})
    await listening?.close()
    const error = await failure({}, { address })
    expect(error).toMatchObject({ code: 'cluster.unreachable', retryable: true, details: { address } })
  })

  it('does not talk to a server it cannot verify', async () => {
    const roots = { kind: 'pem', certificates: [cluster.user.certificate] } as const
    expect(await failure({ join: joinV1 }, { roots })).toMatchObject({ code: 'cluster.unreachable' })
    expect(cluster.calls).toEqual([])
  })

  it('stops with the reason of the signal', async () => {
    const controller = new AbortController()
    const reason = new Error('stopped by the user')
    const silent: Script['join'] = {
      async *join(_requests, context) {
        controller.abort(reason)
        await new Promise((resolve) => context.signal.addEventListener('abort', resolve))
        yield init('')
      },
    }
    expect(await failure({ join: silent }, { signal: controller.signal })).toBe(reason)
  })

  describe('with pins', () => {
    const pins = async (script: Script, pinned: readonly string[]) =>
      pinnedAuthorities({
        network,
        address: await serve(script),
        pins: pinned,
        at: clock.now(),
        signal: neverAborted,
      })
    const showing = (...authorities: readonly { certificate: string }[]): Script => ({
      auth: {
        getClusterCACert: () => ({ TLSCA: bytes(authorities.map((each) => each.certificate).join('')) }),
      },
    })

    it('returns the authorities when every one is pinned', async () => {
      cluster.versions.length = 0
      const shown = await pins(showing(cluster.host, cluster.user), [
        cluster.userPin,
        cluster.hostPin.toUpperCase().replace('SHA256', 'sha256'),
      ])
      expect(shown.map((pem) => pem.trim())).toEqual(
        [cluster.host, cluster.user].map(({ certificate }) => certificate.trim()),
      )
      expect(cluster.versions).toEqual([null])
    })

    it('refuses when one authority is not pinned and says which', async () => {
      const error: unknown = await pins(showing(cluster.host, cluster.user), [cluster.hostPin]).catch(
        (thrown: unknown) => thrown,
      )
      expect(error).toMatchObject({
        code: 'join.ca-pin-mismatch',
        retryable: false,
        details: {
          pinned: [cluster.hostPin],
          shown: [cluster.hostPin, cluster.userPin],
          address: `127.0.0.1:${listening?.port}`,
        },
      })
    })

    it.each([
      ['no authority', showing()],
      ['something else', { auth: { getClusterCACert: () => ({ TLSCA: bytes('hello') }) } }],
    ])('refuses a server that shows %s', async (_case, script) => {
      await expect(pins(script, [cluster.hostPin])).rejects.toMatchObject({
        code: 'cluster.malformed-answer',
      })
    })

    it('refuses a pin that is none before it dials', async () => {
      cluster.calls.length = 0
      await expect(pins(showing(cluster.host), ['sha256:xyz'])).rejects.toMatchObject({
        code: 'join.ca-pin-malformed',
      })
      expect(cluster.calls).toEqual([])
    })

    it('refuses an authority that is not valid now', async () => {
      const old = new ScriptedCluster({ at: clock.now() - 2 * 3_600_000 })
      await expect(pins(showing(old.host), [old.hostPin])).rejects.toMatchObject({
        code: 'credential.expired',
      })
    })
  })
})

function refusing(text: string, code: Code): NonNullable<Script['join']> {
  return {
    join: () => {
      throw new ConnectError(text, code)
    },
  }
}

function init(signatureAlgorithmSuite: string, joinMethod = 'token') {
  return { payload: { case: 'init' as const, value: { joinMethod, signatureAlgorithmSuite } } }
}

function result(certificates: ReturnType<ScriptedCluster['wireCertificates']>) {
  const value = { payload: { case: 'botResult' as const, value: { certificates } } }
  return { payload: { case: 'result' as const, value } }
}

function otherKey(): Uint8Array {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' })
}
