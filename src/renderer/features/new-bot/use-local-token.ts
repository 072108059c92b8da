import { useRef } from 'react'
import type { ClusterView } from '../../../shared/contract/views.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'

interface Account {
  readonly name: string
  /** Only for one that the cluster does not know. */
  readonly roles: readonly string[]
}

/** Makes a token for one use in the local cluster, and the bot's account with it when it has none. */
export function useLocalToken(cluster: ClusterView | undefined): (account: Account) => Promise<string> {
  const client = useBridge()
  /** A token that was made although the rest failed is used by the next try. It is only here. */
  const made = useRef<{ readonly bot: string; readonly token: Promise<string> }>(undefined)

  const make = async ({ name, roles }: Account): Promise<string> => {
    const { token } = isKnownIn(cluster, name)
      ? await client.request('cluster:add-token', { bot: name, ttlSeconds: 3600, singleUse: true })
      : await client.request('cluster:add-bot', { name, roles })
    return token
  }
  return async (account) => {
    if (made.current?.bot !== account.name) made.current = { bot: account.name, token: make(account) }
    try {
      return await made.current.token
    } catch (thrown) {
      made.current = undefined
      throw thrown
    }
  }
}

/** Whether the local cluster has an account of that name. */
export function isKnownIn(cluster: ClusterView | undefined, name: string): boolean {
  return cluster?.bots.some((bot) => bot.name === name) ?? false
}
