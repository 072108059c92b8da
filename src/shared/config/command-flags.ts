/** One flag of `tbot start` and `tbot configure`: of the command line, of the importer, and of the explanation of origins. */
export interface Flag {
  /** Without dashes: `auth-server`. */
  readonly name: string
  readonly short?: string
  /** `list` may be given again; `switch` takes no value. */
  readonly kind: 'text' | 'list' | 'switch'
  /** What stands for the value in a help text. */
  readonly value?: string
  readonly about: string
  /** The environment variable that says the same. */
  readonly variable?: string
  /** Where it goes in the file (below a service: the key of the service); absent when the file has no place for it. */
  readonly path?: string
  /** `--no-NAME` means something, too. */
  readonly canBeOff?: true
  readonly isRequired?: true
  /** Known to tbot, but not offered by Botdesk. */
  readonly isForeign?: true
}

/** A sub-command of `start` and `configure`: one service (tbot-config.md 8.4). */
export interface ServiceCommand {
  readonly name: string
  readonly alias?: string
  /** tbot's type; absent for a command without a service. */
  readonly type?: string
  readonly about: string
  readonly flags: readonly Flag[]
}

function text(name: string, value: string, about: string, more: Partial<Flag> = {}): Flag {
  return { name, kind: 'text', value, about, ...more }
}

function list(name: string, value: string, about: string, more: Partial<Flag> = {}): Flag {
  return { name, kind: 'list', value, about: `${about}; may be given again`, ...more }
}

function toggle(name: string, about: string, more: Partial<Flag> = {}): Flag {
  return { name, kind: 'switch', about, ...more }
}

/** tbot-config.md 8.1. */
export const globalFlags: readonly Flag[] = [
  text('config', 'file', 'tbot.yaml', { short: 'c', variable: 'TBOT_CONFIG_PATH' }),
  toggle('debug', 'log more', { short: 'd', variable: 'TBOT_DEBUG', path: 'debug' }),
  toggle('fips', 'only algorithms allowed by FIPS', { path: 'fips' }),
  toggle('insecure', 'do not verify the cluster on the first join', { path: 'insecure' }),
  text('log-format', 'format', 'text or json'),
  text('config-string', 'base64', 'the whole file', { isForeign: true }),
  toggle('trace', 'record traces', { isForeign: true }),
  text('trace-exporter', 'address', 'where traces go', { isForeign: true }),
]

/** tbot-config.md 8.2. */
export const sharedFlags: readonly Flag[] = [
  text('auth-server', 'address', 'HOST:PORT of the auth service', {
    short: 'a',
    variable: 'TELEPORT_AUTH_SERVER',
    path: 'auth_server',
  }),
  text('proxy-server', 'address', 'HOST:PORT of the proxy', {
    variable: 'TELEPORT_PROXY',
    path: 'proxy_server',
  }),
  text('token', 'token', 'join token, or an absolute path of a file with it', {
    variable: 'TELEPORT_BOT_TOKEN',
    path: 'onboarding.token',
  }),
  text('join-method', 'method', 'how the bot joins, e.g. token', { path: 'onboarding.join_method' }),
  list('ca-pin', 'pin', 'sha256:… of the cluster authority', { path: 'onboarding.ca_pins' }),
  text('certificate-ttl', 'duration', 'how long certificates live, e.g. 1h', { path: 'credential_ttl' }),
  text('renewal-interval', 'duration', 'renew at the latest after this, e.g. 20m', {
    path: 'renewal_interval',
  }),
  toggle('oneshot', 'write everything once and exit', { path: 'oneshot', canBeOff: true }),
  toggle('scoped', 'the bot belongs to a scope', { path: 'scoped' }),
  text('diag-addr', 'address', 'HOST:PORT for /livez, /readyz and /metrics', { path: 'diag_addr' }),
  text('storage', 'place', 'storage of the bot: a path, file://, memory:// or kubernetes-secret://', {
    path: 'storage',
  }),
  text('join-uri', 'link', 'address, method and token in one', { path: 'join_uri' }),
  text('registration-secret', 'secret', 'first proof of the method bound_keypair', {
    path: 'onboarding.bound_keypair.registration_secret',
  }),
  text('registration-secret-path', 'file', 'file with that secret', {
    path: 'onboarding.bound_keypair.registration_secret_path',
  }),
  text('static-key-path', 'file', 'file with a key that never changes', {
    path: 'onboarding.bound_keypair.static_private_key_path',
  }),
  text('pid-file', 'file', 'where to write the number of the process'),
]

/** Only without a sub-command (tbot-config.md 8.3). */
export const legacyFlags: readonly Flag[] = [
  text('data-dir', 'place', 'older name of --storage', { path: 'storage' }),
  text('destination-dir', 'place', 'write one identity output there, in place of all services', {
    path: 'services[0].destination',
  }),
]

/** `configure` only. */
export const outputFlag: Flag = text('output', 'file', 'file to write; standard output when not given', {
  short: 'o',
})

