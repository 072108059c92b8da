import type { AppError } from '../../shared/errors.ts'
import type { FileLock } from '../ports/files.ts'

/** One file of a set. The name may have one level, as in `cockroach/node.key`. */
export interface Artifact {
  readonly name: string
  readonly data: Uint8Array
}

/** What is known of an artifact without reading it. */
export interface ArtifactFacts {
  readonly sizeBytes: number
  readonly mode: number
  readonly uid: number
  /** Other than before when the file behind the name was replaced, written to, or given other rights. */
  readonly stamp: string
  /** When that happened last, epoch ms; a change so soon after a look may leave the stamp as it was. */
  readonly changedAt: number
}

/** A set as it is now; for several looks at it. */
export interface SetView {
  /** Undefined when missing. */
  read(name: string): Promise<Uint8Array | undefined>
  /** Undefined when missing. */
  inspect(name: string): Promise<ArtifactFacts | undefined>
}

/** What `prepare` found. */
export interface Preparation {
  /** Why the `readers` of the configuration are not let in, where it says to go on without them. */
  readonly shutOut?: AppError
}

/** A place for whole sets of artifacts. Failures are `AppError` with a `destination.*` code. */
export interface Destination {
  readonly type: 'directory' | 'memory'
  readonly path?: string
  /**
   * Makes it, proves that it can be written and finishes or drops an interrupted write. Take the lock first. Readers are let
   * in by the writes that follow it.
   */
  prepare(options: { signal: AbortSignal }): Promise<Preparation>
  /** Replaces the whole set at once; durable when it resolves. After a failure the old set is still whole. */
  write(artifacts: readonly Artifact[], options: { signal: AbortSignal }): Promise<void>
  /** Opens the place once for any number of looks. Changes nothing, so it is safe beside another process. */
  look<T>(use: (view: SetView) => Promise<T>): Promise<T>
  /** One look of its own; undefined when missing. */
  read(name: string): Promise<Uint8Array | undefined>
  /** Keeps every other bot, a tbot too, off this storage (`storage.in-use`); does nothing for memory. */
  lock(purpose: string, options: { signal: AbortSignal }): Promise<FileLock>
}
