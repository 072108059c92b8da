import type { FolderFacts, Neighbour } from '../../shared/config/plan/index.ts'
import type { FolderCheck, ForeignFile } from '../../shared/contract/authoring.ts'
import { formatBytes } from '../../shared/messages/format.ts'
import type { AccessList } from './access-lists.ts'
import type { FolderTest } from './folder-test.ts'
import type { Walk } from './folder-walk.ts'
import type { Mount } from './mounts.ts'

/** What the checks judge. */
export interface FolderFindings {
  readonly facts: FolderFacts
  readonly walk: Walk
  readonly test: FolderTest | undefined
  readonly account: string
  readonly space: { readonly freeBytes: number } | undefined
  readonly mount: Mount | undefined
  /** Undefined where access lists cannot be read. */
  readonly lists: ReadonlyMap<string, AccessList> | undefined
  readonly neighbours: readonly Neighbour[]
  readonly foreignFiles: readonly ForeignFile[]
}

/** A set of certificates takes some kilobytes, twice while it is replaced. */
const littleSpaceBytes = 10 * 1024 * 1024

/** Every check of interface.md 6.8 with its fact, in the order they are shown. */
export function folderChecks(found: FolderFindings): FolderCheck[] {
  return [
    { name: 'exists', ...exists(found) },
    { name: 'writable', ...writable(found) },
    { name: 'owner', ...owner(found) },
    { name: 'space', ...space(found) },
    { name: 'links', ...links(found) },
    { name: 'sharing', ...sharing(found) },
    { name: 'foreign-files', ...foreign(found) },
    { name: 'file-system', ...fileSystem(found) },
  ]
}

type Result = Omit<FolderCheck, 'name'>

const good = (text: string): Result => ({ state: 'good', text })
const hazard = (text: string): Result => ({ state: 'hazard', text })
const error = (text: string): Result => ({ state: 'error', text })
const unknown = (text: string): Result => ({ state: 'unknown', text })

function isHidden({ facts }: FolderFindings): boolean {
  return facts.problem !== undefined && !facts.exists
}

function exists(found: FolderFindings): Result {
  const { facts, account } = found
  if (isHidden(found)) return unknown(`Cannot be looked at: ${facts.problem ?? ''}`)
  if (facts.kind === 'other') return error('Not a folder')
  return facts.exists
    ? good('Exists')
    : good(`Does not exist yet; will be made with mode 0700, owner ${account}`)
}

function writable(found: FolderFindings): Result {
  const { facts, test, account, mount } = found
  if (test?.kind === 'passed') return good('Writable, tested; the probe file is removed')
  if (test?.kind === 'failed') return error(`A probe file could not be ${test.step}: ${test.reason}`)
  if (isHidden(found)) return unknown('Not tested: the folder cannot be looked at')
  if (facts.kind === 'other') return error('Nothing can be written there')
  if (mount?.isReadOnly === true) return error('On a read-only file system')
  return facts.isWritable === true
    ? good(`${account} can make it; tested when it is made`)
    : error(`${account} may not make it: ${lastOf(found)} is closed`)
}

function lastOf({ walk }: FolderFindings): string {
  return walk.steps.at(-1)?.path ?? '/'
}

function owner(found: FolderFindings): Result {
  const { facts, account } = found
  if (facts.owner === undefined || facts.mode === undefined)
    return isHidden(found) ? unknown('Not known') : good(`${account} will own it, mode 0700`)
  const text = `Owner ${facts.owner}, mode ${facts.mode}`
  const others = Number.parseInt(facts.mode.at(-1) ?? '0', 8)
  if ((others & 2) === 2) return hazard(`${text}: everyone may put files into it`)
  if ((others & 5) !== 0) return hazard(`${text}: everyone may look into it`)
  if (facts.owner !== account) return hazard(`${text}: not this bot's own`)
  if (found.lists?.has(lastOf(found))) return good(`${text}, others by access list`)
  const group = Number.parseInt(facts.mode.at(-2) ?? '0', 8)
  return good(group === 0 ? `${text}, no one else` : `${text}, others by group`)
}

function space({ space: free }: FolderFindings): Result {
  if (free === undefined) return unknown('Free space is not known')
  const text = `${formatBytes(free.freeBytes)} free`
  return free.freeBytes < littleSpaceBytes ? hazard(text) : good(text)
}

function links({ walk }: FolderFindings): Result {
  const [first] = walk.links
  if (first === undefined)
    return walk.problem === undefined ? good('No link on the way') : unknown(`Not followed: ${walk.problem}`)
  return hazard(`${first.path} is a link to ${first.target}`)
}

function sharing({ facts, walk, neighbours }: FolderFindings): Result {
  const own = [facts.path, ...(walk.missing === undefined ? [lastStep(walk)] : [])]
  for (const other of neighbours) {
    const whose = `${other.service ?? 'the storage'} of ${other.bot}`
    if (own.includes(other.folder)) return hazard(`${whose} writes here too`)
    if (own.some((folder) => isInside(folder, other.folder)))
      return hazard(`Inside ${other.folder}, where ${whose} writes`)
    if (own.some((folder) => isInside(other.folder, folder)))
      return hazard(`${other.folder} inside it belongs to ${whose}`)
  }
  return good('No other service writes here')
}

function lastStep(walk: Walk): string {
  return walk.steps.at(-1)?.path ?? '/'
}

function isInside(inner: string, outer: string): boolean {
  return inner !== outer && inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`)
}

function foreign({ facts, foreignFiles }: FolderFindings): Result {
  const undecided = foreignFiles.filter(({ copy }) => copy === undefined)
  if (undecided.length > 0) {
    const list = undecided.slice(0, 3).map(({ name }) => name)
    const more = undecided.length > 3 ? ` and ${undecided.length - 3} more` : ''
    return hazard(`${list.join(', ')}${more} ${list.length === 1 ? 'was' : 'were'} not written by Botdesk`)
  }
  const [first, second] = foreignFiles
  if (first?.copy !== undefined)
    return good(
      second === undefined
        ? `${first.name} is taken over, its copy is ${first.copy}`
        : `${foreignFiles.length} files are taken over, their copies are beside them`,
    )
  if (facts.exists && facts.kind !== 'other' && facts.entries === undefined)
    return unknown('Its content cannot be listed')
  return good('No file in the way')
}

function fileSystem({ mount, lists: found }: FolderFindings): Result {
  const lists = found
    ? 'access lists can be read'
    : 'access lists cannot be read here: the program getfacl (package acl) is missing or refused'
  if (mount === undefined) return unknown(`File system not known; ${lists}`)
  if (mount.isReadOnly) return error(`${mount.type}, read-only`)
  if (mount.isNetwork)
    return hazard(`${mount.type}, a network disk: files go over the network, and a lock may not hold`)
  if (mount.isVolatile) return hazard(`${mount.type}: all is gone when the computer restarts`)
  return found ? good(`${mount.type}, ${lists}`) : unknown(`${mount.type}; ${lists}`)
}
