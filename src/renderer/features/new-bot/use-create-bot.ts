import { useRef } from 'react'
import { useLocation } from 'wouter'
import { newestTarget } from '../../../shared/config/problem.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { edited } from '../../wizard/edited.ts'
import type { NewBotModel } from './use-new-bot.ts'

/** Makes the bot: in the local cluster its account and token first, then its file, then its start. */
export function useCreateBot(model: NewBotModel) {
  const client = useBridge()
  const [, navigate] = useLocation()
  /** A token that was made although the rest failed is used by the next try. It is only here. */
  const made = useRef<{ readonly bot: string; readonly token: string }>(undefined)

  const tokenFor = async (name: string): Promise<string> => {
    if (made.current?.bot === name) return made.current.token
    const isKnown = model.cluster?.bots.some((bot) => bot.name === name) ?? false
    const { token } = isKnown
      ? await client.request('cluster:add-token', { bot: name, ttlSeconds: 3600, singleUse: true })
      : await client.request('cluster:add-bot', { name, roles: model.roles })
    made.current = { bot: name, token }
    return token
  }

  return useAction(async (start: boolean) => {
    const { text } = model.wizard.read()
    const whole = model.isLocal
      ? edited(text, [{ kind: 'set', path: ['onboarding', 'token'], value: await tokenFor(model.name) }])
      : text
    const { bot } = await client.request('bots:create', { name: model.label, text: whole, start })
    if (model.target !== newestTarget)
      await client.request('config:set-target', { bot, target: model.target })
    model.wizard.forget()
    navigate(`/bots/${bot}`)
  })
}
