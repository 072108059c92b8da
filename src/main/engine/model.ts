import type { SerializedError } from '../../shared/errors.ts'
import type { LogLevel, ServiceSnapshot, EngineSnapshot } from '../../shared/contract/bots.ts'

/** Everything a bot says about itself, in order. History, the bridge, `/readyz`, metrics and the log are readers of it. */
export type EngineEvent = EngineEventBody & { readonly at: number; readonly sequence: number }

export type EngineEventBody =
  /** The state of the bot or of one service changed; `snapshot` is the whole new truth. */
  | { readonly kind: 'snapshot'; readonly snapshot: EngineSnapshot }
  | {
      readonly kind: 'service-changed'
      readonly service: string
      readonly from: ServiceSnapshot['state']
      readonly to: ServiceSnapshot['state']
      readonly reason?: string
    }
  | {
      readonly kind: 'log'
      readonly level: LogLevel
      readonly service?: string
      readonly message: string
      readonly fields: Readonly<Record<string, string | number | boolean>>
      readonly error?: SerializedError
    }
  /** One iteration of a task ended or was cancelled (tbot-runtime.md 3.1). */
  | { readonly kind: 'iteration-started'; readonly service: string; readonly task: string }
  | {
      readonly kind: 'iteration-finished'
      readonly service: string
      readonly task: string
      readonly outcome: 'success' | 'failed' | 'cancelled'
      readonly retries: number
      readonly durationMs: number
    }
  /** A set was written, read back and verified. */
  | {
      readonly kind: 'set-written'
      readonly service: string
      readonly expiresAt: number
      readonly requestedMs: number
      readonly grantedMs: number
      readonly durationMs: number
    }

/** A running or runnable bot. Made by `createBot`; one `run` per object. */
export interface Bot {
  snapshot(): EngineSnapshot
  /** Calls back for every event after now; returns the way out. */
  subscribe(listener: (event: EngineEvent) => void): () => void
  /** Runs until the signal aborts (then stops in order, within 10 s) or, with `oneshot`, until all is done. */
  run(signal: AbortSignal): Promise<void>
  /** Renews identity and every service now; requests during a renewal coalesce into one. */
  renewNow(): void
}
