import { defineExporter } from './define-exporter.ts'
import type { Draft } from './define-exporter.ts'
import { dropReaders, proofNotes } from './elsewhere.ts'
import type { Move } from './elsewhere.ts'
import { pathFrom, serviceFolders } from './folders.ts'
import { accessRules, deployment } from './kubernetes-objects.ts'
import type { PodFolder } from './kubernetes-objects.ts'
import { diagnostics } from './listeners.ts'
import { ownTokenFile, readToken } from './secret-files.ts'
import type { ExportSource } from './source.ts'
import { tbotFile } from './tbot-file.ts'
import { textAt } from './values.ts'
import { yamlText } from './yaml-text.ts'

const secretsPath = '/var/run/secrets/tbot'

/** Everything for one bot in one namespace, as plain objects for `kubectl apply`. */
export const kubernetesExporter = defineExporter({
  kind: 'kubernetes',
  title: 'Kubernetes',
  description: 'Deployment, accounts and configuration for kubectl.',
  group: 'kubernetes',
  checkedBy: 'the published OpenAPI schemas of Kubernetes (kubernetes-models 5.1.0)',
  startsAnotherBot: true,
  options: [
    { key: 'namespace', label: 'Namespace', description: 'Where everything goes.', default: 'teleport' },
    {
      key: 'image',
      label: 'Image',
      description: 'Without its version.',
      default: 'public.ecr.aws/gravitational/tbot-distroless',
    },
    {
      key: 'version',
      label: 'Version',
      description: 'As 18.2.1. Empty: the newest of the target version.',
      default: '',
    },
    {
      key: 'cluster',
      label: 'Teleport cluster',
      description: 'Its name, the audience of the account token. Empty: the host of the address.',
      default: '',
      when: 'method-kubernetes',
    },
  ],
  build,
})

function build(source: ExportSource): Draft {
  const { slug, option, join } = source
  const name = `tbot-${slug}`
  const namespace = option('namespace')
  const labels = { 'app.kubernetes.io/name': 'tbot', 'app.kubernetes.io/instance': slug }
  const metadata = { name, namespace, labels }
  const folders = podFolders(source)
  const moves = source.services.map((service) => dropReaders(service, () => false))
  const storage = storageMove(source, name)
  const port = diagnostics(source)?.port ?? 3001
  const tokenFile = `${secretsPath}/token`
  const file = tbotFile(source, {
    token: { file: tokenFile, putInto: `the Secret ${name}-join, key token` },
    registration: {
      file: `${secretsPath}/registration-secret`,
      putInto: `the Secret ${name}-join, key registration-secret`,
    },
    changes: [
      ...storage.changes,
      ...(ownTokenFile(source) === undefined ? [] : [readToken(tokenFile)]),
      ...moves.flatMap((move) => move.changes),
      // The kubelet asks from outside of the container.
      { kind: 'set', path: ['diag_addr'], value: `0.0.0.0:${port}` },
    ],
  })
  const secretFiles = secretsOf(source)
  const rules = accessRules(source.services, storage.secret)
  // With secrets in it the file is no ConfigMap.
  const configKind = file.holdsSecret === undefined ? 'ConfigMap' : 'Secret'
  const objects = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    ...(rules.length === 0
      ? []
      : [
          { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules },
          {
            apiVersion: 'rbac.authorization.k8s.io/v1',
            kind: 'RoleBinding',
            metadata,
            roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
            subjects: [{ kind: 'ServiceAccount', name, namespace }],
          },
        ]),
    configObject(configKind, metadata, file.text),
    deployment(source, {
      metadata,
      folders,
      configKind,
      secretFiles,
      secretsPath,
      audience: option('cluster') || join.host,
      port,
    }),
  ]
  return {
    files: [
      {
        path: `${name}.yaml`,
        text: objects.map((each) => yamlText(each)).join('---\n'),
        language: 'yaml',
        about: `Run: kubectl apply -f ${name}.yaml`,
        holdsSecret: file.holdsSecret,
      },
    ],
    leftOut: [...file.leftOut, ...storage.leftOut, ...moves.flatMap((move) => move.leftOut)],
    notes: [
      ...(join.method === 'kubernetes' ? [] : proofNotes(source)),
      ...(secretFiles.length === 0
        ? []
        : [
            `Make the Secret first: kubectl -n ${namespace} create secret generic ${name}-join ${secretFiles.map((key) => `--from-file=${key}=FILE`).join(' ')}`,
          ]),
      ...(folders.length === 0
        ? []
        : [
            'Folders live in the pod only. Put their reader into the same pod, or write to a Kubernetes Secret instead.',
          ]),
      'One replica, replaced and never doubled: two bots on one identity lock each other out.',
    ],
  }
}

function configObject(kind: 'ConfigMap' | 'Secret', metadata: object, text: string): object {
  const content = { 'tbot.yaml': text }
  return {
    apiVersion: 'v1',
    kind,
    metadata,
    ...(kind === 'Secret' ? { stringData: content } : { data: content }),
  }
}

/** The identity of a renewable method must survive the pod (tbot-config.md 2.4): it goes into a Secret of its own. */
function storageMove({ values, join }: ExportSource, name: string): Move & { readonly secret?: string } {
  const type = textAt(values, 'storage', 'type')
  if (type === 'memory') return { changes: [], leftOut: [] }
  if (type === 'kubernetes_secret')
    return { changes: [], leftOut: [], secret: textAt(values, 'storage', 'name') }
  const path = ['storage']
  if (!join.isRenewable) {
    return {
      changes: [{ kind: 'set', path, value: { type: 'memory' } }],
      leftOut: [{ path: 'storage', reason: 'This method joins anew each time: memory is enough.' }],
    }
  }
  const secret = `${name}-storage`
  return {
    changes: [{ kind: 'set', path, value: { type: 'kubernetes_secret', name: secret } }],
    leftOut: [
      {
        path: 'storage',
        reason: `A folder does not survive the pod: the identity goes into the Secret ${secret}.`,
      },
    ],
    secret,
  }
}

function podFolders(source: ExportSource): PodFolder[] {
  // Numbered: names of services may be long, and differ in characters that a volume's name must not have.
  return serviceFolders(source).map(({ path }, index) => ({
    path: pathFrom('', path),
    volume: `files-${index + 1}`,
  }))
}

/** Keys of the Secret that a person makes. */
function secretsOf(source: ExportSource): string[] {
  const { join, withSecrets } = source
  const isLeftOut = (has: boolean) => has && !withSecrets
  return [
    ...(isLeftOut(join.tokenIs === 'secret') || ownTokenFile(source) !== undefined ? ['token'] : []),
    ...(isLeftOut(join.registrationSecret !== '') ? ['registration-secret'] : []),
  ]
}
