import { matchesName } from '../artifacts/planned-files.ts'
import type { FolderFacts } from './model.ts'

/** The file both tbot and Botdesk leave where they write the common set (tbot-config.md 4.2). */
export const tbotMark = '.write-test'

/**
 * Files that stand where planned ones will be written and that neither Botdesk nor tbot wrote. tbot marks a folder, not
 * its files: where its mark is, all are its own. Where Botdesk wrote the mark, Botdesk's own marks tell.
 */
export function foreignNames(
  planned: readonly string[],
  { entries = [], written = [] }: Pick<FolderFacts, 'entries' | 'written'>,
): readonly string[] {
  if (entries.includes(tbotMark) && !written.includes(tbotMark)) return []
  return entries.filter((entry) => planned.some((name) => standsAt(entry, name)) && !written.includes(entry))
}

/** Whether an entry is in the way of a planned file: at its name, or where the folder for it would be. */
export function standsAt(entry: string, planned: string): boolean {
  return matchesName(entry, planned) || planned.startsWith(`${entry}/`)
}
