import { dropReaders, skippedOnce } from './elsewhere.ts'
import type { LeftOut } from './model.ts'
import type { ExportSource } from './source.ts'
import { tbotFile } from './tbot-file.ts'
import type { TbotFile } from './tbot-file.ts'
import type { PlainMap } from './values.ts'
import { textAt, textsAt, valueAt } from './values.ts'

/** A bot that joins with the proof of a pipeline, writes its files once and ends. */
export interface PipelineFile {
  readonly file: TbotFile
  readonly leftOut: readonly LeftOut[]
  /** Folder of each service that has one. */
  readonly folders: readonly { readonly type: string; readonly path: string }[]
  /** Name of the token resource on the Teleport side. */
  readonly token: string
}

/** The bot's file for a pipeline; `section` is what the join method reads besides. */
export function pipelineFile(
  source: ExportSource,
  settings: { readonly method: 'github' | 'gitlab'; readonly section?: PlainMap },
): PipelineFile {
  const { join, services, option, slug, values } = source
  const isSame = join.method === settings.method
  const token =
    option('token') || (isSame && join.tokenIs === 'name' ? join.token : `${slug}-${settings.method}`)
  const folders = services
    .filter(({ values: own }) => textAt(own, 'destination', 'type') === 'directory')
    .map((service) => ({ service, type: service.type, path: `${option('folder')}/${service.name}` }))
  const pins = textsAt(join.onboarding, 'ca_pins')
  const readers = dropReaders(source)
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
      { kind: 'remove', path: ['diag_addr'] },
      ...folders.map(({ service, path }) => ({
        kind: 'set' as const,
        path: [...service.place, 'destination', 'path'],
        value: path,
      })),
      ...readers.changes,
    ],
  })
  const leftOut = [
    ...(isSame ? [] : [joinLeftOut(source, settings.method)]),
    ...(textAt(join.onboarding, 'ca_path') === ''
      ? []
      : [
          {
            path: 'onboarding.ca_path',
            reason: 'The file of the authority is not there. Use `ca_pins`, or a proxy.',
          },
        ]),
    ...(valueAt(values, 'diag_addr') === undefined
      ? []
      : [{ path: 'diag_addr', reason: 'A bot that runs once does not listen.' }]),
    ...(valueAt(values, 'storage') === undefined || textAt(values, 'storage', 'type') === 'memory'
      ? []
      : [{ path: 'storage', reason: 'Each job joins anew, so that memory is enough.' }]),
    ...skippedOnce(source),
    ...readers.leftOut,
    ...file.leftOut,
  ]
  return { file, leftOut, folders, token }
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
export function pipelineNotes({ token }: PipelineFile, method: 'github' | 'gitlab'): string[] {
  const rule = method === 'github' ? 'repository' : 'project_path'
  return [
    `The cluster needs a token named ${token} with join_method ${method} and a rule for this ${rule === 'repository' ? 'repository' : 'project'} (spec.${method}.allow[].${rule}). The export "tctl resources" writes it.`,
    'Each run is a bot of its own beside others: it joins anew and keeps nothing, so that no storage is shared.',
    'Never keep the written folder as an artifact or in a cache: its files are credentials.',
  ]
}
