import type { Plan } from '../config/plan/model.ts'
import type { Export, ExportKind, ExportOptions } from '../export/model.ts'
import type {
  AccountTest,
  ConfigVersion,
  FolderReader,
  FolderReport,
  ForeignContent,
  Preflight,
  Probe,
} from './authoring.ts'
import type { AppInfo, CheckResult, ConfigView, CredentialView } from './views.ts'

/** Every request of the bridge: `domain:verb`, what it takes and what it gives. */
export interface Requests {
  'app:info': { request: Empty; response: AppInfo }
  /** Settings of the window that survive a reload and a restart: scheme, sidebar width, last route. */
  'app:read-preferences': { request: Empty; response: Preferences }
  'app:write-preferences': { request: { preferences: Preferences }; response: undefined }
  /** Native dialog in the window; `supported: false` in the browser face, which asks for a path instead. */
  'app:choose-file': { request: Empty; response: { supported: boolean; path?: string } }
  /** Folders and YAML files that complete a typed path, at most 20. */
  'app:complete-path': { request: { prefix: string }; response: readonly string[] }
  /** Configuration files opened lately, newest first, at most 10; those that are gone are left out. */
  'app:recent-files': { request: Empty; response: readonly string[] }
  /** Opens a folder in the system's file manager; refused in the browser face. */
  'app:open-folder': { request: { path: string }; response: undefined }

  /** Reads and checks a file without adding it. */
  'bots:review': {
    request: { path: string }
    response: { path: string; text: string; check: CheckResult; suggestedName: string }
  }
  'bots:add': { request: { path: string; name: string }; response: { bot: string } }
  /** Writes a new `tbot.yaml` into Botdesk's own folder and adds it; `bot.exists` when the name is taken. */
  'bots:create': {
    request: { name: string; text: string; start: boolean }
    response: { bot: string; path: string }
  }
  'bots:start': { request: { bot: string }; response: undefined }
  'bots:stop': { request: { bot: string }; response: undefined }
  'bots:renew': { request: { bot: string }; response: undefined }
  /** Forgets a stopped bot; its files and storage stay unless `deleteFiles` (only Botdesk's own folder). */
  'bots:remove': { request: { bot: string; deleteFiles: boolean }; response: undefined }
  /** Explains one artifact of a service as it is on disk now. */
  'bots:read-credential': {
    request: { bot: string; service: string; artifact: string }
    response: CredentialView
  }

  'config:read': { request: { bot: string }; response: ConfigView }
  /** With `bot`, masked secrets in the text count as what they stand for. */
  'config:check': { request: { text: string; target: number; bot?: string }; response: CheckResult }
  'config:save-draft': { request: { bot: string; text: string }; response: undefined }
  'config:discard-draft': { request: { bot: string }; response: undefined }
  'config:set-target': { request: { bot: string; target: number }; response: undefined }
  /**
   * Writes the file (refused with `config.changed-on-disk` unless it still equals `basedOn`) and restarts the bot if it
   * runs. With `next-renewal` it waits for that, where there is one to wait for; a version that waited before is replaced.
   * `deleteFolders`: those of the plan's `leftovers` that are cleared once the bot has run well for five minutes.
   */
  'config:apply': {
    request: {
      bot: string
      text: string
      basedOn: string
      reason?: string
      when?: 'now' | 'next-renewal'
      deleteFolders?: readonly string[]
    }
    response: { restarted: boolean; waits: boolean }
  }
  /** Applies the version that waits, at once; `config.changed-on-disk` as in `config:apply`. */
  'config:apply-pending': { request: { bot: string }; response: { restarted: boolean } }
  'config:discard-pending': { request: { bot: string }; response: undefined }
  /** Makes the version that waits the draft again; `basedOn` is the file it was made from. Refused while there is a draft. */
  'config:edit-pending': { request: { bot: string }; response: { basedOn: string } }
  /** Clears the folders that wait for it, at once; refused unless the bot is healthy. */
  'config:delete-leftovers': { request: { bot: string }; response: undefined }
  /** Leaves the folders that wait as they are. */
  'config:keep-leftovers': { request: { bot: string }; response: undefined }
  /** What applying this text would do; nothing is touched. Without `bot`: the first start of a new one. */
  'config:plan': { request: { text: string; target: number; bot?: string }; response: Plan }
  /** Resolves, connects, checks pin, clock, version and writability; no token is used up. */
  'config:preflight': { request: { text: string; target: number; bot?: string }; response: Preflight }
  /** Newest first. */
  'config:versions': { request: { bot: string }; response: readonly ConfigVersion[] }
  /** Secrets as dots, as everywhere on the page. */
  'config:read-version': { request: { bot: string; version: number }; response: { text: string } }

