import { create } from '@bufbuild/protobuf'
import { durationMs } from '@bufbuild/protobuf/wkt'
import type { ConnectRouter } from '@connectrpc/connect'
import {
  GenerateHostCertResponseSchema,
  GetCertAuthoritiesResponseSchema,
  TrustService,
} from '../../../../proto/gen/teleport/trust/v1/trust_service_pb.ts'
import type { GenerateHostCertRequest } from '../../../../proto/gen/teleport/trust/v1/trust_service_pb.ts'
import type { CertAuthorityV2 } from '../../../../proto/gen/teleport/legacy/types/types_pb.ts'
import { peerKey } from '../../ports/network.ts'
import { authorityOf, authorityTypes } from '../authorities.ts'
import { requireCaller } from '../caller.ts'
import type { Caller } from '../caller.ts'
import { expiryFor, issueHostCertificate, readKeys } from '../certificates.ts'
import { accessDenied, badParameter, notFound, quoted } from '../refusals.ts'
import { systemRole } from '../resources/token.ts'
import { findRole } from '../roles.ts'
import type { ClusterRuntime } from '../runtime.ts'
import { answering } from './handler.ts'
import { authorityMessage, bytes } from './messages.ts'

const longestHostCertificateMs = 10 * 365 * 24 * 3_600_000

/** Authorities and host certificates (teleport-wire.md 4.6). Private keys of authorities never leave the cluster. */
export function routeTrust(router: ConnectRouter, runtime: ClusterRuntime): void {
  router.service(TrustService, {
    getCertAuthority: answering((request, context) => {
      requireCaller(runtime, context.values.get(peerKey))
      const { clusterName } = runtime.store.state
      if (request.domain !== clusterName) throw notFound(`no authority of ${quoted(request.domain)}`)
      return publicAuthority(runtime, request.type, request.includeKey)
    }),
    getCertAuthorities: answering((request, context) => {
      requireCaller(runtime, context.values.get(peerKey))
      return create(GetCertAuthoritiesResponseSchema, {
        certAuthoritiesV2: [publicAuthority(runtime, request.type, request.includeKey)],
      })
    }),
    generateHostCert: answering(async (request, context) => {
      const caller = requireCaller(runtime, context.values.get(peerKey))
      return create(GenerateHostCertResponseSchema, {
        sshCertificate: bytes(`${await hostCertificate(runtime, caller, request)}\n`),
      })
    }),
  })
}

function publicAuthority(runtime: ClusterRuntime, type: string, wantsKey: boolean): CertAuthorityV2 {
  if (wantsKey) throw accessDenied('the keys of an authority do not leave the cluster')
  const known = authorityTypes.find((each) => each === type)
  if (known === undefined) throw notFound(`no authority of the type ${quoted(type)}`)
  const { authorities, clusterName } = runtime.store.state
  return authorityMessage(authorityOf(authorities, known), clusterName)
}

/** For callers whose roles allow `host_cert` to be created (teleport-wire.md 6.6). */
async function hostCertificate(
  runtime: ClusterRuntime,
  caller: Caller,
  request: GenerateHostCertRequest,
): Promise<string> {
  requireHostCertRight(runtime, caller)
  const { state } = runtime.store
  const now = runtime.clock.now()
  if (request.clusterName !== '' && request.clusterName !== state.clusterName) {
    throw badParameter('host certificates are only made for this cluster')
  }
  const principals = hostPrincipals(request, state.clusterName)
  if (principals.length === 0) throw badParameter('a host certificate needs principals')
  const { ssh } = readKeys({ ssh: request.key, tls: new Uint8Array() })
  if (ssh === undefined) throw badParameter('there is no public key in the request')
  const asked = request.ttl === undefined ? 0 : durationMs(request.ttl)
  const line = issueHostCertificate({
    authorities: state.authorities,
    clusterName: state.clusterName,
    publicKey: ssh,
    principals,
    role: systemRole(request.role === '' ? 'Node' : request.role, 'role'),
    now,
    notAfter: expiryFor(asked > 0 ? now + asked : undefined, {
      now,
      longestMs: longestHostCertificateMs,
      isRenewable: false,
    }),
    random: runtime.random,
  })
  const user = caller.kind === 'admin' ? 'admin' : caller.identity.userName
  const message = `${user} got a host certificate for ${principals.join(', ')}`
  await runtime.audit.record({ event: 'cert.create', message, success: true, user })
  return line
}

function requireHostCertRight(runtime: ClusterRuntime, caller: Caller): void {
  if (caller.kind === 'admin') return
  const now = runtime.clock.now()
  const roles = caller.identity.roles.flatMap((name) => findRole(runtime.store.state, name, now) ?? [])
  const grants = (list: readonly string[], wanted: string): boolean =>
    list.includes(wanted) || list.includes('*')
  // A rule with a condition grants nothing: the local cluster does not judge conditions.
  const isGranted = roles.some(({ spec }) =>
    (spec.allow.rules ?? []).some(
      (rule) =>
        !Object.hasOwn(rule, 'where') && grants(rule.resources, 'host_cert') && grants(rule.verbs, 'create'),
    ),
  )
  const isDenied = roles.some(({ spec }) =>
    (spec.deny.rules ?? []).some(
      (rule) => grants(rule.resources, 'host_cert') && grants(rule.verbs, 'create'),
    ),
  )
  if (!isGranted || isDenied) throw accessDenied('no role allows host_cert to be created')
}

/** Names of a host certificate (teleport-wire.md 5.2). */
function hostPrincipals(request: GenerateHostCertRequest, clusterName: string): readonly string[] {
  const { hostId, nodeName, principals } = request
  const named = nodeName === '' ? [] : [`${nodeName}.${clusterName}`, nodeName]
  const own =
    hostId === '' ? [] : [`${hostId}.${clusterName}`, hostId, ...named, 'localhost', '127.0.0.1', '::1']
  return [...new Set([...own, ...principals])].filter((name) => name !== '')
}
