import { present, refuse } from './section.ts'
import type { Section } from './section.ts'

/** What every resource carries in `metadata` (teleport-wire.md 4.2). */
export interface Metadata {
  readonly name: string
  readonly description?: string
  readonly labels?: Readonly<Record<string, string>>
  /** RFC 3339. */
  readonly expires?: string
}

/** A resource as `get` shows it; `cert_authority` and `user` are made from the state and cannot be written. */
export interface Resource {
  readonly kind: string
  readonly sub_kind?: string
  readonly version: string
  readonly metadata: Metadata
  readonly spec: object
}

/** Labels of a role: a single value is written as text, several as a list. */
export type Labels = Readonly<Record<string, string | readonly string[]>>

/** Reads `metadata`; namespace and revision are the server's business and dropped. */
export function readMetadata(resource: Section): Metadata {
  const metadata = resource.child('metadata') ?? refuse('metadata', 'is missing')
  metadata.only(['name', 'namespace', 'description', 'labels', 'expires', 'revision'])
  return present<Metadata>({
    name: metadata.requiredText('name'),
    description: metadata.text('description'),
    labels: metadata.textMap('labels'),
    expires: metadata.time('expires'),
  })
}

/** When a resource stops to count; undefined when never. */
export function expiryOf(metadata: Metadata): number | undefined {
  return metadata.expires === undefined ? undefined : Date.parse(metadata.expires)
}