  /** What answers at `host:port`; nothing but public calls is sent. */
  'probe:cluster': { request: { address: string }; response: Probe }
  /** A folder as it is, and as it would be for these readers; `path` is the service's entry, so that it is not its own neighbour. */
  'probe:folder': {
    request: {
      folder: string
      files: readonly string[]
      readers: readonly FolderReader[]
      /** `symlinks: insecure`: a file is where its link leads. */
      followsLinks?: boolean
      bot?: string
      path?: string
    }
    response: FolderReport
  }
  /** What is in a file that somebody else put where a service will write, in words. */
  'probe:foreign-file': { request: ForeignPlace & { file: string }; response: ForeignContent }
  /** Accounts of this computer, for suggestions. */
  'probe:accounts': { request: Empty; response: { users: readonly string[]; groups: readonly string[] } }

  /**
   * The decision on files of somebody else: each is copied durably beside itself, owner and mode kept where possible, so that a
   * service may replace it. Nothing is touched otherwise, no earlier copy is replaced, and asking twice copies once. Refuses
   * with `destination.*` what a service could not replace; what was copied before stays copied.
   */
  'folder:take-over': {
    request: ForeignPlace & { files: readonly string[] }
    response: { copies: readonly { file: string; copy: string }[] }
  }

  /**
   * Lets another user read a probe there that has the rights the bot's files will have; the probe is removed again. Botdesk's
   * own rights are enough as root, else `sudo` is asked, with the password of Botdesk's account where it wants one.
   */
  'folder:test-as': {
    request: { folder: string; user: string; readers: readonly FolderReader[]; password?: string }
    response: AccountTest
  }

  /** The draft or file of a bot in another form. Secrets only with `withSecrets`. */
  'export:make': { request: ExportOrder; response: Export }
  /** The same, written below a folder that is made when missing; nothing there is replaced unless `replace`. */
  'export:save': {
    request: ExportOrder & { folder: string; replace: boolean }
    response: { paths: readonly string[] }
  }

  'trial:start': { request: Empty; response: undefined }
  'trial:remove': { request: Empty; response: undefined }

  'cluster:start': { request: Empty; response: undefined }
  'cluster:stop': { request: Empty; response: undefined }
  'cluster:add-bot': {
    request: { name: string; roles: readonly string[] }
    response: { token: string; tbotYaml: string }
  }
  'cluster:remove-bot': { request: { name: string }; response: undefined }
  'cluster:add-token': {
    request: { bot: string; ttlSeconds: number; singleUse: boolean }
    response: { token: string; expiresAt?: number }
  }
  'cluster:remove-token': { request: { id: string }; response: undefined }
  /** Lifts the locks of a bot. */
  'cluster:unlock-bot': { request: { name: string }; response: undefined }
}

/** The folder of a destination, and whether it follows links (`symlinks: insecure`). */
export interface ForeignPlace {
  readonly folder: string
  readonly followsLinks: boolean
}

export interface ExportOrder {
  readonly bot: string
  readonly kind: ExportKind
  readonly options: ExportOptions
  readonly withSecrets: boolean
}

export type Empty = Readonly<Record<string, never>>

export interface Preferences {
  readonly scheme: 'light' | 'dark' | 'system'
  readonly sidebarWidth: number
  readonly lastRoute: string
  readonly singleKeys: boolean
  readonly utc: boolean
}

export const defaultPreferences: Preferences = {
  scheme: 'system',
  sidebarWidth: 224,
  lastRoute: '/',
  singleKeys: true,
  utc: false,
}

export type RequestName = keyof Requests
export type RequestOf<N extends RequestName> = Requests[N]['request']
export type ResponseOf<N extends RequestName> = Requests[N]['response']
