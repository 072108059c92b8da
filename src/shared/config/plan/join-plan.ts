import { isRenewable } from '../catalogue.ts'
import { normalPath } from '../rules/destination-rules.ts'
import type { Plan, PlanFacts } from './model.ts'
import type { ReadDestination, ReadText } from './read-text.ts'

type Join = Plan['join']

/** Whether the new text makes the bot join anew, and why (teleport-wire.md 7.2, tbot-config.md 2.4). */
export function planJoin(
  before: ReadText | undefined,
  after: ReadText,
  { facts, changesAnything }: { facts: PlanFacts; changesAnything: boolean },
): Join {
  const method = after.config.onboarding.joinMethod
  const renews = isRenewable(method)
  const anew = before === undefined ? undefined : movedGround(before, after)
  if (anew !== undefined) return { needsToken: true, reason: anew }
  const isKept = before !== undefined && facts.isRunning !== false && isSameStorage(before, after)
  if (isKept && !changesAnything) return keeps()
  if (isKept && !(renews && after.storage.type === 'memory')) return keeps()
  if (!renews) {
    return {
      needsToken: true,
      reason: `With \`${method}\` the bot joins at every start; its proof is made anew and nothing is used up.`,
    }
  }
  if (after.storage.type === 'memory') {
    return {
      needsToken: true,
      reason: 'The storage is memory, so the identity is lost when the bot stops and it joins again.',
    }
  }
  return facts.hasIdentity
    ? { needsToken: false, reason: facts.identityNote ?? 'The bot goes on with the identity in its storage.' }
    : {
        needsToken: true,
        reason:
          facts.identityNote ?? `There is no usable identity in ${shown(after.storage)}, so the bot joins.`,
      }
}

function keeps(): Join {
  return { needsToken: false, reason: 'The bot keeps its identity.' }
}

function shown({ type, folder, secret }: ReadDestination): string {
  return folder || (type === 'memory' ? 'memory' : `Secret ${secret}`)
}

function isSameStorage({ storage: old }: ReadText, { storage: now }: ReadText): boolean {
  return (
    old.type === now.type && normalPath(old.folder) === normalPath(now.folder) && old.secret === now.secret
  )
}

/** Why the stored identity no longer counts, when it does not. */
function movedGround(before: ReadText, after: ReadText): string | undefined {
  const [old, now] = [before.config, after.config]
  if (old.address.address !== now.address.address) {
    return `The address changes from ${old.address.address} to ${now.address.address}. If that is another cluster, the bot joins it with a token of its own; in the same cluster it keeps its identity.`
  }
  const [oldMethod, method] = [old.onboarding.joinMethod, now.onboarding.joinMethod]
  if (oldMethod !== method)
    return `The join method changes from \`${oldMethod}\` to \`${method}\`, so the bot joins anew.`
  if (old.onboarding.token !== now.onboarding.token) {
    return 'The token changes: the bot leaves its stored identity aside and joins with the new one.'
  }
  return undefined
}
