import type { AppResource } from './resources/app.ts'
import type { RoleResource } from './resources/role.ts'
import { mayReachApp } from './roles.ts'
import type { ClusterRuntime } from './runtime.ts'
import { resourcesOf } from './state.ts'

/** The built-in application, there from the start so that a bot has something to reach. */
export const demoAppName = 'grafana-example'

/** Every application: the built-in one and the written ones. */
export function allApps(runtime: ClusterRuntime): readonly AppResource[] {
  const demo: AppResource = {
    kind: 'app',
    version: 'v3',
    metadata: {
      name: demoAppName,
      description: 'the built-in application of the local cluster',
      labels: { env: 'trial' },
    },
    spec: {
      uri: `https://${runtime.address()}`,
      public_addr: runtime.demoAppAddress(),
      insecure_skip_verify: false,
    },
  }
  return [demo, ...resourcesOf(runtime.store.state, 'app', runtime.clock.now())]
}

/** The applications that holders of the roles may reach. */
export function reachableApps(
  runtime: ClusterRuntime,
  roles: readonly RoleResource[],
): readonly AppResource[] {
  return allApps(runtime).filter((app) => mayReachApp(roles, app.metadata.labels ?? {}))
}

/** The address of an application for its users: its own, or its name below the cluster's. */
export function appAddress(app: AppResource, clusterName: string): string {
  return app.spec.public_addr ?? `${app.metadata.name}.${clusterName}`
}
