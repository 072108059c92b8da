import { resolve } from 'node:path'
import { matchesName } from '../../shared/config/artifacts/index.ts'
import type { Neighbour } from '../../shared/config/plan/index.ts'
import type { FolderCheck, FolderReader, FolderReport } from '../../shared/contract/authoring.ts'
import type { Ports } from '../ports/index.ts'
import { readAccessLists } from './access-lists.ts'
import { readAccounts } from './accounts.ts'
import { folderAccess } from './folder-access.ts'
import { folderChecks } from './folder-checks.ts'
import { folderFacts } from './folder-facts.ts'
import { testFolder } from './folder-test.ts'
import { walkPath } from './folder-walk.ts'
import { mountOf } from './mounts.ts'

export interface FolderRequest {
  readonly folder: string
  /** Names that will be written there: `plannedFiles`. */
  readonly files: readonly string[]
  readonly readers: readonly FolderReader[]
  /** What other services write, of this bot and of all others; the entry asked for is left out by its caller. */
  readonly neighbours: readonly Neighbour[]
}

/**
 * A folder as the destination wizard shows it (interface.md 6.8). The only thing it ever changes: in a folder that
 * exists, a probe file is written, read and removed again as this account.
 */
export async function folderReport(
  ports: Pick<Ports, 'files' | 'processes' | 'random'>,
  request: FolderRequest,
  { signal }: { signal: AbortSignal },
): Promise<FolderReport> {
  const { files, processes } = ports
  const path = resolve(request.folder)
  const accounts = await readAccounts(ports, { signal })
  const walk = await walkPath(files, path)
  const facts = await folderFacts(ports, { path, accounts, walk })
  const last = walk.steps.at(-1)?.path ?? '/'
  const lists = await readAccessLists(
    processes,
    walk.steps.map((step) => step.path),
    { signal },
  )
  const test = facts.exists && facts.kind !== 'other' ? await testFolder(ports, path) : undefined
  signal.throwIfAborted()
  const foreignFiles = foreignNames(request.files, facts)
  const checks: FolderCheck[] = folderChecks({
    facts,
    walk,
    test,
    account: processes.userName,
    space: await files.space(last),
    mount: await mountOf(files, last),
    hasAccessLists: lists !== undefined,
    neighbours: request.neighbours,
    foreignFiles,
  })
  const access = folderAccess({
    facts,
    walk,
    test,
    accounts,
    lists,
    readers: request.readers,
    own: { uid: processes.uid, name: processes.userName },
  })
  return { facts, checks, access, foreignFiles }
}

/** Files of a planned name that neither Botdesk nor tbot left (tbot leaves `.write-test`). */
function foreignNames(
  planned: readonly string[],
  { entries = [], written = [] }: FolderReport['facts'],
): readonly string[] {
  if (entries.includes('.write-test')) return []
  const firsts = new Set(planned.map((name) => name.split('/')[0] ?? name))
  return entries.filter(
    (entry) =>
      [...firsts].some((name) => matchesName(entry, name)) &&
      !written.some((name) => name === entry || name.startsWith(`${entry}/`)),
  )
}
