import { createHash } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Directory } from '../ports/files.ts'
import type { Clock } from '../ports/clock.ts'
import { pruned } from './state.ts'
import type { ClusterState } from './state.ts'

/** Holds the state; every change is on disk before its promise resolves. */
export interface StateStore {
  readonly state: ClusterState
  /**
   * Runs one change after the other. `change` gets the newest state and returns the next one and an answer; the same
   * state means nothing to write. When it throws, or writing fails, everything stays as it was.
   */
  update<T>(change: (state: ClusterState, now: number) => { state: ClusterState; result: T }): Promise<T>
  subscribe(listener: () => void): () => void
  /** Waits for changes under way and refuses later ones. */
  close(): Promise<void>
}

/** The one file of the state: a first line with format and checksum, then the state as JSON. */
export const stateFile = 'cluster.json'
const format = 1

/** Reads the state, undefined when there is none yet. Anything it did not write itself is `cluster.corrupt`. */
export async function readState(directory: Directory): Promise<ClusterState | undefined> {
  const path = `${directory.path}/${stateFile}`
  let bytes: Uint8Array
  try {
    bytes = await directory.read(stateFile)
  } catch (error) {
    if (fileErrorCode(error) !== 'ENOENT') throw error
    const left = (await directory.list()).filter((name) => name === 'admin.json' || name === 'audit')
    if (left.length > 0) throw corrupt(path, 'it is missing, but other files of a cluster are there')
    return undefined
  }
  const text = Buffer.from(bytes).toString('utf8')
  const end = text.indexOf('\n')
  const body = text.slice(end + 1)
  const header = readHeader(text.slice(0, Math.max(end, 0)))
  if (header === undefined) throw corrupt(path, 'its first line cannot be read')
  if (header.format !== format) throw corrupt(path, `it has the format ${String(header.format)}, not 1`)
  if (header.sha256 !== checksum(body)) throw corrupt(path, 'its content does not fit its checksum')
  // The checksum proves that this program wrote it, whole.
  return JSON.parse(body) as ClusterState
}

/** Replaces the state file as a whole; durable when it resolves. */
export async function writeState(directory: Directory, state: ClusterState): Promise<void> {
  const body = JSON.stringify(state, undefined, 1)
  const text = `${JSON.stringify({ format, sha256: checksum(body) })}\n${body}`
  await replaceFile(directory, stateFile, text)
}

/** Temporary file, sync, rename, directory sync: a reader sees the old or the new text, whatever happens. */
export async function replaceFile(directory: Directory, name: string, text: string): Promise<void> {
  const temporary = `${name}.new`
  await directory.remove(temporary)
  await directory.create(temporary, Buffer.from(text), { mode: 0o600 })
  await directory.rename(temporary, name)
  await directory.sync()
}

/** Keeps a state in a directory that the caller has locked. */
export function createStateStore(options: {
  directory: Directory
  clock: Clock
  state: ClusterState
}): StateStore {
  const { directory, clock } = options
  const listeners = new Set<() => void>()
  let state = options.state
  let tail: Promise<unknown> = Promise.resolve()
  let isClosed = false

  async function apply<T>(change: Parameters<typeof update<T>>[0]): Promise<T> {
    const now = clock.now()
    const outcome = change(state, now)
    if (outcome.state !== state) {
      const next = pruned(outcome.state, now)
      await writeState(directory, next)
      state = next
      for (const listener of listeners) listener()
    }
    return outcome.result
  }

  function update<T>(
    change: (state: ClusterState, now: number) => { state: ClusterState; result: T },
  ): Promise<T> {
    if (isClosed) return Promise.reject(new AppError('cluster.not-running', 'the local cluster is stopped'))
    const run = tail.then(() => apply(change))
    tail = run.catch(() => undefined)
    return run
  }

  return {
    get state() {
      return state
    },
    update,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      isClosed = true
      await tail
    },
  }
}

function readHeader(line: string): { format: unknown; sha256: unknown } | undefined {
  try {
    const header: unknown = JSON.parse(line)
    const isHeader = typeof header === 'object' && header !== null && 'format' in header && 'sha256' in header
    return isHeader ? header : undefined
  } catch {
    return undefined
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function corrupt(path: string, reason: string): AppError {
  const remedy = `put ${path} back from a backup, or move the whole folder away to begin a new cluster`
  return new AppError('cluster.corrupt', `${path} is not usable: ${reason}; ${remedy}`, {
    details: { path, reason, remedy },
  })
}
