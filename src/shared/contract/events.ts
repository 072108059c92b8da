import type { AppUsage, ClusterView, FleetView, LogLine, TrialView } from './views.ts'

/**
 * Every subscription of the bridge: `domain:noun-changed`. A subscriber gets a snapshot at once, then changes;
 * every delivery carries a sequence number, and a hole in it means: subscribe again.
 */
export interface Topics {
  'fleet:bots-changed': FleetView
  /** The snapshot is the newest 2,000 lines; a change is a batch of new ones. */
  'log:lines-changed': readonly LogLine[]
  'trial:steps-changed': TrialView
  'cluster:view-changed': ClusterView
  'app:usage-changed': AppUsage
}

export type TopicName = keyof Topics

export const topicNames = [
  'fleet:bots-changed',
  'log:lines-changed',
  'trial:steps-changed',
  'cluster:view-changed',
  'app:usage-changed',
] as const satisfies readonly TopicName[]

export interface Delivery<T extends TopicName> {
  readonly topic: T
  readonly sequence: number
  /** True for the first delivery and after a gap: `value` replaces everything known. */
  readonly isSnapshot: boolean
  readonly value: Topics[T]
}
