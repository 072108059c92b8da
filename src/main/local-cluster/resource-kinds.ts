import { AppError, assertNever } from '../../shared/errors.ts'
import { publicKeyPem } from '../credentials/index.ts'
import { allApps } from './apps.ts'
import { authorityOf } from './authorities.ts'
import type { Authority } from './authorities.ts'
import { botUserName } from './resources/bot.ts'
import type { BotResource } from './resources/bot.ts'
import type { Resource } from './resources/resource.ts'
import type { StoredKind } from './resources/stored-resource.ts'
import { allRoles, botLabel, traitsOf } from './roles.ts'
import type { ClusterRuntime } from './runtime.ts'
import { resourcesOf } from './state.ts'

const writable: readonly StoredKind[] = ['role', 'token', 'bot', 'app', 'lock']
const readable = [...writable, 'cert_authority', 'user'] as const
type ReadableKind = (typeof readable)[number]

/** A kind by its name in singular or plural, as `tctl` takes it. */
export function readableKind(text: string): ReadableKind {
  const name = text.toLowerCase()
  if (['cas', 'ca', 'cert_authorities'].includes(name)) return 'cert_authority'
  const kind = readable.find((each) => each === name || `${each}s` === name)
  if (kind !== undefined) return kind
  throw new AppError('cluster.refused', `${JSON.stringify(text)} is not a kind of the local cluster`, {
    details: { kind: text, known: readable },
  })
}

/** A kind that can be created and removed. */
export function writableKind(text: string): StoredKind {
  const kind = readableKind(text)
  const found = writable.find((each) => each === kind)
  if (found !== undefined) return found
  throw new AppError('cluster.refused', `a ${kind} is made by the cluster and cannot be removed`, {
    details: { kind },
  })
}

/** The resources of a kind, or of every kind for `all`, as `get` shows them. Tokens are secret, private keys are never shown. */
export function listKind(runtime: ClusterRuntime, kindText: string): readonly Resource[] {
  if (kindText.toLowerCase() === 'all') return readable.flatMap((kind) => listKind(runtime, kind))
  const kind = readableKind(kindText)
  const { state } = runtime.store
  const now = runtime.clock.now()
  switch (kind) {
    case 'role':
      return allRoles(state, now)
    case 'app':
      return allApps(runtime)
    case 'cert_authority':
      return state.authorities.map(({ type }) =>
        authorityResource(authorityOf(state.authorities, type), state.clusterName),
      )
    case 'user':
      return resourcesOf(state, 'bot', now).map(userResource)
    case 'token':
    case 'bot':
    case 'lock':
      return resourcesOf(state, kind, now)
    default:
      return assertNever(kind)
  }
}

/** An authority without private parts (fixtures/resources/cert_authority-*.json). */
function authorityResource({ type, tls, ssh, jwt }: Authority, clusterName: string): Resource {
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  return {
    kind: 'cert_authority',
    sub_kind: type,
    version: 'v2',
    metadata: { name: clusterName },
    spec: {
      type,
      cluster_name: clusterName,
      active_keys: {
        ...(ssh && { ssh: [{ public_key: base64(`${ssh.line}\n`) }] }),
        ...(tls && { tls: [{ cert: base64(tls.certificate) }] }),
        ...(jwt && { jwt: [{ public_key: base64(publicKeyPem(jwt.key)) }] }),
      },
      additional_trusted_keys: {},
    },
  }
}

function userResource(bot: BotResource): Resource {
  const name = botUserName(bot.metadata.name)
  return {
    kind: 'user',
    version: 'v2',
    metadata: { name, labels: { [botLabel]: bot.metadata.name } },
    spec: { roles: [name], traits: traitsOf(bot) },
  }
}
