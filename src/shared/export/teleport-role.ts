import type { ExportOption } from './model.ts'
import type { ExportSource } from './source.ts'
import type { PlainMap } from './values.ts'
import { textAt, textsAt } from './values.ts'

/** Roles instead of a new one. */
export const rolesOption = {
  key: 'roles',
  label: 'Roles',
  description: 'Existing roles, separated by commas. Empty: a new role for what the services need.',
  default: '',
} as const satisfies ExportOption

/** The roles the bot gets, and the one that is made for it when none are named. */
export function botRoles(source: ExportSource): {
  readonly roles: readonly string[]
  readonly role?: PlainMap
} {
  const chosen = source
    .option(rolesOption.key)
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  if (chosen.length > 0) return { roles: chosen }
  const named = rolesOfServices(source)
  if (named.length > 0) return { roles: named }
  const name = `${source.slug}-access`
  return { roles: [name], role: roleFor(source, name) }
}

/** A role that lets the bot's services work, as wide as their kinds need and not narrowed to labels (tbot-config.md 9.3). */
function roleFor(source: ExportSource, name: string): PlainMap {
  const types = new Set(source.services.map((each) => each.type))
  const has = (...wanted: readonly string[]) => wanted.some((type) => types.has(type))
  const everything = { '*': ['*'] }
  const isWorkload = [...types].some((type) => type.startsWith('workload-identity'))
  const rules = [
    ...(isWorkload ? [{ resources: ['workload_identity'], verbs: ['list', 'read'] }] : []),
    // An SSH host's certificate needs no access, but the right to ask for one.
    ...(has('ssh_host')
      ? [{ resources: ['host_cert'], verbs: ['list', 'create', 'read', 'update', 'delete'] }]
      : []),
  ]
  const allow: PlainMap = {
    ...(has('identity', 'ssh-multiplexer', 'identity/key-agent')
      ? { node_labels: everything, logins: ['CHANGE-ME'] }
      : {}),
    ...(has('application', 'application-tunnel', 'application-proxy') ? { app_labels: everything } : {}),
    ...(has('database', 'database-tunnel') ? { db_labels: everything, ...databaseAccounts(source) } : {}),
    ...(has('kubernetes', 'kubernetes/v2', 'kubernetes/argo-cd')
      ? {
          kubernetes_labels: everything,
          kubernetes_groups: ['CHANGE-ME'],
          kubernetes_resources: [{ kind: '*', namespace: '*', name: '*', verbs: ['*'] }],
        }
      : {}),
    ...(isWorkload ? { workload_identity_labels: everything } : {}),
    ...(rules.length === 0 ? {} : { rules }),
  }
  return { kind: 'role', version: 'v7', metadata: { name }, spec: { allow } }
}

function databaseAccounts({ services }: ExportSource): PlainMap {
  const found = (key: string) => [
    ...new Set(
      services
        .filter(({ type }) => type.startsWith('database'))
        .map(({ values }) => textAt(values, key))
        .filter((value) => value !== ''),
    ),
  ]
  const [users, names] = [found('username'), found('database')]
  return {
    db_users: users.length === 0 ? ['CHANGE-ME'] : users,
    db_names: names.length === 0 ? ['CHANGE-ME'] : names,
  }
}

/** Roles a file of an older era names at its services; tbot asks for those only. */
function rolesOfServices({ services }: ExportSource): string[] {
  return [...new Set(services.flatMap(({ values }) => textsAt(values, 'roles')))]
}

/** What a person does with the resources before they are used. */
export function blankNotes(role: PlainMap | undefined, token: PlainMap | undefined): string[] {
  return [
    ...(JSON.stringify([role, token]).includes('CHANGE-ME')
      ? ['Write your own values where it says CHANGE-ME.']
      : []),
    ...(role === undefined
      ? []
      : ['The role opens everything of its kinds. Narrow its labels to what the bot needs.']),
  ]
}
