import type { Metadata } from './resource.ts'
import { readMetadata } from './resource.ts'
import { present, refuse, Section } from './section.ts'

const targets = [
  'user',
  'role',
  'login',
  'mfa_device',
  'windows_desktop',
  'access_request',
  'device',
  'server_id',
] as const

/** A lock (teleport-wire.md 4.10a): while in force, every call of its target is denied. */
export interface LockResource {
  readonly kind: 'lock'
  readonly version: 'v2'
  readonly metadata: Metadata
  readonly spec: {
    readonly target: Readonly<Partial<Record<(typeof targets)[number], string>>>
    readonly message?: string
    readonly expires?: string
    readonly created_at: string
    readonly created_by?: string
  }
}

/** The official "unset" of a time that is always written. */
export const unsetTime = '0001-01-01T00:00:00Z'

/** Reads a lock; at least one target must be set. */
export function readLock(resource: Section): LockResource {
  const spec = resource.child('spec') ?? new Section({}, 'spec')
  spec.only(['target', 'message', 'expires', 'created_at', 'created_by'])
  const target = spec.child('target') ?? refuse('spec.target', 'a lock needs a target')
  target.only(targets)
  const set = Object.fromEntries(
    targets.flatMap((key) => {
      const value = target.text(key)
      return value === undefined ? [] : [[key, value]]
    }),
  )
  if (Object.keys(set).length === 0) refuse(target.path, 'a lock needs a target')
  return {
    kind: 'lock',
    version: 'v2',
    metadata: readMetadata(resource),
    spec: present<LockResource['spec']>({
      target: set,
      message: spec.text('message'),
      expires: spec.time('expires'),
      created_at: spec.time('created_at') ?? unsetTime,
      created_by: spec.text('created_by'),
    }),
  }
}
