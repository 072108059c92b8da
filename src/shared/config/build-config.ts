import type { Entry, MapEntry } from './entry.ts'
import { booleanAt, entryAt, itemsAt, numberAt, textAt } from './entry.ts'
import { parseJoinUri } from './join-uri.ts'
import type {
  AclMode,
  BotConfig,
  ClusterAddress,
  DestinationConfig,
  Lifetime,
  Onboarding,
  ServiceConfig,
  SymlinkMode,
} from './model.ts'
import { defaultStoragePath } from './rules/destination-rules.ts'
import { lifetimeOwner, topLifetime } from './rules/lifetime-rules.ts'
import { generatedServiceNames } from './rules/name-rules.ts'
import { servicesOf } from './rules/service-rules.ts'

/** The configuration of a file without errors, with everything decided that the file left open. */
export function buildConfig(root: MapEntry): BotConfig {
  const diagAddr = textAt(root, 'diag_addr')
  const lifetime = topLifetime(root)
  const services = servicesOf(root)
  const names = generatedServiceNames(
    services.map((service) => ({ type: textAt(service, 'type'), name: textAt(service, 'name') })),
  )
  return {
    debug: booleanAt(root, 'debug'),
    address: addressOf(root),
    insecure: booleanAt(root, 'insecure'),
    onboarding: onboardingOf(root),
    storage: storageOf(root),
    lifetime,
    oneshot: booleanAt(root, 'oneshot'),
    ...(diagAddr === '' ? {} : { diagAddr }),
    services: services.map((service, index) => serviceOf(service, names[index] ?? '', lifetime)),
  }
}

/** tbot-config.md 6.2 rule 5: with both, the proxy wins. */
function addressOf(root: MapEntry): ClusterAddress {
  const uri = parseJoinUri(textAt(root, 'join_uri'))
  if (uri !== undefined) return { kind: uri.kind, address: uri.address }
  const proxy = textAt(root, 'proxy_server')
  return proxy === ''
    ? { kind: 'auth', address: textAt(root, 'auth_server') }
    : { kind: 'proxy', address: proxy }
}

function onboardingOf(root: MapEntry): Onboarding {
  const onboarding = entryAt(root, 'onboarding')
  const uri = parseJoinUri(textAt(root, 'join_uri'))
  const token = uri?.token ?? textAt(onboarding, 'token')
  const caPath = textAt(onboarding, 'ca_path')
  return {
    joinMethod: uri?.method ?? textAt(onboarding, 'join_method'),
    ...(token === '' ? {} : { token }),
    caPins: itemsAt(onboarding, 'ca_pins').map((pin) => textAt(pin)),
    ...(caPath === '' ? {} : { caPath }),
  }
}

function storageOf(root: MapEntry): DestinationConfig {
  const storage = entryAt(root, 'storage')
  if (storage?.kind === 'map') return destinationOf(storage)
  return { type: 'directory', path: defaultStoragePath, symlinks: 'try-secure', acls: 'try', readers: [] }
}

function destinationOf(destination: Entry | undefined): DestinationConfig {
  const namespace = textAt(destination, 'namespace')
  switch (textAt(destination, 'type')) {
    case 'memory':
      return { type: 'memory' }
    case 'kubernetes_secret': {
      const name = textAt(destination, 'name')
      return { type: 'kubernetes_secret', name, ...(namespace === '' ? {} : { namespace }) }
    }
    default:
      return {
        type: 'directory',
        path: textAt(destination, 'path'),
        symlinks: symlinksOf(destination),
        acls: aclsOf(destination),
        readers: itemsAt(destination, 'readers').map((reader) => {
          const user = textAt(reader, 'user')
          return user === '' ? { kind: 'group', name: textAt(reader, 'group') } : { kind: 'user', name: user }
        }),
      }
  }
}

function symlinksOf(destination: Entry | undefined): SymlinkMode {
  const mode = textAt(destination, 'symlinks')
  return mode === 'secure' || mode === 'insecure' ? mode : 'try-secure'
}

function aclsOf(destination: Entry | undefined): AclMode {
  const mode = textAt(destination, 'acls')
  return mode === 'off' || mode === 'required' ? mode : 'try'
}

/** tbot-config.md 6.1 rule 1: a service has its own pair or inherits both. */
function lifetimeOf(service: MapEntry, top: Lifetime): Lifetime {
  const owner = lifetimeOwner(service)
  const credentialTtlMs = numberAt(owner, 'credential_ttl')
  const renewalIntervalMs = numberAt(owner, 'renewal_interval')
  return credentialTtlMs === 0 || renewalIntervalMs === 0 ? top : { credentialTtlMs, renewalIntervalMs }
}

function serviceOf(service: MapEntry, name: string, top: Lifetime): ServiceConfig {
  const base = {
    name,
    lifetime: lifetimeOf(service, top),
    roles: itemsAt(service, 'roles').map((role) => textAt(role)),
    path: service.path,
  }
  const type = textAt(service, 'type')
  const cluster = textAt(service, 'cluster')
  switch (type) {
    case 'identity':
      return {
        ...base,
        type: 'identity',
        ...(cluster === '' ? {} : { cluster }),
        sshConfig: textAt(service, 'ssh_config') !== 'off',
        allowReissue: booleanAt(service, 'allow_reissue'),
        destination: destinationOf(entryAt(service, 'destination')),
      }
    case 'application':
      return {
        ...base,
        type: 'application',
        appName: textAt(service, 'app_name'),
        specificTlsNaming: booleanAt(service, 'specific_tls_naming'),
        destination: destinationOf(entryAt(service, 'destination')),
      }
    default:
      return { ...base, type: 'unsupported', typeName: type }
  }
}
