import { useMemo } from 'react'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'

/** The names of the bots that are here. */
export function useTakenNames(): ReadonlySet<string> {
  const bots = useFleetStore((state) => state.view?.bots)
  return useMemo(() => new Set(bots?.map((bot) => bot.name)), [bots])
}

/** A name to begin with. */
export function firstFreeName(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) if (!taken.has(`bot-${number}`)) return `bot-${number}`
}

/** Why a name cannot be used; undefined when it can. */
export function nameProblem(name: string, taken: ReadonlySet<string>): string | undefined {
  if (!/^[\w.-]+$/.test(name)) return texts.nameRule
  return taken.has(name) ? texts.nameTaken(name) : undefined
}

/** Another bot that keeps its identity in a folder already. */
export function useStorageOwner(folder: string, own?: string): string | undefined {
  const same = folder.replace(/\/+$/, '')
  return useFleetStore((state) =>
    same === ''
      ? undefined
      : state.view?.bots.find((bot) => bot.name !== own && bot.storagePath?.replace(/\/+$/, '') === same)
          ?.name,
  )
}
