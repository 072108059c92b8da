import { plannedFiles } from '../artifacts/planned-files.ts'
import type { TargetVersion } from '../problem.ts'
import { newestTarget } from '../problem.ts'
import { storageNames } from './file-changes.ts'
import type { Writer } from './model.ts'
import { destinationsIn } from './read-text.ts'
import type { WrittenDestination } from './read-text.ts'

/** Who writes to which folder by this text: its storage first, then its services. Works on a text with errors too. */
export function writersOf(text: string, target: TargetVersion = newestTarget): readonly Writer[] {
  return destinationsIn(text, target).flatMap(({ destination, service, path }) =>
    destination.type === 'directory' && destination.folder.trim() !== ''
      ? [{ path, folder: destination.folder, ...(service === undefined ? {} : { service }) }]
      : [],
  )
}

/** A folder of a text as it is written, and what has to be looked for in it. */
export interface WrittenFolder {
  readonly folder: string
  /** Names of the files that go there. */
  readonly names: readonly string[]
  readonly followsLinks: boolean
}

/** What `PlanFacts.folders` has to tell about. */
export function foldersOf(text: string, target: TargetVersion = newestTarget): readonly WrittenFolder[] {
  const inFolders = destinationsIn(text, target).filter(
    ({ destination }) => destination.type === 'directory' && destination.folder.trim() !== '',
  )
  return [...Map.groupBy(inFolders, ({ destination }) => destination.folder)].map(([folder, writers]) => ({
    folder,
    names: [...new Set(writers.flatMap(namesOf))],
    followsLinks: writers.some(({ destination }) => destination.followsLinks),
  }))
}

function namesOf({ sketch }: WrittenDestination): readonly string[] {
  return sketch === undefined ? storageNames : plannedFiles(sketch, 'directory').map(({ name }) => name)
}
