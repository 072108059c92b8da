import type { FolderFacts } from '../../shared/config/plan/model.ts'
import { isArtifactName, linkTarget } from '../destinations/artifact-names.ts'
import { readSetFile } from '../destinations/manifest.ts'
import type { Directory } from '../ports/files.ts'
import type { Ports } from '../ports/index.ts'
import { findUser, groupName, groupsOf, userName } from './accounts.ts'
import type { Accounts } from './accounts.ts'
import { reasonOf, walkPath } from './folder-walk.ts'
import type { Walk } from './folder-walk.ts'
import { bits, granted } from './permissions.ts'
import type { Subject } from './permissions.ts'

const mostEntries = 200

/** What stands at an absolute path, for a plan; looks only. `walk` saves looking twice. */
export async function folderFacts(
  { files, processes }: Pick<Ports, 'files' | 'processes'>,
  o: { readonly path: string; readonly accounts: Accounts; readonly walk?: Walk },
): Promise<FolderFacts> {
  const { path, accounts } = o
  const walk = o.walk ?? (await walkPath(files, path))
  const isWritable = canWrite(walk, ownSubject(processes, accounts))
  if (walk.problem !== undefined) return { path, exists: false, problem: walk.problem }
  const { status } = walk.steps.at(-1) ?? {}
  if (walk.missing !== undefined || status === undefined) return { path, exists: false, isWritable }
  const facts: FolderFacts = {
    path,
    exists: true,
    kind: walk.endsInLink ? 'link' : status.kind === 'directory' ? 'folder' : 'other',
    mode: status.mode.toString(8).padStart(4, '0'),
    owner: userName(accounts, status.uid),
    group: groupName(accounts, status.gid),
    isWritable,
  }
  if (status.kind !== 'directory') return facts
  try {
    return { ...facts, ...(await contentOf(files, path)) }
  } catch (thrown) {
    return { ...facts, problem: reasonOf(thrown, path) }
  }
}

/** The account this program, and with it the bot, runs as. */
export function ownSubject(
  { uid, userName: name }: Pick<Ports['processes'], 'uid' | 'userName'>,
  accounts: Accounts,
): Subject {
  const user = findUser(accounts, name) ?? findUser(accounts, String(uid))
  return { uid, gids: user === undefined ? [] : groupsOf(accounts, user) }
}

/** Whether names can be added: in the folder, or in the last one that exists above it. By mode bits alone. */
function canWrite({ steps }: Walk, subject: Subject): boolean {
  const last = steps.at(-1)
  const needed = bits.write | bits.search
  return (
    last !== undefined &&
    last.status.kind === 'directory' &&
    steps.every(
      ({ status }) => status.kind === 'directory' && (granted(status, subject) & bits.search) !== 0,
    ) &&
    (granted(last.status, subject) & needed) === needed
  )
}

async function contentOf(
  files: Ports['files'],
  path: string,
): Promise<{ readonly entries: readonly string[]; readonly written: readonly string[] }> {
  const directory = await files.openDirectory(path, { symlinks: 'follow' })
  try {
    const names = (await directory.list()).toSorted()
    return { entries: names.slice(0, mostEntries), written: await writtenByBotdesk(directory, names) }
  } finally {
    await directory.close()
  }
}

/** Links into the current generation, and what the plain layout's list names. */
async function writtenByBotdesk(directory: Directory, names: readonly string[]): Promise<string[]> {
  const own = new Set(await readSetFile(directory).catch(() => []))
  const isOurs = async (name: string) =>
    isArtifactName(name) && (await directory.readLink(name).catch(() => undefined)) === linkTarget(name)
  for (const name of names.slice(0, mostEntries)) {
    if (!isArtifactName(name)) continue
    const status = await directory.status(name)
    if (status?.kind === 'symlink' && (await isOurs(name))) own.add(name)
    if (status?.kind !== 'directory') continue
    for (const leaf of await directory.list(name).catch(() => [])) {
      if (await isOurs(`${name}/${leaf}`)) own.add(`${name}/${leaf}`)
    }
  }
  return [...own]
}
