import { useWindowEvent } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { configHref } from '../../bots/config-href.ts'
import { changeStarts } from '../../editor/DiffView.tsx'
import { maskedDiff } from '../../editor/masked-diff.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import type { PlanModel } from './use-plan.ts'

/** `Ctrl Enter` applies, `F7` goes through the changes, `Esc` leads back. A layer on top keeps its keys. */
export function usePlanKeys(bot: string, plan: PlanModel) {
  const [, navigate] = useLocation()
  const [change, setChange] = useState<number>()
  const isLost = useIsLost()
  const { before, text, asked, applied, apply: action } = plan
  const changes = useMemo(() => changeStarts(maskedDiff(before, text)).length, [before, text])
  const canApply =
    asked.kind === 'ready' && asked.value.canApply && applied === undefined && !action.isRunning && !isLost
  const apply = (): void => {
    if (canApply) void action.run()
  }
  const nextChange = (step: 1 | -1): void => {
    if (changes === 0) return
    setChange(change === undefined ? (step === 1 ? 0 : changes - 1) : (change + step + changes) % changes)
  }
  useWindowEvent('keydown', (event) => {
    if (event.defaultPrevented || document.querySelector('[role=dialog], [role=menu]') !== null) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) apply()
    else if (event.key === 'F7') nextChange(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') navigate(configHref(bot))
    else return
    event.preventDefault()
  })
  return { apply, canApply, change, nextChange }
}
