import type { MessageInitShape } from '@bufbuild/protobuf'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { Code, ConnectError, createClient } from '@connectrpc/connect'
import { GivingUp_Reason, JoinService } from '../../../proto/gen/teleport/join/v1/joinservice_pb.ts'
import type { JoinRequestSchema, JoinResponse } from '../../../proto/gen/teleport/join/v1/joinservice_pb.ts'
import { AppError } from '../../shared/errors.ts'
import { generateKey, publicKeyDer, sshPublicKeyBlob } from '../credentials/index.ts'
import type { Identity } from '../credentials/index.ts'
import { malformedAnswer } from './call-errors.ts'
import { callTimeoutMs } from './connection.ts'
import type { AuthConnection } from './connection.ts'
import { readWireCertificates } from './received-identity.ts'
import { createRequestStream } from './request-stream.ts'
import type { RequestStream } from './request-stream.ts'
import { keyAlgorithmFor, suiteFromText } from './suites.ts'

/** What every way to join needs. `token` is secret. */
export interface JoinRequestData {
  readonly token: string
  readonly expires: number
}

type Request = MessageInitShape<typeof JoinRequestSchema>
type Answer = JoinResponse['payload']

/**
 * Joins by the newer service (teleport-wire.md 3.2, method `token`). Returns undefined when the server does not have it, or
 * when the connection failed before the server said anything: the token is then still unused.
 */
export async function joinByStream(
  connection: AuthConnection,
  data: JoinRequestData,
  { signal }: { signal: AbortSignal },
): Promise<Identity | undefined> {
  const ended = new AbortController()
  const requests = createRequestStream<Request>()
  const client = createClient(JoinService, connection.transport)
  const stream = client.join(requests.messages, {
    signal: AbortSignal.any([signal, ended.signal]),
    timeoutMs: callTimeoutMs,
  })
  const answers = stream[Symbol.asyncIterator]()
  try {
    requests.send({
      payload: {
        case: 'clientInit',
        value: { joinMethod: 'token', tokenName: data.token, systemRole: 'Bot' },
      },
    })
    const first = await next(answers).catch((error: unknown) => {
      if (isWorthAnotherWay(error) && !signal.aborted) return undefined
      throw error
    })
    return first && (await continueJoin(first, data, { requests, answers }))
  } finally {
    requests.end()
    // connect-es keeps a stream open until it is read to its end or aborted.
    ended.abort()
  }
}

async function continueJoin(
  first: Answer,
  data: JoinRequestData,
  { requests, answers }: { requests: RequestStream<Request>; answers: AsyncIterator<JoinResponse> },
): Promise<Identity> {
  if (first.case !== 'init') throw malformedAnswer(`a join begins with init, not ${first.case ?? 'nothing'}`)
  if (first.value.joinMethod !== 'token') {
    const value = {
      reason: GivingUp_Reason.UNSUPPORTED_JOIN_METHOD,
      msg: 'only the method token was asked for',
    }
    requests.send({ payload: { case: 'givingUp', value } })
    throw methodNotSupported(first.value.joinMethod)
  }
  // The suite arrives only now: an earlier key might be of the wrong kind.
  const key = await generateKey(
    keyAlgorithmFor(suiteFromText(first.value.signatureAlgorithmSuite), 'bot-identity'),
  )
  const botParams = {
    publicKeys: {
      publicTlsKey: Uint8Array.from(publicKeyDer(key)),
      publicSshKey: Uint8Array.from(sshPublicKeyBlob(key)),
    },
    expires: timestampFromMs(data.expires),
  }
  requests.send({
    payload: {
      case: 'tokenInit',
      value: { clientParams: { payload: { case: 'botParams', value: botParams } } },
    },
  })
  const second = await next(answers)
  if (second.case !== 'result')
    throw malformedAnswer(`a join ends with result, not ${second.case ?? 'nothing'}`)
  const result = second.value.payload
  if (result.case !== 'botResult' || !result.value.certificates) {
    throw malformedAnswer('the result of the join holds no certificates for a bot')
  }
  return readWireCertificates(key, result.value.certificates)
}

/** The error for a join method that Botdesk or the token does not have. */
export function methodNotSupported(joinMethod: string): AppError {
  return new AppError('join.method-not-supported', `the join method ${joinMethod} is not supported`, {
    details: { joinMethod },
  })
}

async function next(answers: AsyncIterator<JoinResponse>): Promise<Answer> {
  const answer = await answers.next()
  if (answer.done) throw malformedAnswer('the join ended without a result')
  return answer.value.payload
}

function isWorthAnotherWay(error: unknown): boolean {
  return (
    error instanceof ConnectError && [Code.Unimplemented, Code.Unavailable, Code.Aborted].includes(error.code)
  )
}
