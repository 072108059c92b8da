import type { TlsIdentity } from '../credentials/index.ts'
import { randomUuid } from '../ports/random.ts'
import { appAddress, reachableApps } from './apps.ts'
import type { UserCaller } from './caller.ts'
import { expiryFor, issueUserCertificates } from './certificates.ts'
import type { IssuedCertificates, PublicKeys } from './certificates.ts'
import { accessDenied, badParameter, notFound, quoted, reasonOf } from './refusals.ts'
import type { RoleResource } from './resources/role.ts'
import { botOfUser, findRole, longestSessionMs, traitsOf } from './roles.ts'
import type { ClusterRuntime } from './runtime.ts'
import type { ClusterState } from './state.ts'

/** What an output asks for (teleport-wire.md 4.5). */
export interface OutputRequest {
  readonly keys: PublicKeys
  readonly expires: number | undefined
  readonly roles: readonly string[]
  readonly routeToCluster: string
  readonly app?: { readonly name: string; readonly publicAddress: string; readonly clusterName: string }
  readonly isReissuable: boolean
  readonly remoteAddress: string
}

const longestOutputMs = 24 * 3_600_000

/** Issues the certificate of an output: requested roles instead of the bot's own, never renewable (teleport-wire.md 5.3). */
export async function issueOutput(
  runtime: ClusterRuntime,
  caller: UserCaller,
  request: OutputRequest,
): Promise<IssuedCertificates> {
  const user = caller.identity.impersonator ?? caller.identity.userName
  const target =
    request.app === undefined
      ? `the roles ${quoted(request.roles.join(', '))}`
      : `the application ${quoted(request.app.name)}`
  const event = request.app === undefined ? 'cert.create' : 'app.session.start'
  const audited = { event, user, remoteAddress: request.remoteAddress }
  try {
    const certificates = issue(runtime, caller, request)
    await runtime.audit.record({
      ...audited,
      message: `${user} got a certificate for ${target}`,
      success: true,
    })
    return certificates
  } catch (error) {
    await runtime.audit.record({
      ...audited,
      message: `${user} got no certificate for ${target}: ${reasonOf(error)}`,
      success: false,
    })
    throw error
  }
}

function issue(runtime: ClusterRuntime, caller: UserCaller, request: OutputRequest): IssuedCertificates {
  const { store, clock, random } = runtime
  const { state } = store
  const now = clock.now()
  const { clusterName } = state
  if (request.routeToCluster !== '' && request.routeToCluster !== clusterName) {
    throw notFound(`the cluster ${quoted(request.routeToCluster)} is not known`)
  }
  const roles = requireRoles(state, caller.identity, request.roles, now)
  const limit = expiryFor(request.expires, {
    now,
    longestMs: Math.min(longestSessionMs(roles), longestOutputMs),
    isRenewable: false,
  })
  const holder = caller.identity.impersonator ?? caller.identity.userName
  const bot = botOfUser(state, holder, now)
  const traits = bot === undefined ? {} : traitsOf(bot)
  const app = request.app === undefined ? undefined : routeToApp(runtime, roles, request.app)
  // A certificate made with an output's certificate may not outlive it.
  const notAfter = caller.identity.impersonator === undefined ? limit : Math.min(limit, caller.notAfter)
  const { botName, botInstanceId } = caller.identity
  return issueUserCertificates({
    authorities: state.authorities,
    identity: {
      userName: holder,
      roles: roles.map(({ metadata }) => metadata.name),
      clusterName,
      routeToCluster: clusterName,
      ...(Object.keys(traits).length > 0 && { traits }),
      ...(botName !== undefined && { botName }),
      ...(botInstanceId !== undefined && { botInstanceId }),
      impersonator: holder,
      ...(!request.isReissuable && { disallowReissue: true }),
      ...(app !== undefined && { app: { ...app, sessionId: randomUuid(random) } }),
    },
    roles,
    keys: request.keys,
    now,
    notAfter,
    random,
  })
}

/** The requested roles, when the caller may act as each of them. */
function requireRoles(
  state: ClusterState,
  identity: TlsIdentity,
  names: readonly string[],
  now: number,
): readonly RoleResource[] {
  if (names.length === 0) throw badParameter('no roles are requested')
  if (identity.disallowReissue === true) {
    throw accessDenied('this certificate may not be used to get others')
  }
  const own = identity.roles.flatMap((name) => findRole(state, name, now) ?? [])
  const granted = new Set(
    identity.impersonator === undefined
      ? own.flatMap(({ spec }) => spec.allow.impersonate?.roles ?? [])
      : identity.roles,
  )
  return [...new Set(names)].map((name) => {
    if (!granted.has(name)) throw accessDenied(`${identity.userName} may not act as the role ${quoted(name)}`)
    return findRole(state, name, now) ?? refuseRole(name)
  })
}

function refuseRole(name: string): never {
  throw accessDenied(`the role ${name} does not exist`)
}

function routeToApp(
  runtime: ClusterRuntime,
  roles: readonly RoleResource[],
  asked: NonNullable<OutputRequest['app']>,
): NonNullable<OutputRequest['app']> {
  const { clusterName } = runtime.store.state
  if (asked.clusterName !== '' && asked.clusterName !== clusterName) {
    throw notFound(`the cluster ${quoted(asked.clusterName)} is not known`)
  }
  const app = reachableApps(runtime, roles).find(({ metadata }) => metadata.name === asked.name)
  // One answer for "not there" and "not yours": names are not to be found out by asking.
  if (app === undefined) throw accessDenied(`no access to the application ${quoted(asked.name)}`)
  const publicAddress = appAddress(app, clusterName)
  if (asked.publicAddress !== '' && asked.publicAddress !== publicAddress) {
    throw badParameter(`the application ${asked.name} has the address ${publicAddress}`)
  }
  return { name: asked.name, publicAddress, clusterName }
}
