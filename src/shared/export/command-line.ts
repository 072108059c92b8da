import type { YamlValue } from '../config/edit/model.ts'
import type { LeftOut } from './model.ts'
import { serviceWords } from './command-service.ts'
import { destinationUri, noFlag } from './destination-uri.ts'
import { defaultStorage } from './folders.ts'
import { registrationFileOption, tokenFileOption } from './secret-files.ts'
import type { ExportSource, SourceService } from './source.ts'
import { isOn, mapAt, textAt, textsAt, valueAt } from './values.ts'

/** One `tbot start …`; without `words` the service cannot be said by flags, and `leftOut` says why. */
export interface CommandLine {
  readonly variables: Readonly<Record<string, string>>
  /** Sub-command and flags, not quoted. */
  readonly words: readonly string[] | undefined
  readonly leftOut: readonly LeftOut[]
  /** Which secrets stand in the variables: "the join token". */
  readonly secrets: readonly string[]
}

/** Flags of top-level keys: tbot-config.md 8.1 and 8.2. */
const textFlags = [
  ['credential_ttl', '--certificate-ttl'],
  ['certificate_ttl', '--certificate-ttl'],
  ['renewal_interval', '--renewal-interval'],
  ['diag_addr', '--diag-addr'],
] as const
const switchFlags = [
  ['oneshot', '--oneshot'],
  ['scoped', '--scoped'],
  ['debug', '--debug'],
  ['fips', '--fips'],
  ['insecure', '--insecure'],
] as const
const said = new Set<string>([
  ...textFlags.map(([key]) => key),
  ...switchFlags.map(([key]) => key),
  'version',
  'auth_server',
  'proxy_server',
  'join_uri',
  'onboarding',
  'storage',
  'services',
  'outputs',
])

/** The command of one service, or of none (`noop`). */
export function commandLine(source: ExportSource, service: SourceService | undefined): CommandLine {
  const own = service === undefined ? { words: ['noop'], leftOut: [] } : serviceWords(service, source.target)
  if (own.words === undefined) return { variables: {}, words: undefined, leftOut: own.leftOut, secrets: [] }
  const { values, services } = source
  const join = joinWords(source, service)
  const storage = storageWords(source, services.length > 1 ? service : undefined)
  const ttl = new Set<string>()
  const texts = textFlags.flatMap(([key, flag]) => {
    const value = textAt(values, key)
    if (value === '' || ttl.has(flag)) return []
    ttl.add(flag)
    return [`${flag}=${value}`]
  })
  const switches = switchFlags.flatMap(([key, flag]) => (isOn(values, key) ? [flag] : []))
  const unsaid = Object.entries(values).filter(([key, value]) => !said.has(key) && !isDefault(value))
  return {
    variables: join.variables,
    words: [...own.words, ...join.words, ...storage.words, ...texts, ...switches],
    secrets: join.secrets,
    leftOut: [...unsaid.map(([path]) => noFlag(path)), ...join.leftOut, ...storage.leftOut, ...own.leftOut],
  }
}

function isDefault(value: YamlValue): boolean {
  return value === '' || value === false
}

interface Part {
  readonly words: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

type JoinPart = Part & Pick<CommandLine, 'variables' | 'secrets'>

function joinWords(source: ExportSource, service: SourceService | undefined): JoinPart {
  const { join, withSecrets, option } = source
  const { registrationSecret: secret } = join
  const words = [`--${join.server}-server=${join.address}`, `--join-method=${join.method}`]
  const variables: Record<string, string> = {}
  const secrets: string[] = []
  const leftOut: LeftOut[] = []
  if (join.tokenIs === 'secret' && withSecrets) {
    variables['TELEPORT_BOT_TOKEN'] = join.token
    secrets.push('the join token')
  } else if (join.tokenIs === 'secret') {
    const file = ownPlace(option(tokenFileOption.key), source.services.length > 1 ? service : undefined)
    words.push(`--token=${file}`)
    leftOut.push({
      path: 'onboarding.token',
      reason: `The join token is a secret. Put a new one into ${file}.`,
    })
  } else if (join.tokenIs !== 'absent') words.push(`--token=${join.token}`)
  words.push(...textsAt(join.onboarding, 'ca_pins').map((pin) => `--ca-pin=${pin}`))
  const keypair = mapAt(join.onboarding, 'bound_keypair')
  const place = textAt(keypair, 'registration_secret_path')
  const key = textAt(keypair, 'static_private_key_path')
  if (secret !== '' && withSecrets) {
    variables['TBOT_REGISTRATION_SECRET'] = secret
    secrets.push('the registration secret')
  } else if (secret !== '') {
    const file = option(registrationFileOption.key)
    words.push(`--registration-secret-path=${file}`)
    leftOut.push({
      path: 'onboarding.bound_keypair.registration_secret',
      reason: `The registration secret is a secret. Put a new one into ${file}.`,
    })
  } else if (place !== '') words.push(`--registration-secret-path=${place}`)
  if (key !== '') words.push(`--static-key-path=${key}`)
  return { words, variables, secrets, leftOut: [...leftOut, ...unsaidOnboarding(source)] }
}

const saidOnboarding = new Set(['join_method', 'token', 'ca_pins', 'bound_keypair'])

function unsaidOnboarding({ join }: ExportSource): LeftOut[] {
  return Object.keys(join.onboarding)
    .filter((key) => !saidOnboarding.has(key) && join.onboarding[key] !== '')
    .map((key) => noFlag(`onboarding.${key}`))
}

/** Several lines are several bots: each gets a storage and a token file named after its service. */
function ownPlace(path: string, service: SourceService | undefined): string {
  if (service === undefined) return path
  const bare = path.replace(/(?<!\/)\/+$/, '')
  const stem = bare.replace(/\.[^./]+$/, '')
  return `${stem}-${service.name}${bare.slice(stem.length)}`
}

function storageWords({ values, target }: ExportSource, service: SourceService | undefined): Part {
  const storage = mapAt(values, 'storage')
  const written = valueAt(values, 'storage') !== undefined
  if (!written && service === undefined) return { words: [], leftOut: [] }
  const from = written ? storage : { type: 'directory', path: defaultStorage }
  const moved =
    textAt(from, 'path') === '' ? from : { ...from, path: ownPlace(textAt(from, 'path'), service) }
  const { uri, leftOut } = destinationUri(moved, 'storage', target)
  return { words: uri === undefined ? [] : [`--storage=${uri}`], leftOut }
}
