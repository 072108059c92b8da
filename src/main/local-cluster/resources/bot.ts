import type { Metadata } from './resource.ts'
import { readMetadata } from './resource.ts'
import { longDuration, present, refuse, Section } from './section.ts'

export interface Trait {
  readonly name: string
  readonly values: readonly string[]
}

/** A bot (tbot-config.md 9.1). Its user and its role are both named `bot-NAME`. */
export interface BotResource {
  readonly kind: 'bot'
  readonly version: 'v1'
  readonly metadata: Metadata
  readonly spec: {
    readonly roles: readonly string[]
    readonly traits?: readonly Trait[]
    readonly max_session_ttl?: string
  }
}

const longestSessionMs = 168 * 3_600_000

/** Reads a bot; traits of the same name are merged, the status is the server's and dropped. */
export function readBot(resource: Section): BotResource {
  const spec = resource.child('spec') ?? new Section({}, 'spec')
  spec.only(['roles', 'traits', 'max_session_ttl'])
  const ttlMs = spec.durationMs('max_session_ttl')
  if (ttlMs !== undefined && ttlMs > longestSessionMs) {
    refuse(spec.at('max_session_ttl'), 'may be 168h at most')
  }
  const metadata = readMetadata(resource)
  if (!/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,127}$/.test(metadata.name)) {
    refuse('metadata.name', 'may hold letters, digits, spaces, dots, dashes and underscores')
  }
  return {
    kind: 'bot',
    version: 'v1',
    metadata,
    spec: present<BotResource['spec']>({
      roles: spec.texts('roles') ?? [],
      traits: readTraits(spec),
      max_session_ttl: ttlMs === undefined ? undefined : longDuration(ttlMs),
    }),
  }
}

/** Name of a bot's user and role (teleport-wire.md 5.3). */
export function botUserName(botName: string): string {
  return `bot-${botName.replaceAll(' ', '-')}`
}

function readTraits(spec: Section): readonly Trait[] | undefined {
  if (!spec.has('traits')) return undefined
  const merged = new Map<string, readonly string[]>()
  for (const trait of spec.children('traits')) {
    const name = trait.requiredText('name')
    merged.set(name, [...new Set([...(merged.get(name) ?? []), ...(trait.texts('values') ?? [])])])
  }
  return [...merged].map(([name, values]) => ({ name, values }))
}
