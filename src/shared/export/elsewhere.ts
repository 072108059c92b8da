import { joinMethods, serviceSchemas } from '../config/catalogue.ts'
import type { YamlValue } from '../config/edit/model.ts'
import type { ValueChange } from './change-text.ts'
import type { LeftOut } from './model.ts'
import type { ExportSource, SourceService } from './source.ts'
import { isOn, listAt, textAt, valueAt } from './values.ts'

/** What moving a bot changes in its file. */
export interface Move {
  readonly changes: readonly ValueChange[]
  readonly leftOut: readonly LeftOut[]
}

/** Methods whose proof exists only where the provider runs the program (tbot-config.md 2.3). */
const boundToPlace = new Set([
  'github',
  'gitlab',
  'circleci',
  'spacelift',
  'bitbucket',
  'env0',
  'terraform_cloud',
  'azure_devops',
  'kubernetes',
])

/** A warning when the bot cannot prove itself on a plain computer. */
export function proofNotes({ join }: ExportSource): string[] {
  if (!boundToPlace.has(join.method)) return []
  const title = joinMethods.get(join.method)?.title ?? join.method
  return [
    `${title}: this way to join takes its proof from where it runs, and that is not there. Choose another join method.`,
  ]
}

/** A method that is good for one join needs a storage that stays, or a new secret at every start (tbot-config.md 2.4). */
export function storageNotes({ join, values }: ExportSource): string[] {
  const hasKey = textAt(join.onboarding, 'bound_keypair', 'static_private_key_path') !== ''
  if (!join.isRenewable || hasKey || textAt(values, 'storage', 'type') !== 'memory') return []
  const what = join.method === 'token' ? 'join token' : 'registration secret'
  const every = isOn(values, 'oneshot') ? 'run, also one of a timer or a retry,' : 'start'
  return [
    `The identity is kept in memory, so that every ${every} joins anew, and a ${what} that is used up is refused. Keep the identity in a folder or a Kubernetes Secret (storage), or choose a join method that takes its proof from where the bot runs.`,
  ]
}

/** What Secrets of Kubernetes need outside of its cluster: both variables stand for keys of the file (tbot-config.md 3.1). */
export function secretNotes({ services, values }: ExportSource): string[] {
  const secrets = [valueAt(values, 'storage'), ...services.map((each) => each.values['destination'])].filter(
    (each) => textAt(each, 'type') === 'kubernetes_secret',
  )
  const hasArgo = services.some(({ type }) => type === 'kubernetes/argo-cd')
  const variables = [
    ...(hasArgo || secrets.some((each) => textAt(each, 'kubeconfig_path') === '') ? ['KUBECONFIG'] : []),
    ...(secrets.some((each) => textAt(each, 'namespace') === '') ? ['POD_NAMESPACE'] : []),
  ]
  return variables.length === 0
    ? []
    : [
        `The bot writes Secrets of Kubernetes: outside of the cluster tbot needs the ${variables.length === 1 ? 'variable' : 'variables'} ${variables.join(' and ')}.`,
      ]
}

/**
 * The pod mounts its token in a place of its own and names that in a variable, which a path of the file would beat
 * (tbot-config.md 2.3). The path is all there is in this section.
 */
export function dropTokenPath({ join, values }: ExportSource): Move {
  const path = ['onboarding', 'kubernetes']
  if (join.method !== 'kubernetes' || textAt(values, ...path, 'token_path') === '') {
    return { changes: [], leftOut: [] }
  }
  return {
    changes: [{ kind: 'remove', path }],
    leftOut: [
      {
        path: 'onboarding.kubernetes.token_path',
        reason: 'The token of the pod is mounted elsewhere, and KUBERNETES_TOKEN_PATH says where.',
      },
    ],
  }
}

/** The diagnostics of a bot that runs once: it opens none (tbot-runtime.md 2.4). */
export function dropDiagnostics({ values }: ExportSource): Move {
  const path = ['diag_addr']
  if (valueAt(values, ...path) === undefined) return { changes: [], leftOut: [] }
  return {
    changes: [{ kind: 'remove', path }],
    leftOut: [{ path: 'diag_addr', reason: 'A bot that runs once does not listen.' }],
  }
}

/** The storage in another folder, made when the file does not write one. */
export function moveStorage({ values }: ExportSource, path: string): ValueChange {
  return valueAt(values, 'storage') === undefined
    ? { kind: 'set', path: ['storage'], value: { type: 'directory', path } }
    : { kind: 'set', path: ['storage', 'path'], value: path }
}

/** Readers that do not exist elsewhere: tbot stops when it cannot look a name up (tbot-runtime.md 6.3). */
export function dropReaders(
  { services }: ExportSource,
  keeps: (name: string) => boolean = () => false,
): Move {
  const moves = services.map((service) => dropReadersOf(service, keeps))
  return {
    changes: moves.flatMap(({ changes }) => changes),
    leftOut: moves.flatMap(({ leftOut }) => leftOut),
  }
}

function dropReadersOf(service: SourceService, keeps: (name: string) => boolean): Move {
  const readers = listAt(service.values, 'destination', 'readers')
  const kept = readers.filter((reader) => keeps(textAt(reader, 'user') || textAt(reader, 'group')))
  if (kept.length === readers.length) return { changes: [], leftOut: [] }
  const path = [...service.place, 'destination', 'readers']
  const value: YamlValue = kept
  return {
    changes: [kept.length === 0 ? { kind: 'remove', path } : { kind: 'set', path, value }],
    leftOut: [
      {
        path: `${service.path}.destination.readers`,
        reason: 'These accounts are not known there, and tbot stops at a name it cannot look up.',
      },
    ],
  }
}

/** Services that tbot skips when it runs once. */
export function skippedOnce(source: ExportSource): LeftOut[] {
  return source.services
    .filter(({ type }) => serviceSchemas.get(type)?.['x-oneshot'] === false)
    .map(({ path, type }) => ({
      path,
      reason: `tbot runs once here, and skips ${type}, which has nothing to write.`,
    }))
}
