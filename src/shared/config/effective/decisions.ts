import { joinMethods, sectionsOf } from '../catalogue.ts'
import type { Entry, MapEntry } from '../entry.ts'
import { booleanAt, entryAt, isSet, numberAt, textAt } from '../entry.ts'
import { parameterTargets, parseJoinUri } from '../join-uri.ts'
import { dots } from '../mask-secrets.ts'
import type { TargetVersion } from '../problem.ts'
import { lifetimeOwner } from '../rules/lifetime-rules.ts'
import { generatedServiceNames } from '../rules/name-rules.ts'
import type { ReadFile } from './read-entries.ts'
import { shownValue } from './read-entries.ts'
import type { Decision } from './table.ts'

/** What the rules of tbot are told about. */
export interface Situation {
  readonly file: ReadFile
  readonly target: TargetVersion
  readonly services: readonly MapEntry[]
  readonly environment: Readonly<Record<string, string | undefined>>
}

const serviceAccountToken = '/var/run/secrets/kubernetes.io/serviceaccount/token'

/** Values that rules of the era and variables decide: tbot-config.md 1.1, 2.3, 2.5, 3.1, 5.2, 6.1, 6.2. */
export function decide(situation: Situation): Map<string, Decision> {
  const decisions = new Map<string, Decision>()
  decideAddress(situation, decisions)
  decideLink(situation, decisions)
  decideLifetime(situation, decisions)
  decideProof(situation, decisions)
  const names = generatedServiceNames(
    situation.services.map((service) => ({ type: textAt(service, 'type'), name: textAt(service, 'name') })),
  )
  for (const [index, service] of situation.services.entries()) {
    if (textAt(service, 'name') === '') {
      const note = 'tbot makes it of the type and a number'
      decisions.set(`${service.path}.name`, { value: names[index] ?? '', origin: 'rule', note })
    }
    inheritLifetime(situation, service, decisions)
    decidePlace(situation, entryAt(service, 'destination'), decisions)
    fromVariable(
      situation,
      service,
      { key: 'secret_namespace', variable: 'POD_NAMESPACE', otherwise: 'default' },
      decisions,
    )
    fromVariable(situation, service, { key: 'region', variable: 'AWS_REGION' }, decisions)
  }
  decidePlace(situation, entryAt(situation.file.root, 'storage'), decisions)
  return decisions
}

type Decisions = Map<string, Decision>

/** tbot-config.md 6.2 rule 5. */
function decideAddress({ file: { root }, target }: Situation, decisions: Decisions): void {
  if (!isSet(root, 'auth_server') || !isSet(root, 'proxy_server')) return
  if (target >= 18) {
    const note = `tbot ${target}: proxy_server wins over auth_server`
    decisions.set('auth_server', { value: '', origin: 'rule', note })
    return
  }
  const note = `tbot ${target} starts with neither when both are set`
  for (const key of ['auth_server', 'proxy_server']) decisions.set(key, { value: '', origin: 'rule', note })
}

function decideLink({ file: { root } }: Situation, decisions: Decisions): void {
  const uri = parseJoinUri(textAt(root, 'join_uri'))
  if (uri === undefined) return
  const set = (path: string, value: string): void => {
    decisions.set(path, { value, origin: 'rule', note: 'from join_uri' })
  }
  set(uri.kind === 'auth' ? 'auth_server' : 'proxy_server', uri.address)
  set('onboarding.join_method', uri.method)
  set('onboarding.token', uri.token)
  const place = parameterTargets[uri.method]
  if (place !== undefined && uri.parameter !== undefined) set(`onboarding.${place.join('.')}`, uri.parameter)
}

/** `certificate_ttl` counts only where `credential_ttl` says nothing; before 17 it is the only name. */
function decideLifetime({ file: { root, source }, target }: Situation, decisions: Decisions): void {
  const old = entryAt(root, 'certificate_ttl')
  if (target < 17) {
    if (numberAt(root, 'certificate_ttl') === 0)
      decisions.set('certificate_ttl', { value: '1h', origin: 'default' })
    return
  }
  if (old === undefined) return
  if (numberAt(root, 'credential_ttl') !== 0) {
    const note = 'credential_ttl is set and wins'
    decisions.set('certificate_ttl', { value: '', origin: 'rule', note })
  } else if (numberAt(root, 'certificate_ttl') !== 0) {
    const note = 'certificate_ttl, its older name, says so'
    decisions.set('credential_ttl', { value: shownValue(old, source), origin: 'rule', note })
  }
}

