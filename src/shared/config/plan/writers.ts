import type { TargetVersion } from '../problem.ts'
import { newestTarget } from '../problem.ts'
import type { Writer } from './model.ts'
import { destinationsIn } from './read-text.ts'

/** Who writes to which folder by this text: its storage first, then its services. Works on a text with errors too. */
export function writersOf(text: string, target: TargetVersion = newestTarget): readonly Writer[] {
  return destinationsIn(text, target).flatMap(({ destination, service, path }) =>
    destination.type === 'directory' && destination.folder.trim() !== ''
      ? [{ path, folder: destination.folder, ...(service === undefined ? {} : { service }) }]
      : [],
  )
}

/** The folders of a text as they are written: what `PlanFacts.folders` has to tell about. */
export function foldersOf(text: string, target: TargetVersion = newestTarget): readonly string[] {
  return [...new Set(writersOf(text, target).map(({ folder }) => folder))]
}
