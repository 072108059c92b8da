import { isRenewable } from '../config/catalogue.ts'
import type { YamlValue } from '../config/edit/model.ts'
import { splitHostPort } from '../config/internet.ts'
import { parameterTargets, parseJoinUri } from '../config/join-uri.ts'
import type { JoinUri } from '../config/join-uri.ts'
import type { PlainMap } from './values.ts'
import { mapAt, textAt } from './values.ts'

/** How the bot finds and joins its cluster; a join link is taken apart (tbot-config.md 2). */
export interface SourceJoin {
  readonly server: 'auth' | 'proxy'
  /** `host:port`. */
  readonly address: string
  /** The host of it; an IPv6 address without brackets. */
  readonly host: string
  readonly method: string
  /** The bot keeps its identity, so that its storage must last; otherwise it joins at every start. */
  readonly isRenewable: boolean
  readonly token: string
  /** Only method `token` has a secret there: elsewhere it names a resource (tbot-config.md 9.2). */
  readonly tokenIs: 'secret' | 'file' | 'name' | 'absent'
  /** Of the method bound_keypair, or "". */
  readonly registrationSecret: string
  readonly usesLink: boolean
  /** `onboarding` with everything of the link in it. */
  readonly onboarding: PlainMap
}

/** Reads the address and `onboarding`, or the link that stands for both. */
export function readJoin(values: PlainMap): SourceJoin {
  const link = parseJoinUri(textAt(values, 'join_uri'))
  const written = mapAt(values, 'onboarding')
  const proxy = textAt(values, 'proxy_server')
  const method = link?.method ?? textAt(written, 'join_method')
  const token = link?.token ?? textAt(written, 'token')
  const onboarding = link === undefined ? written : withLink(written, link)
  const address = link?.address ?? (proxy || textAt(values, 'auth_server'))
  return {
    server: link?.kind ?? (proxy === '' ? 'auth' : 'proxy'),
    address,
    host: splitHostPort(address)?.host ?? address,
    method,
    isRenewable: isRenewable(method),
    token,
    tokenIs: kindOfToken(method, token),
    registrationSecret: textAt(onboarding, 'bound_keypair', 'registration_secret'),
    usesLink: link !== undefined,
    onboarding,
  }
}

function kindOfToken(method: string, token: string): SourceJoin['tokenIs'] {
  if (token === '') return 'absent'
  if (token.startsWith('/')) return 'file'
  return method === 'token' ? 'secret' : 'name'
}

function withLink(written: PlainMap, { method, token, parameter }: JoinUri): PlainMap {
  const target = parameterTargets[method]
  const section: { [key: string]: YamlValue } = {}
  if (target !== undefined && parameter !== undefined) {
    section[target[0]] = { ...mapAt(written, target[0]), [target[1]]: parameter }
  }
  return { ...written, join_method: method, token, ...section }
}
