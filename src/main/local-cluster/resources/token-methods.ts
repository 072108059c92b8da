import { refuse } from './section.ts'
import type { Section } from './section.ts'

/** What a method's section must hold: each rule one key of every group, and keys of the section itself. */
interface MethodShape {
  readonly groups: readonly (readonly string[])[]
  readonly required?: readonly string[]
  check?(section: Section): Readonly<Record<string, unknown>> | undefined
}

const project = ['project_id', 'project_name', 'workspace_id', 'workspace_name']
const organization = ['organization_id', 'organization_name']

/** Methods with a section of their own name and a list `allow` in it (tbot-config.md 9.2). */
const shapes: Readonly<Record<string, MethodShape>> = {
  github: { groups: [['repository', 'repository_owner', 'sub']], check: checkGithub },
  gitlab: {
    groups: [['sub', 'project_path', 'namespace_path', 'ci_config_ref_uri']],
    check: (section) => ({ domain: hostOnly(section, 'domain') ?? 'gitlab.com' }),
  },
  circleci: { groups: [['project_id', 'context_id']], required: ['organization_id'] },
  kubernetes: { groups: [['service_account']], check: checkKubernetes },
  azure: { groups: [['subscription']] },
  gcp: { groups: [['project_ids']] },
  spacelift: { groups: [['space_id', 'caller_id']], required: ['hostname'] },
  tpm: { groups: [['ek_public_hash', 'ek_certificate_serial']] },
  terraform_cloud: { groups: [organization, project] },
  bitbucket: {
    groups: [['workspace_uuid', 'repository_uuid']],
    required: ['audience', 'identity_provider_url'],
  },
  oracle: { groups: [['tenancy']] },
}

/** Methods whose section is kept as written: its fields are not known well enough to judge. */
const unchecked = ['bound_keypair', 'azure_devops', 'env0', 'generic_oidc']

/** Every join method a token can name. */
export const joinMethods: readonly string[] = ['token', 'ec2', 'iam', ...Object.keys(shapes), ...unchecked]

/** Checks the part of a token's spec that belongs to its method and returns it with defaults. */
export function readMethod(method: string, spec: Section): Readonly<Record<string, unknown>> {
  const common = ['roles', 'join_method', 'bot_name']
  const kept = spec.others([...common, 'allow', method])
  if (method === 'iam' || method === 'ec2') return { ...kept, allow: readAmazonRules(method, spec) }
  if (spec.has('allow')) refuse(spec.at('allow'), `method ${method} takes no allow rules here`)
  if (method === 'token') return kept
  const section = spec.child(method) ?? refuse(spec.at(method), `method ${method} needs its section`)
  const shape = shapes[method]
  return { ...kept, [method]: shape === undefined ? section.values : readShape(section, shape) }
}

function readShape(section: Section, shape: MethodShape): Readonly<Record<string, unknown>> {
  for (const key of shape.required ?? []) section.requiredText(key)
  const rules = section.children('allow')
  if (rules.length === 0) refuse(section.at('allow'), 'needs at least one rule')
  for (const rule of rules) {
    for (const group of shape.groups) {
      if (!group.some((key) => rule.has(key))) refuse(rule.path, `needs ${group.join(', ')}`)
    }
  }
  return { ...section.others([]), ...shape.check?.(section) }
}

function readAmazonRules(method: 'iam' | 'ec2', spec: Section): readonly unknown[] {
  const rules = spec.children('allow')
  if (rules.length === 0) refuse(spec.at('allow'), `method ${method} needs allow rules`)
  const needed = method === 'iam' ? ['aws_account', 'aws_arn'] : ['aws_account', 'aws_role']
  const foreign = method === 'iam' ? ['aws_regions', 'aws_role'] : ['aws_arn']
  return rules.map((rule) => {
    if (!needed.some((key) => rule.has(key))) refuse(rule.path, `needs ${needed.join(' or ')}`)
    const wrong = foreign.find((key) => rule.has(key))
    if (wrong !== undefined) refuse(rule.at(wrong), `is not for method ${method}`)
    return rule.others([])
  })
}

function checkGithub(section: Section): undefined {
  const host = hostOnly(section, 'enterprise_server_host')
  if (host !== undefined && section.has('enterprise_slug')) {
    refuse(section.at('enterprise_slug'), 'not together with enterprise_server_host')
  }
}

function checkKubernetes(section: Section): Readonly<Record<string, unknown>> {
  for (const rule of section.children('allow')) {
    const account = rule.requiredText('service_account')
    if (account.split(':').length !== 2) {
      refuse(rule.at('service_account'), `"${account}" is not namespace:name`)
    }
  }
  const type = section.text('type') ?? 'in_cluster'
  if (!['in_cluster', 'static_jwks', 'oidc'].includes(type)) {
    refuse(section.at('type'), `unknown type "${type}"`)
  }
  if (type === 'static_jwks') {
    const keys = section.child('static_jwks') ?? refuse(section.at('static_jwks'), 'needs the key set')
    keys.requiredText('jwks')
  }
  return { type }
}

function hostOnly(section: Section, key: string): string | undefined {
  const host = section.text(key)
  if (host !== undefined && /[/:]/.test(host)) refuse(section.at(key), 'takes no scheme and no path')
  return host
}
