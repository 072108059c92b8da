import { createHash } from 'node:crypto'
import type { ArtifactSnapshot } from '../../shared/contract/bots.ts'
import type { Artifact, Destination } from '../destinations/index.ts'
import type { Processes } from '../ports/processes.ts'

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
  #written: ReadonlyMap<string, Written> = new Map()

  constructor(options: { destination: Destination; processes: Pick<Processes, 'uid' | 'userName'> }) {
    this.#destination = options.destination
    this.#processes = options.processes
  }

  /** Replaces the whole set durably and remembers bytes and rights as they came out on disk. */
  async write(artifacts: readonly KindedArtifact[], options: { signal: AbortSignal }): Promise<void> {
    await this.#destination.write(artifacts, options)
    const written = new Map<string, Written>()
    for (const { name, kind, data } of artifacts) {
      const status = await this.#destination.inspect(name)
      written.set(name, { kind, sha256: digest(data), mode: status?.mode, uid: status?.uid })
    }
    this.#written = written
  }

  /** Reads every file back; one that cannot be read counts as changed, with the reason. */
  async read(): Promise<SetReading> {
    const data = new Map<string, Uint8Array>()
    const files: ArtifactSnapshot[] = []
    for (const [name, written] of this.#written) files.push(await this.#readOne(name, written, data))
    return { files, data, isIntact: files.every((file) => file.state === 'verified') }
  }

  async #readOne(name: string, written: Written, data: Map<string, Uint8Array>): Promise<ArtifactSnapshot> {
    const file = { name, kind: written.kind }
    try {
      const bytes = await this.#destination.read(name)
      const status = await this.#destination.inspect(name)
      if (bytes === undefined || status === undefined) {
        return { ...file, state: 'missing', problem: 'the file is gone' }
      }
      data.set(name, bytes)
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
      const message = thrown instanceof Error ? thrown.message : String(thrown)
      return { ...file, state: 'changed', problem: `cannot be read: ${message}` }
    }
  }
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
