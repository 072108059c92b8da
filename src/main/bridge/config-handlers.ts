import { knownTarget } from '../backend.ts'
import type { Backend } from '../backend.ts'
import type { HandlersOf } from './handler.ts'

/** Requests about the text of a configuration. Its secrets are dots on the page's side. */
export function configHandlers({ fleet: { configurations } }: Backend): HandlersOf<'config'> {
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
    'config:apply': ({ bot, text, basedOn }) => configurations.apply(bot, { text, basedOn }),
  }
}
