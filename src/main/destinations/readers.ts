import type { DirectoryConfig } from '../../shared/config/model.ts'
import { AppError } from '../../shared/errors.ts'
import { FileError } from '../ports/file-errors.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Directory, NamedReaders } from '../ports/files.ts'
import type { Processes } from '../ports/processes.ts'

type Reader = DirectoryConfig['readers'][number]

/** Why readers are not let in; in the details of `destination.readers-shut-out`. */
type Reason = 'not-owner' | 'no-such-account' | 'no-access-lists' | 'refused'

export interface ReaderAccessOptions {
  readonly processes: Processes
  /** Where the destination stands in the configuration. */
  readonly key: string
}

const programTimeoutMs = 5_000

/** Lets the `readers` of a directory in by access lists, as `acls` says (tbot-runtime.md 6.3 and 6.4). */
export class ReaderAccess {
  readonly #config: DirectoryConfig
  readonly #options: ReaderAccessOptions
  #granted: NamedReaders | undefined

  constructor(config: DirectoryConfig, options: ReaderAccessOptions) {
    this.#config = config
    this.#options = options
  }

  /** Whom the next set is written for; undefined when nobody is let in. */
  get granted(): NamedReaders | undefined {
    return this.#granted
  }

  /**
   * Looks up the readers and lets them in at these places, a probe and the directory itself (`""`). Resolves to why not,
   * where `acls: try` goes on without; rejects with it for `required`, and once it has worked. `isAbove`: it is a directory
   * in which the one of the bot will be made.
   */
  async prove(
    directory: Directory,
    places: readonly string[],
    { signal, isAbove = false }: { signal: AbortSignal; isAbove?: boolean },
  ): Promise<AppError | undefined> {
    const { readers, acls } = this.#config
    if (readers.length === 0 || acls === 'off') return undefined
    const { processes } = this.#options
    const root = await directory.status('')
    if (!isAbove && root !== undefined && processes.uid >= 0 && root.uid !== processes.uid) {
      // tbot leaves folders alone that are not its own, whatever `acls` says (6.4).
      this.#granted = undefined
      return this.#shutOut('not-owner', `${directory.path} belongs to another user`)
    }
    try {
      if (processes.platform !== 'linux')
        throw this.#shutOut(
          'no-access-lists',
          `Botdesk sets access lists on Linux only, this is ${processes.platform}`,
        )
      const { named, unknown } = await findReaders(readers, processes, { signal })
      if (unknown.length > 0) throw this.#shutOut('no-such-account', `no such account: ${unknown.join(', ')}`)
      await directory.setReaders(places, named)
      this.#granted = named
      return undefined
    } catch (thrown) {
      signal.throwIfAborted()
      const error = this.#explained(thrown)
      if (acls === 'required' || this.#granted !== undefined) throw error
      return error
    }
  }

  #explained(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown
    const isMissing = fileErrorCode(thrown) === 'ENOTSUP'
    const said = thrown instanceof FileError ? thrown.message : AppError.from(thrown).message
    return this.#shutOut(isMissing ? 'no-access-lists' : 'refused', said, thrown)
  }

  #shutOut(reason: Reason, said: string, cause?: unknown): AppError {
    const { key, processes } = this.#options
    const readers = this.#config.readers.map(({ kind, name }) => `${kind} ${name}`)
    return new AppError('destination.readers-shut-out', `readers are not let in: ${said}`, {
      details: { key, path: this.#config.path, user: processes.userName, why: reason, readers, said },
      retryable: true,
      ...(cause !== undefined && { cause }),
    })
  }
}

/**
 * The numbers of readers, each once, and those that this computer does not know. A number is taken as it is and need not
 * exist; a name is looked up each time (tbot-runtime.md 6.3).
 */
export async function findReaders(
  readers: readonly Reader[],
  processes: Processes,
  { signal }: { signal: AbortSignal },
): Promise<{ readonly named: NamedReaders; readonly unknown: readonly string[] }> {
  const ids = { user: new Set<number>(), group: new Set<number>() }
  const unknown: string[] = []
  for (const { kind, name } of readers) {
    const isNumber = /^\d{1,10}$/.test(name)
    const database = kind === 'user' ? 'passwd' : 'group'
    const id = isNumber ? Number(name) : await numberOf(database, name, processes, signal)
    if (id === undefined) unknown.push(`${kind} ${name}`)
    else ids[kind].add(id)
  }
  return { named: { uids: [...ids.user], gids: [...ids.group] }, unknown }
}

/** The number of an account, from everything the computer asks for accounts; undefined when there is none. */
async function numberOf(
  database: 'passwd' | 'group',
  name: string,
  processes: Processes,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { exitCode, stdout } = await processes.run('getent', ['--', database, name], {
    timeoutMs: programTimeoutMs,
    signal,
  })
  const [, , id = ''] = stdout.split('\n')[0]?.split(':') ?? []
  return exitCode === 0 && /^\d{1,10}$/.test(id) ? Number(id) : undefined
}
