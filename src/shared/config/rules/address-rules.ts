import type { CheckContext } from '../context.ts'
import type { MapEntry } from '../entry.ts'
import { entryAt, isSet, spotOf, textAt } from '../entry.ts'
import { removeKey, renameKey } from '../fixes.ts'
import { splitHostPort } from '../internet.ts'
import { parameterTargets, parseJoinUri } from '../join-uri.ts'
import type { JoinUri } from '../join-uri.ts'
import { hasDots } from '../restore-secrets.ts'

/** How the bot finds its cluster: tbot-config.md 1.1, 2.5, 6.2 rules 4 to 6. */
export function checkAddresses(root: MapEntry, context: CheckContext): void {
  const hasAuth = isSet(root, 'auth_server')
  const hasProxy = isSet(root, 'proxy_server')
  if (isSet(root, 'join_uri')) checkJoinUri(root, context)
  else if (!hasAuth && !hasProxy) {
    context.report.add({
      severity: 'error',
      code: 'config.no-address',
      ...spotOf(root, 'proxy_server'),
      message:
        'There is no address of a cluster, and tbot does not start without one. Write `proxy_server: HOST:PORT`.',
    })
  }
  if (hasAuth && hasProxy) reportBoth(root, context)
  else if (hasAuth) checkAuthIsNoProxy(root, context)
}

function reportBoth(root: MapEntry, context: CheckContext): void {
  const refuses = context.target <= 17
  const auth = entryAt(root, 'auth_server')
  context.report.add({
    severity: refuses ? 'error' : 'hazard',
    code: 'config.two-addresses',
    ...spotOf(root, 'auth_server'),
    message: refuses
      ? `\`auth_server\` and \`proxy_server\` are both set, and tbot ${context.target} then starts as if there were none. Keep one of them.`
      : '`auth_server` and `proxy_server` are both set; tbot uses the proxy and says nothing. Keep one of them.',
    fix:
      auth?.borrowed === true
        ? undefined
        : removeKey(context.source.lines, root.node, auth?.key, 'Remove auth_server'),
  })
}

/** From 19 on `auth_server` must be an Auth Service; 443 and 3080 are ports of proxies. */
function checkAuthIsNoProxy(root: MapEntry, context: CheckContext): void {
  const port = splitHostPort(textAt(root, 'auth_server'))?.port
  if (context.target < 19 || (port !== '443' && port !== '3080')) return
  const auth = entryAt(root, 'auth_server')
  context.report.add({
    severity: 'hazard',
    code: 'config.proxy-as-auth-server',
    ...spotOf(root, 'auth_server'),
    message: `Port ${port} is the port of a proxy, and tbot 19 refuses a proxy in \`auth_server\` when it connects. Write \`proxy_server\`.`,
    fix:
      auth?.borrowed === true || entryAt(root, 'proxy_server') !== undefined
        ? undefined
        : renameKey(context.source.lines, auth?.key, 'proxy_server'),
  })
}

function checkJoinUri(root: MapEntry, context: CheckContext): void {
  const text = textAt(root, 'join_uri')
  if (text === '') return
  const uri = parseJoinUri(text)
  if (uri === undefined && !hasDots(text)) {
    context.report.add({
      severity: 'error',
      code: 'config.malformed-join-uri',
      ...spotOf(root, 'join_uri'),
      message:
        'tbot does not start with this join link. Write `tbot+proxy+METHOD://TOKEN@HOST:PORT`, as `tctl bots add` prints it.',
    })
    return
  }
  for (const key of ['auth_server', 'proxy_server']) {
    if (isSet(root, key)) reportConflict(root, key, 'The join link holds the address already.', context)
  }
  const onboarding = entryAt(root, 'onboarding')
  if (onboarding?.kind === 'map' && isSet(onboarding, 'token')) {
    reportConflict(onboarding, 'token', 'The join link holds the token already.', context)
  }
  if (uri === undefined) return // the rest of it is hidden from this check
  checkParameter(root, uri, context)
  if (onboarding?.kind !== 'map') return
  const method = textAt(onboarding, 'join_method')
  if (method !== '' && method !== uri.method) {
    reportConflict(onboarding, 'join_method', `The join link says \`${uri.method}\`.`, context)
  }
}

function checkParameter(root: MapEntry, uri: JoinUri, context: CheckContext): void {
  if (uri.parameter === undefined) return
  const target = parameterTargets[uri.method]
  if (target === undefined) {
    context.report.add({
      severity: 'ignored',
      code: 'config.join-uri-parameter-unused',
      ...spotOf(root, 'join_uri'),
      message: `tbot drops the part between the second colon and "@": the method \`${uri.method}\` has no use for it. Remove it.`,
    })
    return
  }
  const [name, key] = target
  const section = entryAt(root, 'onboarding', name)
  const value = textAt(section, key)
  if (section !== undefined && value !== '' && value !== uri.parameter) {
    reportConflict(section, key, 'The join link holds another value for it.', context)
  }
}

function reportConflict(
  parent: Parameters<typeof spotOf>[0],
  key: string,
  why: string,
  context: CheckContext,
): void {
  const entry = entryAt(parent, key)
  context.report.add({
    severity: 'error',
    code: 'config.join-uri-conflict',
    ...spotOf(parent, key),
    message: `${why} tbot does not start with both. Remove \`${key}\`.`,
    fix: entry?.borrowed === true ? undefined : removeKey(context.source.lines, parent.node, entry?.key),
  })
}
