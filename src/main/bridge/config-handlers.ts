import { knownTarget } from '../backend.ts'
import type { Backend } from '../backend.ts'
import type { HandlersOf } from './handler.ts'

/** Requests about the text of a configuration. Its secrets are dots on the page's side. */
export function configHandlers({ fleet }: Backend): HandlersOf<'config'> {
  return {
    'config:read': ({ bot }) => fleet.readConfig(bot),
    'config:check': ({ text, target, bot }) => fleet.check(text, { target: knownTarget(target), bot }),
    'config:save-draft': async ({ bot, text }) => {
      await fleet.saveDraft(bot, text)
      return undefined
    },
    'config:discard-draft': async ({ bot }) => {
      await fleet.discardDraft(bot)
      return undefined
    },
    'config:set-target': async ({ bot, target }) => {
      await fleet.setTarget(bot, knownTarget(target))
      return undefined
    },
    'config:apply': ({ bot, text, basedOn }) => fleet.apply(bot, { text, basedOn }),
  }
}
