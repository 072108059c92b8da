import { isLoopback } from '../config/internet.ts'
import { proofNotes } from './elsewhere.ts'
import { listeners } from './listeners.ts'
import type { ExportSource } from './source.ts'

/** What an administrator must know of a bot in a pod, whoever makes it. */
export function podNotes(source: ExportSource): string[] {
  const { join, option, slug } = source
  const hosts = listeners(source).flatMap(({ service, host }) => (service === undefined ? [] : [host]))
  return [
    ...(join.method === 'kubernetes' ? [] : proofNotes(source)),
    ...(hosts.some(isLoopback)
      ? [
          'A listener on the loopback address is reached from its own pod only. Put what uses it into the same pod.',
        ]
      : []),
    ...(hosts.every(isLoopback)
      ? []
      : [
          'A listener is open to the network of the pods, and whoever reaches it acts with the rights of the bot.',
        ]),
    ...(join.method === 'kubernetes'
      ? [`The token’s rule must name the account ${option('namespace')}:tbot-${slug}.`]
      : []),
    ...(join.method === 'kubernetes' && option('cluster') === ''
      ? [
          `The account token is made out for ${join.host}. A cluster with another name refuses it: give the name in the option cluster.`,
        ]
      : []),
  ]
}
