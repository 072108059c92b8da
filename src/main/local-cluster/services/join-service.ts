import { create } from '@bufbuild/protobuf'
import type { ConnectRouter, HandlerContext } from '@connectrpc/connect'
import {
  GivingUp_Reason,
  JoinResponseSchema,
  JoinService,
} from '../../../../proto/gen/teleport/join/v1/joinservice_pb.ts'
import type { JoinRequest, JoinResponse } from '../../../../proto/gen/teleport/join/v1/joinservice_pb.ts'
import { JoinService as LegacyJoinService } from '../../../../proto/gen/teleport/legacy/client/proto/joinservice_pb.ts'
import { parseAuthorizedKey, pemToDer, sshCertificateWire } from '../../credentials/index.ts'
import type { TlsIdentity } from '../../credentials/index.ts'
import { peerKey } from '../../ports/network.ts'
import type { Peer } from '../../ports/network.ts'
import { sshAuthority, tlsAuthority } from '../authorities.ts'
import { requireBotCaller } from '../caller.ts'
import { readKeys, readWireKeys } from '../certificates.ts'
import type { IssuedCertificates } from '../certificates.ts'
import { joinBot } from '../membership.ts'
import { accessDenied, badParameter } from '../refusals.ts'
import type { ClusterRuntime } from '../runtime.ts'
import { usableToken } from '../tokens.ts'
import { certsMessage } from './certs-message.ts'
import { answering, answeringStream } from './handler.ts'
import { msFromTimestamp, suiteName } from './messages.ts'

/** A join that takes longer is ended: anyone can open one. */
const patienceMs = 30_000

/** The two join services: the newer stream and the older call (teleport-wire.md 3.2, 3.4). Both work without a certificate. */
export function routeJoin(router: ConnectRouter, runtime: ClusterRuntime): void {
  router.service(JoinService, {
    join: answeringStream((requests: AsyncIterable<JoinRequest>, context) =>
      joinStream(runtime, requests, context),
    ),
  })
  router.service(LegacyJoinService, {
    registerUsingToken: answering(async (request, context) => {
      const peer = context.values.get(peerKey)
      const current = currentIdentity(runtime, peer)
      const certificates = await joinBot(runtime, {
        token: request.Token,
        role: request.Role,
        keys: readKeys({ ssh: request.PublicSSHKey, tls: request.PublicTLSKey }),
        expires: msFromTimestamp(request.Expires),
        remoteAddress: peer.remoteAddress,
        ...(current && { current }),
      })
      return certsMessage(runtime.store.state, certificates, 'bot')
    }),
  })
}

async function* joinStream(
  runtime: ClusterRuntime,
  requests: AsyncIterable<JoinRequest>,
  context: HandlerContext,
): AsyncGenerator<JoinResponse> {
  const peer = context.values.get(peerKey)
  const received = requests[Symbol.asyncIterator]()
  const first = await nextRequest(runtime, received)
  if (first.case !== 'clientInit') throw badParameter('a join begins with client_init')
  const init = first.value
  if (init.forwardedByProxy || init.proxySuppliedParameters !== undefined) {
    throw accessDenied('only a proxy may forward a join')
  }
  const { state } = runtime.store
  const asked = {
    role: init.systemRole,
    ...(init.joinMethod !== undefined && init.joinMethod !== '' && { joinMethod: init.joinMethod }),
  }
  const now = runtime.clock.now()
  usableToken(state, runtime.staticTokens, { name: init.tokenName, ...asked }, now)
  yield create(JoinResponseSchema, {
    payload: { case: 'init', value: { joinMethod: 'token', signatureAlgorithmSuite: suiteName } },
  })
  const second = await nextRequest(runtime, received)
  if (second.case !== 'tokenInit') throw badParameter('the join method token goes on with token_init')
  const parameters = second.value.clientParams?.payload
  if (parameters?.case !== 'botParams') throw badParameter('bot_params are missing')
  const expires = msFromTimestamp(parameters.value.expires)
  if (expires === undefined) throw badParameter('a bot has to say when its certificate shall end')
  const keys = parameters.value.publicKeys
  const current = currentIdentity(runtime, peer)
  const certificates = await joinBot(runtime, {
    ...asked,
    token: init.tokenName,
    keys: readWireKeys({
      tls: keys?.publicTlsKey ?? new Uint8Array(),
      ssh: keys?.publicSshKey ?? new Uint8Array(),
    }),
    expires,
    remoteAddress: peer.remoteAddress,
    ...(current && { current }),
  })
  yield resultMessage(runtime, certificates)
}

async function nextRequest(
  runtime: ClusterRuntime,
  received: AsyncIterator<JoinRequest>,
): Promise<JoinRequest['payload']> {
  const ended = new AbortController()
  try {
    const next = await Promise.race([
      received.next(),
      runtime.clock.sleep(patienceMs, { signal: ended.signal }).then(() => {
        throw badParameter('the join took too long')
      }),
    ])
    if (next.done === true) throw badParameter('the join ended early')
    const { payload } = next.value
    if (payload.case === 'givingUp') {
      throw badParameter(`the client gave up: ${GivingUp_Reason[payload.value.reason] ?? 'no reason'}`)
    }
    return payload
  } finally {
    ended.abort()
  }
}

/** The identity a bot still holds; a certificate that is not good for anything is an error, not a first join. */
function currentIdentity(runtime: ClusterRuntime, peer: Peer): TlsIdentity | undefined {
  return peer.certificate === undefined ? undefined : requireBotCaller(runtime, peer).identity
}

function resultMessage(runtime: ClusterRuntime, certificates: IssuedCertificates): JoinResponse {
  const { authorities } = runtime.store.state
  const { tls, ssh } = certificates
  const both = ['host', 'user'] as const
  return create(JoinResponseSchema, {
    payload: {
      case: 'result',
      value: {
        payload: {
          case: 'botResult',
          value: {
            certificates: {
              ...(tls !== undefined && { tlsCert: new Uint8Array(pemToDer(tls)) }),
              ...(ssh !== undefined && { sshCert: new Uint8Array(sshCertificateWire(ssh)) }),
              tlsCaCerts: both.map(
                (type) => new Uint8Array(pemToDer(tlsAuthority(authorities, type).certificate)),
              ),
              sshCaKeys: both.map(
                (type) => new Uint8Array(parseAuthorizedKey(sshAuthority(authorities, type).line).blob),
              ),
            },
          },
        },
      },
    },
  })
}
