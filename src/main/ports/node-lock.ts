import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { Clock } from './clock.ts'
import type { FileLock } from './files.ts'
import { describeProcess, isAlive, lockingProcess } from './kernel-locks.ts'
import { formatLockNote, lockRefused, parseLockNote } from './lock-note.ts'
import type { LockHolder, LockNote } from './lock-note.ts'
import { shownAt } from './node-anchor.ts'
import { lockByOwnerFile } from './owner-file.ts'
import type { Processes } from './processes.ts'

/** How long a lock whose holder just died is waited for. */
const patienceMs = 2_000
const retryMs = 100

export interface LockContext {
  readonly clock: Clock
  readonly processes: Processes
  /** False where flock(1) is known to be missing. */
  readonly hasFlock: boolean
}

/**
 * Takes flock(2) on a file, the lock tbot takes (tbot-runtime.md 7.1). Node cannot call it, so flock(1) locks
 * a descriptor it inherits from us: the lock belongs to the open file, stays with us when flock(1) has ended,
 * and goes with our process, even by kill -9.
 */
export async function takeLock(
  path: string,
  options: { purpose: string; signal: AbortSignal },
  context: LockContext,
): Promise<FileLock> {
  const { clock, processes } = context
  const deadline = clock.monotonic() + patienceMs
  for (;;) {
    options.signal.throwIfAborted()
    const attempt = await tryLock(path, context)
    if (attempt.kind === 'locked') {
      const note = { ...ownNote(options.purpose, context), lockedBy: attempt.lockedBy }
      return await holdLock(attempt.handle, note)
    }
    if (attempt.kind === 'unavailable') {
      return await lockByOwnerFile(path, ownNote(options.purpose, context), { clock, signal: options.signal })
    }
    const mayBeFree = attempt.holder === undefined || hasDied(attempt.holder, processes.hostname)
    if (!mayBeFree || clock.monotonic() >= deadline) throw lockRefused(path, attempt.holder ?? {})
    await clock.sleep(retryMs, { signal: options.signal })
  }
}

/** A holder on another computer (a shared disk) is believed to live. */
function hasDied({ pid, host }: LockHolder, hostname: string): boolean {
  return pid !== undefined && (host === undefined || host === hostname) && !isAlive(pid)
}

function ownNote(purpose: string, { processes, clock }: LockContext): LockNote {
  return { pid: processes.pid, program: 'botdesk', purpose, host: processes.hostname, since: clock.now() }
}

type Attempt =
  | { readonly kind: 'locked'; readonly handle: FileHandle; readonly lockedBy: number }
  | { readonly kind: 'busy'; readonly holder: LockHolder | undefined }
  | { readonly kind: 'unavailable' }

async function tryLock(path: string, { hasFlock }: LockContext): Promise<Attempt> {
  const { O_RDWR, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants
  const flags = O_RDWR | O_CREAT | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0)
  const handle = await open(path, flags, 0o600).catch((thrown: unknown) => {
    throw shownAt(path, thrown)
  })
  let attempt: Attempt | undefined
  try {
    const { ino, dev } = await handle.stat()
    const answer = hasFlock ? await flock(handle.fd) : undefined
    if (answer === undefined || answer.kind === 'busy') {
      const holder = await findHolder(handle, ino, dev)
      // Without flock(1) a tbot that holds the lock is still seen in /proc/locks.
      const isFree = answer === undefined && (await lockingProcess(ino, dev)) === undefined
      return isFree ? { kind: 'unavailable' } : { kind: 'busy', holder }
    }
    // Whoever had the lock may have removed the file we opened: then ours is not the one others see.
    const isSame = (await stat(path).catch(() => undefined))?.ino === ino
    if (isSame) attempt = { kind: 'locked', handle, lockedBy: answer.lockedBy }
    return attempt ?? { kind: 'busy', holder: undefined }
  } finally {
    if (attempt === undefined) await handle.close()
  }
}

/** Undefined where flock(1) does not exist or does not work. */
function flock(
  descriptor: number,
): Promise<{ kind: 'locked'; lockedBy: number } | { kind: 'busy' } | undefined> {
  return new Promise((resolve) => {
    // Short options: busybox knows no others. `3` is the descriptor as the child sees it.
    const child = spawn('flock', ['-x', '-n', '3'], { stdio: ['ignore', 'ignore', 'ignore', descriptor] })
    child.once('error', () => resolve(undefined))
    child.once('exit', (code) => {
      if (code === 0 && child.pid !== undefined) resolve({ kind: 'locked', lockedBy: child.pid })
      else resolve(code === 1 ? { kind: 'busy' } : undefined)
    })
  })
}

/**
 * The kernel names who called flock(2). For a lock of ours that is the flock(1) of long ago, which the note
 * in the file confirms; for any other number the note is a leftover and the process itself is asked.
 */
async function findHolder(
  handle: FileHandle,
  inode: number,
  device: number,
): Promise<LockHolder | undefined> {
  const locker = await lockingProcess(inode, device)
  const note = parseLockNote((await handle.readFile({ encoding: 'utf8' })).slice(0, 4096))
  if (note !== undefined && (locker === undefined || locker === note.lockedBy)) return note
  return locker === undefined ? undefined : describeProcess(locker)
}

async function holdLock(handle: FileHandle, note: LockNote): Promise<FileLock> {
  let isHeld = true
  try {
    await handle.truncate(0)
    await handle.write(formatLockNote(note), 0)
  } catch {
    // A full disk: the lock itself holds, only the name of its holder is missing.
  }
  return {
    release: async () => {
      if (!isHeld) return
      isHeld = false
      await handle.truncate(0).catch(() => undefined)
      await handle.close()
    },
  }
}
