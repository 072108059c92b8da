import type { UserCaller } from './caller.ts'
import { page } from './page.ts'
import type { ClusterRuntime } from './runtime.ts'

/** What the built-in application answers at `/api/users`: its one user is whoever the certificate says is there. */
export function demoUsers(runtime: ClusterRuntime, caller: UserCaller): readonly object[] {
  const { identity, notAfter } = caller
  return [
    {
      id: 1,
      login: identity.userName,
      name: identity.botName ?? identity.userName,
      user: identity.userName,
      roles: identity.roles.toSorted(),
      app: identity.app?.name,
      cluster: runtime.store.state.clusterName,
      bot: identity.botName,
      bot_instance: identity.botInstanceId,
      impersonator: identity.impersonator,
      expires: new Date(notAfter).toISOString(),
    },
  ]
}

/** The front page of the built-in application. */
export function demoPage(runtime: ClusterRuntime, caller: UserCaller): string {
  const { identity, notAfter } = caller
  return page('grafana-example', [
    `You are ${identity.userName} of the cluster ${runtime.store.state.clusterName}.`,
    `Your roles: ${identity.roles.toSorted().join(', ')}.`,
    `Your certificate ends at ${new Date(notAfter).toISOString()}.`,
  ])
}
