import { newestTarget } from '../../shared/config/problem.ts'
import { Plans } from '../authoring/plans.ts'
import type { Backend } from '../backend.ts'
import type { HandlersOf } from './handler.ts'
import { expandHome } from './home-path.ts'

/** Requests about bots: add, run, look at their files. */
export function botHandlers({ fleet, info, ports, profile }: Backend): HandlersOf<'bots'> {
  const plans = new Plans({ fleet, ports, profile })
  const expand = (path: string) => expandHome(path, info.homeFolder)
  return {
    'bots:review': ({ path }) => fleet.review(expand(path)),
    'bots:add': async ({ path, name }) => ({ bot: await fleet.add({ path: expand(path), name }) }),
    'bots:create': async (request) => {
      if (request.start) await plans.requireDecided({ text: request.text, target: newestTarget })
      return fleet.create(request)
    },
    'bots:start': async ({ bot }) => {
      await plans.requireDecidedStart(bot)
      await fleet.start(bot)
      return undefined
    },
    'bots:stop': async ({ bot }) => {
      await fleet.stop(bot)
      return undefined
    },
    'bots:renew': async ({ bot }) => {
      await fleet.renew(bot)
      return undefined
    },
    'bots:remove': async ({ bot, deleteFiles }) => {
      await fleet.remove(bot, { deleteFiles })
      return undefined
    },
    'bots:read-credential': (request) => fleet.readCredential(request),
  }
}
