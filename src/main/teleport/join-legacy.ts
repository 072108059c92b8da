import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { createClient } from '@connectrpc/connect'
import { JoinService } from '../../../proto/gen/teleport/legacy/client/proto/joinservice_pb.ts'
import { generateKey } from '../credentials/index.ts'
import type { Identity } from '../credentials/index.ts'
import { callTimeoutMs } from './connection.ts'
import type { AuthConnection } from './connection.ts'
import type { JoinRequestData } from './join-v1.ts'
import { ping } from './ping.ts'
import { publicKeyTexts } from './public-key-texts.ts'
import { readTextCertificates } from './received-identity.ts'
import { keyAlgorithmFor } from './suites.ts'

/** Joins by the older service (teleport-wire.md 3.4): Ping for the suite, then RegisterUsingToken. */
export async function joinByRegistering(
  connection: AuthConnection,
  data: JoinRequestData,
  { signal }: { signal: AbortSignal },
): Promise<Identity> {
  const { suite } = await ping(connection, { signal })
  const key = await generateKey(keyAlgorithmFor(suite, 'bot-identity'))
  const texts = publicKeyTexts(key)
  const certificates = await createClient(JoinService, connection.transport).registerUsingToken(
    {
      Role: 'Bot',
      Token: data.token,
      PublicTLSKey: texts.tls,
      PublicSSHKey: texts.ssh,
      Expires: timestampFromMs(data.expires),
    },
    { signal, timeoutMs: callTimeoutMs },
  )
  return readTextCertificates(key, certificates)
}
