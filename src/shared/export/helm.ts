import { parse } from 'yaml'
import { AppError } from '../errors.ts'
import { defineExporter } from './define-exporter.ts'
import type { Draft, DraftFile } from './define-exporter.ts'
import { dropReaders, dropTokenPath } from './elsewhere.ts'
import { serviceFolders } from './folders.ts'
import { chartValues } from './helm-values.ts'
import { namespaceNotes, roleObjects, secretAccess } from './kubernetes-access.ts'
import type { SecretAccess } from './kubernetes-access.ts'
import { metadataOf } from './kubernetes-objects.ts'
import { checkSecrets, namespaceOption } from './kubernetes-rules.ts'
import type { LeftOut } from './model.ts'
import { missingFileNotes } from './missing-files.ts'
import { podNotes } from './pod-notes.ts'
import { nameSecrets } from './source.ts'
import type { ExportSource } from './source.ts'
import { tokenName } from './teleport-token.ts'
import type { PlainMap } from './values.ts'
import { isMapValue } from '../config/edit/model.ts'
import { isOn, textAt } from './values.ts'
import { yamlText } from './yaml-text.ts'

/**
 * Values for Teleport's own chart `tbot`. The chart writes version, addresses, onboarding and storage by its
 * own values and merges `tbotConfig` over the result (chart's values.yaml, read in the 18 line).
 */
export const helmExporter = defineExporter({
  kind: 'helm',
  title: 'Helm',
  description: 'Values for Teleport’s tbot chart.',
  group: 'kubernetes',
  checkedBy:
    'the list of values of the chart, and the chart’s own merge done again and compared with the file',
  startsAnotherBot: true,
  options: [
    {
      key: 'cluster',
      label: 'Teleport cluster',
      description: 'Its name. Empty: the host of the address.',
      default: '',
    },
    { key: 'namespace', label: 'Namespace', description: 'For the command.', default: 'teleport' },
  ],
  build,
})

function build(source: ExportSource): Draft {
  refuseMisfit(source)
  checkSecrets(source.services, undefined)
  const { join, slug, target, secrets, withSecrets } = source
  const { kept, leftOut } = keptOnboarding(source)
  const keepsIdentity = join.isRenewable && textAt(source.values, 'storage', 'type') !== 'memory'
  const namespace = namespaceOption(source)
  const accesses = secretAccess(source.services, undefined, namespace)
  return {
    files: [
      {
        path: 'values.yaml',
        text: yamlText(chartValues(source, { onboarding: kept, keepsIdentity })),
        language: 'yaml',
        about: `Run: helm upgrade --install tbot-${slug} teleport/tbot --version '^${target}' --namespace ${namespace} --values values.yaml`,
        holdsSecret: withSecrets ? nameSecrets(secrets) : undefined,
      },
      ...accessFile(source, accesses),
    ],
    leftOut: [...leftOut, ...chartLeftOut(source, keepsIdentity)],
    notes: [
      'Comments of the file are not carried over: the chart makes its own.',
      ...namespaceNotes(accesses, namespace),
      ...(serviceFolders(source).length === 0
        ? []
        : [
            'Folders live in the pod only, and need extraVolumes and extraVolumeMounts. A Kubernetes Secret is the usual destination.',
          ]),
      ...missingFileNotes(source),
      ...podNotes(source),
    ],
  }
}

/** The chart makes a Role in its own namespace only; its account has the name of the release. */
function accessFile({ slug, option }: ExportSource, accesses: readonly SecretAccess[]): DraftFile[] {
  const metadata = metadataOf(slug, option('namespace'))
  const objects = accesses
    .filter(({ namespace }) => namespace !== metadata.namespace)
    .flatMap((access) => roleObjects(metadata, access))
  if (objects.length === 0) return []
  return [
    {
      path: 'access.yaml',
      text: objects.map((each) => yamlText(each)).join('---\n'),
      language: 'yaml',
      about: 'Rights in other namespaces, which the chart does not give. Run: kubectl apply -f access.yaml',
    },
  ]
}

function refuseMisfit(source: ExportSource): void {
  const { join, values, withSecrets } = source
  if (isOn(values, 'oneshot')) {
    throw new AppError(
      'export.not-possible',
      'the chart runs a bot that stays; a bot that runs once is a Job, which the Kubernetes export makes',
    )
  }
  if (join.method === 'token' && !(join.tokenIs === 'secret' && withSecrets)) {
    throw new AppError(
      'export.not-possible',
      'the chart keeps its token in a ConfigMap, where a secret does not belong; choose the join method kubernetes, or the Kubernetes export',
    )
  }
  const unquoted = [
    [join.usesLink ? 'join_uri' : `${join.server}_server`, join.address],
    ['onboarding.token', tokenName(source)],
    ['the option cluster', source.option('cluster') || join.host],
  ] as const
  const odd = unquoted.find(([, text]) => !isPlain(text))
  if (odd !== undefined) {
    throw new AppError(
      'export.not-possible',
      `the chart writes ${odd[0]} without quotes, where YAML would not read it as the same text; choose another name, or the Kubernetes export`,
    )
  }
}

/** True for what YAML reads as itself without quotes: no `[::1]:3080`, no `0123`, no `a: b`. */
function isPlain(text: string): boolean {
  try {
    const read: unknown = parse(`- ${text}`, { version: '1.1' })
    return Array.isArray(read) && read[0] === text
  } catch {
    return false
  }
}

/** What of `onboarding` the chart has no value for: it is merged over. */
function keptOnboarding(source: ExportSource): {
  readonly kept: PlainMap
  readonly leftOut: readonly LeftOut[]
} {
  const { join, withSecrets } = source
  const { join_method: _method, token: _token, bound_keypair: keypair, ...others } = join.onboarding
  const { kubernetes: _kubernetes, ...withoutPath } = others
  const tokenPath = dropTokenPath(source)
  const kept = tokenPath.changes.length === 0 ? others : withoutPath
  const { registration_secret: secret, ...rest } = isMapValue(keypair) ? keypair : {}
  const section = withSecrets && secret !== undefined ? { registration_secret: secret, ...rest } : rest
  return {
    kept: { ...kept, ...(Object.keys(section).length === 0 ? {} : { bound_keypair: section }) },
    leftOut: [
      ...tokenPath.leftOut,
      ...(secret === undefined || withSecrets
        ? []
        : [
            {
              path: 'onboarding.bound_keypair.registration_secret',
              reason: 'It is a secret. Give it as TBOT_REGISTRATION_SECRET through extraEnv from a Secret.',
            },
          ]),
    ],
  }
}

function chartLeftOut(source: ExportSource, keepsIdentity: boolean): LeftOut[] {
  const { values } = source
  const storage = textAt(values, 'storage', 'type')
  return [
    ...(values['diag_addr'] === undefined
      ? []
      : [{ path: 'diag_addr', reason: 'The chart listens on 0.0.0.0:3001, for its probes.' }]),
    ...(values['storage'] === undefined || storage === 'memory'
      ? []
      : [
          {
            path: 'storage',
            reason: keepsIdentity
              ? 'The chart keeps the identity in a Secret with the name of its release.'
              : 'This method joins anew each time: the chart keeps nothing.',
          },
        ]),
    ...dropReaders(source).leftOut,
  ]
}
