import { Plans } from '../authoring/plans.ts'
import { preflight } from '../authoring/preflight.ts'
import { knownTarget } from '../backend.ts'
import type { Backend } from '../backend.ts'
import type { HandlersOf } from './handler.ts'

/** Requests about the text of a configuration. Its secrets are dots on the page's side. */
export function configHandlers({ fleet, ports, profile }: Backend): HandlersOf<'config'> {
  const { configurations, applier, leftovers } = fleet
  const plans = new Plans({ fleet, ports, profile })
  return {
    'config:read': ({ bot }) => configurations.read(bot),
    'config:check': ({ text, target, bot }) =>
      configurations.check(text, { target: knownTarget(target), bot }),
    'config:save-draft': async ({ bot, text }) => {
      await configurations.saveDraft(bot, text)
      return undefined
    },
    'config:discard-draft': async ({ bot }) => {
      await configurations.discardDraft(bot)
      return undefined
    },
    'config:set-target': async ({ bot, target }) => {
      await configurations.setTarget(bot, knownTarget(target))
      return undefined
    },
    'config:apply': async ({ bot, deleteFolders = [], ...order }) => {
      const { target } = profile.bot(bot)
      const planned = await plans.requireDecided({ bot, text: order.text, target })
      const ticked = planned.leftovers.filter(({ folder }) => deleteFolders.includes(folder))
      return applier.apply(bot, { ...order, leftovers: ticked })
    },
    'config:apply-pending': ({ bot }) => applier.applyPending(bot),
    'config:discard-pending': async ({ bot }) => {
      await applier.discardPending(bot)
      return undefined
    },
    'config:edit-pending': ({ bot }) => applier.editPending(bot),
    'config:delete-leftovers': async ({ bot }) => {
      await leftovers.deleteNow(bot)
      return undefined
    },
    'config:keep-leftovers': async ({ bot }) => {
      await leftovers.keep(bot)
      return undefined
    },
    'config:plan': ({ target, ...question }) => plans.plan({ ...question, target: knownTarget(target) }),
    'config:preflight': async ({ text, target, bot }, options) => {
      const whole = await configurations.wholeText(bot, text)
      const running = bot === undefined ? undefined : fleet.runningConfig(bot)
      return preflight(ports, { text: whole, target: knownTarget(target), running }, options)
    },
    'config:versions': async ({ bot }) => configurations.versions(bot),
    'config:read-version': async ({ bot, version }) => ({ text: configurations.readVersion(bot, version) }),
  }
}