/** tbot-config.md 6.1 rules 1 and 2, column "on a service". */
function inheritLifetime(
  { file: { root, source } }: Situation,
  service: MapEntry,
  decisions: Decisions,
): void {
  const isNested = service.schema.properties?.['credential_lifetime'] !== undefined
  if (!isNested && lifetimeOwner(service) === undefined) return
  const owner = lifetimeOwner(service)
  const at = isNested ? `${service.path}.credential_lifetime` : service.path
  const keys = ['credential_ttl', 'renewal_interval'] as const
  const unset = keys.filter((key) => numberAt(owner, key) === 0 && entryAt(owner, key)?.kind !== 'broken')
  const defaults = { credential_ttl: '1h', renewal_interval: '20m' }
  for (const key of unset) {
    if (unset.length === 1) {
      const note = 'half of the pair is missing, and tbot refuses that on a service'
      decisions.set(`${at}.${key}`, { value: '', origin: 'rule', note })
      continue
    }
    const top = [key, ...(key === 'credential_ttl' ? ['certificate_ttl'] : [])]
      .map((name) => (numberAt(root, name) === 0 ? undefined : entryAt(root, name)))
      .find((entry) => entry !== undefined)
    const value = top === undefined ? defaults[key] : shownValue(top, source)
    decisions.set(`${at}.${key}`, { value, origin: 'rule', note: `${key} at the top of the file` })
  }
}

function decidePlace(situation: Situation, place: Entry | undefined, decisions: Decisions): void {
  if (place?.kind !== 'map' || textAt(place, 'type') !== 'kubernetes_secret') return
  fromVariable(situation, place, { key: 'namespace', variable: 'POD_NAMESPACE' }, decisions)
  fromVariable(situation, place, { key: 'kubeconfig_path', variable: 'KUBECONFIG' }, decisions)
}

/** A key that is unset comes from a variable, else from `otherwise`. */
function fromVariable(
  { environment }: Situation,
  owner: MapEntry,
  from: { readonly key: string; readonly variable: string; readonly otherwise?: string },
  decisions: Decisions,
): void {
  const { key, variable, otherwise } = from
  if (owner.schema.properties?.[key] === undefined || isSet(owner, key)) return
  const value = environment[variable]
  const path = `${owner.path}.${key}`
  if (value !== undefined && value !== '')
    decisions.set(path, { value, origin: 'environment', note: variable })
  else if (otherwise !== undefined) decisions.set(path, { value: otherwise, origin: 'default' })
}

/** Where the method takes its proof from when the file does not say (tbot-config.md 2.3); sections of other methods are void. */
function decideProof({ file: { root }, environment }: Situation, decisions: Decisions): void {
  const onboarding = entryAt(root, 'onboarding')
  const method = decisions.get('onboarding.join_method')?.value ?? textAt(onboarding, 'join_method')
  if (method === 'kubernetes' && !isSet(onboarding, 'kubernetes', 'token_path')) {
    const value = environment['KUBERNETES_TOKEN_PATH']
    decisions.set(
      'onboarding.kubernetes.token_path',
      value === undefined || value === ''
        ? { value: serviceAccountToken, origin: 'default' }
        : { value, origin: 'environment', note: 'KUBERNETES_TOKEN_PATH' },
    )
  }
  if (method === 'bound_keypair') decideKeypair(onboarding, environment, decisions)
  if (method === '') return
  for (const [other, schema] of joinMethods) {
    for (const section of Object.keys(schema.properties ?? {})) {
      const entry = entryAt(onboarding, section)
      if (sectionsOf(method).includes(section) || entry?.kind !== 'map') continue
      for (const key of entry.fields.keys()) {
        const note = `belongs to the method ${other}; tbot does not look at it`
        decisions.set(`${entry.path}.${key}`, { value: '', origin: 'rule', note })
      }
    }
  }
}

function decideKeypair(
  onboarding: Entry | undefined,
  environment: Situation['environment'],
  decisions: Decisions,
): void {
  const section = entryAt(onboarding, 'bound_keypair')
  const set = (key: string, variable: string): void => {
    const value = environment[variable]
    const path = `onboarding.bound_keypair.${key}`
    if (value === undefined || value === '' || decisions.has(path)) return
    decisions.set(path, { value, origin: 'environment', note: variable })
  }
  if (!isSet(section, 'registration_secret') && !isSet(section, 'registration_secret_path')) {
    set('registration_secret', 'TBOT_REGISTRATION_SECRET')
  }
  const key = environment['TBOT_BOUND_KEYPAIR_STATIC_KEY']
  if (key !== undefined && key !== '' && !isSet(section, 'static_private_key_path')) {
    const note = 'the key itself, from TBOT_BOUND_KEYPAIR_STATIC_KEY'
    decisions.set('onboarding.bound_keypair.static_private_key_path', {
      value: dots,
      origin: 'environment',
      note,
    })
  }
}

/** What is worth knowing beside a value. */
export function notesOf({ file: { root }, services, environment }: Situation): Map<string, string> {
  const notes = new Map<string, string>()
  if (environment['TBOT_USE_PROXY_ADDR'] === 'yes') {
    notes.set('proxy_server', 'used as it is: TBOT_USE_PROXY_ADDR')
  }
  const hasServices = services.some(({ path }) => path.startsWith('services['))
  for (const { path, schema } of services) {
    if (booleanAt(root, 'oneshot') && schema['x-oneshot'] === false) {
      notes.set(`${path}.type`, 'skipped: with oneshot tbot runs nothing that listens')
    } else if (hasServices && path === 'outputs[0]') {
      notes.set(`${path}.type`, 'outputs come after all of services')
    }
  }
  if (booleanAt(root, 'oneshot')) {
    notes.set('renewal_interval', 'not used with oneshot')
    notes.set('diag_addr', 'not used with oneshot')
  }
  return notes
}
