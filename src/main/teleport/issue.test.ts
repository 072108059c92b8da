import { toJson } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { createPublicKey } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UserCertsRequestSchema } from '../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import { checkIdentity } from '../credentials/index.ts'
import { issueCertificate } from './index.ts'
import type { CertificateRequest } from './index.ts'
import { networks } from './testing/networks.ts'
import { bytes, clusterName } from './testing/scripted-cluster.ts'
import type { Script } from './testing/scripted-cluster.ts'
import { TestSession, refusalOf } from './testing/session.ts'

const { signal } = new AbortController()

describe.each(networks)('issuing over $name', ({ make }) => {
  const session = new TestSession(make())
  const { cluster, clock, botIdentity } = session

  beforeEach(() => {
    cluster.calls.length = 0
    cluster.versions.length = 0
  })

  afterEach(() => session.close())

  type Sent = Parameters<NonNullable<NonNullable<Script['auth']>['generateUserCerts']>>[0]
  let sent: Sent | undefined

  async function issue(request: CertificateRequest, script: Script['auth'] = {}) {
    const issuing = await session.connect({
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
  function fieldsOf(message: Sent | undefined): string[] {
    if (!message) return []
    const fields = toJson(UserCertsRequestSchema, message, { useProtoFieldName: true })
    return Object.keys(fields ?? {}).toSorted()
  }

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
    const error = await refusalOf(issue({ kind: 'renewal' }, { generateUserCerts: foreign }))
    expect(error).toMatchObject({ code: 'cluster.malformed-answer' })
  })

  it.each([
    [Code.PermissionDenied, 'renewable cert generation mismatch: 3 2', 'identity.generation-mismatch', false],
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
    const error = await refusalOf(issue({ kind: 'renewal' }, { generateUserCerts: refuse }))
    expect(error).toMatchObject({ code, retryable, details: { reason: text, status: Code[status] } })
  })
})
