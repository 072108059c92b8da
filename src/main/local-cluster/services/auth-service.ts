import { create } from '@bufbuild/protobuf'
import { EmptySchema } from '@bufbuild/protobuf/wkt'
import type { ConnectRouter, HandlerContext } from '@connectrpc/connect'
import {
  AuthService,
  GetClusterCACertResponseSchema,
  GetDomainNameResponseSchema,
  GetLocksResponseSchema,
  PingResponseSchema,
} from '../../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import type {
  GetRoleRequest,
  PingResponse,
  UserCertsRequest,
} from '../../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import type { Certs } from '../../../../proto/gen/teleport/legacy/client/proto/certs_pb.ts'
import type { RoleV6 } from '../../../../proto/gen/teleport/legacy/types/types_pb.ts'
import { peerKey } from '../../ports/network.ts'
import { tlsAuthority } from '../authorities.ts'
import { requireAdmin, requireBotCaller, requireCaller } from '../caller.ts'
import type { Caller } from '../caller.ts'
import { readKeys } from '../certificates.ts'
import { issueOutput } from '../impersonation.ts'
import { renewBot } from '../membership.ts'
import { accessDenied, badParameter, notFound, quoted } from '../refusals.ts'
import { findRole } from '../roles.ts'
import type { ClusterRuntime } from '../runtime.ts'
import { findResource, resourcesOf, withoutResource } from '../state.ts'
import { certsMessage } from './certs-message.ts'
import { answering, answeringStream } from './handler.ts'
import { listResources } from './listing.ts'
import { authPreferenceMessage, bytes, lockMessage, msFromTimestamp, suite } from './messages.ts'
import { roleMessage } from './role-message.ts'
import { watchEvents } from './watch.ts'

/** The part of the auth service that bots use (teleport-wire.md 4, 10.1). Ping and the authorities are for everyone. */
export function routeAuth(router: ConnectRouter, runtime: ClusterRuntime): void {
  const admin = (context: HandlerContext) => requireAdmin(runtime, context.values.get(peerKey))
  const caller = (context: HandlerContext) => requireCaller(runtime, context.values.get(peerKey))
  router.service(AuthService, {
    ping: answering((_, context) => ping(runtime, context)),
    getClusterCACert: answering(() =>
      create(GetClusterCACertResponseSchema, {
        TLSCA: bytes(tlsAuthority(runtime.store.state.authorities, 'host').certificate),
      }),
    ),
    getDomainName: answering((_, context) => {
      caller(context)
      return create(GetDomainNameResponseSchema, { DomainName: runtime.store.state.clusterName })
    }),
    getAuthPreference: answering((_, context) => {
      caller(context)
      return authPreferenceMessage()
    }),
    getRole: answering((request, context) => getRole(runtime, caller(context), request)),
    generateUserCerts: answering((request, context) => generateUserCerts(runtime, request, context)),
    listResources: answering((request, context) => listResources(runtime, caller(context), request)),
    watchEvents: answeringStream((request, context) => {
      caller(context)
      return watchEvents(runtime, request, context)
    }),
    getLocks: answering((_, context) => {
      admin(context)
      const locks = resourcesOf(runtime.store.state, 'lock', runtime.clock.now())
      return create(GetLocksResponseSchema, { Locks: locks.map(lockMessage) })
    }),
    getLock: answering((request, context) => {
      admin(context)
      const lock = findResource(runtime.store.state, 'lock', request.Name, runtime.clock.now())
      if (lock === undefined) throw notFound(`lock ${request.Name} not found`)
      return lockMessage(lock)
    }),
    deleteLock: answering(async (request, context) => {
      admin(context)
      await runtime.store.update((state, now) => {
        if (findResource(state, 'lock', request.Name, now) === undefined) {
          throw notFound(`lock ${request.Name} not found`)
        }
        return { state: withoutResource(state, 'lock', request.Name), result: undefined }
      })
      return create(EmptySchema)
    }),
  })
}

function ping(runtime: ClusterRuntime, context: HandlerContext): PingResponse {
  return create(PingResponseSchema, {
    ClusterName: runtime.store.state.clusterName,
    ServerVersion: runtime.version,
    ServerFeatures: { App: true, AccessControls: true },
    ProxyPublicAddr: runtime.address(),
    RemoteAddr: context.values.get(peerKey).remoteAddress,
    signatureAlgorithmSuite: suite,
  })
}

/** A bot may read the roles it has and those it may act as; the administrator every one. */
function getRole(runtime: ClusterRuntime, caller: Caller, request: GetRoleRequest): RoleV6 {
  const { state } = runtime.store
  const now = runtime.clock.now()
  if (caller.kind === 'user') {
    const own = caller.identity.roles.flatMap((name) => findRole(state, name, now) ?? [])
    const readable = new Set([
      ...caller.identity.roles,
      ...own.flatMap(({ spec }) => spec.allow.impersonate?.roles ?? []),
    ])
    if (!readable.has(request.Name)) throw accessDenied(`no access to the role ${quoted(request.Name)}`)
  }
  const role = findRole(state, request.Name, now)
  if (role === undefined) throw notFound(`role ${quoted(request.Name)} not found`)
  return roleMessage(role)
}

async function generateUserCerts(
  runtime: ClusterRuntime,
  request: UserCertsRequest,
  context: HandlerContext,
): Promise<Certs> {
  const peer = context.values.get(peerKey)
  const caller = requireBotCaller(runtime, peer)
  if (request.Username !== caller.identity.userName) {
    throw accessDenied(`${caller.identity.userName} may not get certificates for another user`)
  }
  refuseUnknownRoutes(request)
  const asked = {
    keys: readKeys({ ssh: request.SSHPublicKey, tls: request.TLSPublicKey, both: request.PublicKey }),
    expires: msFromTimestamp(request.Expires),
    remoteAddress: peer.remoteAddress,
  }
  if (!request.UseRoleRequests && request.RoleRequests.length === 0) {
    const certificates = await renewBot(runtime, caller.identity, asked)
    return certsMessage(runtime.store.state, certificates, 'bot')
  }
  const app = request.RouteToApp
  const certificates = await issueOutput(runtime, caller, {
    ...asked,
    roles: request.RoleRequests,
    routeToCluster: request.RouteToCluster,
    isReissuable: request.ReissuableRoleImpersonation,
    ...(app !== undefined &&
      app.Name !== '' && {
        app: { name: app.Name, publicAddress: app.PublicAddr, clusterName: app.ClusterName },
      }),
  })
  return certsMessage(runtime.store.state, certificates, 'output')
}

/** What the local cluster has none of cannot be routed to. */
function refuseUnknownRoutes(request: UserCertsRequest): void {
  if (request.KubernetesCluster !== '') {
    throw notFound(`kubernetes cluster ${quoted(request.KubernetesCluster)} not found`)
  }
  const database = request.RouteToDatabase?.ServiceName ?? ''
  if (database !== '') throw notFound(`database ${quoted(database)} not found`)
  if (request.AccessRequests.length > 0) throw badParameter('the local cluster has no access requests')
}
