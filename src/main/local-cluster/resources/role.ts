import type { Labels, Metadata } from './resource.ts'
import { readMetadata } from './resource.ts'
import { present, refuse, Section } from './section.ts'

/** What a role grants or denies; members the local cluster does not act on are kept as written. */
export interface RoleConditions {
  readonly logins?: readonly string[]
  readonly app_labels?: Labels
  readonly node_labels?: Labels
  readonly db_labels?: Labels
  readonly kubernetes_labels?: Labels
  readonly cluster_labels?: Labels
  readonly db_names?: readonly string[]
  readonly db_users?: readonly string[]
  readonly db_roles?: readonly string[]
  readonly kubernetes_groups?: readonly string[]
  readonly kubernetes_users?: readonly string[]
  readonly kubernetes_resources?: readonly KubernetesResource[]
  readonly rules?: readonly Rule[]
  readonly impersonate?: { readonly users?: readonly string[]; readonly roles?: readonly string[] }
}
export interface Rule {
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}
export interface KubernetesResource {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly verbs?: readonly string[]
}

export interface RoleOptions {
  readonly forward_agent: boolean
  readonly max_session_ttl: string
  readonly port_forwarding?: boolean
  readonly cert_format: string
  readonly enhanced_recording: readonly string[]
  readonly pin_source_ip: boolean
}

export interface RoleResource {
  readonly kind: 'role'
  readonly version: string
  readonly metadata: Metadata
  readonly spec: {
    readonly options: RoleOptions
    readonly allow: RoleConditions
    readonly deny: RoleConditions
  }
}

const versions = ['v3', 'v4', 'v5', 'v6', 'v7']
const everything = { kind: '*', namespace: '*', name: '*', verbs: ['*'] }
const labelKeys = [
  'app_labels',
  'node_labels',
  'db_labels',
  'kubernetes_labels',
  'cluster_labels',
  'windows_desktop_labels',
  'db_service_labels',
  'group_labels',
  'workload_identity_labels',
]
const listKeys = ['db_names', 'db_users', 'db_roles', 'kubernetes_groups', 'kubernetes_users']

/** Reads a role and applies the official defaults (fixtures/resources/role-*.after.json). */
export function readRole(resource: Section): RoleResource {
  const asked = resource.text('version') ?? 'v7'
  const version = versions.includes(asked) ? asked : 'v7'
  const spec = resource.child('spec') ?? new Section({}, 'spec')
  spec.only(['options', 'allow', 'deny'])
  return {
    kind: 'role',
    version,
    metadata: readMetadata(resource),
    spec: {
      options: readOptions(spec.child('options') ?? new Section({}, 'spec.options')),
      allow: withKubernetesDefault(version, readConditions(spec.child('allow'))),
      deny: readConditions(spec.child('deny')),
    },
  }
}

function readOptions(options: Section): RoleOptions {
  const recording = options.texts('enhanced_recording') ?? ['command', 'network']
  for (const each of recording) {
    if (!['command', 'disk', 'network'].includes(each)) {
      refuse(options.at('enhanced_recording'), `"${each}" is not a recording option`)
    }
  }
  const session = options.child('record_session')
  const known = {
    forward_agent: options.flag('forward_agent') ?? false,
    max_session_ttl: options.duration('max_session_ttl') ?? '30h0m0s',
    ...(options.has('port_forwarding') ? { port_forwarding: options.flag('port_forwarding') ?? false } : {}),
    cert_format: options.text('cert_format') ?? 'standard',
    enhanced_recording: recording,
    record_session: {
      ...session?.others([]),
      desktop: session?.flag('desktop') ?? true,
      default: session?.text('default') ?? 'best_effort',
    },
    desktop_clipboard: options.flag('desktop_clipboard') ?? true,
    desktop_directory_sharing: options.flag('desktop_directory_sharing') ?? true,
    pin_source_ip: options.flag('pin_source_ip') ?? false,
    ssh_file_copy: options.flag('ssh_file_copy') ?? true,
    idp: options.child('idp')?.values ?? { saml: { enabled: true } },
    create_desktop_user: options.flag('create_desktop_user') ?? false,
    create_db_user: options.flag('create_db_user') ?? false,
  }
  return { ...options.others(Object.keys(known)), ...known }
}

function readConditions(section: Section | undefined): RoleConditions {
  if (section === undefined) return {}
  const unsupported = Object.keys(section.values).find((key) => key.endsWith('_labels_expression'))
  if (unsupported !== undefined) {
    refuse(section.at(unsupported), 'label expressions are not known to the local cluster, use labels')
  }
  const logins = section.texts('logins')
  if (logins?.includes('*') === true) refuse(section.at('logins'), 'a login may not be a wildcard')
  const known: Record<string, unknown> = {
    logins,
    rules: readRules(section),
    impersonate: readImpersonate(section.child('impersonate')),
    kubernetes_resources: readKubernetesResources(section),
  }
  for (const key of labelKeys) known[key] = readLabels(section, key)
  for (const key of listKeys) known[key] = section.texts(key)
  return present<RoleConditions>({ ...section.others(Object.keys(known)), ...known })
}

/** Labels with one value as text; `*` as a key allows only the value `*`. */
export function readLabels(section: Section, key: string): Labels | undefined {
  const labels = section.child(key)
  if (labels === undefined) return undefined
  return Object.fromEntries(
    Object.keys(labels.values).map((name) => {
      const value = labels.values[name]
      const values = typeof value === 'string' ? [value] : (labels.texts(name) ?? [])
      const [only] = values
      if (name === '*' && (values.length !== 1 || only !== '*')) {
        refuse(labels.at(name), 'label key * allows only the value *')
      }
      return [name, values.length === 1 && only !== undefined ? only : values]
    }),
  )
}

function readRules(section: Section): readonly Rule[] | undefined {
  if (!section.has('rules')) return undefined
  return section.children('rules').map((rule) => ({
    ...rule.others(['resources', 'verbs']),
    resources: rule.texts('resources') ?? refuse(rule.at('resources'), 'is missing'),
    verbs: rule.texts('verbs') ?? refuse(rule.at('verbs'), 'is missing'),
  }))
}

function readImpersonate(section: Section | undefined): RoleConditions['impersonate'] {
  if (section === undefined) return undefined
  return {
    ...section.others(['users', 'roles']),
    ...present({ users: section.texts('users'), roles: section.texts('roles') }),
  }
}

function readKubernetesResources(section: Section): readonly KubernetesResource[] | undefined {
  if (!section.has('kubernetes_resources')) return undefined
  return section.children('kubernetes_resources').map((each) =>
    present<KubernetesResource>({
      kind: each.requiredText('kind'),
      namespace: each.text('namespace'),
      name: each.requiredText('name'),
      verbs: each.texts('verbs'),
    }),
  )
}

function withKubernetesDefault(version: string, allow: RoleConditions): RoleConditions {
  const hasLabels = Object.keys(allow.kubernetes_labels ?? {}).length > 0
  if (!hasLabels || allow.kubernetes_resources !== undefined || version === 'v6') return allow
  const resource = version === 'v7' ? everything : { ...everything, kind: 'pod' }
  return { ...allow, kubernetes_resources: [resource] }
}
