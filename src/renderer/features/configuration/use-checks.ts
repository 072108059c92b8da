import { useCallback, useMemo } from 'react'
import type { KeptProblem } from '../../../shared/config/index.ts'
import type { Problem, TargetVersion } from '../../../shared/config/problem.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { askText, hasWorkers } from '../../editor/text-service.ts'
import { useNewest } from './use-newest.ts'

/** What the checks said last, and whether it is about the text of now. */
export interface Checks {
  readonly state: 'waiting' | 'current' | 'failed'
  readonly problems: readonly Problem[]
  /** Findings that the text keeps, with a reason. */
  readonly kept: readonly KeptProblem[]
  /** The text the problems are about. */
  readonly checkedText: string | undefined
  /** Waits for the problems of exactly the text of now. */
  readonly checkNow: () => Promise<readonly Problem[]>
}

const nothing = { problems: [], kept: [] } as const

/**
 * Checks each text at once, in a worker (where there is none, in the backend): typing fast leaves texts out and never
 * piles them up. Until a text is checked the problems of the older one stay.
 */
export function useChecks(bot: string, text: string, target: TargetVersion): Checks {
  const client = useBridge()
  const check = useCallback(
    async (of: { readonly text: string; readonly target: TargetVersion }) => {
      if (hasWorkers) return askText('check', of)
      const { problems } = await client.request('config:check', { ...of, bot })
      return { problems, kept: [] }
    },
    [bot, client],
  )
  const wanted = useMemo(() => ({ text, target }), [target, text])
  const { answer, failed } = useNewest(wanted, check)
  const isCurrent = answer?.input === wanted
  const { problems, kept } = answer?.output ?? nothing
  const checkNow = useCallback(
    async () => (isCurrent ? problems : (await check(wanted)).problems),
    [check, isCurrent, problems, wanted],
  )
  const state = isCurrent ? 'current' : failed === wanted ? 'failed' : 'waiting'
  const checkedText = answer?.input.target === target ? answer.input.text : undefined
  return useMemo(
    () => ({ state, problems, kept, checkedText, checkNow }),
    [checkNow, checkedText, kept, problems, state],
  )
}
