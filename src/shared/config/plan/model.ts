import type { Problem, ProblemFix } from '../problem.ts'

export type ServiceChange = 'start' | 'stop' | 'restart' | 'none'
/** `remove`: a service that stays no longer writes it, and takes away what it wrote itself. */
export type FileChange = 'create' | 'replace' | 'left-behind' | 'remove'

export interface PlannedService {
  readonly name: string
  readonly type: string
  readonly change: ServiceChange
  /** Why it restarts, by key: `credential_ttl 1h to 15m`; no secret. */
  readonly reasons: readonly string[]
}

export interface PlannedFileChange {
  /** Absolute where the destination is, `memory` and `kubernetes_secret NAME` otherwise in front. */
  readonly path: string
  readonly change: FileChange
  readonly shape: 'folder' | 'file' | 'socket' | 'secret'
  /** Octal text, `0600`; absent where modes mean nothing. */
  readonly mode?: string
  readonly owner?: string
  /** The service it belongs to. */
  readonly service?: string
}

/** What applying a text would do (interface.md 6.6). Everything is computed; nothing was touched. */
export interface Plan {
  /** The verdict in words: "One service restarts, nothing stops". */
  readonly title: string
  readonly canApply: boolean
  /** True when the running bot is restarted for it: services that do not change renew once and keep their files. */
  readonly restartsBot: boolean
  readonly services: readonly PlannedService[]
  readonly files: readonly PlannedFileChange[]
  /** What is left behind and may be deleted once the new text runs. */
  readonly leftovers: readonly Leftover[]
  readonly join: {
    /** True when the new text joins anew, so a token (or another proof) is used up. */
    readonly needsToken: boolean
    readonly reason: string
  }
  /** Hazards of the text and of what stands on this computer. */
  readonly hazards: readonly PlanHazard[]
  /** Errors of the text; with any of them `canApply` is false. */
  readonly errors: readonly Problem[]
  /** What could not be looked at: "Rights of /srv/grafana could not be read; they are checked when applying." */
  readonly unknown: readonly string[]
}

/** A folder that nobody writes any more, and the files in it that Botdesk or tbot wrote. */
export interface Leftover {
  /** Absolute. */
  readonly folder: string
  /** Below the folder: `tlscert`, `cockroach/node.key`. */
  readonly names: readonly string[]
}

export interface PlanHazard {
  readonly code: string
  readonly path: string
  readonly message: string
  readonly line?: number
  readonly column?: number
  /** What a person has to decide first, at the destination of this service; with any of these `canApply` is false. */
  readonly undecided?: {
    readonly service: string
    /** Absolute. */
    readonly folder: string
    readonly files: readonly string[]
  }
  /** What ends it, where that is certain: edits of the text as its reader has it, with dots for secrets. */
  readonly fix?: ProblemFix
}

/** What stands at a folder now, gathered by the backend without changing anything. */
export interface FolderFacts {
  readonly path: string
  readonly exists: boolean
  readonly kind?: 'folder' | 'link' | 'other'
  /** Where it really stands, when a link leads there. */
  readonly realPath?: string
  readonly mode?: string
  readonly owner?: string
  readonly group?: string
  /** Whether the bot's account could write there by mode bits and owner; computed, not tested. */
  readonly isWritable?: boolean
  /** Names of planned files found in it, `cockroach/node.key` too, and tbot's mark; at most 200. */
  readonly entries?: readonly string[]
  /** Names in it that Botdesk wrote, by its own marks. */
  readonly written?: readonly string[]
  /** Files of others there that have a copy of every byte beside them: taken over, so they may be replaced. */
  readonly kept?: readonly { readonly name: string; readonly copy: string }[]
  /** Why nothing else is known. */
  readonly problem?: string
}

/** A folder that a bot writes: its storage, or the destination of a service. */
export interface Writer {
  /** Where it stands in that bot's file, `storage` or `services[0]`. */
  readonly path: string
  /** The service's name; undefined for storage. */
  readonly service?: string
  /** As written in the file. */
  readonly folder: string
}

/** A folder that another bot of this computer writes; `folder` is absolute. */
export interface Neighbour extends Writer {
  readonly bot: string
}

/** The account the bot runs as, and what storage holds. */
export interface PlanFacts {
  readonly account: string
  readonly folders: ReadonlyMap<string, FolderFacts>
  /** Whether the storage of the new text holds an identity that still works. */
  readonly hasIdentity: boolean
  /** The sentence about it: "The identity in /var/lib/bot ended 3 Feb 2026." */
  readonly identityNote?: string
  /** Whether the bot runs with the text before; left out: as if it did. */
  readonly isRunning?: boolean
  /** A start from the command line: files of others are replaced, as tbot does. Otherwise a person decides first. */
  readonly isDropIn?: boolean
  readonly neighbours?: readonly Neighbour[]
}
