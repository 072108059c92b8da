import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { AuditLog } from './audit.ts'
import type { StateStore } from './state-store.ts'
import type { StaticToken } from './tokens.ts'

/** What the services of a running cluster share. */
export interface ClusterRuntime {
  readonly store: StateStore
  readonly audit: AuditLog
  readonly clock: Clock
  readonly random: Random
  /** Version told to clients. */
  readonly version: string
  readonly staticTokens: readonly StaticToken[]
  /** `host:port` under which clients reach the port. */
  address(): string
  /** Where the built-in application is reached. */
  demoAppAddress(): string
}
