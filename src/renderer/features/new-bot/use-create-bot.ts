import { useLocation } from 'wouter'
import { newestTarget } from '../../../shared/config/problem.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { edited } from '../../wizard/edited.ts'
import { useLocalToken } from './use-local-token.ts'
import type { NewBotModel } from './use-new-bot.ts'

/** Makes the bot: in the local cluster its account and token first, then its file, then its start. */
export function useCreateBot(model: NewBotModel) {
  const client = useBridge()
  const [, navigate] = useLocation()
  const tokenFor = useLocalToken(model.cluster)
  return useAction(async (start: boolean) => {
    const { text } = model.wizard.read()
    const whole = model.isLocal
      ? edited(text, [{ kind: 'set', path: ['onboarding', 'token'], value: await tokenFor(model) }])
      : text
    const { bot } = await client.request('bots:create', { name: model.label, text: whole, start })
    if (model.target !== newestTarget)
      await client.request('config:set-target', { bot, target: model.target })
    model.wizard.forget()
    navigate(`/bots/${bot}`)
  })
}
