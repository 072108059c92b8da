import type { YamlValue } from '../config/edit/model.ts'
import type { Metadata } from './kubernetes-objects.ts'
import type { SourceService } from './source.ts'
import { textAt, valueAt } from './values.ts'

/** What the bot writes to the Secrets of one namespace. */
export interface SecretAccess {
  readonly namespace: string
  /** Secrets of destinations and of the storage. */
  readonly names: readonly string[]
  /** Argo CD's Secrets are named by a hash: no rule can name them. */
  readonly hasArgo: boolean
}

/** What the bot writes by namespace, its `own` first; where the file names none, it is `own` (tbot-config.md 3.1, 4.8). */
export function secretAccess(
  services: readonly SourceService[],
  storage: YamlValue | undefined,
  own: string,
): SecretAccess[] {
  const secrets = [...services.map(({ values }) => valueAt(values, 'destination')), storage]
    .filter((each) => textAt(each, 'type') === 'kubernetes_secret')
    // A kubeconfig leads to another cluster, where the account of the pod is nobody.
    .filter((each) => textAt(each, 'kubeconfig_path') === '')
    .map((each) => ({ namespace: textAt(each, 'namespace') || own, name: textAt(each, 'name') }))
  const argo = services
    .filter(({ type }) => type === 'kubernetes/argo-cd')
    .map(({ values }) => textAt(values, 'secret_namespace') || own)
  const written = new Set([...secrets.map(({ namespace }) => namespace), ...argo])
  const ordered = [own, ...written].filter(
    (each, index, all) => written.has(each) && all.indexOf(each) === index,
  )
  return ordered.map((namespace) => ({
    namespace,
    names: [...new Set(secrets.filter((each) => each.namespace === namespace).map(({ name }) => name))],
    hasArgo: argo.includes(namespace),
  }))
}

/** The account of the bot and its rights: the Secrets of its services and the one of its storage, and no other. */
export function accountObjects(metadata: Metadata, accesses: readonly SecretAccess[]): object[] {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata }
  return [account, ...accesses.flatMap((access) => roleObjects(metadata, access))]
}

/** Role and RoleBinding in the namespace of the Secrets, for the account of the bot in its own. */
export function roleObjects({ name, namespace, labels }: Metadata, access: SecretAccess): object[] {
  const apiGroup = 'rbac.authorization.k8s.io'
  const apiVersion = `${apiGroup}/v1`
  const metadata = { name, namespace: access.namespace, labels }
  return [
    { apiVersion, kind: 'Role', metadata, rules: rulesOf(access) },
    {
      apiVersion,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ]
}

function rulesOf({ names, hasArgo }: SecretAccess): object[] {
  const secrets = { apiGroups: [''], resources: ['secrets'] }
  return [
    // A name cannot restrict what does not exist yet, so that creating is a rule of its own.
    { ...secrets, verbs: ['create'] },
    ...(names.length === 0 ? [] : [{ ...secrets, resourceNames: names, verbs: ['get', 'update', 'patch'] }]),
    ...(hasArgo ? [{ ...secrets, verbs: ['get', 'list', 'update', 'patch', 'delete'] }] : []),
  ]
}

/** What must be true of namespaces beside the bot's own. */
export function namespaceNotes(accesses: readonly SecretAccess[], own: string): string[] {
  const others = accesses.filter(({ namespace }) => namespace !== own).map(({ namespace }) => namespace)
  return others.length === 0
    ? []
    : [
        `The bot writes Secrets in ${others.join(', ')} too: the namespace must be there, and you need the right to make a Role in it.`,
      ]
}
