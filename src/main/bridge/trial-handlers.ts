import type { Backend } from '../backend.ts'
import type { HandlersOf } from './handler.ts'

/** Requests of the first run. The cluster of a trial starts again with Botdesk. */
export function trialHandlers({ trial, profile }: Backend): HandlersOf<'trial'> {
  return {
    'trial:start': async () => {
      await profile.update((before) => ({ ...before, clusterWanted: true }))
      trial.start()
      return undefined
    },
    'trial:remove': async () => {
      await trial.remove()
      return undefined
    },
  }
}
