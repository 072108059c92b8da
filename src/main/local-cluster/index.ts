export { createAdminClient } from './admin-client.ts'
export { demoAppName } from './apps.ts'
export { openLocalCluster } from './local-cluster.ts'
export { teleportVersion } from './model.ts'
export type { LocalClusterOptions } from './data-folder.ts'
export type {
  AddedBot,
  AddedToken,
  AdminClient,
  ClusterAdministration,
  ClusterInfo,
  LocalCluster,
} from './model.ts'
export type { Resource } from './resources/resource.ts'
export type { TokenListing } from './tokens.ts'
