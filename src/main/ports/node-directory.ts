import { constants } from 'node:fs'
import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { chmod, lstat, open, readdir, readlink, rename, rmdir, stat, symlink, unlink } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { FileError, LinkRefusedError } from './file-errors.ts'
import { nameParts } from './file-names.ts'
import { fileErrorCode } from './files.ts'
import type { Directory, FileOwner, FileStatus } from './files.ts'
import { setAccessLists } from './node-access-list.ts'
import { makeBelow, O_PATH, shownAt, stepByHandle, syncAnchor } from './node-anchor.ts'
import type { Anchor, Step } from './node-anchor.ts'

/** Links followed inside a directory before giving up. */
const mostLinks = 16
/** Largest file read; artifacts are a few kilobytes. */
const largestFileBytes = 16 * 1024 * 1024

/** A `Directory` on Node's file system, standing on an anchor it owns. */
export function createNodeDirectory(anchor: Anchor, step: Step): Directory {
  let isOpen = true

  /** Runs on the place of a name; its parents are held meanwhile, so none of them can become a link. */
  async function at<T>(name: string, use: (place: string, parent: Anchor, leaf: string) => Promise<T>) {
    if (!isOpen) throw new FileError('EBADF', anchor.shown)
    const parents = nameParts(name)
    const leaf = parents.pop() ?? ''
    const held: Anchor[] = []
    try {
      let parent = anchor
      for (const part of parents) {
        parent = await step(parent, part, 'refuse')
        held.push(parent)
      }
      return await use(`${parent.path}/${leaf}`, parent, leaf)
    } catch (thrown) {
      throw shownAt(join(anchor.shown, name), thrown)
    } finally {
      for (const each of held) await each.close()
    }
  }

  /** Runs on the directory itself (`""`) or on one in it. */
  async function inside<T>(name: string, use: (directory: Anchor) => Promise<T>): Promise<T> {
    if (!isOpen) throw new FileError('EBADF', anchor.shown)
    if (name === '') {
      try {
        return await use(anchor)
      } catch (thrown) {
        throw shownAt(anchor.shown, thrown)
      }
    }
    return at(name, async (_place, parent, leaf) => {
      const directory = await step(parent, leaf, 'refuse')
      try {
        return await use(directory)
      } finally {
        await directory.close()
      }
    })
  }

  return {
    path: anchor.shown,
    read: async (name) => {
      if (!isOpen) throw new FileError('EBADF', anchor.shown)
      return readInside(anchor, step, name)
    },
    create: (name, data, options) => at(name, (place) => createFile(place, data, options)),
    append: (name, data, { mode }) => at(name, (place) => appendFile(place, data, mode)),
    rename: (from, to) => at(from, (source) => at(to, (place) => rename(source, place))),
    remove: async (name) => {
      try {
        await at(name, (_place, parent, leaf) => removeBelow(step, parent, leaf))
      } catch (thrown) {
        if (fileErrorCode(thrown) !== 'ENOENT') throw thrown
      }
    },
    removeDirectory: (name) => at(name, (place) => rmdir(place)),
    makeDirectory: (name) =>
      at(name, async (_place, parent, leaf) => (await makeBelow(step, parent, leaf)).close()),
    symlink: (target, name) => at(name, (place) => symlink(target, place)),
    readLink: async (name) => {
      try {
        return await at(name, (place) => readlink(place))
      } catch (thrown) {
        if (isNoLink(thrown)) return undefined
        throw thrown
      }
    },
    list: (name = '') => inside(name, ({ path }) => readdir(`${path}/.`)),
    status: async (name) => {
      if (name === '')
        return inside('', async ({ path }) => describe(await stat(`${path}/.`, { bigint: true })))
      try {
        return await at(name, async (place) => describe(await lstat(place, { bigint: true })))
      } catch (thrown) {
        if (fileErrorCode(thrown) === 'ENOENT') return undefined
        throw thrown
      }
    },
    setMode: (name, mode) => at(name, (place) => setMode(place, mode, step)),
    setReaders: async (names, readers) => {
      if (step !== stepByHandle) throw new FileError('ENOTSUP', anchor.shown)
      const held: FileHandle[] = []
      try {
        for (const name of names)
          held.push(
            await (name === '' ? inside('', ({ path }) => open(`${path}/.`, O_PATH)) : at(name, hold)),
          )
        await setAccessLists(held, readers, anchor.shown)
      } finally {
        for (const each of held) await each.close()
      }
    },
    sync: (name = '') => inside(name, syncAnchor),
    close: async () => {
      if (!isOpen) return
      isOpen = false
      await anchor.close()
    },
  }
}

function isNoLink(thrown: unknown): boolean {
  const code = fileErrorCode(thrown)
  // Windows says UNKNOWN for a file that is no link.
  return code === 'EINVAL' || code === 'ENOENT' || code === 'UNKNOWN'
}

