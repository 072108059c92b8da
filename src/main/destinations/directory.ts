import { join, resolve } from 'node:path'
import type { DirectoryConfig } from '../../shared/config/model.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Directory, FileLock, Files } from '../ports/files.ts'
import type { Processes } from '../ports/processes.ts'
import { copyInProgress, directoriesOf } from './artifact-names.ts'
import { checkPlaces, foreignLink } from './artifact-places.ts'
import type { Artifact, Destination, Preparation, SetView } from './destination.ts'
import { explain } from './failures.ts'
import { tidyGenerations, writeGeneration } from './generations.ts'
import { recoverJournal, writePlain } from './journal.ts'
import { writeThroughLink } from './linked-files.ts'
import { ReaderAccess } from './readers.ts'
import { DirectoryView } from './set-view.ts'

export interface DirectoryOptions {
  readonly files: Files
  readonly processes: Processes
  readonly layout: 'generations' | 'plain'
  readonly key: string
}

const probe = '.botdesk-probe'
/** What there is to see where there is no directory. */
const nothing: SetView = { read: async () => undefined, inspect: async () => undefined }

/** A set of files in a directory, replaced as one. Either layout reads, finishes and takes over what the other wrote. */
export class DirectoryDestination implements Destination {
  readonly type = 'directory'
  readonly path: string
  readonly #options: DirectoryOptions
  readonly #layout: DirectoryOptions['layout']
  readonly #isFollowing: boolean
  readonly #readers: ReaderAccess
  /** The last change: changes of one destination run one after the other. */
  #change: Promise<unknown> = Promise.resolve()

  constructor(config: DirectoryConfig, options: DirectoryOptions) {
    this.path = resolve(config.path)
    this.#options = options
    // Making links needs a privilege on Windows.
    this.#layout = options.processes.platform === 'win32' ? 'plain' : options.layout
    this.#isFollowing = config.symlinks === 'insecure'
    this.#readers = new ReaderAccess(config, options)
  }

  async prepare({ signal }: { signal: AbortSignal }): Promise<Preparation> {
    const shutOut = await this.#inTurn(signal, () =>
      this.#inside({ create: true }, async (directory) => {
        signal.throwIfAborted()
        await checkPlaces(directory, [], this.#options.processes.uid)
        // First: what is dropped may be what fills the disk.
        await recoverJournal(directory)
        await tidyGenerations(directory)
        await directory.remove(copyInProgress)
        await directory.remove(probe)
        await directory.create(probe, new TextEncoder().encode('can be written\n'), { mode: 0o600 })
        try {
          return await this.#readers.prove(directory, [probe, ''], { signal })
        } finally {
          await directory.remove(probe)
        }
      }),
    )
    return shutOut === undefined ? {} : { shutOut }
  }

  write(artifacts: readonly Artifact[], { signal }: { signal: AbortSignal }): Promise<void> {
    return this.#inTurn(signal, () =>
      this.#inside({ create: true }, async (directory) => {
        signal.throwIfAborted()
        const { own, linked } = await this.#divide(directory, artifacts)
        await checkPlaces(
          directory,
          own.map(({ name }) => name),
          this.#options.processes.uid,
        )
        await recoverJournal(directory)
        const { granted: readers } = this.#readers
        await (this.#layout === 'plain' ? writePlain : writeGeneration)(directory, own, { signal, readers })
        const folders = directoriesOf(own.map(({ name }) => name))
        if (readers && folders.length > 0) await directory.setReaders(folders, readers)
        for (const { name, data } of linked) {
          await writeThroughLink(this.#options.files, join(this.path, name), { data, readers })
        }
      }),
    )
  }

  async look<T>(use: (view: SetView) => Promise<T>): Promise<T> {
    const { files } = this.#options
    const isFollowing = this.#isFollowing
    const seen = await this.#inside({ create: false }, async (directory) => ({
      result: await use(
        new DirectoryView(directory, { files, isFollowing, explain: (thrown) => this.#explained(thrown) }),
      ),
    }))
    return seen === undefined ? use(nothing) : seen.result
  }

  read(name: string): Promise<Uint8Array | undefined> {
    return this.look((view) => view.read(name))
  }

  async lock(purpose: string, { signal }: { signal: AbortSignal }): Promise<FileLock> {
    await this.#inside({ create: true }, async () => undefined)
    try {
      return await this.#options.files.lock(join(this.path, 'lock'), { purpose, signal })
    } catch (thrown) {
      throw await this.#explained(thrown)
    }
  }

  /** Artifacts behind links of the user are replaced where the links lead, one by one. */
  async #divide(directory: Directory, artifacts: readonly Artifact[]) {
    const own: Artifact[] = []
    const linked: Artifact[] = []
    for (const artifact of artifacts) {
      const set = (await this.#isLinked(directory, artifact.name)) ? linked : own
      set.push(artifact)
    }
    return { own, linked }
  }

  async #isLinked(directory: Directory, name: string): Promise<boolean> {
    return this.#isFollowing && (await foreignLink(directory, name)) !== undefined
  }

  async #inside<T>(
    { create }: { create: boolean },
    use: (directory: Directory) => Promise<T>,
  ): Promise<T | undefined> {
    const symlinks = this.#isFollowing ? 'follow' : 'refuse'
    try {
      const directory = await this.#options.files.openDirectory(this.path, { create, symlinks })
      try {
        return await use(directory)
      } finally {
        await directory.close()
      }
    } catch (thrown) {
      if (!create && fileErrorCode(thrown) === 'ENOENT') return undefined
      throw await this.#explained(thrown)
    }
  }

  async #inTurn<T>(signal: AbortSignal, change: () => Promise<T>): Promise<T> {
    const turn = this.#change.then(() => {
      signal.throwIfAborted()
      return change()
    })
    this.#change = turn.catch(() => undefined)
    return turn
  }

  async #explained(thrown: unknown): Promise<unknown> {
    return explain(thrown, { ...this.#options, path: this.path })
  }
}