const required = { isRequired: true } as const
const readers = [
  list('reader-user', 'user', 'user who may read the files', { path: 'destination.readers' }),
  list('reader-group', 'group', 'group that may read the files', { path: 'destination.readers' }),
]
const destination = text('destination', 'place', 'a path, file://, memory:// or kubernetes-secret://', {
  path: 'destination',
  ...required,
})
const listen = text('listen', 'address', 'tcp://HOST:PORT or unix:///PATH', { path: 'listen', ...required })
const app = text('app', 'name', 'name of the application', { path: 'app_name', ...required })
const database = [
  text('service', 'name', 'name of the database service', { path: 'service', ...required }),
  text('username', 'name', 'database user', { path: 'username', ...required }),
  text('database', 'name', 'database inside the service', { path: 'database', ...required }),
]
const noExecPlugin = toggle('disable-exec-plugin', 'put the certificate into the kubeconfig', {
  path: 'disable_exec_plugin',
})
const identitySelector = [
  text('name-selector', 'name', 'name of the workload identity', { path: 'selector.name' }),
  list('label-selector', 'labels', 'KEY=VALUE,… of the workload identities', { path: 'selector.labels' }),
]

/** tbot-config.md 8.4. `spiffe-svid` is missing: its flags are not known, and tbot 19 has removed it. */
export const serviceCommands: readonly ServiceCommand[] = [
  {
    name: 'identity',
    alias: 'ssh',
    type: 'identity',
    about: 'SSH and admin access',
    flags: [
      destination,
      text('cluster', 'name', 'leaf cluster', { path: 'cluster' }),
      toggle('allow-reissue', 'allow further certificates to be made with it', { path: 'allow_reissue' }),
      ...readers,
    ],
  },
  {
    name: 'application',
    type: 'application',
    about: 'a web application',
    flags: [
      destination,
      app,
      toggle('specific-tls-extensions', 'write tls.crt, tls.key and tls.cas as well', {
        path: 'specific_tls_naming',
      }),
      ...readers,
    ],
  },
  {
    name: 'database',
    type: 'database',
    about: 'a database',
    flags: [
      destination,
      ...database,
      text('format', 'format', 'tls, mongo or cockroach', { path: 'format' }),
      ...readers,
    ],
  },
  {
    name: 'kubernetes',
    type: 'kubernetes',
    about: 'one Kubernetes cluster',
    flags: [
      destination,
      text('kubernetes-cluster', 'name', 'name of the cluster', { path: 'kubernetes_cluster', ...required }),
      noExecPlugin,
      ...readers,
    ],
  },
  {
    name: 'kubernetes/v2',
    type: 'kubernetes/v2',
    about: 'Kubernetes clusters by name or label',
    flags: [
      destination,
      list('name-selector', 'name', 'name of a cluster', { path: 'selectors' }),
      list('label-selector', 'labels', 'KEY=VALUE,… of clusters', { path: 'selectors' }),
      noExecPlugin,
      ...readers,
    ],
  },
  {
    name: 'application-tunnel',
    type: 'application-tunnel',
    about: 'a local address of an application',
    flags: [listen, app],
  },
  {
    name: 'application-proxy',
    type: 'application-proxy',
    about: 'a local proxy to applications',
    flags: [listen],
  },
  {
    name: 'database-tunnel',
    type: 'database-tunnel',
    about: 'a local address of a database',
    flags: [listen, ...database],
  },
  {
    name: 'ssh-multiplexer',
    type: 'ssh-multiplexer',
    about: 'SSH through one connection',
    flags: [
      destination,
      toggle('enable-resumption', 'connections survive interruptions', {
        path: 'enable_resumption',
        canBeOff: true,
      }),
      text('proxy-templates-path', 'file', 'file with templates', { path: 'proxy_templates_path' }),
      list('proxy-command', 'word', 'program and arguments for ssh', { path: 'proxy_command' }),
      ...readers,
    ],
  },
  {
    name: 'workload-identity-x509',
    type: 'workload-identity-x509',
    about: 'a SPIFFE identity as X.509',
    flags: [
      destination,
      ...identitySelector,
      toggle('include-federated-trust-bundles', 'write the authorities of federated domains as well', {
        path: 'include_federated_trust_bundles',
      }),
      ...readers,
    ],
  },
  {
    name: 'workload-identity-jwt',
    type: 'workload-identity-jwt',
    about: 'a SPIFFE identity as JWT',
    flags: [
      destination,
      ...identitySelector,
      list('audience', 'name', 'who is to accept it', { path: 'audiences', ...required }),
      ...readers,
    ],
  },
  {
    name: 'workload-identity-api',
    type: 'workload-identity-api',
    about: 'the SPIFFE Workload API',
    flags: [listen, ...identitySelector],
  },
  {
    name: 'workload-identity-aws-roles-anywhere',
    type: 'workload-identity-aws-roles-anywhere',
    about: 'AWS credentials',
    flags: [
      destination,
      ...identitySelector,
      text('role-arn', 'arn', 'role to assume', { path: 'role_arn', ...required }),
      text('profile-arn', 'arn', 'Roles Anywhere profile', { path: 'profile_arn', ...required }),
      text('trust-anchor-arn', 'arn', 'trust anchor', { path: 'trust_anchor_arn', ...required }),
      text('region', 'region', 'AWS region', { path: 'region' }),
      text('session-duration', 'duration', 'how long a session lives', { path: 'session_duration' }),
      text('session-renewal-interval', 'duration', 'renew sessions after this', {
        path: 'session_renewal_interval',
      }),
      ...readers,
    ],
  },
  { name: 'noop', about: 'no service: joins only', flags: [] },
]

/** `ca-pin` as `caPin`: how a flag is called among the values given. */
export function flagKey(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

export function findServiceCommand(name: string): ServiceCommand | undefined {
  return serviceCommands.find((command) => command.name === name || command.alias === name)
}
