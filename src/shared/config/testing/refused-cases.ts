import { file, services, toFolder } from './cases.ts'
import type { RefusedCase } from './cases.ts'

const selector = 'selector: {name: web}'
const pin = `sha256:${'a'.repeat(64)}`
const role = 'role_arn: "arn:aws:iam::1:role/r"'
const profile = 'profile_arn: "arn:aws:ra:us:1:profile/p"'
const anchor = 'trust_anchor_arn: "arn:aws:ra:us:1:anchor/a"'

function onboarding(rest: string): string {
  return file({ onboarding: `{join_method: token, token: 6f2a9c01d4e8b7a35f60, ${rest}}` })
}
function identityTo(destination: string): string {
  return services(`{type: identity, destination: ${destination}}`)
}
function anywhere(rest: string, ...arns: readonly string[]): string {
  return services(
    toFolder('workload-identity-aws-roles-anywhere', [selector, ...arns, rest].filter(Boolean).join(', ')),
  )
}
function api(attestors: string): string {
  return services(
    `{type: workload-identity-api, listen: "unix:///a", ${selector}, attestors: {${attestors}}}`,
  )
}

/** What, path of the offence, file; ‹what is meant› in it is where the finding has to stand. */
const rows: readonly (readonly [what: string, path: string, file: string])[] = [
  ['an empty file', '', '‹›'],
  ['only comments', '', '‹# nothing›\n\n# here\n'],
  ['a list as root', '', '‹- version: v2›\n'],
  ['an unclosed quote', '', `${file()}debug: ‹"›true\n`],
  ['a tab as indentation', '', 'version: v2\nonboarding:\n‹\t›join_method: token\n'],
  ['an alias without anchor', '', `${file()}storage: ‹*nowhere›\n`],
  ['no version', 'version', file({ version: undefined }).replace(/^.*$/m, '‹$&›')],
  ['version v1', 'version', file({ version: '‹v1›' })],
  ['version V2', 'version', file({ version: '‹V2›' })],
  ['version 2.0', 'version', file({ version: '‹2.0›' })],
  ['a version list', 'version', file({ version: undefined, '‹version›': '[v2]' })],
  ['debug twice', 'debug', `${file({ debug: 'true' })}‹debug›: false\n`],
  ['debug as number', 'debug', file({ debug: '‹1›' })],
  ['oneshot as quoted false', 'oneshot', file({ oneshot: '‹"false"›' })],
  ['fips as another word', 'fips', file({ fips: '‹enabled›' })],
  ['a TTL without unit', 'credential_ttl', file({ credential_ttl: '‹3600›' })],
  ['an empty TTL', 'credential_ttl', file({ credential_ttl: '‹""›' })],
  ['a TTL in weeks', 'credential_ttl', file({ credential_ttl: '‹2w›' })],
  ['a negative interval', 'renewal_interval', file({ renewal_interval: '‹-20m›' })],
  ['an interval in capitals', 'renewal_interval', file({ renewal_interval: '‹20M›' })],
  ['a leeway in words', 'leeway', file({ leeway: '‹1 minute›' })],
  ['a list of proxies', 'proxy_server', file({ proxy_server: undefined, '‹proxy_server›': '[a, b]' })],
  ['onboarding as a word', 'onboarding', file({ onboarding: '‹token›' })],
  [
    'a method in capitals',
    'onboarding.join_method',
    file({ onboarding: '{join_method: ‹GitHub›, token: t}' }),
  ],
  ['the method ec2', 'onboarding.join_method', file({ onboarding: '{join_method: ‹ec2›, token: t}' })],
  ['a method list', 'onboarding.join_method', file({ onboarding: '{‹join_method›: [token], token: t}' })],
  ['pins as a string', 'onboarding.ca_pins', onboarding(`ca_pins: ‹"${pin}"›`)],
  ['pins and path', 'onboarding.ca_path', onboarding(`ca_pins: ["${pin}"], ca_path: ‹/ca.pem›`)],
  ['insecure and path', 'onboarding.ca_path', `${onboarding('ca_path: ‹/ca.pem›')}insecure: true\n`],
  ['azure as a string', 'onboarding.azure', onboarding('azure: ‹my-client-id›')],
  [
    'a list of variables',
    'onboarding.gitlab.token_env_var_name',
    onboarding('gitlab: {‹token_env_var_name›: [A]}'),
  ],
  [
    'a time limit without unit',
    'onboarding.generic_oidc.timeout',
    onboarding('generic_oidc: {timeout: ‹30›}'),
  ],
  ['storage as a word', 'storage', file({ storage: '‹memory›' })],
  ['an empty storage', 'storage.type', file({ '‹storage›': '{}' })],
  ['an unknown storage', 'storage.type', file({ storage: '{type: ‹file›, path: /a}' })],
  ['a nested storage', 'storage.type', file({ '‹storage›': '{destination: {type: memory}}' })],
  ['a v1 storage', 'storage.type', file({ '‹storage›': '{directory: /a}' })],
  ['an empty path', 'storage.path', file({ storage: '{type: directory, path: ‹""›}' })],
  [
    'symlinks in capitals',
    'services[0].destination.symlinks',
    identityTo('{type: directory, path: /a, symlinks: ‹Secure›}'),
  ],
  [
    'acls as boolean',
    'services[0].destination.acls',
    identityTo('{type: directory, path: /a, acls: ‹false›}'),
  ],
  [
    'an empty reader',
    'services[0].destination.readers[0]',
    identityTo('{type: directory, path: /a, readers: [‹{}›]}'),
  ],
  [
    'a named reader',
    'services[0].destination.readers[0]',
    identityTo('{type: directory, path: /a, readers: [‹www›]}'),
  ],
  [
    'a Secret without name',
    'services[0].destination.name',
    services('{type: identity, ‹destination›: {type: kubernetes_secret}}'),
  ],
  [
    'labels as a list',
    'services[0].destination.labels',
    identityTo('{type: kubernetes_secret, name: s, ‹labels›: [a]}'),
  ],
  ['services as a map', 'services', file({ '‹services›': '{type: identity}' })],
  ['a service as a word', 'services[0]', file({ services: '[‹identity›]' })],
  ['a service without type', 'services[0].type', services('‹{destination: {type: memory}}›')],
  ['a type in capitals', 'services[0].type', services(toFolder('‹Identity›'))],
  ['a removed type', 'services[0].type', services(toFolder('‹spiffe-svid›'))],
  ['no destination', 'services[0].destination', services('‹{type: identity}›')],
  ['a null destination', 'services[0].destination', services('{type: identity, ‹destination›: }')],
  ['ssh_config as yes', 'services[0].ssh_config', services(toFolder('identity', 'ssh_config: ‹yes›'))],
  [
    'allow_reissue as a word',
    'services[0].allow_reissue',
    services(toFolder('identity', 'allow_reissue: ‹sometimes›')),
  ],
  ['roles', 'services[0].roles', services(toFolder('identity', '‹roles›: [editor]'))],
  ['roles as a string', 'services[0].roles', services(toFolder('identity', 'roles: ‹editor›'))],
  ['no app_name', 'services[0].app_name', services(`‹${toFolder('application')}›`)],
  ['no database service', 'services[0].service', services(`‹${toFolder('database')}›`)],
  [
    'an unknown format',
    'services[0].format',
    services(toFolder('database', 'service: pg, format: ‹postgres›')),
  ],
  ['no Kubernetes cluster', 'services[0].kubernetes_cluster', services(`‹${toFolder('kubernetes')}›`)],
  ['no selectors', 'services[0].selectors', services(toFolder('kubernetes/v2', '‹selectors›: []'))],
  [
    'an empty selector',
    'services[0].selectors[0]',
    services(toFolder('kubernetes/v2', 'selectors: [‹{default_namespace: a}›]')),
  ],
  [
    'a broken template',
    'services[0].context_name_template',
    services(toFolder('kubernetes/v2', 'selectors: [{name: a}], context_name_template: ‹"{{.Nope"›')),
  ],
  [
    'an odd namespace',
    'services[0].namespaces[0]',
    services('{type: kubernetes/argo-cd, selectors: [{name: a}], namespaces: [‹Dev_1›]}'),
  ],
  [
    'cluster resources alone',
    'services[0].cluster_resources',
    services('{type: kubernetes/argo-cd, selectors: [{name: a}], cluster_resources: ‹true›}'),
  ],
  [
    'an odd prefix',
    'services[0].secret_name_prefix',
    services('{type: kubernetes/argo-cd, selectors: [{name: a}], secret_name_prefix: ‹My_Prefix›}'),
  ],
  ['no principals', 'services[0].principals', services(toFolder('ssh_host', '‹principals›: []'))],
  [
    'principals as a string',
    'services[0].principals',
    services(toFolder('ssh_host', 'principals: ‹host.example.com›')),
  ],
  [
    'an unknown authority',
    'services[0].ca_type',
    services(toFolder('ssh_host', 'principals: [a], ca_type: ‹host›')),
  ],
  [
    'a multiplexer into a Secret',
    'services[0].destination',
    services('{type: ssh-multiplexer, ‹destination›: {type: kubernetes_secret, name: s}}'),
  ],
  [
    'a tunnel without user',
    'services[0].username',
    services('‹{type: database-tunnel, listen: "tcp://127.0.0.1:1", service: pg, database: d}›'),
  ],
  ['no scheme', 'services[0].listen', services('{type: application-tunnel, app_name: a, listen: ‹":5432"›}')],
  [
    'a named port',
    'services[0].listen',
    services('{type: application-tunnel, app_name: a, listen: ‹"tcp://127.0.0.1:http"›}'),
  ],
  [
    'half a nested pair',
    'services[0].credential_lifetime.renewal_interval',
    services(
      '{type: application-proxy, listen: "tcp://127.0.0.1:80", ‹credential_lifetime›: {credential_ttl: 1h}}',
    ),
  ],
  ['no selector', 'services[0].selector', services(`‹${toFolder('workload-identity-x509')}›`)],
  [
    'a selector with both',
    'services[0].selector',
    services(toFolder('workload-identity-jwt', '‹selector›: {name: a, labels: {b: [c]}}, audiences: [a]')),
  ],
  [
    'an empty label list',
    'services[0].selector.labels.team',
    services(toFolder('workload-identity-x509', 'selector: {labels: {‹team›: []}}')),
  ],
  [
    'audiences as a string',
    'services[0].audiences',
    services(toFolder('workload-identity-jwt', `${selector}, audiences: ‹api›`)),
  ],
  [
    'an unknown trust domain',
    'services[0].trust_domains[0]',
    services(toFolder('workload-identity-x509', `${selector}, trust_domains: [‹example.com›]`)),
  ],
  ['podman without address', 'services[0].attestors.podman.addr', api('‹podman›: {enabled: true}')],
  [
    'docker over TCP',
    'services[0].attestors.docker.addr',
    api('docker: {enabled: true, addr: ‹"tcp://127.0.0.1:2375"›}'),
  ],
  [
    'a hash size below -1',
    'services[0].attestors.unix.binary_hash_max_size_bytes',
    api('unix: {binary_hash_max_size_bytes: ‹-2›}'),
  ],
  ['no profile', 'services[0].profile_arn', anywhere('', role, anchor).replace(/(?<=\[).*(?=\])/, '‹$&›')],
  ['a short ARN', 'services[0].role_arn', anywhere('role_arn: ‹"arn:aws:iam"›', profile, anchor)],
  ['an unknown region', 'services[0].region', anywhere('region: ‹virginia›', role, profile, anchor)],
  [
    'a session too long',
    'services[0].session_duration',
    anywhere('session_duration: ‹12h1s›', role, profile, anchor),
  ],
  [
    'an interval equal to the session',
    'services[0].session_renewal_interval',
    anywhere('session_duration: 2h, session_renewal_interval: ‹2h›', role, profile, anchor),
  ],
  [
    'an interval alone',
    'services[0].credential_ttl',
    services(`‹${toFolder('identity', 'renewal_interval: 20m')}›`),
  ],
  [
    'a TTL below the interval',
    'services[0].credential_ttl',
    services(toFolder('identity', 'credential_ttl: ‹10m›, renewal_interval: 20m')),
  ],
  [
    'a TTL of 30h',
    'services[0].credential_ttl',
    services(toFolder('application', 'app_name: a, credential_ttl: ‹30h›, renewal_interval: 1h')),
  ],
  ['a name with blanks', 'services[0].name', services(toFolder('identity', 'name: ‹Heart Beat›'))],
  ['a reserved name', 'services[0].name', services(toFolder('identity', 'name: ‹heartbeat›'))],
  ['a name with an accent', 'services[0].name', services(toFolder('identity', 'name: ‹café›'))],
  [
    'a name twice',
    'outputs[1].name',
    file({
      outputs: `[${toFolder('identity', 'name: a')}, ${toFolder('identity', 'name: ‹a›', '/opt/two')}]`,
    }),
  ],
  [
    'a generated name taken',
    'services[1].name',
    services(toFolder('identity'), toFolder('identity', 'name: ‹identity-1›', '/opt/two')),
  ],
  [
    'scoped with an application',
    'services[0].type',
    file({ scoped: 'true', services: `[${toFolder('‹application›', 'app_name: a')}]` }),
  ],
  ['vnet without session', 'services[0].delegation_session_id', services('‹{type: beams/vnet}›')],
  [
    'a service through an alias',
    'services[1].destination',
    file({ services: `[&a ${toFolder('identity', '', '/opt/one')}, ‹*a›]` }),
  ],
  ['%YAML 1.2', '', `‹%YAML 1.2›\n---\n${file()}`],
]

/** Where `before` ends, both counted from 1. */
function placeAfter(before: string): { readonly line: number; readonly column: number } {
  const lines = before.split('\n')
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}

/** tbot-config.md 10.2, row by row. */
export const refusedCases: readonly RefusedCase[] = rows.map(([what, path, marked], index) => {
  const [before = '', token = '', after = ''] = marked.split(/[‹›]/)
  return {
    number: index + 1,
    what,
    path,
    file: before + token + after,
    start: placeAfter(before),
    end: placeAfter(before + token),
  }
})
