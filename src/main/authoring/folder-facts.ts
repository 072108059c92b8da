import { join } from 'node:path'
import { standsAt, tbotMark } from '../../shared/config/plan/index.ts'
import type { FolderFacts } from '../../shared/config/plan/index.ts'
import { isArtifactName } from '../destinations/artifact-names.ts'
import { findKeptCopy } from '../destinations/kept-copy.ts'
import { atTarget } from '../destinations/linked-files.ts'
import { writtenNames } from '../destinations/written-names.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Directory, Files } from '../ports/files.ts'
import type { Ports } from '../ports/index.ts'
import { findUser, groupName, groupsOf, userName } from './accounts.ts'
import type { Accounts } from './accounts.ts'
import { reasonOf, walkPath } from './folder-walk.ts'
import type { Walk } from './folder-walk.ts'
import { bits, granted } from './permissions.ts'
import type { Subject } from './permissions.ts'

const mostEntries = 200

export interface FolderQuestion {
  /** Absolute. */
  readonly path: string
  /** The files that will be written there. */
  readonly names: readonly string[]
  /** `symlinks: insecure` */
  readonly followsLinks: boolean
  readonly accounts: Accounts
  /** Saves looking twice. */
  readonly walk?: Walk
}

/** What stands at an absolute path, for a plan; looks only. */
export async function folderFacts(
  { files, processes }: Pick<Ports, 'files' | 'processes'>,
  o: FolderQuestion,
): Promise<FolderFacts> {
  const { path, accounts } = o
  const walk = o.walk ?? (await walkPath(files, path))
  const isWritable = canWrite(walk, ownSubject(processes, accounts))
  if (walk.problem !== undefined) return { path, exists: false, problem: walk.problem }
  const { status, path: realPath } = walk.steps.at(-1) ?? {}
  if (walk.missing !== undefined || status === undefined) return { path, exists: false, isWritable }
  const facts: FolderFacts = {
    path,
    exists: true,
    kind: walk.endsInLink ? 'link' : status.kind === 'directory' ? 'folder' : 'other',
    mode: status.mode.toString(8).padStart(4, '0'),
    owner: userName(accounts, status.uid),
    group: groupName(accounts, status.gid),
    isWritable,
    ...(walk.links.length === 0 || realPath === undefined ? {} : { realPath }),
  }
  if (status.kind !== 'directory') return facts
  try {
    return { ...facts, ...(await contentOf(files, o)) }
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

type Content = Required<Pick<FolderFacts, 'entries' | 'written' | 'kept'>>

interface FoundFile {
  readonly files: Files
  readonly name: string
  readonly followsLinks: boolean
}

/** What of a folder's content matters to whoever writes there. */
async function contentOf(files: Files, o: Omit<FolderQuestion, 'accounts'>): Promise<Content> {
  const directory = await files.openDirectory(o.path, { symlinks: 'follow' })
  try {
    const found = (await standing(directory, o.names)).slice(0, mostEntries)
    const written = await writtenNames(directory, found)
    const entries: string[] = []
    const kept: { name: string; copy: string }[] = []
    for (const name of found) {
      const at = { files, name, followsLinks: o.followsLinks }
      // A link that is followed and leads nowhere is in nobody's way.
      if (o.followsLinks && !(await isThere(directory, at))) continue
      entries.push(name)
      const isForeign = isArtifactName(name) && !written.includes(name)
      const copy = isForeign && (await inPlace(directory, at, findKeptCopy).catch(() => undefined))
      if (copy) kept.push({ name, copy })
    }
    return { entries, written, kept }
  } finally {
    await directory.close()
  }
}

/** Runs where a file is that a bot would replace: there, or where its link leads if the bot follows it. */
export function inPlace<T>(
  directory: Directory,
  { files, name, followsLinks }: FoundFile,
  use: (directory: Directory, name: string) => Promise<T>,
): Promise<T> {
  return followsLinks ? atTarget(files, join(directory.path, name), use) : use(directory, name)
}

async function isThere(directory: Directory, at: FoundFile): Promise<boolean> {
  try {
    return (await inPlace(directory, at, (place, leaf) => place.status(leaf))) !== undefined
  } catch (thrown) {
    return fileErrorCode(thrown) !== 'ENOENT'
  }
}

/** Names there that stand where planned ones go, in folders of the set too; a folder itself is only in the way when it is none. */
async function standing(directory: Directory, names: readonly string[]): Promise<string[]> {
  const wanted = [...names, tbotMark]
  const matching = (entries: readonly string[]) =>
    entries.filter((entry) => wanted.some((name) => standsAt(entry, name)))
  const result: string[] = []
  for (const entry of matching(await directory.list()).toSorted()) {
    const isFolder = wanted.some((name) => name.startsWith(`${entry}/`))
    if (!isFolder || (await directory.status(entry))?.kind !== 'directory') result.push(entry)
    else result.push(...matching((await directory.list(entry)).map((leaf) => `${entry}/${leaf}`)))
  }
  return result
}
