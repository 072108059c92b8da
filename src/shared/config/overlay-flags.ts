import { isMap, parseAllDocuments } from 'yaml'
import type { Document } from 'yaml'
import { parseDuration } from '../duration.ts'
import { AppError } from '../errors.ts'
import { joinMethods } from './catalogue.ts'
import { parseDestinationUri } from './destination-uri.ts'
import { readYaml } from './yaml-source.ts'

/** Flags of `start`, as text from the command line (tbot-config.md 8.1 to 8.3), and the environment. */
export interface StartFlags {
  readonly authServer?: string | undefined
  readonly proxyServer?: string | undefined
  readonly token?: string | undefined
  readonly joinMethod?: string | undefined
  readonly caPins?: readonly string[] | undefined
  readonly certificateTtl?: string | undefined
  readonly renewalInterval?: string | undefined
  readonly diagAddr?: string | undefined
  /** Booleans only switch on. */
  readonly oneshot?: boolean | undefined
  readonly debug?: boolean | undefined
  readonly insecure?: boolean | undefined
  /** Path or URI of a destination; `dataDir` is the older spelling of `storage`. */
  readonly storage?: string | undefined
  readonly dataDir?: string | undefined
  readonly destinationDir?: string | undefined
  /** `TELEPORT_AUTH_SERVER`, `TELEPORT_PROXY`, `TELEPORT_BOT_TOKEN` and `TBOT_DEBUG` are read from it. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined
}

/** The file with the flags laid over it. */
export interface Overlay {
  readonly text: string
  readonly warnings: readonly string[]
}

/** A value with the name of the flag or variable it came from. */
interface Given {
  readonly value: string
  readonly origin: string
}

/**
 * Lays flags over the text of a configuration, or over none, as `tbot start` does: a flag beats its
 * variable, both beat the file, with a warning; join flags replace `onboarding` as a whole
 * (tbot-config.md 8.6). Comments are kept. A text that is not YAML is returned as it is, for `checkConfig`
 * to explain. Throws `usage.bad-argument` for a flag no file could hold. No warning holds a secret.
 */
export function overlayFlags(text: string | undefined, flags: StartFlags): Overlay {
  const given = text ?? 'version: v2\n'
  const document = parse(given)
  checkFlags(flags)
  if (document === undefined) return { text: given, warnings: [] }
  const warnings: string[] = []
  const before = document.toString({ lineWidth: 0 })
  const environment = flags.environment ?? {}
  const set = (key: string, from: Given | undefined): void => setText(document, key, from, warnings)
  set('auth_server', pick(flags.authServer, '--auth-server', environment, 'TELEPORT_AUTH_SERVER'))
  set('proxy_server', pick(flags.proxyServer, '--proxy-server', environment, 'TELEPORT_PROXY'))
  set('credential_ttl', pick(flags.certificateTtl, '--certificate-ttl'))
  set('renewal_interval', pick(flags.renewalInterval, '--renewal-interval'))
  set('diag_addr', pick(flags.diagAddr, '--diag-addr'))
  const debug = flags.debug === true || isTrue(environment['TBOT_DEBUG'])
  for (const [key, isOn] of [
    ['debug', debug],
    ['oneshot', flags.oneshot],
    ['insecure', flags.insecure],
  ] as const) {
    if (isOn === true) document.set(key, true)
  }
  replaceOnboarding(document, flags, warnings)
  replaceStorage(document, flags, warnings)
  replaceServices(document, flags, warnings)
  const after = document.toString({ lineWidth: 0 })
  return { text: after === before ? given : after, warnings }
}

function parse(text: string): Document.Parsed | undefined {
  if (readYaml(text).kind === 'failure') return undefined
  const documents = [
    ...parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' }),
  ]
  const [document] = documents
  return document !== undefined && isMap(document.contents) ? document : undefined
}

function pick(
  flag: string | undefined,
  name: string,
  environment: Readonly<Record<string, string | undefined>> = {},
  variable = '',
): Given | undefined {
  if (flag !== undefined && flag !== '') return { value: flag, origin: name }
  const value = environment[variable]
  return value === undefined || value === '' ? undefined : { value, origin: variable }
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|t|true)$/i.test(value)
}

function refuse(flag: string, reason: string): never {
  throw new AppError('usage.bad-argument', `${flag} ${reason}`, { details: { flag } })
}

function checkFlags(flags: StartFlags): void {
  const { joinMethod, certificateTtl, renewalInterval } = flags
  if (joinMethod !== undefined && joinMethod !== '' && !joinMethods.has(joinMethod)) {
    refuse('--join-method', `must be one of ${[...joinMethods.keys()].join(', ')}`)
  }
  for (const [name, value] of [
    ['--certificate-ttl', certificateTtl],
    ['--renewal-interval', renewalInterval],
  ] as const) {
    if (value !== undefined && value !== '' && parseDuration(value) === undefined) {
      refuse(name, 'must be a duration such as 1h or 20m')
    }
  }
}

function setText(document: Document.Parsed, key: string, from: Given | undefined, warnings: string[]): void {
  if (from === undefined) return
  const old: unknown = document.get(key)
  if (old !== undefined && old !== null && old !== '' && old !== from.value) {
    warnings.push(`${from.origin} overrides ${key} of the file`)
  }
  document.set(key, from.value)
}

/** tbot-config.md 8.6: any of token, method and pin drops the whole section of the file first. */
function replaceOnboarding(document: Document.Parsed, flags: StartFlags, warnings: string[]): void {
  const token = pick(flags.token, '--token', flags.environment, 'TELEPORT_BOT_TOKEN')
  const method = pick(flags.joinMethod, '--join-method')
  const pins = flags.caPins ?? []
  if (token === undefined && method === undefined && pins.length === 0) return
  if (isMap(document.get('onboarding'))) {
    const origins = [token?.origin, method?.origin, pins.length > 0 ? '--ca-pin' : undefined]
    const names = origins.filter((origin) => origin !== undefined).join(', ')
    warnings.push(`${names} replaces the whole onboarding section of the file`)
  }
  document.set(
    'onboarding',
    document.createNode({
      ...(method === undefined ? {} : { join_method: method.value }),
      ...(token === undefined ? {} : { token: token.value }),
      ...(pins.length === 0 ? {} : { ca_pins: pins }),
    }),
  )
}

function replaceStorage(document: Document.Parsed, flags: StartFlags, warnings: string[]): void {
  const from = pick(flags.storage, '--storage') ?? pick(flags.dataDir, '--data-dir')
  if (from === undefined) return
  const keys = parseDestinationUri(from.value, from.origin)
  if (isMap(document.get('storage'))) warnings.push(`${from.origin} overrides storage of the file`)
  document.set('storage', document.createNode(keys))
}

/** tbot-config.md 8.3: `--destination-dir` leaves `outputs` alone. */
function replaceServices(document: Document.Parsed, flags: StartFlags, warnings: string[]): void {
  const from = pick(flags.destinationDir, '--destination-dir')
  if (from === undefined) return
  const destination = parseDestinationUri(from.value, from.origin)
  if (document.get('services') !== undefined) {
    warnings.push(`${from.origin} replaces all services of the file with one identity`)
  }
  document.set('services', document.createNode([{ type: 'identity', destination }]))
}
