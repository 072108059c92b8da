import { createHash } from 'node:crypto'
import type { ArtifactSnapshot } from '../../shared/contract/bots.ts'
import { AppError } from '../../shared/errors.ts'
import type { Artifact, Destination, SetView } from '../destinations/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { Processes } from '../ports/processes.ts'

/**
 * Between two readings it is enough that the system says nobody touched the files: each stamp holds inode, size, rights and the
 * time of the last change, which no program can set. What that cannot show, a disk that forgets, is found by reading.
 */
const longestUnreadMs = 10 * 60_000
/** A change this soon after another may get the same stamp: such a file is read again. */
const stampGrainMs = 5_000

/** A file to write and what it is, in the stable words of `ArtifactSnapshot.kind`. */
export interface KindedArtifact extends Artifact {
  readonly kind: string
}

/** What is on disk now, compared with what was written. */
export interface SetReading {
  readonly files: readonly ArtifactSnapshot[]
  readonly data: ReadonlyMap<string, Uint8Array>
  /** Every file is there with the bytes and rights it was written with. */
  readonly isIntact: boolean
}

interface Written {
  readonly kind: string
  readonly sha256: string
  readonly mode: number | undefined
  readonly uid: number | undefined
}

/** The files of one service: writes them as one set and tells later what became of them. */
export class ArtifactSet {
  readonly #destination: Destination
  readonly #processes: Pick<Processes, 'uid' | 'userName'>
  readonly #clock: Clock
  #written: ReadonlyMap<string, Written> = new Map()
  /** Stamps of the last reading that found every file as written; undefined when only reading can tell. */
  #intact: { readonly stamps: ReadonlyMap<string, string>; readonly readAt: number } | undefined

  constructor(options: {
    destination: Destination
    processes: Pick<Processes, 'uid' | 'userName'>
    clock: Clock
  }) {
    this.#destination = options.destination
    this.#processes = options.processes
    this.#clock = options.clock
  }

  /** Replaces the whole set durably and remembers bytes and rights as they came out on disk. */
  async write(artifacts: readonly KindedArtifact[], options: { signal: AbortSignal }): Promise<void> {
    this.#intact = undefined
    await this.#destination.write(artifacts, options)
    this.#written = await this.#destination.look(async (view) => {
      const found = artifacts.map(async ({ name, kind, data }): Promise<[string, Written]> => {
        const status = await view.inspect(name)
        return [name, { kind, sha256: digest(data), mode: status?.mode, uid: status?.uid }]
      })
      return new Map(await Promise.all(found))
    })
  }

  /** True when nobody touched any file since a reading found all of them as written; false when that takes a reading. */
  async isUntouched(): Promise<boolean> {
    const intact = this.#intact
    if (intact === undefined || this.#clock.monotonic() - intact.readAt >= longestUnreadMs) return false
    const isSame = this.#destination.look(async (view) => {
      const looks = [...intact.stamps].map(
        async ([name, stamp]) => (await view.inspect(name))?.stamp === stamp,
      )
      return (await Promise.all(looks)).every(Boolean) && this.#intact === intact
    })
    // The reading that follows says what is wrong with each file.
    return isSame.catch(() => false)
  }

  /** Reads every file back; one that cannot be read counts as changed, with the reason. */
  async read(): Promise<SetReading> {
    const set = this.#written
    const data = new Map<string, Uint8Array>()
    const stamps = new Map<string, string>()
    const files: ArtifactSnapshot[] = []
    const readAt = this.#clock.monotonic()
    try {
      await this.#destination.look(async (view) => {
        const looks = [...set].map(([name, written]) => this.#readOne(name, written, { view, data, stamps }))
        files.push(...(await Promise.all(looks)))
      })
    } catch (thrown) {
      files.splice(0, files.length, ...[...set].map(([name, { kind }]) => unreadable({ name, kind }, thrown)))
    }
    const isIntact = files.every((file) => file.state === 'verified')
    if (set === this.#written) {
      this.#intact = isIntact && stamps.size === files.length ? { stamps, readAt } : undefined
    }
    return { files, data, isIntact }
  }

  async #readOne(
    name: string,
    written: Written,
    { view, data, stamps }: { view: SetView; data: Map<string, Uint8Array>; stamps: Map<string, string> },
  ): Promise<ArtifactSnapshot> {
    const file = { name, kind: written.kind }
    try {
      // Looked at before it is read: what changes in between has another stamp next time.
      const status = await view.inspect(name)
      const bytes = await view.read(name)
      if (bytes === undefined || status === undefined) {
        return { ...file, state: 'missing', problem: 'the file is gone' }
      }
      data.set(name, bytes)
      if (Math.abs(this.#clock.now() - status.changedAt) >= stampGrainMs) stamps.set(name, status.stamp)
      const problem = difference(written, { sha256: digest(bytes), mode: status.mode, uid: status.uid })
      return {
        ...file,
        state: problem === undefined ? 'verified' : 'changed',
        sizeBytes: status.sizeBytes,
        mode: octal(status.mode),
        owner: status.uid === this.#processes.uid ? this.#processes.userName : String(status.uid),
        ...(problem === undefined ? {} : { problem }),
      }
    } catch (thrown) {
      return unreadable(file, thrown)
    }
  }
}

function unreadable(file: { name: string; kind: string }, thrown: unknown): ArtifactSnapshot {
  return { ...file, state: 'changed', problem: `cannot be read: ${AppError.from(thrown).message}` }
}

function difference(
  before: Omit<Written, 'kind'>,
  now: { sha256: string; mode: number; uid: number },
): string | undefined {
  if (before.sha256 !== now.sha256) return 'someone changed the content'
  if (before.mode !== undefined && before.mode !== now.mode) {
    return `the mode is ${octal(now.mode)}, it was written as ${octal(before.mode)}`
  }
  if (before.uid !== undefined && before.uid !== now.uid) {
    return `the owner is ${now.uid}, it was written by ${before.uid}`
  }
  return undefined
}

function digest(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0')
}
