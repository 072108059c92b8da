import { basename, dirname, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Directory, FileStatus } from '../ports/files.ts'
import { writeFailed } from '../ports/write-failed.ts'
import type { CommandContext } from './context.ts'

/** Links followed before giving up. */
const mostLinks = 8
const chownDeadlineMs = 5_000

/**
 * Writes a new or another file as a whole, readable by its owner only: it may hold a token. Its folder must be there. Refuses
 * what is no file: a link may lead anywhere, and replacing `/dev/stdout` would take it from everybody.
 */
export async function writeSecretFile(context: CommandContext, path: string, text: string): Promise<void> {
  await inFolder(context, path, async (folder, name) => {
    const status = await folder.status(name)
    if (status !== undefined && status.kind !== 'file') {
      throw cannotWrite(path, status.kind === 'symlink' ? 'it is a link' : 'it is no file')
    }
    await replace(context, folder, name, text, undefined)
  })
}

/** Replaces a file that is there, also behind links; it keeps its mode and owner, or stays as it is. */
export async function rewriteFile(context: CommandContext, path: string, text: string): Promise<void> {
  let at = resolve(path)
  for (let hop = 0; hop <= mostLinks; hop += 1) {
    const target = await inFolder(context, at, async (folder, name) => {
      const status = await folder.status(name)
      if (status?.kind === 'symlink') return folder.readLink(name)
      if (status?.kind !== 'file') throw cannotWrite(path, 'it is no file')
      await replace(context, folder, name, text, status)
      return undefined
    })
    if (target === undefined) return
    at = resolve(dirname(at), target)
  }
  throw cannotWrite(path, 'too many links')
}

async function inFolder<T>(
  { ports }: CommandContext,
  path: string,
  act: (folder: Directory, name: string) => Promise<T>,
): Promise<T> {
  const full = resolve(path)
  try {
    const folder = await ports.files.openDirectory(dirname(full), { symlinks: 'follow' })
    try {
      return await act(folder, basename(full))
    } finally {
      await folder.close()
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : writeFailed(path, thrown)
  }
}

async function replace(
  context: CommandContext,
  folder: Directory,
  name: string,
  text: string,
  before: FileStatus | undefined,
): Promise<void> {
  const next = `.${name}.next-${context.ports.processes.pid}`
  try {
    await folder.create(next, new TextEncoder().encode(text), { mode: before?.mode ?? 0o600 })
    if (before !== undefined) await keepOwner(context, folder, next, before)
    await folder.rename(next, name)
    await folder.sync()
  } catch (thrown) {
    await folder.remove(next)
    throw thrown
  }
}

/** There is no port for it: changing owners is the business of root alone, and of this command. */
async function keepOwner(
  { ports }: CommandContext,
  folder: Directory,
  name: string,
  before: FileStatus,
): Promise<void> {
  const now = await folder.status(name)
  if (now === undefined || (now.uid === before.uid && now.gid === before.gid)) return
  const owner = `${before.uid}:${before.gid}`
  const { exitCode } = await ports.processes.run('chown', ['--', owner, `${folder.path}/${name}`], {
    timeoutMs: chownDeadlineMs,
    signal: new AbortController().signal,
  })
  if (exitCode !== 0) throw cannotWrite(name, `its owner ${owner} cannot be kept`)
  await folder.setMode(name, before.mode)
}

function cannotWrite(path: string, why: string): AppError {
  return new AppError('file.write-failed', `cannot write ${path}: ${why}`, { details: { path, why } })
}
