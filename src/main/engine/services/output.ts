import type { DestinationConfig, ServiceConfig } from '../../../shared/config/model.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ports } from '../../ports/index.ts'
import type { KindedArtifact } from '../artifact-set.ts'
import type { Session } from '../session.ts'
import type { Expectation } from './prove-set.ts'

/** A service that writes files, as the configuration has it. */
export type OutputConfig = Extract<ServiceConfig, { destination: DestinationConfig }>

/** What a kind of output works with while it gets its credential. */
export interface IssueContext {
  readonly session: Session
  readonly ports: Ports
  readonly version: string
  readonly address: string
  /** The cluster's time, for what the cluster judges by its own clock. */
  readonly clusterClock: Clock
  /** Whether servers of the public web are verified. */
  readonly insecure: boolean
  log(level: 'info' | 'warning', message: string, fields?: Record<string, string>): void
  readonly signal: AbortSignal
}

/** A credential turned into files, with what they must prove. */
export interface IssuedSet {
  readonly artifacts: readonly KindedArtifact[]
  readonly expected: Expectation
  /** When the cluster was asked, by this computer's clock, and from when it says the certificate is valid. */
  readonly askedAt: number
  readonly notBefore: number
}

/** One kind of output: its folder knows how to get and lay out its credential, everything else is shared. */
export interface OutputKind {
  /** What it is about in the user's words. */
  readonly target?: string
  issue(context: IssueContext): Promise<IssuedSet>
}
