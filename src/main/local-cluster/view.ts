import type { ClusterView } from '../../shared/contract/views.ts'
import { caPin } from '../credentials/index.ts'
import { botViews } from './administration.ts'
import { allApps, appAddress } from './apps.ts'
import { authorityAlgorithm, authorityOf, tlsAuthority } from './authorities.ts'
import type { ClusterInfo } from './model.ts'
import type { ClusterRuntime } from './runtime.ts'
import { listTokens, tokenView } from './tokens.ts'

/** Where a cluster is between opened and closed. */
export type ClusterLife = Pick<ClusterView, 'state' | 'error' | 'startedAt'>

/** The cluster for the screen; holds no secret. */
export function clusterView(options: {
  runtime: ClusterRuntime
  life: ClusterLife
  info: ClusterInfo | undefined
  dataFolder: string
}): ClusterView {
  const { runtime, life, info, dataFolder } = options
  const { state } = runtime.store
  const now = runtime.clock.now()
  return {
    ...life,
    name: state.clusterName,
    dataFolder,
    version: runtime.version,
    caPins: [caPin(tlsAuthority(state.authorities, 'host').certificate)],
    ...(info !== undefined && { address: info.authServer }),
    bots: botViews(state, now),
    tokens: listTokens(state, runtime.staticTokens, now).map(tokenView),
    apps:
      info === undefined
        ? []
        : allApps(runtime).map((app) => ({
            name: app.metadata.name,
            publicAddress: appAddress(app, state.clusterName),
            uri: app.spec.uri ?? '',
          })),
    authorities: state.authorities.map(({ type }) => {
      const authority = authorityOf(state.authorities, type)
      const expiresAt = authority.tls?.notAfter
      return {
        type,
        algorithm: authorityAlgorithm(authority),
        phase: 'standby',
        ...(expiresAt !== undefined && { expiresAt }),
      }
    }),
    audit: runtime.audit.recent(),
  }
}
