import { matchesName, plannedFiles } from '../artifacts/planned-files.ts'
import { normalPath } from '../rules/destination-rules.ts'
import type { ServicePair } from './compare-services.ts'
import { folderOf, root } from './file-changes.ts'
import { tbotMark } from './foreign-files.ts'
import { destinationsOf, takenFolders } from './written-folders.ts'
import type { FolderFacts, Leftover, PlanFacts } from './model.ts'
import type { ReadService, ReadText } from './read-text.ts'

/**
 * Folders that services of the old text leave and that nobody else writes, with the files in them that bear the marks
 * of Botdesk or tbot. A storage is never one of them: it holds an identity that going back would need.
 */
export function leftoversOf(
  pairs: readonly ServicePair[],
  {
    old,
    now,
    facts,
  }: { readonly old: ReadText | undefined; readonly now: ReadText; readonly facts: PlanFacts },
): Leftover[] {
  // A bot that runs once is never seen to be well.
  if (old === undefined || now.config.oneshot) return []
  const taken = takenFolders([old.storage, ...destinationsOf(now)], facts)
  const left = pairs.flatMap(({ before }) =>
    before?.destination === undefined || before.isSkipped ? [] : [{ ...before, place: before.destination }],
  )
  const byFolder = Map.groupBy(left, ({ place }) => normalPath(root(place, facts)))
  return [...byFolder].flatMap(([folder, services]) => {
    const found = folderOf(services[0]?.place ?? now.storage, facts)
    if (taken.touches(folder) || found === undefined || !isOpenToUs(found)) return []
    const names = namesOf(found, services)
    return names.length === 0 ? [] : [{ folder: found.path, names }]
  })
}

function isOpenToUs({ kind, realPath, isWritable }: FolderFacts): boolean {
  return kind === 'folder' && realPath === undefined && isWritable === true
}

function namesOf({ entries = [], written = [] }: FolderFacts, services: readonly ReadService[]): string[] {
  if (written.length > 0) return written.toSorted()
  if (!entries.includes(tbotMark)) return []
  const planned = services.flatMap(({ sketch }) => plannedFiles(sketch, 'directory'))
  const files = planned.filter(({ shape }) => shape === 'file')
  return entries.filter((entry) => files.some(({ name }) => matchesName(entry, name))).toSorted()
}
