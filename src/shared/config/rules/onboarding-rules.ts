import { isScalar } from 'yaml'
import type { Node } from 'yaml'
import { isRenewable, joinMethods, sectionsOf } from '../catalogue.ts'
import type { CheckContext } from '../context.ts'
import type { Entry, MapEntry } from '../entry.ts'
import { booleanAt, entryAt, isBroken, isSet, spotOf, textAt } from '../entry.ts'
import { removeKey } from '../fixes.ts'
import { parseJoinUri } from '../join-uri.ts'
import type { LineIndex } from '../line-index.ts'
import type { ProblemFix } from '../problem.ts'
import { hasDots } from '../restore-secrets.ts'
import { spanOf } from '../yaml-source.ts'

/** How the bot proves who it is: tbot-config.md 2 and 6.2. */
export function checkOnboarding(root: MapEntry, context: CheckContext): void {
  const onboarding = entryAt(root, 'onboarding')
  if (onboarding?.kind === 'broken') return
  const method = textAt(onboarding, 'join_method') || (parseJoinUri(textAt(root, 'join_uri'))?.method ?? '')
  const owner = onboarding ?? root
  if (method === '' && !isBroken(onboarding, 'join_method') && !isSet(root, 'join_uri')) {
    context.report.add({
      severity: 'error',
      code: 'config.no-join-method',
      path: 'onboarding.join_method',
      span: entryAt(onboarding, 'join_method')?.span ?? owner.span,
      message:
        'There is no join method, and tbot does not start without one. Write `join_method` under `onboarding`, for example `join_method: token`.',
    })
  }
  checkTrust(root, context)
  checkToken(root, onboarding, method, context)
  if (method !== '') checkSections(onboarding, method, context)
  checkMemory(root, method, context)
  checkExclusive(onboarding, context)
}

/** 6.2 rules 7 to 9: one way only to trust the server. */
function checkTrust(root: MapEntry, context: CheckContext): void {
  const onboarding = entryAt(root, 'onboarding')
  const insecure = booleanAt(root, 'insecure')
  if (insecure) {
    context.report.add({
      severity: 'hazard',
      code: 'config.insecure',
      ...spotOf(root, 'insecure'),
      message:
        'The bot sends its token to whoever answers at the address. Use `ca_pins` or a certificate the system trusts, and remove `insecure`.',
    })
  }
  if (onboarding === undefined) return
  const hasPins = isSet(onboarding, 'ca_pins')
  const hasPath = isSet(onboarding, 'ca_path')
  if (insecure && hasPins) refuseTrust(onboarding, 'ca_pins', '`insecure`', context)
  if (insecure && hasPath) refuseTrust(onboarding, 'ca_path', '`insecure`', context)
  if (!insecure && hasPins && hasPath) refuseTrust(onboarding, 'ca_path', '`ca_pins`', context)
  if (hasPins && isSet(root, 'proxy_server') && !isSet(root, 'auth_server')) {
    context.report.add({
      severity: 'info',
      code: 'config.ca-pins-unused',
      ...spotOf(onboarding, 'ca_pins'),
      message:
        'Pins matter only for a direct connection to the Auth Service. Through a proxy, the system’s own authorities decide.',
    })
  }
}

function refuseTrust(onboarding: Entry, key: string, other: string, context: CheckContext): void {
  const entry = entryAt(onboarding, key)
  context.report.add({
    severity: 'error',
    code: 'config.trust-conflict',
    ...spotOf(onboarding, key),
    message: `\`${key}\` and ${other} exclude each other, and tbot refuses both together. Remove one of them.`,
    fix:
      entry?.borrowed === true
        ? undefined
        : removeKey(context.source.lines, onboarding.node, entry?.key, `Remove ${key}`),
  })
}

/** Words people leave in when they copy an example. */
const placeholder =
  /^<.*>$|^\$|^\{\{.*\}\}$|^(?:your|insert|replace|change|enter|put)[-_ ].*(?:token|here|secret)|^(?:token|secret|changeme|change-me|todo|tbd|xxx+|[•*]+|\.\.\.|…)$|do-not-use/i

