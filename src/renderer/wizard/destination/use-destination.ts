import { useState } from 'react'
import { formatPath } from '../../../shared/config/edit/index.ts'
import type { Change, ConfigPath, YamlValue } from '../../../shared/config/edit/model.ts'
import type { PlannedFile, ServiceSketch } from '../../../shared/config/artifacts/model.ts'
import { plannedFiles } from '../../../shared/config/artifacts/index.ts'
import type { FieldVariant } from '../../../shared/config/form/model.ts'
import { useLiveAnswer } from '../../bridge/use-live-answer.ts'
import type { Wizard } from '../use-wizard.ts'
import { readersOf } from './readers.ts'

/** Where a destination stands and what it is for. */
export interface DestinationPlace {
  /** Of the map with `type`: `services[2].destination`, `storage`. */
  readonly path: ConfigPath
  /** The service it belongs to; undefined for storage. */
  readonly service: ServiceSketch | undefined
  /** The kinds the target version knows here. */
  readonly variants: readonly FieldVariant[]
  readonly bot?: string | undefined
}

/** After the last key in the folder's field. */
const probeDelayMs = 600
const noFiles: readonly PlannedFile[] = []

/** A destination as the wizard's text has it now, and what is known of its folder. */
export function useDestination(wizard: Wizard, place: DestinationPlace) {
  const { document, change } = wizard
  const { path, service, bot } = place
  const valueOf = (key: string): YamlValue | undefined => document?.valueAt([...path, key])
  const textOf = (key: string): string => {
    const value = valueOf(key)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const type = textOf('type') || 'directory'
  const folder = type === 'directory' ? textOf('path') : ''
  const readers = readersOf(valueOf('readers'))
  const followsLinks = textOf('symlinks') === 'insecure'
  const files = service ? plannedFiles(service, type) : noFiles
  const report = useLiveAnswer(
    'probe:folder',
    folder.startsWith('/') || folder.startsWith('~')
      ? {
          folder,
          files: files.map((file) => file.name),
          readers,
          ...(followsLinks ? { followsLinks } : {}),
          ...(bot === undefined ? {} : { bot }),
          // The entry itself, so that it is not its own neighbour.
          path: formatPath(service ? path.slice(0, -1) : path),
        }
      : undefined,
    probeDelayMs,
  )
  // What was written for a kind comes back when it is chosen again.
  const [earlier, setEarlier] = useState<Readonly<Record<string, YamlValue>>>({})
  return {
    type,
    folder,
    readers,
    files,
    followsLinks,
    report,
    /** Something of somebody else stands where a file will be written, and nobody decided on it. */
    isUndecided: report.value?.foreignFiles.some(({ copy }) => copy === undefined) ?? false,
    textOf,
    pathOf: (key: string): ConfigPath => [...path, key],
    setText(key: string, text: string) {
      change([{ kind: 'set', path: [...path, key], value: text }])
    },
    chooseType(next: string) {
      if (next === type) return
      const now = document?.valueAt(path)
      if (now !== undefined) setEarlier({ ...earlier, [type]: now })
      change([{ kind: 'set', path, value: earlier[next] ?? blankOf(next) }])
    },
    change: (changes: readonly Change[]) => change(changes),
  }
}

export type Destination = ReturnType<typeof useDestination>

function blankOf(type: string): YamlValue {
  if (type === 'directory') return { type, path: '' }
  return type === 'kubernetes_secret' ? { type, name: '' } : { type }
}
