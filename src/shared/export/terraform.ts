import { defineExporter } from './define-exporter.ts'
import type { Draft } from './define-exporter.ts'
import { Expression, hclBody } from './hcl-text.ts'
import type { HclValue } from './hcl-text.ts'
import type { ExportSource } from './source.ts'
import { blankNotes, botRoles, rolesOption } from './teleport-role.ts'
import { tokenFor } from './teleport-token.ts'
import { mapAt, textAt } from './values.ts'
import type { PlainMap } from './values.ts'

/** The same resources for Teleport's Terraform provider. */
export const terraformExporter = defineExporter({
  kind: 'terraform',
  title: 'Terraform',
  description: 'Bot, role and token for Teleport’s Terraform provider.',
  group: 'teleport',
  checkedBy: 'HashiCorp’s own HCL parser (@cdktf/hcl2json 0.21.0)',
  startsAnotherBot: false,
  options: [
    rolesOption,
    {
      key: 'token-hours',
      label: 'Join token lives, in hours',
      description: 'For the method token: how long a new token can be used.',
      default: '1',
      when: 'method-token',
    },
  ],
  build,
})

function build(source: ExportSource): Draft {
  const { slug, join, target } = source
  const name = slug.replace(/^(?=\d)/, 'bot-').replaceAll('-', '_')
  const { roles, role } = botRoles(source)
  const token = join.method === 'token' ? undefined : tokenFor(source)
  const parts = [
    block('terraform', [], {}, providers(join.method === 'token', target)),
    block('provider', ['teleport'], { addr: join.address }),
    ...(role === undefined ? [] : [block('resource', ['teleport_role', name], roleBody(role))]),
    block('resource', ['teleport_bot', name], {
      name: source.bot,
      roles: role === undefined ? roles : [new Expression(`teleport_role.${name}.metadata.name`)],
    }),
    ...(join.method === 'token' ? generatedToken(source, name) : []),
    ...(token === undefined
      ? []
      : [block('resource', ['teleport_provision_token', name], tokenBody(token, name))]),
  ]
  return {
    files: [
      {
        path: 'teleport.tf',
        text: parts.join('\n'),
        language: 'hcl',
        about: 'Run: terraform init && terraform apply, signed in to Teleport.',
      },
    ],
    leftOut:
      join.method === 'token'
        ? [
            {
              path: join.usesLink ? 'join_uri' : 'onboarding.token',
              reason:
                'Terraform makes a new token; read it with: terraform output -raw token. It stands in the state, which is a secret too.',
            },
          ]
        : [],
    notes: [
      ...blankNotes(role, token),
      ...(join.method !== 'token' && token === undefined
        ? [
            `The rules of a token for ${join.method} are not written here: add a teleport_provision_token by Teleport’s guide.`,
          ]
        : []),
    ],
  }
}

function providers(withRandom: boolean, target: number): string {
  const teleport = {
    source: 'terraform.releases.teleport.dev/gravitational/teleport',
    version: `~> ${target}.0`,
  }
  const rest = withRandom
    ? { random: { source: 'hashicorp/random' }, time: { source: 'hashicorp/time' } }
    : {}
  return `  required_providers {\n${hclBody({ teleport, ...rest }, '    ')}  }\n`
}

function block(
  kind: string,
  labels: readonly string[],
  body: { readonly [key: string]: HclValue },
  inner = '',
): string {
  const head = [kind, ...labels.map((each) => JSON.stringify(each))].join(' ')
  return `${head} {\n${hclBody(body, '  ')}${inner}}\n`
}

/** Labels are maps of lists in the provider, in a role as in Teleport itself. */
function roleBody(role: PlainMap): { readonly [key: string]: HclValue } {
  return { version: textAt(role, 'version'), metadata: mapAt(role, 'metadata'), spec: mapAt(role, 'spec') }
}

function tokenBody(token: PlainMap, name: string): { readonly [key: string]: HclValue } {
  return {
    version: 'v2',
    metadata: mapAt(token, 'metadata'),
    spec: { ...mapAt(token, 'spec'), bot_name: new Expression(`teleport_bot.${name}.name`) },
  }
}

function generatedToken(source: ExportSource, name: string): string[] {
  const hours = Number(source.option('token-hours'))
  return [
    block('resource', ['random_password', name], { length: 32, special: false }),
    block('resource', ['time_offset', name], {
      offset_hours: Number.isInteger(hours) && hours > 0 ? hours : 1,
    }),
    block('resource', ['teleport_provision_token', name], {
      version: 'v2',
      metadata: {
        name: new Expression(`random_password.${name}.result`),
        expires: new Expression(`time_offset.${name}.rfc3339`),
      },
      spec: { roles: ['Bot'], bot_name: new Expression(`teleport_bot.${name}.name`), join_method: 'token' },
    }),
    block('output', ['token'], { value: new Expression(`random_password.${name}.result`), sensitive: true }),
  ]
}
