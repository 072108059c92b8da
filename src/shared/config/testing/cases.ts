/** One file of the case tables of tbot-config.md 10; `file` is read at the newest target. */
export interface Case {
  readonly number: number
  readonly what: string
  readonly file: string
}

/** A case of table 10.1: `hazards` are the codes a person is told about, `startErrors` keep tbot from running. */
export interface AcceptedCase extends Case {
  readonly told?: readonly string[]
  readonly startErrors?: readonly string[]
}

/** A case of table 10.2 with the path and the place of its offence; the end is exclusive. */
export interface RefusedCase extends Case {
  readonly path: string
  readonly start: { readonly line: number; readonly column: number }
  readonly end: { readonly line: number; readonly column: number }
}

/** A complete file; `changes` replaces whole top-level keys by YAML text, or drops them with undefined. */
export function file(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const keys: Record<string, string | undefined> = {
    version: 'v2',
    proxy_server: 'teleport.example.com:443',
    onboarding: '{join_method: token, token: 6f2a9c01d4e8b7a35f60}',
    ...changes,
  }
  return Object.entries(keys)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value ?? ''}\n`)
    .join('')
}

/** A complete file with these services, each written as a flow map. */
export function services(...entries: readonly string[]): string {
  return file({ services: `[${entries.join(', ')}]` })
}

/** A flow map of a service into its own folder. */
export function toFolder(type: string, rest = '', path = '/opt/one'): string {
  return `{type: ${type}, destination: {type: directory, path: ${path}}${rest === '' ? '' : `, ${rest}`}}`
}
