import { constants, existsSync } from 'node:fs'
import { chmod, lstat, mkdir, open, readlink, stat } from 'node:fs/promises'
import { join, parse, resolve, sep } from 'node:path'
import { FileError, LinkRefusedError } from './file-errors.ts'
import { fileErrorCode } from './files.ts'
import type { OpenDirectoryOptions } from './files.ts'

/** A directory that is held: names placed under `path` cannot be led elsewhere by a link swapped in on the way. */
export interface Anchor {
  /** What Node's calls are given. */
  readonly path: string
  /** What a person is told. */
  readonly shown: string
  /** Releases the hold; `path` means nothing afterwards. */
  close(): Promise<void>
}

/** Opens one component of a path below an anchor. */
export type Step = (parent: Anchor | undefined, name: string, links: 'follow' | 'refuse') => Promise<Anchor>

/** Linux's flag for a handle that names a place without reading it; needs only search permission. */
export const O_PATH = 0o10000000

/** True where a directory can be held through `/proc/self/fd`. */
export function canHoldDirectories(): boolean {
  return process.platform === 'linux' && existsSync('/proc/self/fd')
}

/**
 * Linux: every component is a held handle opened without following links, so nothing can be swapped in
 * between check and use. Does what openat2(RESOLVE_NO_SYMLINKS) does, which Node cannot call.
 */
export const stepByHandle: Step = async (parent, name, links) => {
  const place = parent === undefined ? name : `${parent.path}/${name}`
  const shown = parent === undefined ? name : join(parent.shown, name)
  const noFollow = links === 'refuse' ? constants.O_NOFOLLOW : 0
  try {
    const handle = await open(place, O_PATH | constants.O_DIRECTORY | noFollow)
    return { path: `/proc/self/fd/${handle.fd}`, shown, close: () => handle.close() }
  } catch (thrown) {
    throw links === 'refuse' ? await explainStep(thrown, place, shown) : shownAt(shown, thrown)
  }
}

/** Elsewhere: each component is looked at before it is used; a link swapped in right after is not noticed. */
export const stepByPath: Step = async (parent, name, links) => {
  const place = parent === undefined ? name : join(parent.path, name)
  try {
    if (links === 'refuse' && (await lstat(place)).isSymbolicLink()) {
      throw new LinkRefusedError(place, await readlink(place))
    }
    if (!(await stat(place)).isDirectory()) throw new FileError('ENOTDIR', place)
  } catch (thrown) {
    throw shownAt(place, thrown)
  }
  return { path: place, shown: place, close: async () => undefined }
}

/** Walks a path from its root, one anchor at a time; only the last one stays open. */
export async function openAnchor(step: Step, path: string, options: OpenDirectoryOptions): Promise<Anchor> {
  const absolute = resolve(path)
  const { root } = parse(absolute)
  let anchor = await step(undefined, root, 'follow')
  for (const name of absolute
    .slice(root.length)
    .split(sep)
    .filter((part) => part !== '')) {
    const parent = anchor
    try {
      anchor = await stepOrMake(step, parent, name, options)
    } finally {
      await parent.close()
    }
  }
  return anchor
}

async function stepOrMake(
  step: Step,
  parent: Anchor,
  name: string,
  options: OpenDirectoryOptions,
): Promise<Anchor> {
  try {
    return await step(parent, name, options.symlinks)
  } catch (thrown) {
    if (options.create !== true || fileErrorCode(thrown) !== 'ENOENT') throw thrown
  }
  return makeBelow(step, parent, name)
}

/** Makes a directory of mode 0700 whatever the umask is, durably; one that is there already is kept as it is. */
export async function makeBelow(step: Step, parent: Anchor, name: string): Promise<Anchor> {
  const shown = join(parent.shown, name)
  let isNew = true
  try {
    await mkdir(`${parent.path}/${name}`, { mode: 0o700 })
  } catch (thrown) {
    if (fileErrorCode(thrown) !== 'EEXIST') throw shownAt(shown, thrown)
    isNew = false
  }
  const anchor = await step(parent, name, 'refuse')
  if (!isNew) return anchor
  try {
    await chmod(`${anchor.path}/.`, 0o700)
    await syncAnchor(parent)
    return anchor
  } catch (thrown) {
    await anchor.close()
    throw shownAt(shown, thrown)
  }
}

/** Makes what happened in a directory durable. Windows does this by itself and refuses to be asked. */
export async function syncAnchor(anchor: Anchor): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(`${anchor.path}/.`, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A Node error told with the place a person knows instead of `/proc/self/fd`. */
export function shownAt(shown: string, thrown: unknown): unknown {
  const code = fileErrorCode(thrown)
  if (code === undefined || thrown instanceof FileError) return thrown
  return new FileError(code, shown, { cause: thrown })
}

/** Linux says ENOTDIR for a link that is not followed: look again to say which. */
async function explainStep(thrown: unknown, place: string, shown: string): Promise<unknown> {
  const code = fileErrorCode(thrown)
  if (code !== 'ENOTDIR' && code !== 'ELOOP') return shownAt(shown, thrown)
  const target = await readlink(place).catch(() => undefined)
  return target === undefined ? shownAt(shown, thrown) : new LinkRefusedError(shown, target)
}
