import { file, services, toFolder } from './cases.ts'
import type { AcceptedCase } from './cases.ts'

const selector = 'selector: {name: web}'
const pin = `sha256:${'a'.repeat(64)}`
const selectors = Array.from({ length: 10 }, (_, index) =>
  index % 2 === 0 ? `{name: c${index}}` : `{labels: {env: "${index}"}}`,
)
const arns =
  'role_arn: "arn:aws:iam::1:role/r", profile_arn: "arn:aws:ra:us:1:profile/p", trust_anchor_arn: "arn:aws:ra:us:1:anchor/a"'

/** The full example of the v14 reference page, in our words, without `ca_path`. */
const fullExample = `version: v2
debug: true
auth_server: "teleport.example.com:3025"
proxy_server: "teleport.example.com:443"
certificate_ttl: "1h"
renewal_interval: "20m"
oneshot: false
onboarding:
  token: "6f2a9c01d4e8b7a35f60"
  join_method: "token"
  ca_pins:
    - "${pin}"
storage:
  type: directory
  path: /var/lib/teleport/bot
outputs:
  - type: identity
    destination: {type: directory, path: /opt/machine-id}
`

/** tbot-config.md 10.1, row by row. */
export const acceptedCases: readonly AcceptedCase[] = [
  {
    number: 1,
    what: 'only a version',
    file: 'version: v2\n',
    startErrors: ['config.no-address', 'config.no-join-method'],
  },
  {
    number: 2,
    what: 'the full v14 example without ca_path',
    file: fullExample,
    told: ['config.two-addresses', 'config.deprecated-key'],
  },
  { number: 3, what: 'a quoted version', file: file({ version: '"v2"' }) },
  {
    number: 4,
    what: 'a flow-style file',
    file: '{version: v2, proxy_server: "a.example.com:443", onboarding: {join_method: iam, token: bots}}',
  },
  {
    number: 5,
    what: 'keys in reverse order',
    file: 'onboarding: {token: bots, join_method: iam}\nproxy_server: a.example.com:443\nversion: v2\n',
  },
  { number: 6, what: 'outputs only', file: file({ outputs: `[${toFolder('identity')}]` }) },
  {
    number: 7,
    what: 'both lists',
    file: file({
      services: `[${toFolder('identity')}]`,
      outputs: `[${toFolder('identity', '', '/opt/two')}]`,
    }),
  },
  {
    number: 8,
    what: 'memory storage with iam',
    file: file({ storage: '{type: memory}', onboarding: '{join_method: iam, token: bots}' }),
  },
  {
    number: 9,
    what: 'a relative path',
    file: services(toFolder('identity', '', 'out')),
    told: ['config.relative-path'],
  },
  {
    number: 10,
    what: 'a path of blanks',
    file: services(toFolder('identity', '', '"   "')),
    told: ['config.relative-path'],
  },
  {
    number: 11,
    what: 'symlinks insecure and acls off',
    file: services(
      '{type: identity, destination: {type: directory, path: /o, symlinks: insecure, acls: off}}',
    ),
  },
  {
    number: 12,
    what: 'a reader by number',
    file: services('{type: identity, destination: {type: directory, path: /o, readers: [{user: 1001}]}}'),
  },
  {
    number: 13,
    what: 'a Secret with a label true',
    file: services(
      '{type: identity, destination: {type: kubernetes_secret, name: s, namespace: n, labels: {a: true}}}',
    ),
  },
  { number: 14, what: 'an interval alone', file: file({ renewal_interval: '20m' }) },
  {
    number: 15,
    what: 'a TTL below the default interval',
    file: file({ credential_ttl: '15m' }),
    told: ['config.gap'],
  },
  {
    number: 16,
    what: 'a TTL of three days',
    file: file({ credential_ttl: '72h', renewal_interval: '1h' }),
    told: ['config.lifetime-too-long'],
  },
  {
    number: 17,
    what: 'both TTL spellings',
    file: file({ credential_ttl: '2h', certificate_ttl: '3h' }),
    told: ['config.superseded-key'],
  },
  {
    number: 18,
    what: 'the old TTL spelling',
    file: file({ certificate_ttl: '2h' }),
    told: ['config.deprecated-key'],
  },
  {
    number: 19,
    what: 'TTL equal to interval on a service',
    file: services(toFolder('identity', 'credential_ttl: 20m, renewal_interval: 20m')),
  },
  {
    number: 20,
    what: 'a service TTL of 24h',
    file: services(toFolder('identity', 'credential_ttl: 24h, renewal_interval: 1h')),
  },
  {
    number: 21,
    what: 'a service TTL below the interval in one-shot mode',
    file: file({
      oneshot: 'true',
      services: `[${toFolder('identity', 'credential_ttl: 10m, renewal_interval: 20m')}]`,
    }),
  },
  {
    number: 22,
    what: 'a JWT of 200h',
    file: services(
      toFolder(
        'workload-identity-jwt',
        `${selector}, audiences: [a], credential_ttl: 200h, renewal_interval: 1h`,
      ),
    ),
  },
  { number: 23, what: 'a negative leeway', file: file({ leeway: '-30s' }) },
  { number: 24, what: 'debug ON', file: file({ debug: 'ON' }) },
  {
    number: 25,
    what: 'insecure as quoted yes',
    file: file({ insecure: '"yes"' }),
    told: ['config.insecure'],
  },
  {
    number: 26,
    what: 'an application with TLS names into memory',
    file: services(
      '{type: application, destination: {type: memory}, app_name: a, specific_tls_naming: true}',
    ),
  },
  {
    number: 27,
    what: 'a database without database and user',
    file: services(toFolder('database', 'service: pg')),
  },
  {
    number: 28,
    what: 'an empty database format',
    file: services(toFolder('database', 'service: pg, format: ""')),
  },
  {
    number: 29,
    what: 'cockroach into a Secret',
    file: services(
      '{type: database, destination: {type: kubernetes_secret, name: s}, service: pg, format: cockroach}',
    ),
    told: ['config.cockroach-in-secret'],
  },
  {
    number: 30,
    what: 'kubernetes into memory',
    file: services('{type: kubernetes, destination: {type: memory}, kubernetes_cluster: k}'),
  },
  {
    number: 31,
    what: 'ten selectors',
    file: services(toFolder('kubernetes/v2', `selectors: [${selectors.join(', ')}]`)),
  },
  {
    number: 32,
    what: 'a context name template',
    file: services(
      toFolder(
        'kubernetes/v2',
        'selectors: [{name: a}], context_name_template: "{{.ClusterName}}/{{.KubeName}}"',
      ),
    ),
  },
  {
    number: 33,
    what: 'argo-cd with selectors only',
    file: services('{type: kubernetes/argo-cd, selectors: [{name: a}]}'),
  },
  { number: 34, what: 'an IP principal', file: services(toFolder('ssh_host', 'principals: [10.0.0.1]')) },
  {
    number: 35,
    what: 'a multiplexer without enable_resumption',
    file: services(toFolder('ssh-multiplexer')),
  },
  {
    number: 36,
    what: 'an IPv6 listen address',
    file: services('{type: application-tunnel, app_name: a, listen: "tcp://[::1]:5432"}'),
  },
  {
    number: 37,
    what: 'a listen address without scheme',
    file: services('{type: application-tunnel, app_name: a, listen: "localhost:5432"}'),
    told: ['config.listen-cannot-open'],
  },
  {
    number: 38,
    what: 'a workload API on host and port',
    file: services(`{type: workload-identity-api, listen: "127.0.0.1:9000", ${selector}}`),
    told: ['config.listen-cannot-open'],
  },
  {
    number: 39,
    what: 'a trust domain twice',
    file: services(
      toFolder('workload-identity-x509', `${selector}, trust_domains: [app_client, app_client]`),
    ),
  },
  {
    number: 40,
    what: 'roles anywhere with default times',
    file: services(toFolder('workload-identity-aws-roles-anywhere', `${selector}, ${arns}`)),
  },
  {
    number: 41,
    what: 'roles anywhere with an ignored TTL',
    file: services(
      toFolder('workload-identity-aws-roles-anywhere', `${selector}, ${arns}, credential_ttl: 999h`),
    ),
    told: ['config.unknown-key'],
  },
  {
    number: 42,
    what: 'a proxy with an inline TTL',
    file: services('{type: application-proxy, listen: "tcp://127.0.0.1:80", credential_ttl: 5m}'),
    told: ['config.unknown-key'],
  },
  {
    number: 43,
    what: 'both kubelet ports, attestor off',
    file: services(
      `{type: workload-identity-api, listen: "unix:///a", ${selector}, attestors: {kubernetes: {kubelet: {read_only_port: 1, secure_port: 2}}}}`,
    ),
  },
  {
    number: 44,
    what: 'odd names',
    file: services(toFolder('identity', 'name: "42"'), toFolder('identity', 'name: a_b+c-d', '/opt/two')),
  },
  {
    number: 45,
    what: 'empty names',
    file: services(toFolder('identity', 'name: ""'), toFolder('identity', 'name: ""', '/opt/two')),
  },
  {
    number: 46,
    what: 'two outputs in one folder',
    file: services(toFolder('identity'), toFolder('identity')),
    told: ['config.shared-folder'],
  },
  {
    number: 47,
    what: 'an output in the storage',
    file: services(toFolder('identity', '', '/var/lib/teleport/bot')),
    told: ['config.output-in-storage'],
  },
  {
    number: 48,
    what: 'one folder spelled twice',
    file: services(toFolder('identity', '', '/a'), toFolder('identity', '', '/a/')),
    told: ['config.shared-folder'],
  },
  { number: 49, what: 'empty roles', file: services(toFolder('identity', 'roles: []')) },
  { number: 50, what: 'an unknown key', file: file({ 'x-comment': 'hello' }), told: ['config.unknown-key'] },
  {
    number: 51,
    what: 'both addresses',
    file: file({ auth_server: 'teleport.example.com:3025' }),
    told: ['config.two-addresses'],
  },
  {
    number: 52,
    what: 'a pin that is none',
    file: file({
      onboarding: '{join_method: iam, token: t, ca_pins: [not-a-pin]}',
      proxy_server: undefined,
      auth_server: 'a.b:3025',
    }),
    told: ['config.malformed-ca-pin'],
  },
  {
    number: 53,
    what: 'a join link that is none',
    file: file({ join_uri: 'nonsense', proxy_server: undefined, onboarding: undefined }),
    startErrors: ['config.malformed-join-uri'],
  },
  {
    number: 54,
    what: 'no onboarding',
    file: file({ onboarding: '' }),
    startErrors: ['config.no-join-method'],
  },
  {
    number: 55,
    what: 'duplicate keys below an unknown key',
    file: file({ extra: '{a: 1, a: 2}' }),
    told: ['config.unknown-key'],
  },
  {
    number: 56,
    what: 'merged labels',
    file: services(
      toFolder('kubernetes/v2', 'selectors: [{labels: &l {env: prod}}, {labels: {<<: *l, team: a}}]'),
    ),
  },
]
