import { dirname, join, resolve } from 'node:path'
import type { DestinationConfig, DirectoryConfig } from '../../shared/config/model.ts'
import { AppError } from '../../shared/errors.ts'
import { explain } from '../destinations/failures.ts'
import { createDestination } from '../destinations/index.ts'
import { ReaderAccess } from '../destinations/readers.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Directory, Files } from '../ports/files.ts'
import type { Ports } from '../ports/index.ts'
import { probeDirectory, withProbe } from './folder-test.ts'
import type { Finding } from './probe-steps.ts'

type FolderPorts = Pick<Ports, 'files' | 'processes' | 'random'>

/** Where a destination stands in the file, `services[0].destination`. */
export interface Place {
  readonly key: string
  readonly destination: DestinationConfig
  readonly signal: AbortSignal
}

/**
 * Whether a destination can be written, and its readers let in: a probe file in the folder, or in the one it would be made in,
 * removed again.
 */
export async function tryDestination(ports: FolderPorts, place: Place): Promise<Finding<undefined>> {
  const { destination, key, signal } = place
  // Refuses what the engine refuses.
  createDestination(destination, { ...ports, layout: 'generations', key })
  if (destination.type !== 'directory') return { detail: 'Kept in memory', value: undefined }
  return tryFolder(ports, destination, { key, signal })
}

/** The same for storage, which also must not be held by another bot. `isOwn`: this very bot runs on it. */
export async function tryStorage(
  ports: FolderPorts,
  o: Place & { isOwn: boolean },
): Promise<Finding<undefined>> {
  const { destination } = o
  if (destination.type === 'memory') {
    const detail = 'Kept in memory: each start joins anew and needs a token'
    return { detail, state: 'warning', value: undefined }
  }
  const finding = await tryDestination(ports, o)
  if (destination.type !== 'directory') return finding
  if (o.isOwn) return { ...finding, detail: `${finding.detail}, held by this bot, which runs` }
  await requireFree(ports.files, { folder: resolve(destination.path), signal: o.signal })
  return { ...finding, detail: `${finding.detail}, no other bot holds it` }
}

async function tryFolder(
  ports: FolderPorts,
  config: DirectoryConfig,
  { key, signal }: Pick<Place, 'key' | 'signal'>,
): Promise<Finding<undefined>> {
  const { path, symlinks } = config
  const wanted = resolve(path)
  try {
    const folder = await nearestFolder(ports.files, wanted, symlinks === 'insecure' ? 'follow' : 'refuse')
    try {
      await requireWritable(folder, ports)
      const isAbove = folder.path !== wanted
      const done = isAbove ? `can be made in ${folder.path}` : 'can be written'
      const shutOut = await withProbe(folder, ports.random, (probe) =>
        new ReaderAccess(config, { ...ports, key }).prove(folder, [probe], { signal, isAbove }),
      )
      return shutOut === undefined
        ? { detail: `${wanted} ${done}`, value: undefined }
        : { detail: `${wanted} ${done}, but ${shutOut.message}`, state: 'warning', value: undefined }
    } finally {
      await folder.close()
    }
  } catch (thrown) {
    throw await explain(thrown, { ...ports, key, path: wanted })
  }
}

/** The folder itself, or the first above it that exists, open. */
async function nearestFolder(files: Files, path: string, symlinks: 'follow' | 'refuse'): Promise<Directory> {
  try {
    return await files.openDirectory(path, { symlinks })
  } catch (thrown) {
    if (fileErrorCode(thrown) !== 'ENOENT' || dirname(path) === path) throw thrown
    return nearestFolder(files, dirname(path), symlinks)
  }
}

async function requireWritable(folder: Directory, { random }: FolderPorts): Promise<void> {
  const failure = await probeDirectory(folder, random)
  if (failure === undefined) return
  throw (
    failure.thrown ??
    new AppError('destination.failed', `other bytes than written came back from ${folder.path}`)
  )
}

/** Refuses with `storage.in-use`. A lock file that is not there is held by nobody, and none is made. */
async function requireFree(
  files: Files,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<void> {
  if (!(await hasLockFile(files, folder))) return
  const lock = await files.lock(join(folder, 'lock'), { purpose: 'pre-flight', signal })
  await lock.release()
}

async function hasLockFile(files: Files, folder: string): Promise<boolean> {
  try {
    const directory = await files.openDirectory(folder, { symlinks: 'follow' })
    try {
      return (await directory.status('lock')) !== undefined
    } finally {
      await directory.close()
    }
  } catch (thrown) {
    if (fileErrorCode(thrown) === 'ENOENT') return false
    throw thrown
  }
}
