import type { ExportSource } from './source.ts'
import type { PlainMap } from './values.ts'

/**
 * Least rule of each join method, with blanks for what only the user knows (tbot-config.md 9.2). The blocks of
 * azure_devops, env0 and generic_oidc were not read there: for them there is no token resource here.
 */
const blocks: Readonly<Record<string, (source: ExportSource) => PlainMap>> = {
  iam: () => ({ allow: [{ aws_account: 'CHANGE-ME' }] }),
  github: () => ({ github: { allow: [{ repository: 'CHANGE-ME/CHANGE-ME' }] } }),
  gitlab: () => ({ gitlab: { allow: [{ project_path: 'CHANGE-ME/CHANGE-ME' }] } }),
  circleci: () => ({ circleci: { organization_id: 'CHANGE-ME', allow: [{ project_id: 'CHANGE-ME' }] } }),
  kubernetes: ({ slug }) => ({
    kubernetes: { type: 'in_cluster', allow: [{ service_account: `CHANGE-ME:tbot-${slug}` }] },
  }),
  azure: () => ({ azure: { allow: [{ subscription: 'CHANGE-ME' }] } }),
  gcp: () => ({ gcp: { allow: [{ project_ids: ['CHANGE-ME'] }] } }),
  spacelift: () => ({
    spacelift: { hostname: 'CHANGE-ME.app.spacelift.io', allow: [{ space_id: 'CHANGE-ME' }] },
  }),
  tpm: () => ({ tpm: { allow: [{ ek_public_hash: 'CHANGE-ME' }] } }),
  terraform_cloud: () => ({
    terraform_cloud: { allow: [{ organization_name: 'CHANGE-ME', workspace_name: 'CHANGE-ME' }] },
  }),
  bitbucket: () => ({
    bitbucket: {
      audience: 'CHANGE-ME',
      identity_provider_url: 'CHANGE-ME',
      allow: [{ repository_uuid: 'CHANGE-ME' }],
    },
  }),
  oracle: () => ({ oracle: { allow: [{ tenancy: 'CHANGE-ME' }] } }),
  bound_keypair: () => ({ bound_keypair: { recovery: { mode: 'standard', limit: 1 } } }),
}

/** Name of the token on the Teleport side; the secret itself for the method `token`. */
export function tokenName({ join, slug }: ExportSource): string {
  return join.tokenIs === 'name' || join.tokenIs === 'secret'
    ? join.token
    : `${slug}-${join.method.replaceAll('_', '-')}`
}

/**
 * The `token` resource of the bot, or undefined: a token of method `token` is a secret that the cluster
 * should make itself, and some methods' rules are not known.
 */
export function tokenFor(source: ExportSource): PlainMap | undefined {
  const { join, bot, withSecrets } = source
  if (join.method === 'token') {
    if (join.tokenIs !== 'secret' || !withSecrets) return undefined
    return tokenResource(join.token, bot, { join_method: 'token' })
  }
  const block = blocks[join.method]
  if (block === undefined) return undefined
  return tokenResource(tokenName(source), bot, { join_method: join.method, ...block(source) })
}

function tokenResource(name: string, bot: string, rest: PlainMap): PlainMap {
  return {
    kind: 'token',
    version: 'v2',
    metadata: { name },
    spec: { roles: ['Bot'], bot_name: bot, ...rest },
  }
}
