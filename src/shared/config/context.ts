import type { Node } from 'yaml'
import type { Budget } from './map-fields.ts'
import type { TargetVersion } from './problem.ts'
import type { Report } from './report.ts'
import type { YamlSource } from './yaml-source.ts'

/** What every step of one check shares. */
export interface CheckContext {
  readonly target: TargetVersion
  readonly source: YamlSource
  readonly report: Report
  readonly budget: Budget
  /** Service maps whose destination tbot has taken out already (tbot-config.md 7.4). */
  readonly consumed: Set<Node>
}
