import type { ExportSource } from './source.ts'
import type { PlainMap } from './values.ts'
import { textAt, textsAt } from './values.ts'

/** A role that lets the bot's services work, as wide as their kinds need and not narrowed to labels (tbot-config.md 9.3). */
export function roleFor(source: ExportSource, name: string): PlainMap {
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

/** True when a person has something to fill in. */
export function hasBlanks(value: unknown): boolean {
  return JSON.stringify(value).includes('CHANGE-ME')
}

/** Roles a file of an older era names at its services; tbot asks for those only. */
export function rolesOfServices({ services }: ExportSource): string[] {
  return [...new Set(services.flatMap(({ values }) => textsAt(values, 'roles')))]
}
