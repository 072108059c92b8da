import { resolve } from 'node:path'
import type { Neighbour } from '../../shared/config/plan/index.ts'
import type { FolderCheck, FolderReader, FolderReport } from '../../shared/contract/authoring.ts'
import type { Ports } from '../ports/index.ts'
import { readAccessLists } from './access-lists.ts'
import { readAccounts } from './accounts.ts'
import { folderAccess } from './folder-access.ts'
import { folderChecks } from './folder-checks.ts'
import { folderFacts } from './folder-facts.ts'
import { testFolder } from './folder-test.ts'
import { foreignFiles } from './foreign-files.ts'
import { walkPath } from './folder-walk.ts'
import { mountOf } from './mounts.ts'

export interface FolderRequest {
  readonly folder: string
  /** Names that will be written there: `plannedFiles`. */
  readonly files: readonly string[]
  readonly readers: readonly FolderReader[]
  /** `symlinks: insecure` */
  readonly followsLinks: boolean
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
  const { files: planned, followsLinks } = request
  const facts = await folderFacts(ports, { path, names: planned, followsLinks, accounts, walk })
  const last = walk.steps.at(-1)?.path ?? '/'
  const lists = await readAccessLists(
    processes,
    walk.steps.map((step) => step.path),
    { signal },
  )
  const test = facts.exists && facts.kind !== 'other' ? await testFolder(ports, path) : undefined
  signal.throwIfAborted()
  const foreign = await foreignFiles(ports, { facts, planned, followsLinks, accounts })
  const checks: FolderCheck[] = folderChecks({
    facts,
    walk,
    test,
    account: processes.userName,
    space: await files.space(last),
    mount: await mountOf(files, last),
    lists,
    neighbours: request.neighbours,
    foreignFiles: foreign,
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
  return { facts, checks, access, foreignFiles: foreign }
}
