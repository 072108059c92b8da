import type { Metadata } from './resource.ts'
import { readMetadata } from './resource.ts'
import { present, refuse, Section } from './section.ts'
import { joinMethods, readMethod } from './token-methods.ts'

/** A join token (tbot-config.md 9.2). For method `token` the name is the secret. */
export interface TokenResource {
  readonly kind: 'token'
  readonly version: 'v2'
  readonly metadata: Metadata
  readonly spec: {
    readonly roles: readonly string[]
    readonly join_method: string
    readonly bot_name?: string
  }
}

const systemRoles = [
  'Auth',
  'Web',
  'Signup',
  'Proxy',
  'RemoteProxy',
  'Admin',
  'ProvisionToken',
  'Trusted_cluster',
  'Node',
  'Nop',
  'App',
  'Db',
  'Kube',
  'WindowsDesktop',
  'Bot',
  'Okta',
  'MDM',
  'Discovery',
  'Instance',
]

/** Reads a token of any join method with the checks and defaults of the official type. */
export function readToken(resource: Section): TokenResource {
  const metadata = readMetadata(resource)
  const spec = resource.child('spec') ?? new Section({}, 'spec')
  const roles = (spec.texts('roles') ?? []).map((role) => systemRole(role, spec.at('roles')))
  if (roles.length === 0) refuse(spec.at('roles'), 'a token needs at least one role')
  const botName = spec.text('bot_name')
  const isForBot = roles.includes('Bot')
  if (isForBot && botName === undefined) refuse(spec.at('bot_name'), 'role Bot needs bot_name')
  if (!isForBot && botName !== undefined) refuse(spec.at('bot_name'), 'bot_name needs role Bot')
  const method = spec.text('join_method') ?? (spec.has('allow') ? 'ec2' : 'token')
  if (!joinMethods.includes(method)) refuse(spec.at('join_method'), `unknown join method "${method}"`)
  return {
    kind: 'token',
    version: 'v2',
    metadata,
    spec: {
      ...readMethod(method, spec),
      ...present<TokenResource['spec']>({ roles, join_method: method, bot_name: botName }),
    },
  }
}

/** The canonical spelling of a system role, whatever the case it was written in. */
export function systemRole(name: string, path: string): string {
  const found = systemRoles.find((role) => role.toLowerCase() === name.toLowerCase())
  return found ?? refuse(path, `unknown system role "${name}"`)
}
