import type { CheckResult, AppInfo, ConfigView, CredentialView } from './views.ts'

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
  /** Opens a folder in the system's file manager; refused in the browser face. */
  'app:open-folder': { request: { path: string }; response: undefined }

  /** Reads and checks a file without adding it. */
  'bots:review': {
    request: { path: string }
    response: { path: string; text: string; check: CheckResult; suggestedName: string }
  }
  'bots:add': { request: { path: string; name: string }; response: { bot: string } }
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
  /** Writes the file (refused with `config.changed-on-disk` unless it still equals `basedOn`) and restarts the bot if it runs. */
  'config:apply': {
    request: { bot: string; text: string; basedOn: string }
    response: { restarted: boolean }
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
