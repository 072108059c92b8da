import { join } from 'node:path'
import type { Backend } from '../backend.ts'
import { trialConfig } from '../trial/trial.ts'
import type { HandlersOf } from './handler.ts'

/** Requests about the local cluster. */
export function clusterHandlers({ clusters, profile, info }: Backend): HandlersOf<'cluster'> {
  const want = (clusterWanted: boolean) => profile.update((before) => ({ ...before, clusterWanted }))
  return {
    'cluster:start': async () => {
      await want(true)
      await clusters.start()
      return undefined
    },
    'cluster:stop': async () => {
      await want(false)
      await clusters.stop()
      return undefined
    },
    'cluster:add-bot': async ({ name, roles }) => {
      const { token } = await clusters.running.addBot({ name, roles })
      clusters.keepSecret(token)
      const folder = join(info.dataFolder, 'bots', name)
      return { token, tbotYaml: trialConfig({ info: clusters.runningInfo, token, folder }) }
    },
    'cluster:remove-bot': async ({ name }) => {
      await clusters.running.removeBot(name)
      return undefined
    },
    'cluster:add-token': async ({ bot, ttlSeconds, singleUse }) => {
      const { token, expires } = await clusters.running.addToken({ bot, ttlMs: ttlSeconds * 1000, singleUse })
      clusters.keepSecret(token)
      return expires === undefined ? { token } : { token, expiresAt: expires }
    },
    'cluster:remove-token': async ({ id }) => {
      await clusters.running.removeToken(id)
      return undefined
    },
    'cluster:unlock-bot': async ({ name }) => {
      await clusters.running.unlockBot(name)
      return undefined
    },
  }
}
