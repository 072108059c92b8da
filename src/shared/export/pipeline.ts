import { dropDiagnostics, dropReaders, secretNotes, skippedOnce } from './elsewhere.ts'
import type { ExportFile, LeftOut } from './model.ts'
import type { ExportSource } from './source.ts'
import { tbotFile } from './tbot-file.ts'
import { tokenName } from './teleport-token.ts'
import type { PlainMap } from './values.ts'
import { textAt, textsAt, valueAt } from './values.ts'

/** A bot that joins with the proof of a pipeline, writes its files once and ends. */
export interface PipelineFile {
  /** The bot's own file. */
  readonly file: Omit<ExportFile, 'about'>
  readonly leftOut: readonly LeftOut[]
  /** Where the first kubeconfig is written. */
  readonly kubeconfig: string | undefined
  /** Name of the token resource on the Teleport side. */
  readonly token: string
}

/** The bot's file for a pipeline; `section` is what the join method reads besides. */
export function pipelineFile(
  source: ExportSource,
  settings: { readonly method: 'github' | 'gitlab'; readonly section?: PlainMap },
): PipelineFile {
  const { join, services, option, slug } = source
  const isSame = join.method === settings.method
  const token =
    option('token') || (isSame && join.tokenIs === 'name' ? join.token : `${slug}-${settings.method}`)
  const folders = services
    .filter(({ values: own }) => textAt(own, 'destination', 'type') === 'directory')
    .map((service) => ({ service, path: `${option('folder')}/${service.name}` }))
  const pins = textsAt(join.onboarding, 'ca_pins')
  const readers = dropReaders(source)
  const diagnostics = dropDiagnostics(source)
  const file = tbotFile(source, {
    onboarding: {
      join_method: settings.method,
      token,
      ...(pins.length === 0 ? {} : { ca_pins: pins }),
      ...settings.section,
    },
    changes: [
      { kind: 'set', path: ['oneshot'], value: true },
      { kind: 'set', path: ['storage'], value: { type: 'memory' } },
      ...diagnostics.changes,
      ...folders.map(({ service, path }) => ({
        kind: 'set' as const,
        path: [...service.place, 'destination', 'path'],
        value: path,
      })),
      ...readers.changes,
    ],
  })
  const kubeconfig = folders.find(({ service }) => service.type.startsWith('kubernetes'))
  return {
    file: { path: option('config').replace(/^(?:\.?\/)+/, ''), text: file.text, language: 'yaml' },
    leftOut: [
      ...(isSame ? [] : [joinLeftOut(source, settings.method)]),
      ...leftOutOf(source),
      ...diagnostics.leftOut,
      ...skippedOnce(source),
      ...readers.leftOut,
      ...file.leftOut,
    ],
    kubeconfig: kubeconfig && `${kubeconfig.path}/kubeconfig.yaml`,
    token,
  }
}

/** What a job does without. */
function leftOutOf({ join, values }: ExportSource): LeftOut[] {
  return [
    ...(textAt(join.onboarding, 'ca_path') === ''
      ? []
      : [
          {
            path: 'onboarding.ca_path',
            reason: 'The file of the authority is not there. Use `ca_pins`, or a proxy.',
          },
        ]),
    ...(valueAt(values, 'storage') === undefined || textAt(values, 'storage', 'type') === 'memory'
      ? []
      : [{ path: 'storage', reason: 'Each job joins anew, so that memory is enough.' }]),
  ]
}

function joinLeftOut({ join }: ExportSource, method: string): LeftOut {
  const old =
    join.method === 'token' ? 'The join token is not needed' : `The join method ${join.method} is replaced`
  return {
    path: join.usesLink ? 'join_uri' : 'onboarding',
    reason: `${old}: a job proves itself with the method ${method}.`,
  }
}

/** What the Teleport side must have before the first run. */
export function pipelineNotes(
  source: ExportSource,
  { token }: PipelineFile,
  method: 'github' | 'gitlab',
): string[] {
  const [place, rule] = method === 'github' ? ['repository', 'repository'] : ['project', 'project_path']
  const isWritten = source.join.method === method && token === tokenName(source)
  const writer = isWritten ? ' The export "tctl resources" writes it.' : ''
  return [
    `The cluster needs a token named ${token} with join_method ${method} and a rule for this ${place} (spec.${method}.allow[].${rule}).${writer}`,
    'Each run is a bot of its own beside others: it joins anew and keeps nothing, so that no storage is shared.',
    'Never keep the written folder as an artifact or in a cache: its files are credentials.',
  ]
}

/** What Secrets of services need there; the storage of the file is not used. */
export function pipelineSecretNotes(source: ExportSource): string[] {
  return secretNotes({ ...source, values: {} })
}
