import type { PlanHazard } from './model.ts'
import type { ReadText } from './read-text.ts'

/** What Botdesk's own engine runs today; everything else of a valid file is for tbot. */
const runTypes = new Set(['identity', 'application'])

/** Whether Botdesk's own engine runs services of this type; what it does not run it does not write either. */
export function engineRuns(type: string): boolean {
  return runTypes.has(type)
}

/** What tbot would do and Botdesk's own engine does not do yet. `joins`: a join is part of the plan. */
export function engineLimits(text: ReadText, { joins }: { joins: boolean }): PlanHazard[] {
  const { services, storage, config } = text
  const types = services
    .filter(({ sketch, isSkipped }) => !engineRuns(sketch.type) && !isSkipped)
    .map(({ path, line, column }) => ({
      code: 'service.not-supported',
      path: `${path}.type`,
      message: "Botdesk's own engine does not run this type yet; tbot does.",
      line,
      column,
    }))
  const destinations = [storage, ...services.flatMap(({ destination }) => destination ?? [])].flatMap(
    ({ type, path, line, column }) => {
      if (type !== 'kubernetes_secret') return []
      const message = "Botdesk's own engine does not write Kubernetes Secrets yet; tbot does."
      return [{ code: 'destination.not-supported', path, message, line, column }]
    },
  )
  return [...(joins ? joinLimits(config) : []), ...types, ...destinations]
}

function joinLimits({ onboarding, address }: ReadText['config']): PlanHazard[] {
  if (onboarding.joinMethod !== 'token') {
    return [
      {
        code: 'join.method-not-supported',
        path: 'onboarding.join_method',
        message: `Botdesk's own engine does not join with \`${onboarding.joinMethod}\` yet; tbot does.`,
      },
    ]
  }
  if (address.kind !== 'proxy') return []
  return [
    {
      code: 'join.proxy-not-supported',
      path: 'proxy_server',
      message: "Botdesk's own engine does not join through a proxy yet; tbot does.",
    },
  ]
}
