/** The checked configuration the engine runs on: defaults filled in, durations in milliseconds, names decided. */
export interface BotConfig {
  readonly debug: boolean
  readonly address: ClusterAddress
  readonly insecure: boolean
  readonly onboarding: Onboarding
  readonly storage: DestinationConfig
  readonly lifetime: Lifetime
  readonly oneshot: boolean
  /** `host:port` of the diagnostics listener; absent means off. */
  readonly diagAddr?: string
  /** `services`, then `outputs`, in file order (tbot-config.md 1.2). */
  readonly services: readonly ServiceConfig[]
}

/** `auth_server` or `proxy_server`: the key decides the kind, `address` is `host:port`. */
export interface ClusterAddress {
  readonly kind: 'auth' | 'proxy'
  readonly address: string
}

export interface Onboarding {
  readonly joinMethod: string
  /** A token, or an absolute path of a file that holds it (tbot-config.md 2.1). Secret. */
  readonly token?: string
  /** `sha256:` and 64 hex digits each. */
  readonly caPins: readonly string[]
  readonly caPath?: string
}

export interface Lifetime {
  readonly credentialTtlMs: number
  readonly renewalIntervalMs: number
}

export type SymlinkMode = 'try-secure' | 'secure' | 'insecure'
export type AclMode = 'try' | 'off' | 'required'

export interface DirectoryConfig {
  readonly type: 'directory'
  readonly path: string
  readonly symlinks: SymlinkMode
  readonly acls: AclMode
  readonly readers: readonly { readonly kind: 'user' | 'group'; readonly name: string }[]
}
export interface MemoryConfig {
  readonly type: 'memory'
}
export interface KubernetesSecretConfig {
  readonly type: 'kubernetes_secret'
  readonly name: string
  readonly namespace?: string
}
export type DestinationConfig = DirectoryConfig | MemoryConfig | KubernetesSecretConfig

interface ServiceBase {
  /** The name in `/readyz`: the user's, or generated (tbot-config.md 5.2). */
  readonly name: string
  readonly lifetime: Lifetime
  /** Roles to impersonate; empty means all the bot may (tbot-config.md 4.1). */
  readonly roles: readonly string[]
  /** Where the entry stands in the file, e.g. `outputs[0]`. */
  readonly path: string
}
export interface IdentityServiceConfig extends ServiceBase {
  readonly type: 'identity'
  readonly cluster?: string
  readonly sshConfig: boolean
  readonly allowReissue: boolean
  readonly destination: DestinationConfig
}
export interface ApplicationServiceConfig extends ServiceBase {
  readonly type: 'application'
  readonly appName: string
  readonly specificTlsNaming: boolean
  readonly destination: DestinationConfig
}
/** A type the file may hold and this engine does not run yet: reported as a problem of that service alone. */
export interface UnsupportedServiceConfig extends ServiceBase {
  readonly type: 'unsupported'
  readonly typeName: string
}
export type ServiceConfig = IdentityServiceConfig | ApplicationServiceConfig | UnsupportedServiceConfig
