import { planFor } from '../authoring/plan.ts'
import { preflight } from '../authoring/preflight.ts'
import { knownTarget } from '../backend.ts'
import type { Backend } from '../backend.ts'
import type { HandlersOf } from './handler.ts'

/** Requests about the text of a configuration. Its secrets are dots on the page's side. */
export function configHandlers({ fleet, ports }: Backend): HandlersOf<'config'> {
  const { configurations } = fleet
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
    'config:apply': ({ bot, ...edit }) => configurations.apply(bot, edit),
    'config:plan': async ({ text, target, bot }) => {
      const before = bot === undefined ? undefined : await fleet.textBefore(bot)
      return planFor(ports, {
        after: await configurations.wholeText(bot, text),
        ...(before === undefined ? {} : { before }),
        target: knownTarget(target),
        isRunning: bot !== undefined && fleet.runningConfig(bot) !== undefined,
        neighbours: fleet.neighbours(bot),
      })
    },
    'config:preflight': async ({ text, target, bot }, options) => {
      const whole = await configurations.wholeText(bot, text)
      const running = bot === undefined ? undefined : fleet.runningConfig(bot)
      return preflight(ports, { text: whole, target: knownTarget(target), running }, options)
    },
    'config:versions': async ({ bot }) => configurations.versions(bot),
    'config:read-version': async ({ bot, version }) => ({ text: configurations.readVersion(bot, version) }),
  }
}
