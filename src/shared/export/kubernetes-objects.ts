import type { SourceService } from './source.ts'
import { mapAt, textAt } from './values.ts'

/** What all objects of one bot have in common. */
export interface Metadata {
  readonly name: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
}

/** What holds the bot's file: with secrets in it, it is no ConfigMap. */
export type ConfigKind = 'ConfigMap' | 'Secret'

/** The object with the bot's file. */
export function configObject(kind: ConfigKind, metadata: Metadata, text: string): object {
  const content = { 'tbot.yaml': text }
  return {
    apiVersion: 'v1',
    kind,
    metadata,
    ...(kind === 'Secret' ? { stringData: content } : { data: content }),
  }
}

/** The account of the bot and its rights: the Secrets of its services and the one of its storage, and no other. */
export function accountObjects(
  metadata: Metadata,
  services: readonly SourceService[],
  storage: string | undefined,
): object[] {
  const { name, namespace } = metadata
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata }
  const rules = accessRules(services, storage)
  if (rules.length === 0) return [account]
  const apiGroup = 'rbac.authorization.k8s.io'
  const apiVersion = `${apiGroup}/v1`
  return [
    account,
    { apiVersion, kind: 'Role', metadata, rules },
    {
      apiVersion,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ]
}

function accessRules(services: readonly SourceService[], storage: string | undefined): object[] {
  const written = services
    .map(({ values }) => mapAt(values, 'destination'))
    .flatMap((each) => (textAt(each, 'type') === 'kubernetes_secret' ? [textAt(each, 'name')] : []))
  const resourceNames = [...new Set([...written, ...(storage === undefined ? [] : [storage])])]
  const hasArgo = services.some(({ type }) => type === 'kubernetes/argo-cd')
  const secrets = { apiGroups: [''], resources: ['secrets'] }
  return [
    // A name cannot restrict what does not exist yet, so that creating is a rule of its own.
    ...(resourceNames.length === 0 && !hasArgo ? [] : [{ ...secrets, verbs: ['create'] }]),
    ...(resourceNames.length === 0 ? [] : [{ ...secrets, resourceNames, verbs: ['get', 'update', 'patch'] }]),
    ...(hasArgo ? [{ ...secrets, verbs: ['get', 'list', 'update', 'patch', 'delete'] }] : []),
  ]
}
