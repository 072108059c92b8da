import { statfs } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Clock } from './clock.ts'
import type { Files } from './files.ts'
import { canHoldDirectories, openAnchor, stepByHandle, stepByPath } from './node-anchor.ts'
import { createNodeDirectory } from './node-directory.ts'
import { takeLock } from './node-lock.ts'
import type { Processes } from './processes.ts'

export interface NodeFilesOptions {
  readonly processes: Processes
  readonly clock: Clock
  /** Works as where neither `/proc/self/fd` nor flock(1) exists; tests use it to cover macOS and Windows. */
  readonly portable?: boolean
}

/** The computer's file system. Directories are held by handle where the platform can. */
export function createNodeFiles({ processes, clock, portable = false }: NodeFilesOptions): Files {
  const step = !portable && canHoldDirectories() ? stepByHandle : stepByPath
  const lockContext = { clock, processes, hasFlock: !portable && process.platform !== 'win32' }
  return {
    openDirectory: async (path, options) => createNodeDirectory(await openAnchor(step, path, options), step),
    lock: (path, options) => takeLock(resolve(path), options, lockContext),
    space: async (path) => {
      try {
        const { bavail, blocks, bsize } = await statfs(path)
        return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
      } catch {
        return undefined
      }
    },
  }
}
