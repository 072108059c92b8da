import type { Problem } from '../config/problem.ts'
import type { SerializedError } from '../errors.ts'
import type { BotState, EngineSnapshot, LogLevel, ServiceState } from './bots.ts'

/** What this Botdesk is and where it lives. */
export interface AppInfo {
  readonly version: string
  readonly face: 'window' | 'browser'
  /** Why this is the browser face although a window was asked for. */
  readonly faceReason?: string
  readonly dataFolder: string
  readonly homeFolder: string
  readonly platform: string
  readonly userName: string
  readonly hostname: string
  readonly nodeVersion: string
  readonly startedAt: number
}

/** Cost of Botdesk itself, sampled by the backend. */
export interface AppUsage {
  readonly cpuPercent: number
  readonly residentBytes: number
}

/** One bot this workstation knows, running or not. */
export interface BotView {
  /** Unique, also in routes: letters, digits, `-`, `_`, `.`. */
  readonly name: string
  readonly configPath: string
  /** `auth_server` or `proxy_server` of the file; undefined when it cannot be read. */
  readonly address?: string
  readonly trial: boolean
  /** Whether it is meant to run: it runs again after a restart of Botdesk. */
  readonly wanted: boolean
  /** Diagnostics and configuration facts for the overview. */
  readonly target: number
  readonly hasDraft: boolean
  /** When the file was written to last; undefined when it is not there. Current while a page watches. */
  readonly configModifiedAt?: number
  /** Problems of the file on disk, counted. */
  readonly problemCounts: { readonly error: number; readonly hazard: number; readonly ignored: number }
  /** Last known truth; for a bot that does not run its state is `stopped` (or what ended it). */
  readonly engine: EngineSnapshot
  readonly history: BotHistory
  /** A version that waits for the next renewal. */
  readonly pending?: PendingView
  /** Folders that the version of now left behind and that were ticked to be deleted. */
  readonly leftovers?: readonly LeftoverView[]
  /** The storage folder and the ready address as configured. */
  readonly storagePath?: string
  readonly diagAddr?: string
}

/** A version that was accepted and waits for the bot's next renewal or start. */
export interface PendingView {
  /** The number it gets when it is applied. */
  readonly version: number
  /** Since when it waits. */
  readonly since: number
  /** Folders that are cleared once it runs. */
  readonly deletes: readonly string[]
  /** When the bot renews next; undefined when that is not known, as while it does not run. */
  readonly at?: number
  /** Why it was not taken over; it waits for a person then. */
  readonly error?: SerializedError
}

/** A folder whose files are to be deleted, and what became of that. */
export interface LeftoverView {
  readonly folder: string
  /** How many were ticked. */
  readonly files: number
  readonly outcome:
    /** `at`: when they go; undefined until the bot is healthy. */
    | { readonly kind: 'waiting'; readonly at?: number }
    | {
        readonly kind: 'deleted'
        readonly at: number
        readonly deleted: number
        readonly kept: readonly { readonly name: string; readonly reason: string }[]
        /** Names in the folder that were never ours. */
        readonly others: number
      }
    | { readonly kind: 'refused'; readonly at: number; readonly reason: string }
}

export interface BotHistory {
  /** Transitions of the readiness of the last 24 h, oldest first. */
  readonly transitions: readonly { readonly at: number; readonly state: BotState }[]
  /** "What happened", newest first, at most 50. */
  readonly events: readonly BotHistoryEvent[]
  readonly renewals: { readonly done: number; readonly failed: number }
}

export interface BotHistoryEvent {
  readonly at: number
  readonly kind:
    | 'started'
    | 'stopped'
    | 'joined'
    | 'renewed'
    | 'failed'
    | 'recovered'
    | 'applied'
    | 'waits'
    | 'deleted'
    | 'locked'
    | 'slept'
  readonly title: string
  readonly detail?: string
}

export interface FleetView {
  readonly bots: readonly BotView[]
  /** Backend clock when this was taken, for "as of". */
  readonly at: number
}

/** One line of the log. `sequence` counts up without holes in one run of the backend. */
export interface LogLine {
  readonly sequence: number
  readonly at: number
  readonly level: LogLevel
  /** Bot name; undefined for Botdesk itself. */
  readonly bot?: string
  readonly service?: string
  readonly message: string
  readonly fields: Readonly<Record<string, string | number | boolean>>
  readonly code?: string
}

/** The text of a configuration with what is known about it. */
export interface ConfigView {
  readonly path: string
  /** The file on disk; undefined when it is gone. */
  readonly savedText?: string
  /** A kept draft that differs from the file. */
  readonly draft?: string
  /** The text that waits for the bot's next renewal. */
  readonly pending?: string
  readonly target: number
  /** The text the running bot was started with, when it runs. */
  readonly runningText?: string
}

export interface CheckResult {
  readonly valid: boolean
  readonly problems: readonly Problem[]
}

/** A certificate, identity file or key explained; never holds private material. */
export interface CredentialView {
  readonly artifact: string
  /** "Lets bot demo-bot open the application grafana-example until 14:52" without the time. */
  readonly summary: string
  readonly notBefore?: number
  readonly expiresAt?: number
  readonly sections: readonly { readonly title: string; readonly fields: readonly CredentialField[] }[]
  /** Public PEM or authorized_keys text, where there is one. */
  readonly publicText?: string
}
export interface CredentialField {
  readonly label: string
  readonly value: string
  readonly mono?: boolean
}

export type TrialStepName = 'cluster' | 'bot' | 'config' | 'join' | 'files' | 'app'
export interface TrialStep {
  readonly name: TrialStepName
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly detail?: string
  readonly durationMs?: number
  readonly error?: SerializedError
}
export interface TrialView {
  readonly state: 'idle' | 'running' | 'done' | 'failed'
  readonly steps: readonly TrialStep[]
  /** Name of the trial bot once there is one. */
  readonly bot?: string
  /** The written `tbot.yaml`, token masked. */
  readonly configText?: string
}

export interface ClusterView {
  readonly state: 'stopped' | 'starting' | 'running' | 'failed'
  readonly error?: SerializedError
  readonly name?: string
  readonly address?: string
  readonly caPins?: readonly string[]
  readonly version?: string
  readonly dataFolder: string
  readonly startedAt?: number
  readonly bots: readonly ClusterBotView[]
  readonly tokens: readonly ClusterTokenView[]
  readonly apps: readonly { readonly name: string; readonly publicAddress: string; readonly uri: string }[]
  readonly authorities: readonly ClusterAuthorityView[]
  /** Newest first, at most 50. */
  readonly audit: readonly ClusterAuditEntry[]
}
export interface ClusterBotView {
  readonly name: string
  readonly roles: readonly string[]
  readonly instances: number
  readonly locked?: string
  readonly lastSeenAt?: number
  readonly certificateGeneration?: number
}
export interface ClusterTokenView {
  /** First six characters and an ellipsis. */
  readonly shortName: string
  /** Stable id for removal that does not reveal the token. */
  readonly id: string
  readonly bot: string
  readonly singleUse: boolean
  readonly usedAt?: number
  readonly expiresAt?: number
}
export interface ClusterAuthorityView {
  readonly type: string
  readonly algorithm: string
  readonly phase: string
  readonly expiresAt?: number
}
export interface ClusterAuditEntry {
  readonly at: number
  readonly event: string
  readonly message: string
  readonly success: boolean
}

/** What `status` pills count. */
export type AnyState = BotState | ServiceState
