import type { Backend } from '../backend.ts'
import type { HandlersOf } from './handler.ts'
import { expandHome } from './home-path.ts'

/** Requests about bots: add, run, look at their files. */
export function botHandlers({ fleet, info }: Backend): HandlersOf<'bots'> {
  const expand = (path: string) => expandHome(path, info.homeFolder)
  return {
    'bots:review': ({ path }) => fleet.review(expand(path)),
    'bots:add': async ({ path, name }) => ({ bot: await fleet.add({ path: expand(path), name }) }),
    'bots:create': (request) => fleet.create(request),
    'bots:start': async ({ bot }) => {
      await fleet.start(bot)
      return undefined
    },
    'bots:stop': async ({ bot }) => {
      await fleet.stop(bot)
      return undefined
    },
    'bots:renew': async ({ bot }) => {
      fleet.renew(bot)
      return undefined
    },
    'bots:remove': async ({ bot, deleteFiles }) => {
      await fleet.remove(bot, { deleteFiles })
      return undefined
    },
    'bots:read-credential': (request) => fleet.readCredential(request),
  }
}
