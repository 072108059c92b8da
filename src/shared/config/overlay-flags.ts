import { isAlias, isMap, isSeq, parseAllDocuments } from 'yaml'
import type { Document, Node } from 'yaml'
import { parseDuration } from '../duration.ts'
import { AppError } from '../errors.ts'
import { eraOf, isKnownAt, joinMethods, rootSchema } from './catalogue.ts'
import { globalFlags, sharedFlags } from './command-flags.ts'
import type { Flag } from './command-flags.ts'
import { parseDestinationUri } from './destination-uri.ts'
import type { ConfigPath, YamlValue } from './edit/model.ts'
import { listOf, serviceFromFlags, switchOf, textOf } from './flag-service.ts'
import type { ServiceFlags } from './flag-service.ts'
import { newestTarget } from './problem.ts'
import type { TargetVersion } from './problem.ts'
import type { Schema } from './schema.ts'
import { readYaml } from './yaml-source.ts'

/** Flags of `start` and `configure` by name (tbot-config.md 8.1 to 8.4; the table is `command-flags.ts`), and the environment. */
export type StartFlags = {
  readonly authServer?: string | undefined
  readonly proxyServer?: string | undefined
  readonly token?: string | undefined
  readonly joinMethod?: string | undefined
  readonly caPin?: readonly string[] | undefined
  readonly certificateTtl?: string | undefined
  readonly renewalInterval?: string | undefined
  readonly diagAddr?: string | undefined
  readonly joinUri?: string | undefined
  readonly registrationSecret?: string | undefined
  readonly registrationSecretPath?: string | undefined
  readonly staticKeyPath?: string | undefined
  /** Booleans only switch on, but for `oneshot`. */
  readonly oneshot?: boolean | undefined
  readonly debug?: boolean | undefined
  readonly fips?: boolean | undefined
  readonly insecure?: boolean | undefined
  readonly scoped?: boolean | undefined
  /** Path or URI of a destination; `dataDir` is the older spelling of `storage`. */
  readonly storage?: string | undefined
  readonly dataDir?: string | undefined
  readonly destinationDir?: string | undefined
  /** The sub-command, which adds one service. */
  readonly service?: ServiceFlags | undefined
  /** The variables of the flag table are read from it. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined
}

/** The file with the flags laid over it. */
export interface Overlay {
  readonly text: string
  readonly warnings: readonly string[]
}

/** One value that a flag or variable gives. */
export interface FlagChange {
  readonly path: ConfigPath
  readonly value: YamlValue
  /** `append`: one more item of the list there. */
  readonly kind: 'set' | 'append'
  readonly origin: 'flag' | 'environment'
  /** `--token` or `TELEPORT_BOT_TOKEN`. */
  readonly name: string
}

interface Options {
  readonly target?: TargetVersion
}

/**
 * Lays flags over the text of a configuration, or over none, as `tbot start` does: a flag beats its
 * variable, both beat the file, with a warning; join flags replace `onboarding` as a whole
 * (tbot-config.md 8.6). Comments are kept. A text that is not YAML is returned as it is, for `checkConfig`
 * to explain. Throws `usage.bad-argument` for a flag no file could hold. No warning holds a secret.
 */
export function overlayFlags(text: string | undefined, flags: StartFlags, options: Options = {}): Overlay {
  const given = text ?? 'version: v2\n'
  const changes = flagChanges(flags, options)
  const document = changes.length === 0 ? undefined : parse(given)
  if (document === undefined) return { text: given, warnings: [] }
  const warnings: string[] = []
  const before = document.toString({ lineWidth: 0 })
  dropOnboarding(document, changes, warnings)
  for (const change of changes) apply(document, change, warnings)
  const after = written(document)
  return { text: after === before ? given : after, warnings }
}

/** An alias may be left without the anchor that a flag took away. */
function written(document: Document.Parsed): string {
  try {
    return document.toString({ lineWidth: 0 })
  } catch (cause) {
    const message =
      'the flags replace a part of the file that another part repeats with an alias: write it out'
    throw new AppError('config.cannot-edit', message, { cause })
  }
}

/** What flags and variables set, in the order of the file's keys; the same errors as `overlayFlags`. */
export function flagChanges(flags: StartFlags, { target = newestTarget }: Options = {}): FlagChange[] {
  checkFlags(flags)
  const plain = [...globalFlags, ...sharedFlags].flatMap((flag) => {
    const change = flag.name === 'storage' ? undefined : plainChange(flag, flags, target)
    return change === undefined ? [] : [change]
  })
  const order = Object.keys(rootSchema.properties ?? {})
  const rank = ({ path }: FlagChange): number => order.indexOf(String(path[0]))
  const all = [...plain, ...storageChange(flags), ...serviceChange(flags, target)]
  return all.toSorted((left, right) => rank(left) - rank(right) || keyRank(left) - keyRank(right))
}

/** True when one of them makes tbot forget the `onboarding` of the file (tbot-config.md 8.6). */
export function replacesOnboarding(change: FlagChange): boolean {
  const [section, key] = change.path
  return section === 'onboarding' && ['join_method', 'token', 'ca_pins'].includes(String(key))
}

/** Within `onboarding` the documents write the method first. */
function keyRank({ path }: FlagChange): number {
  return ['join_method', 'token', 'ca_pins'].indexOf(String(path[1])) >>> 0
}

function parse(text: string): Document.Parsed | undefined {
  if (readYaml(text).kind === 'failure') return undefined
  const documents = [
    ...parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' }),
  ]
  const [document] = documents
  return document !== undefined && isMap(document.contents) ? document : undefined
}

function plainChange(flag: Flag, flags: StartFlags, target: TargetVersion): FlagChange | undefined {
  if (flag.path === undefined) return undefined
  const isOld = flag.path === 'credential_ttl' && !isKnownPath(['credential_ttl'], target)
  const path = isOld ? ['certificate_ttl'] : flag.path.split('.')
  const given = fromFlag(flag, flags)
  if (given !== undefined) {
    const name = `--${given === false ? 'no-' : ''}${flag.name}`
    return { path, value: given, kind: 'set', origin: 'flag', name }
  }
  if (flag.variable === undefined) return undefined
  const value = fromVariable(flag, flags.environment?.[flag.variable])
  return value === undefined
    ? undefined
    : { path, value, kind: 'set', origin: 'environment', name: flag.variable }
}

/** What the list of services is called: `outputs` before 15. */
export function servicesKey(target: TargetVersion): 'services' | 'outputs' {
  return isKnownPath(['services'], target) ? 'services' : 'outputs'
}

/** True when tbot of this version knows all keys of a path of maps. */
export function isKnownPath(path: readonly string[], target: TargetVersion): boolean {
  let schema: Schema | undefined = rootSchema
  for (const key of path) {
    schema = schema.properties?.[key]
    if (schema === undefined || !isKnownAt(eraOf(schema), target)) return false
  }
  return true
}

function fromFlag(flag: Flag, flags: StartFlags): YamlValue | undefined {
  if (flag.kind === 'text') return textOf(flags, flag.name)
  if (flag.kind === 'list') {
    const texts = listOf(flags, flag.name)
    return texts.length === 0 ? undefined : texts
  }
  const isOn = switchOf(flags, flag.name)
  return isOn === true || (isOn === false && flag.canBeOff === true) ? isOn : undefined
}

function fromVariable(flag: Flag, value: string | undefined): YamlValue | undefined {
  if (value === undefined || value === '') return undefined
  if (flag.kind !== 'switch') return value
  return /^(?:1|t|true)$/i.test(value) ? true : undefined
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

function storageChange(flags: StartFlags): FlagChange[] {
  for (const name of ['storage', 'data-dir']) {
    const place = textOf(flags, name)
    if (place === undefined) continue
    const value = { ...parseDestinationUri(place, `--${name}`) }
    return [{ path: ['storage'], value, kind: 'set', origin: 'flag', name: `--${name}` }]
  }
  return []
}

/** tbot-config.md 8.3 and 8.4: `--destination-dir` replaces `services` and leaves `outputs`; a sub-command adds to them. */
function serviceChange(flags: StartFlags, target: TargetVersion): FlagChange[] {
  const path = [servicesKey(target)]
  const changes: FlagChange[] = []
  const place = textOf(flags, 'destination-dir')
  if (place !== undefined) {
    const destination = { ...parseDestinationUri(place, '--destination-dir') }
    const value = [{ type: 'identity', destination }]
    changes.push({ path, value, kind: 'set', origin: 'flag', name: '--destination-dir' })
  }
  const service = flags.service === undefined ? undefined : serviceFromFlags(flags.service)
  if (service !== undefined) {
    const name = flags.service?.command ?? ''
    changes.push({ path, value: service, kind: 'append', origin: 'flag', name })
  }
  return changes
}

function dropOnboarding(document: Document.Parsed, changes: readonly FlagChange[], warnings: string[]): void {
  const reasons = changes.filter(replacesOnboarding)
  const section = document.get('onboarding', true)
  if (reasons.length === 0 || !(isMap(section) || isAlias(section))) return
  const names = ['--token', 'TELEPORT_BOT_TOKEN', '--join-method', '--ca-pin'].filter((name) =>
    reasons.some((reason) => reason.name === name),
  )
  warnings.push(`${names.join(', ')} replaces the whole onboarding section of the file`)
  document.set('onboarding', document.createNode({}))
}

function apply(document: Document.Parsed, change: FlagChange, warnings: string[]): void {
  const { path, value, name } = change
  const key = path.join('.')
  const old: unknown = document.getIn(path)
  if (change.kind === 'append' && isSeq(old)) {
    document.addIn(path, document.createNode(value))
    return
  }
  if (key === 'services' && change.kind === 'set' && old !== undefined) {
    warnings.push(`${name} replaces all services of the file with one identity`)
  } else if (typeof value !== 'boolean' && old !== undefined && old !== null && old !== '' && old !== value) {
    warnings.push(`${name} overrides ${key} of the file`)
  }
  for (let depth = 1; depth < path.length; depth += 1) {
    const parent = path.slice(0, depth)
    ownNode(document, parent)
    if (!isMap(document.getIn(parent))) document.setIn(parent, document.createNode({}))
  }
  // A scalar is set as it is: its node then keeps its comment.
  if (change.kind === 'append') document.setIn(path, document.createNode([value]))
  else if (old !== value) document.setIn(path, typeof value === 'object' ? document.createNode(value) : value)
}

/** An alias becomes a copy, so that a change in it stays in its place. */
function ownNode(document: Document.Parsed, path: ConfigPath): void {
  const node: unknown = document.getIn(path, true)
  if (!isAlias(node)) return
  const copy = node.resolve(document)?.clone() as Node | undefined // a clone of a node is one
  if (copy === undefined) return
  if ('anchor' in copy) delete copy.anchor
  document.setIn(path, copy)
}
