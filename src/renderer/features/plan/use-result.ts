import type { ServiceSnapshot } from '../../../shared/contract/bots.ts'
import { ownServices } from '../../model/bot-facts.ts'
import { planTexts as texts } from '../../messages/plan.ts'
import { useBot } from '../../stores/fleet-store.ts'
import type { PlanModel } from './use-plan.ts'

/** What became of an applied plan so far, as the fleet tells it. */
export interface Result {
  readonly title: string
  readonly sentence: string
  readonly tone: 'ok' | 'busy' | 'bad'
  /** A service as the new engine has it; undefined while there is none. */
  readonly serviceNow: (name: string) => ServiceSnapshot | undefined
  readonly isRunning: boolean
}

/** Undefined until the plan was applied. */
export function useResult(bot: string, { applied, versions }: PlanModel): Result | undefined {
  const view = useBot(bot)
  if (!applied) return undefined
  const title = texts.appliedAs(versions?.[0]?.version)
  if (!applied.isRestarted || !view)
    return { title, sentence: texts.written(bot), tone: 'ok', serviceNow: () => undefined, isRunning: false }
  const { engine } = view
  // Until the new engine reports, what the fleet says is about the old one.
  const isNew = engine.startedAt !== null && engine.startedAt !== applied.startedBefore
  const services = isNew ? ownServices(view) : []
  return {
    title,
    ...sentenceOf(services, isNew ? engine.state : 'starting', isNew),
    serviceNow: (name) => services.find((service) => service.name === name),
    isRunning: true,
  }
}

function sentenceOf(
  services: readonly ServiceSnapshot[],
  state: string,
  isNew: boolean,
): Pick<Result, 'sentence' | 'tone'> {
  const failed = services.filter((service) => service.state === 'unhealthy' || service.state === 'locked')
  if (failed.length > 0) return { sentence: texts.someFailed(failed.length), tone: 'bad' }
  if (state === 'unhealthy' || state === 'locked') return { sentence: texts.botFailed, tone: 'bad' }
  if (!isNew) return { sentence: texts.startsAgain, tone: 'busy' }
  const counted = services.filter((service) => service.state !== 'skipped' && service.state !== 'off')
  const done = counted.filter((service) => service.state === 'healthy' || service.state === 'degraded').length
  if (done < counted.length) return { sentence: texts.waiting(done, counted.length), tone: 'busy' }
  if (state === 'starting') return { sentence: texts.startsAgain, tone: 'busy' }
  return { sentence: counted.length === 0 ? texts.noneRuns : texts.allHealthy(counted.length), tone: 'ok' }
}
