import type { DestinationConfig } from '../../../shared/config/model.ts'
import { AppError } from '../../../shared/errors.ts'
import { parseTlsCertificate } from '../../credentials/index.ts'
import type { TlsCertificate } from '../../credentials/index.ts'
import { createDestination } from '../../destinations/index.ts'
import type { Destination, Preparation } from '../../destinations/index.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ports } from '../../ports/index.ts'
import { ArtifactSet } from '../artifact-set.ts'
import type { SetReading } from '../artifact-set.ts'
import type { Proof } from '../judgement.ts'
import { withDeadline } from '../waiting.ts'
import type { IssuedSet } from './output.ts'
import { proveSet } from './prove-set.ts'
import type { Expectation } from './prove-set.ts'

/** How long a stop waits for work on the files; shorter than what a stop may take in all. */
const settleDeadlineMs = 5_000

/** The files of one output: changes them, and tells from disk alone what they prove. */
export class OutputFiles {
  readonly #destination: Destination
  readonly #set: ArtifactSet
  readonly #clock: Clock
  /** Changes under way, also those of an attempt that was given up. */
  readonly #changes = new Set<Promise<unknown>>()
  #expected: Expectation | undefined

  /** Throws when the destination is of a kind this engine cannot write. `key` names it in messages. */
  constructor(o: { config: DestinationConfig; key: string; ports: Ports; layout: 'generations' | 'plain' }) {
    const { files, processes, clock } = o.ports
    this.#destination = createDestination(o.config, { files, processes, layout: o.layout, key: o.key })
    this.#set = new ArtifactSet({ destination: this.#destination, processes, clock })
    this.#clock = clock
  }

  /** Proves that the place can be written, and that its readers can be let in. */
  prepare(options: { signal: AbortSignal }): Promise<Preparation> {
    return this.#change(() => this.#destination.prepare(options))
  }

  /** Replaces the whole set durably. A set that proves nothing is refused before it takes the place of a good one. */
  async write(
    { artifacts, expected }: Pick<IssuedSet, 'artifacts' | 'expected'>,
    { at, signal }: { at: number; signal: AbortSignal },
  ): Promise<void> {
    proveSet(new Map(artifacts.map(({ name, data }) => [name, data])), expected, at)
    await this.#change(() => this.#set.write(artifacts, { signal }))
  }

  /** The certificate that was there before this run; undefined when there is none. */
  async certificateFound(): Promise<TlsCertificate | undefined> {
    const data = await this.#destination.read('tlscert')
    if (data === undefined || data.byteLength === 0) return undefined
    return parseTlsCertificate(Buffer.from(data).toString())
  }

  /** Reads the set back; undefined when nobody touched it since a reading found it as written. */
  async readIfTouched(): Promise<SetReading | undefined> {
    return (await this.#set.isUntouched()) ? undefined : this.#set.read()
  }

  /** Takes a set that was just written for real only after it has proved itself from disk. */
  async believe(
    expected: Expectation,
    at: number,
  ): Promise<{ certificate: TlsCertificate; reading: SetReading }> {
    const reading = await this.#set.read()
    const certificate = proveSet(reading.data, expected, at)
    this.#expected = expected
    return { certificate, reading }
  }

  /** What a reading proves now. */
  judge({ files, data, isIntact }: SetReading, at: number): Proof {
    if (isIntact) return { kind: 'proven' }
    const changed = files.filter((file) => file.state !== 'verified')
    const list = changed.map((file) => `${file.name} (${file.problem})`).join(', ')
    const error = new AppError('credential.proof-failed', `files are not as written: ${list}`, {
      details: { files: changed.map((file) => file.name) },
      retryable: true,
    })
    return { kind: this.#stillProves(data, at) ? 'drifted' : 'failed', error }
  }

  /** Whoever comes next to this folder must not meet a change of this run; one that hangs is left behind. */
  async settled(): Promise<void> {
    const { signal } = new AbortController()
    const all = async () => void (await Promise.allSettled(this.#changes))
    await withDeadline(all, { clock: this.#clock, deadlineMs: settleDeadlineMs, signal }).catch(
      () => undefined,
    )
  }

  async #change<T>(work: () => Promise<T>): Promise<T> {
    const change = work().finally(() => this.#changes.delete(change))
    this.#changes.add(change)
    return change
  }

  #stillProves(data: ReadonlyMap<string, Uint8Array>, at: number): boolean {
    if (!this.#expected) return false
    try {
      proveSet(data, this.#expected, at)
      return true
    } catch {
      return false
    }
  }
}