async function createFile(
  place: string,
  data: Uint8Array,
  { mode, owner }: { mode: number; owner?: FileOwner },
): Promise<void> {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants
  const handle = await open(place, O_WRONLY | O_CREAT | O_EXCL | (O_NOFOLLOW ?? 0), mode)
  try {
    if (owner !== undefined) await handle.chown(owner.uid, owner.gid)
    // The umask can only have taken bits away.
    await handle.chmod(mode)
    await handle.writeFile(data)
    await handle.sync()
  } catch (thrown) {
    await handle.close()
    await unlink(place).catch(() => undefined)
    throw thrown
  }
  await handle.close()
}

async function appendFile(place: string, data: Uint8Array, mode: number): Promise<void> {
  const { O_WRONLY, O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK } = constants
  const flags = O_WRONLY | O_APPEND | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0)
  const handle = await open(place, flags).catch(async (thrown: unknown) => {
    if (fileErrorCode(thrown) !== 'ENOENT') throw thrown
    const created = await open(place, flags | O_CREAT | O_EXCL, mode)
    await created.chmod(mode)
    return created
  })
  try {
    await handle.writeFile(data)
  } finally {
    await handle.close()
  }
}

async function removeBelow(step: Step, parent: Anchor, leaf: string): Promise<void> {
  const place = `${parent.path}/${leaf}`
  if (!(await lstat(place)).isDirectory()) return unlink(place)
  const directory = await step(parent, leaf, 'refuse')
  try {
    for (const name of await readdir(`${directory.path}/.`)) await removeBelow(step, directory, name)
  } finally {
    await directory.close()
  }
  return rmdir(place)
}

async function setMode(place: string, mode: number, step: Step): Promise<void> {
  if (step !== stepByHandle) {
    if ((await lstat(place)).isSymbolicLink()) throw new LinkRefusedError(place, await readlink(place))
    return chmod(place, mode)
  }
  const handle = await hold(place)
  try {
    await chmod(`/proc/self/fd/${handle.fd}`, mode)
  } finally {
    await handle.close()
  }
}

/** A handle on what stands there, which needs no right to read it; never through a link. */
async function hold(place: string): Promise<FileHandle> {
  const handle = await open(place, O_PATH | constants.O_NOFOLLOW)
  try {
    if ((await handle.stat()).isSymbolicLink()) throw new LinkRefusedError(place, await readlink(place))
    return handle
  } catch (thrown) {
    await handle.close()
    throw thrown
  }
}

/** Follows links by hand, each component held, and refuses one that leads out of the directory. */
async function readInside(root: Anchor, step: Step, name: string): Promise<Uint8Array> {
  const held: Anchor[] = []
  const rest = nameParts(name)
  const shown = join(root.shown, name)
  try {
    for (let links = 0; ;) {
      const part = rest.shift() ?? ''
      if (part === '..') {
        await held.pop()?.close()
        continue
      }
      const parent = held.at(-1) ?? root
      const target = await linkTarget(`${parent.path}/${part}`)
      if (target !== undefined) {
        const parts = target.split('/').filter((each) => each !== '' && each !== '.')
        links += 1
        if (links > mostLinks || leadsOut(target, parts, held.length)) {
          throw new LinkRefusedError(join(parent.shown, part), target)
        }
        rest.unshift(...parts)
      } else if (rest.length === 0) {
        return await readFileAt(`${parent.path}/${part}`, shown)
      } else {
        held.push(await step(parent, part, 'refuse'))
      }
    }
  } catch (thrown) {
    throw shownAt(shown, thrown)
  } finally {
    for (const each of held) await each.close()
  }
}

function leadsOut(target: string, parts: readonly string[], depth: number): boolean {
  let level = depth
  return (
    isAbsolute(target) || parts.length === 0 || parts.some((part) => (level += part === '..' ? -1 : 1) < 0)
  )
}

async function linkTarget(place: string): Promise<string | undefined> {
  try {
    return await readlink(place)
  } catch (thrown) {
    if (fileErrorCode(thrown) !== 'ENOENT' && isNoLink(thrown)) return undefined
    throw thrown
  }
}

async function readFileAt(place: string, shown: string): Promise<Uint8Array> {
  // A named pipe must not make us wait for its writer.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const handle = await open(place, flags)
  try {
    const status = await handle.stat()
    if (status.isDirectory()) throw new FileError('EISDIR', shown)
    if (!status.isFile()) throw new FileError('EINVAL', shown, { reason: 'not a regular file' })
    if (status.size > largestFileBytes) throw new FileError('EFBIG', shown)
    return new Uint8Array(await handle.readFile())
  } finally {
    await handle.close()
  }
}

function describe(stats: BigIntStats): FileStatus {
  const kind = stats.isFile()
    ? 'file'
    : stats.isDirectory()
      ? 'directory'
      : stats.isSymbolicLink()
        ? 'symlink'
        : 'other'
  return {
    kind,
    mode: Number(stats.mode) & 0o7777,
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    sizeBytes: Number(stats.size),
    modifiedAt: Number(stats.mtimeMs),
    stamp: [stats.dev, stats.ino, stats.ctimeNs, stats.mtimeNs, stats.size, stats.mode, stats.uid].join(':'),
    changedAt: Number(stats.ctimeMs),
  }
}
