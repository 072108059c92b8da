import { joinMethods } from './catalogue.ts'
import { parsePort, splitHostPort } from './internet.ts'

/** A join link taken apart (tbot-config.md 2.5). Holds the token: secret. */
export interface JoinUri {
  readonly kind: 'auth' | 'proxy'
  readonly method: string
  readonly token: string
  readonly parameter: string | undefined
  readonly address: string
}

/** Where the second part of the user name goes, under `onboarding`. */
export const parameterTargets: Readonly<Record<string, readonly [section: string, key: string]>> = {
  azure: ['azure', 'client_id'],
  terraform_cloud: ['terraform', 'audience_tag'],
  gitlab: ['gitlab', 'token_env_var_name'],
  bound_keypair: ['bound_keypair', 'registration_secret'],
}

function methodNamed(word: string): string | undefined {
  const plain = (text: string): string => text.replace(/[-_]/g, '')
  return [...joinMethods.keys()].find(
    (name) => name.replaceAll('_', '-') === word || (name.includes('_') && plain(name) === word),
  )
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined // a lone percent sign
  }
}

/** Reads a join link; undefined when tbot would refuse it at start. */
export function parseJoinUri(text: string): JoinUri | undefined {
  const match = /^tbot\+(proxy|auth)\+([a-z0-9-]+):\/\/([^:@/?#]+)(?::([^@/?#]*))?@([^@/?#]+)\/?$/.exec(text)
  if (match === null) return undefined
  const [, kind, word = '', user = '', parameter, address = ''] = match
  const method = methodNamed(word)
  const token = decoded(user)
  const extra = parameter === undefined ? '' : decoded(parameter)
  const split = splitHostPort(address)
  if (method === undefined || token === undefined || extra === undefined || split === undefined)
    return undefined
  if (split.host === '' || parsePort(split.port) === undefined) return undefined
  return {
    kind: kind === 'auth' ? 'auth' : 'proxy',
    method,
    token,
    parameter: extra === '' ? undefined : extra,
    address,
  }
}
