import { join } from 'node:path'
import { fileErrorCode } from '../ports/files.ts'
import { FileError } from '../ports/file-errors.ts'
import type { Directory, FileStatus, Files } from '../ports/files.ts'
import { linkTarget } from './artifact-names.ts'
import type { ArtifactFacts, SetView } from './destination.ts'
import { currentGeneration, generation } from './generations.ts'
import { placeInJournal, readCommit } from './journal.ts'
import { atTarget, readThroughLink } from './linked-files.ts'
import type { Manifest } from './manifest.ts'

/** How often a look-up is repeated when another process replaces the set meanwhile. */
const mostLooks = 5

/** What says where the artifacts of a set are; the same for all of them until somebody replaces the set. */
interface SetPlaces {
  readonly commit: Manifest | undefined
  readonly generation: number
}

/** Finds artifacts wherever a write that is under way or was interrupted has them now. */
export class DirectoryView implements SetView {
  readonly #directory: Directory
  readonly #files: Files
  readonly #isFollowing: boolean
  readonly #explain: (thrown: unknown) => Promise<unknown>
  #places: Promise<SetPlaces> | undefined

  constructor(
    directory: Directory,
    options: { files: Files; isFollowing: boolean; explain(thrown: unknown): Promise<unknown> },
  ) {
    this.#directory = directory
    this.#explain = (thrown) => options.explain(thrown)
    this.#files = options.files
    this.#isFollowing = options.isFollowing
  }

  read(name: string): Promise<Uint8Array | undefined> {
    const path = join(this.#directory.path, name)
    return this.#at(name, {
      inside: (place) => this.#directory.read(place),
      behindLink: () => readThroughLink(this.#files, path),
    })
  }

  inspect(name: string): Promise<ArtifactFacts | undefined> {
    const path = join(this.#directory.path, name)
    return this.#at(name, {
      inside: async (place) => factsOf(await this.#directory.status(place), place),
      behindLink: () =>
        atTarget(this.#files, path, async (real, leaf) => factsOf(await real.status(leaf), leaf)),
    })
  }

  async #at<T>(
    name: string,
    look: { inside(place: string): Promise<T>; behindLink(): Promise<T> },
  ): Promise<T | undefined> {
    for (let looks = 1; ; looks++) {
      try {
        const { place, isForeign } = await this.#placeOf(name)
        if (place === undefined) return undefined
        return await (isForeign ? look.behindLink() : look.inside(place))
      } catch (thrown) {
        if (fileErrorCode(thrown) !== 'ENOENT') throw await this.#explain(thrown)
        if (looks === mostLooks) return undefined
        this.#places = undefined
      }
    }
  }

  async #placeOf(name: string): Promise<{ place: string | undefined; isForeign: boolean }> {
    const directory = this.#directory
    this.#places ??= findPlaces(directory)
    const places = await this.#places
    const waiting = await placeInJournal(directory, places.commit, name)
    if (waiting !== name) return { place: waiting, isForeign: false }
    const target = await directory.readLink(name)
    if (target !== linkTarget(name)) {
      return { place: name, isForeign: this.#isFollowing && target !== undefined }
    }
    return { place: `${generation(places.generation)}/${name}`, isForeign: false }
  }
}

async function findPlaces(directory: Directory): Promise<SetPlaces> {
  return { commit: await readCommit(directory), generation: await currentGeneration(directory) }
}

function factsOf(status: FileStatus | undefined, place: string): ArtifactFacts {
  if (status === undefined) throw new FileError('ENOENT', place)
  const { sizeBytes, mode, uid, stamp, changedAt } = status
  return { sizeBytes, mode, uid, stamp: `${place} ${stamp}`, changedAt }
}
