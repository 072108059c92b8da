import { isMap } from 'yaml'
import { rootSchema, sectionsOf } from '../catalogue.ts'
import { checkSource } from '../check-config.ts'
import type { CheckedConfig } from '../check-config.ts'
import { decode } from '../decode.ts'
import type { Entry, MapEntry } from '../entry.ts'
import { booleanAt, entryAt, itemsAt, textAt } from '../entry.ts'
import type { Place } from '../line-index.ts'
import { Budget } from '../map-fields.ts'
import type { BotConfig } from '../model.ts'
import type { TargetVersion } from '../problem.ts'
import { Report } from '../report.ts'
import { defaultStoragePath } from '../rules/destination-rules.ts'
import { generatedServiceNames } from '../rules/name-rules.ts'
import { servicesOf } from '../rules/service-rules.ts'
import { readSource } from '../edit/source.ts'
import type { SourceResult } from '../yaml-source.ts'
import type { EffectiveText } from './effective-texts.ts'
import { destinationTexts, lifetimeTexts, plainValues, serviceTexts, textsOf } from './effective-texts.ts'
import type { ServiceSketch } from '../artifacts/model.ts'

/** A destination as far as a plan needs it; the place is that of its folder or name in the text. */
export interface ReadDestination extends Place {
  /** `services[0].destination` */
  readonly path: string
  readonly type: string
  /** The folder as it is written; "" for the other types. */
  readonly folder: string
  /** `NAMESPACE/NAME` or `NAME` of a Secret; "" for the other types. */
  readonly secret: string
  readonly readers: readonly { readonly kind: 'user' | 'group'; readonly name: string }[]
  readonly hasAcls: boolean
  readonly followsLinks: boolean
}

export interface ReadService extends Place {
  /** `services[0]` */
  readonly path: string
  readonly name: string
  /** The name is the user's, not made from type and number. */
  readonly isNamed: boolean
  readonly sketch: ServiceSketch
  /** Effective values by key, so that the same service written differently is the same. */
  readonly texts: ReadonlyMap<string, EffectiveText>
  readonly destination: ReadDestination | undefined
  readonly listen: string
  /** tbot passes over it in one-shot mode. */
  readonly isSkipped: boolean
}

/** A text that tbot would run, as a plan compares it. */
export interface ReadText {
  readonly config: BotConfig
  readonly services: readonly ReadService[]
  readonly storage: ReadDestination
  /** Effective values of what all services stand on: address, joining, storage. */
  readonly texts: ReadonlyMap<string, EffectiveText>
  /** Effective values of what no service notices: debug, diagnostics. */
  readonly asides: ReadonlyMap<string, EffectiveText>
}

/** A destination of a text, with the service it belongs to; storage belongs to none. */
export interface WrittenDestination {
  readonly destination: ReadDestination
  /** `storage`, `services[0]` */
  readonly path: string
  readonly service?: string
  readonly sketch?: ServiceSketch
}

/** Reads a text with its verdict; `read` is there exactly when it has no error. */
export function readText(
  text: string,
  target: TargetVersion,
): { readonly checked: CheckedConfig; readonly read?: ReadText } {
  const source = readSource(text)
  const checked = checkSource(source, { target })
  const decoded = checked.config === undefined ? undefined : decodeText(source, target)
  if (checked.config === undefined || decoded === undefined) return { checked }
  return { checked, read: build(checked.config, decoded.root, decoded.placeOf) }
}

/** The destinations of a text, also of one with errors; for looking at folders before anything is said. */
export function destinationsIn(text: string, target: TargetVersion): WrittenDestination[] {
  const decoded = decodeText(readSource(text), target)
  if (decoded === undefined) return []
  const { root, placeOf } = decoded
  const services = servicesOf(root)
  const names = namesOf(services)
  return [
    { destination: storageOf(root, placeOf), path: 'storage' },
    ...services.flatMap((service, index) => {
      const destination = destinationOf(entryAt(service, 'destination'), placeOf)
      return destination === undefined
        ? []
        : [{ destination, service: names[index] ?? '', path: service.path, sketch: sketchOf(service) }]
    }),
  ]
}

type PlaceOf = (entry: Entry) => Place

