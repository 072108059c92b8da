import type { EngineSnapshot } from './bots.ts'

/** When an engine renews next by what it said: the first of its services, else its own identity; undefined when nothing is planned. */
export function nextRenewal({ state, services, identity }: EngineSnapshot): number | undefined {
  if (state === 'stopped' || state === 'stopping' || state === 'locked') return undefined
  const own = services.filter(({ internal }) => !internal).flatMap(({ life }) => life?.renewAt ?? [])
  const renewals = own.length > 0 ? own : [identity?.life.renewAt].flatMap((at) => at ?? [])
  return renewals.length === 0 ? undefined : Math.min(...renewals)
}
