import { open, readFile, readdir, stat, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Clock } from './clock.ts'
import { fileErrorCode } from './files.ts'
import type { FileLock } from './files.ts'
import { isAlive } from './kernel-locks.ts'
import { formatLockNote, lockRefused, parseLockNote } from './lock-note.ts'
import type { LockNote } from './lock-note.ts'
import { shownAt } from './node-anchor.ts'

/** A note still empty after this long belongs to a process that died while writing it. */
const writingMs = 5_000

/**
 * The lock where flock(2) cannot be had (macOS, Windows, no flock(1)): numbered owner files `lock.owner-N`.
 * The highest number is the holder, if its process lives; taking over creates the next number exclusively, so
 * of two that try, one wins. The last file stays after release, emptied of its owner: numbers never repeat.
 */
export async function lockByOwnerFile(
  path: string,
  note: LockNote,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<FileLock> {
  for (;;) {
    signal.throwIfAborted()
    const numbers = await ownerNumbers(path)
    const last = numbers.at(-1) ?? 0
    if (last > 0) await refuseIfHeld(path, ownerFile(path, last), note.host, clock)
    const own = ownerFile(path, last + 1)
    if (!(await createOwner(own, note))) continue
    // One that was slow may have created a number below the holder's.
    if ((await ownerNumbers(path)).at(-1) !== last + 1) {
      await unlink(own)
      continue
    }
    for (const number of numbers) await unlink(ownerFile(path, number)).catch(() => undefined)
    return { release: () => writeFile(own, 'released\n') }
  }
}

function ownerFile(path: string, number: number): string {
  return `${path}.owner-${number}`
}

async function ownerNumbers(path: string): Promise<number[]> {
  const prefix = `${basename(path)}.owner-`
  const names = await readdir(dirname(path))
  return names
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .toSorted((a, b) => a - b)
}

async function refuseIfHeld(path: string, file: string, host: string, clock: Clock): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => 'released')
  const note = parseLockNote(text)
  if (note !== undefined && (note.host !== host || isAlive(note.pid))) throw lockRefused(path, note)
  if (note !== undefined || text.startsWith('released')) return
  const writtenAt = (await stat(file).catch(() => undefined))?.mtimeMs ?? 0
  if (clock.now() - writtenAt < writingMs) throw lockRefused(path, {})
}

async function createOwner(file: string, note: LockNote): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(formatLockNote(note))
    await handle.close()
    return true
  } catch (thrown) {
    if (fileErrorCode(thrown) === 'EEXIST') return false
    throw shownAt(join(dirname(file), basename(file)), thrown)
  }
}