function decodeText(
  result: SourceResult,
  target: TargetVersion,
): { readonly root: MapEntry; readonly placeOf: PlaceOf } | undefined {
  if (result.kind === 'failure' || result.source.root === undefined || !isMap(result.source.root))
    return undefined
  const { source } = result
  const entry = decode(
    source.root,
    rootSchema,
    { path: '', borrowed: false, strict: false },
    { target, source, report: new Report(source.lines), budget: new Budget(200_000), consumed: new Set() },
  )
  if (entry.kind !== 'map') return undefined
  return { root: entry, placeOf: ({ span }) => source.lines.placeOf(span.start) }
}

function build(config: BotConfig, root: MapEntry, placeOf: PlaceOf): ReadText {
  const services = servicesOf(root)
  const names = namesOf(services)
  const isOneshot = booleanAt(root, 'oneshot')
  const storage = entryAt(root, 'storage')
  return {
    config,
    services: services.map((service, index) => ({
      path: service.path,
      ...placeOf(service),
      name: names[index] ?? '',
      isNamed: textAt(service, 'name') !== '',
      sketch: sketchOf(service),
      texts: new Map([
        ...serviceTexts(service),
        ...lifetimeTexts(service, config.lifetime),
        // tbot-config.md 1.1: only these two look at it.
        ...(['database-tunnel', 'application-tunnel'].includes(textAt(service, 'type'))
          ? textsOf(root, ['leeway'])
          : []),
      ]),
      destination: destinationOf(entryAt(service, 'destination'), placeOf),
      listen: textAt(service, 'listen'),
      isSkipped: isOneshot && service.schema['x-oneshot'] === false,
    })),
    storage: storageOf(root, placeOf),
    texts: new Map([...botTexts(config, root), ...destinationTexts(storage, 'storage', defaultStoragePath)]),
    asides: textsOf(root, ['debug', 'diag_addr']),
  }
}

function sketchOf(service: MapEntry): ServiceSketch {
  return { type: textAt(service, 'type'), values: plainValues(service) }
}

function namesOf(services: readonly MapEntry[]): string[] {
  return generatedServiceNames(
    services.map((service) => ({ type: textAt(service, 'type'), name: textAt(service, 'name') })),
  )
}

function botTexts(config: BotConfig, root: MapEntry): [string, EffectiveText][] {
  const { address, onboarding } = config
  const plain = (text: string): EffectiveText => ({ text, isSecret: false })
  return [
    [address.kind === 'proxy' ? 'proxy_server' : 'auth_server', plain(address.address)],
    ['join_method', plain(onboarding.joinMethod)],
    ['token', { text: onboarding.token ?? '', isSecret: true }],
    ['ca_pins', plain(onboarding.caPins.join(', '))],
    ['ca_path', plain(onboarding.caPath ?? '')],
    ...textsOf(root, ['insecure', 'oneshot', 'scoped', 'fips']),
    ...textsOf(entryAt(root, 'onboarding'), sectionsOf(onboarding.joinMethod)),
  ]
}

function storageOf(root: MapEntry, placeOf: PlaceOf): ReadDestination {
  const read = destinationOf(entryAt(root, 'storage'), placeOf)
  return (
    read ?? {
      path: 'storage',
      line: 1,
      column: 1,
      type: 'directory',
      folder: defaultStoragePath,
      secret: '',
      readers: [],
      hasAcls: true,
      followsLinks: false,
    }
  )
}

function destinationOf(entry: Entry | undefined, placeOf: PlaceOf): ReadDestination | undefined {
  if (entry?.kind !== 'map') return undefined
  const type = textAt(entry, 'type')
  const namespace = textAt(entry, 'namespace')
  return {
    path: entry.path,
    ...placeOf(entryAt(entry, 'path') ?? entryAt(entry, 'name') ?? entry),
    type,
    folder: type === 'directory' ? textAt(entry, 'path') : '',
    secret: type === 'kubernetes_secret' ? [namespace, textAt(entry, 'name')].filter(Boolean).join('/') : '',
    readers: itemsAt(entry, 'readers').map((reader) => {
      const user = textAt(reader, 'user')
      return user === '' ? { kind: 'group', name: textAt(reader, 'group') } : { kind: 'user', name: user }
    }),
    hasAcls: textAt(entry, 'acls') !== 'off',
    followsLinks: textAt(entry, 'symlinks') === 'insecure',
  }
}
