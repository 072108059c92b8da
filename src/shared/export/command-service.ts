import type { LeftOut } from './model.ts'
import { destinationUri, noFlag } from './destination-uri.ts'
import type { SourceService } from './source.ts'
import type { PlainMap } from './values.ts'
import { isMapValue } from '../config/edit/model.ts'
import { listAt, mapAt, textAt, valueAt } from './values.ts'

/** Flags of a sub-command by the key of the file (tbot-config.md 8.4). */
interface SubCommand {
  readonly texts?: Readonly<Record<string, string>>
  readonly switches?: Readonly<Record<string, string>>
  readonly lists?: Readonly<Record<string, string>>
  /** Keys the file may leave empty and the command line may not. */
  readonly required?: readonly string[]
  readonly selectors?: 'several' | 'one'
}

const database = { service: '--service', username: '--username', database: '--database' }
const listen = { listen: '--listen' }

const subCommands: Readonly<Record<string, SubCommand>> = {
  identity: { texts: { cluster: '--cluster' }, switches: { allow_reissue: '--allow-reissue' } },
  application: {
    texts: { app_name: '--app' },
    switches: { specific_tls_naming: '--specific-tls-extensions' },
  },
  database: { texts: { ...database, format: '--format' }, required: ['username', 'database'] },
  kubernetes: {
    texts: { kubernetes_cluster: '--kubernetes-cluster' },
    switches: { disable_exec_plugin: '--disable-exec-plugin' },
  },
  'kubernetes/v2': { switches: { disable_exec_plugin: '--disable-exec-plugin' }, selectors: 'several' },
  'application-tunnel': { texts: { ...listen, app_name: '--app' } },
  'application-proxy': { texts: listen },
  'database-tunnel': { texts: { ...listen, ...database } },
  'ssh-multiplexer': {
    texts: { proxy_templates_path: '--proxy-templates-path' },
    switches: { enable_resumption: '--enable-resumption' },
    lists: { proxy_command: '--proxy-command' },
  },
  'workload-identity-x509': {
    switches: { include_federated_trust_bundles: '--include-federated-trust-bundles' },
    selectors: 'one',
  },
  'workload-identity-jwt': { lists: { audiences: '--audience' }, selectors: 'one' },
  'workload-identity-api': { texts: listen, selectors: 'one' },
  'workload-identity-aws-roles-anywhere': {
    texts: {
      role_arn: '--role-arn',
      profile_arn: '--profile-arn',
      trust_anchor_arn: '--trust-anchor-arn',
      region: '--region',
      session_duration: '--session-duration',
      session_renewal_interval: '--session-renewal-interval',
    },
    selectors: 'one',
  },
}

export interface ServiceWords {
  /** Sub-command and its flags; undefined when flags cannot say this service. */
  readonly words: readonly string[] | undefined
  readonly leftOut: readonly LeftOut[]
}

/** The sub-command of a service and what it cannot say. */
export function serviceWords(service: SourceService, target: number): ServiceWords {
  const { type, path, values } = service
  const command = subCommands[type]
  if (command === undefined) {
    return refused(path, `There is no command line for a service of type ${type}; it needs the file.`)
  }
  const missing = command.required?.filter((key) => textAt(values, key) === '') ?? []
  if (missing.length > 0) {
    return refused(path, `The command line needs ${missing.join(' and ')}, which the file leaves out.`)
  }
  const said = new Set(['type', 'destination', ...(listAt(values, 'roles').length === 0 ? ['roles'] : [])])
  const words = [type]
  const leftOut: LeftOut[] = []
  if (valueAt(values, 'destination') !== undefined) {
    const destination = destinationUri(mapAt(values, 'destination'), `${path}.destination`, target)
    if (destination.uri === undefined) return { words: undefined, leftOut: destination.leftOut }
    words.push(`--destination=${destination.uri}`, ...destination.readers)
    leftOut.push(...destination.leftOut)
  }
  words.push(...flagWords(command, values, said))
  if (command.selectors !== undefined) {
    const selectors = selectorWords(command.selectors, service, said)
    if (selectors.words === undefined) return selectors
    words.push(...selectors.words)
    leftOut.push(...selectors.leftOut)
  }
  return { words, leftOut: [...leftOut, ...unsaid(service, said)] }
}

function refused(path: string, reason: string): ServiceWords {
  return { words: undefined, leftOut: [{ path, reason }] }
}

function flagWords(command: SubCommand, values: PlainMap, said: Set<string>): string[] {
  const words: string[] = []
  for (const [key, flag] of Object.entries(command.texts ?? {})) {
    said.add(key)
    const text = textAt(values, key)
    if (text !== '') words.push(`${flag}=${text}`)
  }
  for (const [key, flag] of Object.entries(command.switches ?? {})) {
    // A switch that only turns on says nothing about `enable_resumption: false`, which is on by itself.
    if (valueAt(values, key) === true) words.push(flag)
    if (valueAt(values, key) === true || key !== 'enable_resumption') said.add(key)
  }
  for (const [key, flag] of Object.entries(command.lists ?? {})) {
    said.add(key)
    words.push(...listAt(values, key).map((each) => `${flag}=${typeof each === 'string' ? each : ''}`))
  }
  return words
}

function selectorWords(kind: 'several' | 'one', service: SourceService, said: Set<string>): ServiceWords {
  const key = kind === 'several' ? 'selectors' : 'selector'
  said.add(key)
  const selectors = kind === 'several' ? listAt(service.values, key) : [mapAt(service.values, key)]
  const words: string[] = []
  const leftOut: LeftOut[] = []
  for (const [index, selector] of selectors.entries()) {
    const path = kind === 'several' ? `${service.path}.${key}[${index}]` : `${service.path}.${key}`
    const name = textAt(selector, 'name')
    const labels = labelPairs(mapAt(selector, 'labels'))
    if (labels === undefined) {
      return refused(
        path,
        'A label holds a comma or an equals sign, which a flag cannot say; it needs the file.',
      )
    }
    words.push(name === '' ? `--label-selector=${labels.join(',')}` : `--name-selector=${name}`)
    const more = Object.keys(isMapValue(selector) ? selector : {}).filter(
      (each) => each !== 'name' && each !== 'labels',
    )
    leftOut.push(...more.map((each) => noFlag(`${path}.${each}`)))
  }
  return { words, leftOut }
}

/** `key=value`, once for each value of a list. */
function labelPairs(labels: PlainMap): string[] | undefined {
  const pairs = Object.entries(labels).flatMap(([key, value]) =>
    (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(
      (each) => [key, String(each)] as const,
    ),
  )
  if (pairs.some(([key, value]) => /[,=]/.test(key) || /[,=]/.test(value))) return undefined
  return pairs.map(([key, value]) => `${key}=${value}`)
}

function unsaid({ path, values }: SourceService, said: ReadonlySet<string>): LeftOut[] {
  return Object.entries(values)
    .filter(([key, value]) => !said.has(key) && value !== '' && !(key === 'ssh_config' && value === 'on'))
    .map(([key]) => {
      const at = `${path}.${key}`
      const reason = reasons[key]
      return reason === undefined ? noFlag(at) : { path: at, reason }
    })
}

const lifetime =
  'No flag sets the lifetime of one service; --certificate-ttl and --renewal-interval set the whole bot’s.'
const reasons: Readonly<Record<string, string>> = {
  credential_ttl: lifetime,
  renewal_interval: lifetime,
  certificate_ttl: lifetime,
  name: 'The service gets the name tbot makes for it.',
  roles: 'No flag limits the roles: the files carry all roles of the bot.',
}
