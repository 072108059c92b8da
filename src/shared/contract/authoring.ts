import type { FolderFacts } from '../config/plan/model.ts'
import type { SerializedError } from '../errors.ts'
import type { CredentialView } from './views.ts'

/** One applied text of a bot's configuration. */
export interface ConfigVersion {
  /** Counts up per bot from 1. */
  readonly version: number
  readonly at: number
  /** `botdesk`: applied here. `outside`: found on disk when the bot started or the file was read. */
  readonly by: 'botdesk' | 'outside'
  readonly reason?: string
  readonly addedLines: number
  readonly removedLines: number
}

/** One step of a probe or of a pre-flight, with its time. */
export interface ProbeStep {
  readonly name:
    | 'resolve'
    | 'connect'
    | 'tls'
    | 'pin'
    | 'ping'
    | 'version'
    | 'clock'
    | 'join-method'
    | 'token'
    | 'storage'
    | 'destination'
    | 'diagnostics'
  readonly state: 'done' | 'warning' | 'failed' | 'skipped'
  /** One sentence with the fact found: "127.0.0.1", "Teleport 18.2.1", "0.2 s ahead". */
  readonly detail: string
  /** The entry of the file it is about, `services[0].destination`. */
  readonly path?: string
  readonly durationMs?: number
  readonly error?: SerializedError
}

/** What answers at an address. A failed step ends the probe, never the wizard. */
export interface Probe {
  readonly address: string
  readonly kind?: 'auth' | 'proxy'
  readonly steps: readonly ProbeStep[]
  readonly clusterName?: string
  readonly serverVersion?: string
  readonly clockSkewMs?: number
  /** Pins of the authorities an auth service showed; offered, never taken. */
  readonly caPins?: readonly string[]
  /** The public address of the proxy, where the server names one. */
  readonly proxyAddress?: string
  /** What was sent, for the line that says so. */
  readonly sent: string
}

/** Everything short of joining: nothing is written for good and no token is used up. */
export interface Preflight {
  readonly steps: readonly ProbeStep[]
}

export interface FolderCheck {
  readonly name:
    'exists' | 'writable' | 'owner' | 'space' | 'links' | 'sharing' | 'foreign-files' | 'file-system'
  readonly state: 'good' | 'hazard' | 'error' | 'unknown'
  /** The fact: "Writable, tested", "41 GB free". */
  readonly text: string
}

/** Who can read and write once applied (interface.md 6.8). */
export interface FolderAccess {
  /** `deploy`, `group web`, `root`, "Everyone else, 31 accounts". */
  readonly account: string
  /** `owner`, `by access list`, `by group`, `superuser`. */
  readonly how: string
  readonly canRead: boolean
  readonly canWrite: boolean
  readonly known: 'tested' | 'computed'
  /** The user that can be asked to try it now, with `folder:test-as`. */
  readonly user?: string
}

/** What another account could do with a probe in a folder, as the folder is now. */
export type AccountTest =
  | { readonly kind: 'tested'; readonly canRead: boolean; readonly canWrite: boolean }
  /** The password of the account Botdesk runs as is needed; also where the one given was refused. */
  | { readonly kind: 'needs-password'; readonly wasRefused: boolean }
  /** It could not be tried: why, as a sentence. */
  | { readonly kind: 'not-possible'; readonly reason: string }

/** Something that Botdesk did not write and that stands where a planned file will. */
export interface ForeignFile {
  /** `tls.key`, `cockroach/node.key` */
  readonly name: string
  /** Only a file can be taken over. */
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  readonly owner: string
  readonly group: string
  /** Octal text, `0600`. */
  readonly mode: string
  readonly sizeBytes: number
  readonly modifiedAt: number
  /** Where a link leads. */
  readonly target?: string
  /** The copy of it beside it: it is taken over, and the service may replace it. Without one nobody decided yet. */
  readonly copy?: string
}

/** What is in such a file, as far as a person may see it; no private material. */
export type ForeignContent =
  | { readonly kind: 'credential'; readonly credential: CredentialView }
  /** No certificate, key or identity. */
  | { readonly kind: 'unknown' }
  /** This account may not read it. */
  | { readonly kind: 'unreadable' }

/** A folder as the destination wizard shows it. */
export interface FolderReport {
  readonly facts: FolderFacts
  readonly checks: readonly FolderCheck[]
  readonly access: readonly FolderAccess[]
  /** What a planned file would replace there although Botdesk did not write it. */
  readonly foreignFiles: readonly ForeignFile[]
}

export interface FolderReader {
  readonly kind: 'user' | 'group'
  readonly name: string
}
