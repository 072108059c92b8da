import type { YamlValue } from '../config/edit/model.ts'
import { defineExporter } from './define-exporter.ts'
import type { Draft } from './define-exporter.ts'
import { dropDiagnostics, dropReaders, dropTokenPath } from './elsewhere.ts'
import type { Move } from './elsewhere.ts'
import { factsOf } from './facts.ts'
import { serviceFolders } from './folders.ts'
import { accountObjects, namespaceNotes, secretAccess } from './kubernetes-access.ts'
import type { SecretAccess } from './kubernetes-access.ts'
import { configObject, metadataOf } from './kubernetes-objects.ts'
import { secretsPath, workload } from './kubernetes-pod.ts'
import { checkSecrets, namespaceOption } from './kubernetes-rules.ts'
import { diagnostics } from './listeners.ts'
import { handedKeys, missingFileNotes } from './missing-files.ts'
import { podNotes } from './pod-notes.ts'
import { ownRegistrationFile, ownTokenFile, readRegistration, readToken } from './secret-files.ts'
import type { ExportSource } from './source.ts'
import { tbotFile } from './tbot-file.ts'
import { imageOptions } from './tbot-image.ts'
import { isOn, mapAt, textAt, valueAt } from './values.ts'
import { yamlText } from './yaml-text.ts'

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
    ...imageOptions,
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
  checkSecrets(source.services, valueAt(source.values, 'storage'))
  const { slug, option, join } = source
  const namespace = namespaceOption(source)
  const metadata = metadataOf(slug, namespace)
  const { name } = metadata
  const joinSecret = `${name}-join`
  const storage = storageMove(source, name)
  const port = diagnostics(source)?.port || 3001 // 0 is none to ask at
  const moves = [storage, dropTokenPath(source), diagnosticsMove(source, port), dropReaders(source)]
  const tokenFile = `${secretsPath}/token`
  const registrationFile = `${secretsPath}/registration-secret`
  const file = tbotFile(source, {
    token: { file: tokenFile, putInto: `the Secret ${joinSecret}, key token` },
    registration: {
      file: registrationFile,
      putInto: `the Secret ${joinSecret}, key registration-secret`,
    },
    changes: [
      ...moves.flatMap(({ changes }) => changes),
      ...(ownTokenFile(source) === undefined ? [] : [readToken(tokenFile)]),
      ...(ownRegistrationFile(source) === undefined ? [] : [readRegistration(registrationFile)]),
    ],
  })
  const keys = secretKeys(source)
  const accesses = secretAccess(source.services, storage.value, namespace)
  const configKind = file.holdsSecret === undefined ? 'ConfigMap' : 'Secret'
  const objects = [
    ...accountObjects(metadata, accesses),
    configObject(configKind, metadata, file.text),
    workload(source, {
      metadata,
      configKind,
      joinSecret: keys.length === 0 ? undefined : joinSecret,
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
    leftOut: [...file.leftOut, ...moves.flatMap(({ leftOut }) => leftOut)],
    notes: notes(source, { joinSecret, keys, accesses }),
  }
}

interface Needs {
  readonly joinSecret: string
  readonly keys: readonly string[]
  readonly accesses: readonly SecretAccess[]
}

function notes(source: ExportSource, { joinSecret, keys, accesses }: Needs): string[] {
  const namespace = source.option('namespace')
  const files = keys.map((key) => `--from-file=${key}=FILE`).join(' ')
  return [
    ...(keys.length === 0
      ? []
      : [`Make the Secret first: kubectl -n ${namespace} create secret generic ${joinSecret} ${files}`]),
    ...namespaceNotes(accesses, namespace),
    ...folderNotes(source),
    ...missingFileNotes(source, handedKeys(source)),
    ...podNotes(source),
    ...(isOn(source.values, 'oneshot')
      ? []
      : ['One replica, replaced and never doubled: two bots on one identity lock each other out.']),
  ]
}

function folderNotes(source: ExportSource): string[] {
  if (serviceFolders(source).length === 0) return []
  return isOn(source.values, 'oneshot')
    ? ['Folders live in the pod only, and end with the Job. Write to a Kubernetes Secret instead.']
    : [
        'Folders live in the pod only. Put their reader into the same pod, or write to a Kubernetes Secret instead.',
      ]
}

/** The kubelet asks from outside of the container; a Job is not asked. */
function diagnosticsMove(source: ExportSource, port: number): Move {
  if (isOn(source.values, 'oneshot')) return dropDiagnostics(source)
  return { changes: [{ kind: 'set', path: ['diag_addr'], value: `0.0.0.0:${port}` }], leftOut: [] }
}

/** The identity of a renewable method must survive the pod (tbot-config.md 2.4): it goes into a Secret of its own. */
function storageMove({ values, join }: ExportSource, name: string): Move & { readonly value: YamlValue } {
  const before = mapAt(values, 'storage')
  const type = textAt(before, 'type')
  if (type === 'memory' || type === 'kubernetes_secret') return { changes: [], leftOut: [], value: before }
  const [value, reason] = join.isRenewable
    ? [
        { type: 'kubernetes_secret', name: `${name}-storage` },
        `A folder does not survive the pod: the identity goes into the Secret ${name}-storage.`,
      ]
    : [{ type: 'memory' }, 'This method joins anew each time: memory is enough.']
  return {
    changes: [{ kind: 'set', path: ['storage'], value }],
    leftOut: [{ path: 'storage', reason }],
    value,
  }
}

/** Keys of the Secret that a person makes. */
function secretKeys(source: ExportSource): string[] {
  const facts = factsOf(source)
  const hasToken = facts.includes('token-left-out') || ownTokenFile(source) !== undefined
  const hasRegistration =
    facts.includes('registration-secret-left-out') || ownRegistrationFile(source) !== undefined
  return [...(hasToken ? ['token'] : []), ...(hasRegistration ? ['registration-secret'] : [])]
}
