import { parseDuration } from '../../shared/duration.ts'
import { botUserName } from './resources/bot.ts'
import type { BotResource } from './resources/bot.ts'
import type { Labels } from './resources/resource.ts'
import { readRole } from './resources/role.ts'
import type { RoleResource } from './resources/role.ts'
import { Section } from './resources/section.ts'
import { findResource, resourcesOf } from './state.ts'
import type { ClusterState } from './state.ts'

/** The label that marks a bot's own role and user (teleport-wire.md 4.5). */
export const botLabel = 'teleport.internal/bot'

/** A bot's own role, made from the bot: it may read authorities and act as the roles the bot was given. */
export function botRole(bot: BotResource): RoleResource {
  const { name } = bot.metadata
  return readRole(
    new Section(
      {
        kind: 'role',
        version: 'v7',
        metadata: {
          name: botUserName(name),
          description: `what the bot ${name} itself may do`,
          labels: { [botLabel]: name },
        },
        spec: {
          options: { max_session_ttl: bot.spec.max_session_ttl ?? '12h' },
          allow: {
            rules: [{ resources: ['cert_authority'], verbs: ['readnosecrets'] }],
            impersonate: { roles: [...bot.spec.roles] },
          },
        },
      },
      '',
    ),
  )
}

/** Every role: the written ones and those of the bots. */
export function allRoles(state: ClusterState, at: number): readonly RoleResource[] {
  return [...resourcesOf(state, 'role', at), ...resourcesOf(state, 'bot', at).map(botRole)]
}

/** A role by name, also a bot's own. */
export function findRole(state: ClusterState, name: string, at: number): RoleResource | undefined {
  const written = findResource(state, 'role', name, at)
  if (written !== undefined) return written
  const bot = resourcesOf(state, 'bot', at).find((each) => botUserName(each.metadata.name) === name)
  return bot === undefined ? undefined : botRole(bot)
}

/** The bot whose user has that name. */
export function botOfUser(state: ClusterState, userName: string, at: number): BotResource | undefined {
  return resourcesOf(state, 'bot', at).find((each) => botUserName(each.metadata.name) === userName)
}

export type Traits = Readonly<Record<string, readonly string[]>>

/** A bot's traits as a certificate carries them. */
export function traitsOf(bot: BotResource): Traits {
  return Object.fromEntries((bot.spec.traits ?? []).map(({ name, values }) => [name, values]))
}

/** SSH logins the roles grant together; `{{internal.x}}` and `{{external.x}}` stand for the values of a trait. */
export function loginsOf(roles: readonly RoleResource[], traits: Traits): readonly string[] {
  const expand = (login: string): readonly string[] => {
    const trait = /^\{\{\s*(?:internal|external)\.([\w-]+)\s*\}\}$/.exec(login)?.[1]
    return trait === undefined ? [login] : (traits[trait] ?? [])
  }
  const denied = new Set(roles.flatMap(({ spec }) => spec.deny.logins ?? []).flatMap(expand))
  const granted = roles.flatMap(({ spec }) => spec.allow.logins ?? []).flatMap(expand)
  return [...new Set(granted)].filter((login) => login !== '' && !denied.has(login) && !denied.has('*'))
}

/** The longest session all of the roles allow, in ms. */
export function longestSessionMs(roles: readonly RoleResource[]): number {
  return Math.min(...roles.map(({ spec }) => parseDuration(spec.options.max_session_ttl) ?? 12 * 3_600_000))
}

/** Whether the roles together let their holder reach an application with these labels. */
export function mayReachApp(
  roles: readonly RoleResource[],
  labels: Readonly<Record<string, string>>,
): boolean {
  const isDenied = roles.some(({ spec }) => anyLabelMatches(spec.deny.app_labels, labels))
  return !isDenied && roles.some(({ spec }) => allLabelsMatch(spec.allow.app_labels, labels))
}

/** Allow: every label of the role must match; a role without labels reaches nothing. */
function allLabelsMatch(wanted: Labels | undefined, labels: Readonly<Record<string, string>>): boolean {
  const entries = Object.entries(wanted ?? {})
  return entries.length > 0 && entries.every((entry) => labelMatches(entry, labels))
}

/** Deny: one matching label is enough. */
function anyLabelMatches(wanted: Labels | undefined, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted ?? {}).some((entry) => labelMatches(entry, labels))
}

function labelMatches(
  [key, value]: [string, string | readonly string[]],
  labels: Readonly<Record<string, string>>,
): boolean {
  if (key === '*') return true
  const actual = Object.hasOwn(labels, key) ? labels[key] : undefined
  const patterns = typeof value === 'string' ? [value] : value
  return actual !== undefined && patterns.some((pattern) => matchesPattern(pattern, actual))
}

/** `*` stands for any text. */
function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return pattern === text
  const last = rest.pop() ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false
  let position = first.length
  for (const part of rest) {
    const found = text.indexOf(part, position)
    if (found < 0) return false
    position = found + part.length
  }
  return position <= text.length - last.length
}
