import type { SerializedError } from '../errors.ts'

export type LogLevel = 'error' | 'warning' | 'good' | 'info' | 'debug'

/** States of interface.md 3. A bot is as bad as its worst service. */
export type ServiceState = 'healthy' | 'starting' | 'degraded' | 'unhealthy' | 'locked' | 'skipped' | 'off'
export type BotState =
  'healthy' | 'starting' | 'degraded' | 'unhealthy' | 'locked' | 'stopping' | 'stopped' | 'unreachable'

/** One certificate's life; all times epoch milliseconds. */
export interface CredentialLife {
  readonly notBefore: number
  readonly expiresAt: number
  /** When the engine will renew it: two thirds of the real life, `renewal_interval` at the latest. */
  readonly renewAt: number
  /** When it was issued by this computer's clock. */
  readonly issuedAt: number
  readonly requestedMs: number
  readonly grantedMs: number
}

export type ArtifactState = 'verified' | 'changed' | 'missing' | 'not-written'

/** One file of a set, as found on disk at the last proof. */
export interface ArtifactSnapshot {
  readonly name: string
  /** Stable kind the renderer has words for, e.g. `private-key`, `tls-certificate`, `identity-file`. */
  readonly kind: string
  readonly state: ArtifactState
  readonly problem?: string
  readonly sizeBytes?: number
  /** Octal text, `0600`. */
  readonly mode?: string
  readonly owner?: string
}

export interface AttemptSnapshot {
  /** Attempt under way or failed last, from 1. */
  readonly number: number
  readonly nextAt?: number
}

/** A service as every reader sees it; internal ones (`identity`, `heartbeat`, `ca-rotation`) have no destination. */
export interface ServiceSnapshot {
  readonly name: string
  /** tbot's type, e.g. `application`; internal ones start with `internal/`. */
  readonly type: string
  readonly internal: boolean
  readonly state: ServiceState
  /** Since when it is in this state. */
  readonly since: number
  /** When it last reported anything; null before the first report. */
  readonly reportedAt: number | null
  /** One sentence for a person; also `reason` in `/readyz`. */
  readonly reason?: string
  readonly error?: SerializedError
  readonly attempt?: AttemptSnapshot
  readonly life?: CredentialLife
  readonly destination?: { readonly type: string; readonly path?: string }
  /** What it is about in the user's words, e.g. the application's name. */
  readonly target?: string
  readonly roles?: readonly string[]
  readonly files?: readonly ArtifactSnapshot[]
  /** Counts written sets; undefined before the first. */
  readonly setGeneration?: number
  readonly writtenAt?: number
  /** When the files were last read back and verified. */
  readonly provenAt?: number
}

export interface IdentitySnapshot {
  readonly clusterName: string
  readonly userName: string
  readonly joinMethod: string
  readonly renewable: boolean
  readonly certificateGeneration?: number
  readonly botInstanceId?: string
  readonly roles: readonly string[]
  readonly life: CredentialLife
}

/** What a running engine knows. */
export interface EngineSnapshot {
  readonly state: BotState
  readonly since: number
  readonly startedAt: number | null
  readonly reason?: string
  readonly error?: SerializedError
  readonly identity?: IdentitySnapshot
  readonly services: readonly ServiceSnapshot[]
  /** Cluster clock minus this computer's, when measured. */
  readonly clockSkewMs?: number
  readonly diagnostics?: DiagnosticsSnapshot
}

export type DiagnosticsSnapshot =
  | { readonly kind: 'listening'; readonly address: string }
  | {
      readonly kind: 'failing'
      readonly address: string
      readonly error: SerializedError
      readonly nextAt: number
    }
