import { foreignNames } from '../../shared/config/plan/index.ts'
import type { FolderFacts } from '../../shared/config/plan/index.ts'
import type { ForeignContent, ForeignFile } from '../../shared/contract/authoring.ts'
import { AppError } from '../../shared/errors.ts'
import { describeCredential } from '../credentials/index.ts'
import { isArtifactName } from '../destinations/artifact-names.ts'
import { explain } from '../destinations/failures.ts'
import { keepCopy } from '../destinations/kept-copy.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Directory, FileStatus } from '../ports/files.ts'
import type { Ports } from '../ports/index.ts'
import { groupName, userName } from './accounts.ts'
import type { Accounts } from './accounts.ts'
import { inPlace } from './folder-facts.ts'

type FilePorts = Pick<Ports, 'files' | 'processes'>

/** A folder that a service will write to. */
export interface ForeignFolder {
  /** Absolute. */
  readonly folder: string
  readonly followsLinks: boolean
}

/** No certificate or key is as large. */
const largestRead = 1024 * 1024
const key = 'destination.path'

/** Everything that stands where planned files go and is of somebody else, with what can be told without reading it. */
export async function foreignFiles(
  { files }: Pick<Ports, 'files'>,
  o: { facts: FolderFacts; planned: readonly string[]; followsLinks: boolean; accounts: Accounts },
): Promise<ForeignFile[]> {
  const { facts, planned, followsLinks, accounts } = o
  const names = foreignNames(planned, facts)
  if (names.length === 0) return []
  const directory = await files.openDirectory(facts.path, { symlinks: 'follow' })
  try {
    const found: ForeignFile[] = []
    for (const name of names) {
      const status = await inPlace(directory, { files, name, followsLinks }, (place, leaf) =>
        place.status(leaf),
      ).catch(() => undefined)
      // Gone meanwhile.
      if (status === undefined) continue
      const target = await directory.readLink(name)
      const copy = facts.kept?.find((each) => each.name === name)?.copy
      found.push({
        ...factsOf(name, status, accounts),
        ...(target === undefined ? {} : { target }),
        ...(copy === undefined ? {} : { copy }),
      })
    }
    return found
  } finally {
    await directory.close()
  }
}

const kinds = { file: 'file', directory: 'folder', symlink: 'link', other: 'other' } as const

function factsOf(name: string, status: FileStatus, accounts: Accounts): ForeignFile {
  const { kind, uid, gid, mode, sizeBytes, modifiedAt } = status
  return {
    name,
    kind: kinds[kind],
    owner: userName(accounts, uid),
    group: groupName(accounts, gid),
    mode: mode.toString(8).padStart(4, '0'),
    sizeBytes,
    modifiedAt,
  }
}

/** What is in such a file, for a person who has to decide: certificates and keys in words. Follows no link of its own accord. */
export async function foreignContent(
  { files, processes, clock }: Pick<Ports, 'files' | 'processes' | 'clock'>,
  { folder, file, followsLinks }: ForeignFolder & { readonly file: string },
): Promise<ForeignContent> {
  requireName(file)
  try {
    const directory = await files.openDirectory(folder, { symlinks: 'follow' })
    try {
      return await inPlace(directory, { files, name: file, followsLinks }, async (place, leaf) => {
        const status = await place.status(leaf)
        if (status?.kind !== 'file' || status.sizeBytes > largestRead) return { kind: 'unknown' }
        return describe(place, leaf, clock.now())
      })
    } finally {
      await directory.close()
    }
  } catch (thrown) {
    if (fileErrorCode(thrown) === 'EACCES') return { kind: 'unreadable' }
    throw await explain(thrown, { files, processes, key, path: folder })
  }
}

async function describe(place: Directory, name: string, at: number): Promise<ForeignContent> {
  const text = new TextDecoder().decode(await place.read(name))
  try {
    return {
      kind: 'credential',
      credential: { ...describeCredential({ name, text, at }), artifact: name },
    }
  } catch (thrown) {
    if (AppError.from(thrown).code === 'credential.malformed') return { kind: 'unknown' }
    throw thrown
  }
}

/** Decisions on files of somebody else, one after the other: two at once for one folder would be in each other's way. */
export class TakeOvers {
  readonly #ports: FilePorts
  #last: Promise<unknown> = Promise.resolve()

  constructor(ports: FilePorts) {
    this.#ports = ports
  }

  /** Copies each of these files beside itself; those that are gone or Botdesk's own are left out. */
  takeOver(
    o: ForeignFolder & { readonly files: readonly string[] },
    { signal }: { signal: AbortSignal },
  ): Promise<{ copies: { file: string; copy: string }[] }> {
    const turn = this.#last.then(async () => {
      o.files.forEach(requireName)
      const { folder: path, followsLinks } = o
      const copies: { file: string; copy: string }[] = []
      for (const file of o.files) {
        signal.throwIfAborted()
        const copy = await keepCopy({ ...this.#ports, key, path, name: file, followsLinks })
        if (copy !== undefined) copies.push({ file, copy })
      }
      return { copies }
    })
    this.#last = turn.catch(() => undefined)
    return turn
  }
}

/** Refuses what no service writes. */
function requireName(file: string): void {
  if (isArtifactName(file)) return
  throw new AppError('usage.bad-argument', 'not a name of a file in a destination', {
    details: { name: file },
  })
}