function tokenFault(token: string): string | undefined {
  if (hasDots(token)) return undefined // hidden from this check
  if (token.trim() === '') return 'The token is blank, so the cluster refuses the join.'
  if (token.trim() !== token) return 'The token has blanks around it, which tbot sends along. Remove them.'
  if (placeholder.test(token)) {
    return 'This looks like a place holder. tbot takes it literally; write the real token, or the absolute path of a file that holds it.'
  }
  if (/^(?:\.{1,2}\/|~\/)/.test(token)) {
    return 'tbot reads a file only for an absolute path; this text itself is sent as the token. Write the whole path from `/`.'
  }
  return undefined
}

/** Takes the blanks out of a quoted text; the edits do not repeat it, for it is a secret. */
function trimmed(node: Node | undefined, lines: LineIndex): ProblemFix | undefined {
  if (node === undefined || !isScalar(node)) return undefined
  const { start, end } = spanOf(node)
  if (!/["']/.test(lines.text[start] ?? '')) return undefined
  const inside = lines.text.slice(start + 1, end - 1)
  if (inside.trim() === '') return undefined
  const spans = [
    { start: start + 1, end: end - 1 - inside.trimStart().length },
    { start: start + 1 + inside.trimEnd().length, end: end - 1 },
  ]
  const edits = spans.filter((span) => span.end > span.start).map((span) => lines.edit(span, ''))
  return edits.length === 0 ? undefined : { title: 'Remove the blanks', edits }
}

function checkToken(
  root: MapEntry,
  onboarding: Entry | undefined,
  method: string,
  context: CheckContext,
): void {
  if (isSet(root, 'join_uri') || isBroken(onboarding, 'token')) return
  const entry = entryAt(onboarding, 'token')
  const owner = onboarding ?? root
  if (!isSet(entry)) {
    if (method === '') return
    context.report.add({
      severity: 'hazard',
      code: 'config.no-token',
      path: 'onboarding.token',
      span: entry?.span ?? owner.span,
      message: `The method \`${method}\` needs the name of a token, and the join fails without it. Write \`token\` under \`onboarding\`.`,
    })
    return
  }
  const fault = tokenFault(textAt(onboarding, 'token'))
  if (fault === undefined || entry === undefined) return
  context.report.add({
    severity: 'hazard',
    code: 'config.unlikely-token',
    ...spotOf(owner, 'token'),
    message: fault,
    fix: entry.borrowed ? undefined : trimmed(entry.node, context.source.lines),
  })
}

function checkSections(onboarding: Entry | undefined, method: string, context: CheckContext): void {
  const used = sectionsOf(method)
  for (const [other, schema] of joinMethods) {
    for (const section of Object.keys(schema.properties ?? {})) {
      const entry = entryAt(onboarding, section)
      if (onboarding === undefined || entry === undefined || !isSet(entry) || used.includes(section)) continue
      context.report.add({
        severity: 'ignored',
        code: 'config.section-unused',
        ...spotOf(onboarding, section),
        message: `\`${section}\` belongs to the method \`${other}\`; with \`${method}\` tbot does not look at it. Remove it, or change \`join_method\`.`,
        fix: entry.borrowed
          ? undefined
          : removeKey(context.source.lines, onboarding.node, entry.key, `Remove ${section}`),
      })
    }
  }
}

/** A method whose identity is renewed needs a storage that survives a restart (tbot-config.md 2.4). */
function checkMemory(root: MapEntry, method: string, context: CheckContext): void {
  const storage = entryAt(root, 'storage')
  if (storage === undefined || textAt(storage, 'type') !== 'memory') return
  if (!isRenewable(method) || booleanAt(root, 'oneshot')) return
  context.report.add({
    severity: 'hazard',
    code: 'config.memory-storage',
    ...spotOf(storage, 'type'),
    message: `With \`${method}\` the bot must keep its identity, and memory is lost when it stops: after a restart it cannot join again. Write \`type: directory\` and a \`path\`.`,
  })
}

function checkExclusive(onboarding: Entry | undefined, context: CheckContext): void {
  const pairs = [
    ['bound_keypair', 'registration_secret', 'registration_secret_path'],
    ['generic_oidc', 'env', 'command'],
  ] as const
  for (const [name, first, second] of pairs) {
    const section = entryAt(onboarding, name)
    if (section === undefined || !isSet(section, first) || !isSet(section, second)) continue
    context.report.add({
      severity: 'hazard',
      code: 'config.exclusive-keys',
      ...spotOf(section, second),
      message: `\`${first}\` and \`${second}\` exclude each other, and the join fails with both. Remove one of them.`,
    })
  }
}
