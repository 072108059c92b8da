import { Code, ConnectError, createClient } from '@connectrpc/connect'
import { ClusterConfigService } from '../../../proto/gen/teleport/clusterconfig/v1/clusterconfig_service_pb.ts'
import { AuthService } from '../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import { SignatureAlgorithmSuite } from '../../../proto/gen/teleport/legacy/types/types_pb.ts'
import { callCluster } from './call-errors.ts'
import { callTimeoutMs } from './connection.ts'
import type { AuthConnection } from './connection.ts'
import { suiteFromEnum } from './suites.ts'
import type { Suite } from './suites.ts'

/** What a cluster says about itself (teleport-wire.md 4.3). */
export interface PingAnswer {
  readonly clusterName: string
  readonly serverVersion: string
  /** Empty when the cluster has no proxy. */
  readonly proxyPublicAddress: string
  readonly suite: Suite
}

/** Asks a cluster who it is; works with any certificate and none. */
export async function ping(
  connection: AuthConnection,
  { signal }: { signal: AbortSignal },
): Promise<PingAnswer> {
  const client = createClient(AuthService, connection.transport)
  const answer = await callCluster({ signal }, () => client.ping({}, { signal, timeoutMs: callTimeoutMs }))
  return {
    clusterName: answer.ClusterName,
    serverVersion: answer.ServerVersion,
    proxyPublicAddress: answer.ProxyPublicAddr,
    suite: suiteFromEnum(answer.signatureAlgorithmSuite),
  }
}

/** The suite of the cluster's preferences, asked of the newer service and only if need be of the older (4.4). */
export async function signatureSuite(
  connection: AuthConnection,
  { signal }: { signal: AbortSignal },
): Promise<Suite> {
  const options = { signal, timeoutMs: callTimeoutMs }
  const preference = await callCluster({ signal }, async () => {
    try {
      return await createClient(ClusterConfigService, connection.transport).getAuthPreference({}, options)
    } catch (error) {
      if (!isUnimplemented(error)) throw error
      return createClient(AuthService, connection.transport).getAuthPreference({}, options)
    }
  })
  return suiteFromEnum(preference.Spec?.signatureAlgorithmSuite ?? SignatureAlgorithmSuite.UNSPECIFIED)
}

/** True when the server does not have the method. */
export function isUnimplemented(error: unknown): boolean {
  return error instanceof ConnectError && error.code === Code.Unimplemented
}
