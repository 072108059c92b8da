import { resolve } from 'node:path'
import { checkConfig } from '../../shared/config/index.ts'
import { foldersOf, planChange } from '../../shared/config/plan/index.ts'
import type { Neighbour } from '../../shared/config/plan/index.ts'
import type { FolderFacts, Plan } from '../../shared/config/plan/model.ts'
import type { TargetVersion } from '../../shared/config/problem.ts'
import type { Ports } from '../ports/index.ts'
import { readAccountFiles } from './accounts.ts'
import { folderFacts } from './folder-facts.ts'
import { storedIdentity } from './plan-identity.ts'

export interface PlanRequest {
  /** The running text, else the saved one; undefined when the bot never ran. With its secrets. */
  readonly before?: string
  /** The text to apply. With its secrets. */
  readonly after: string
  /** The same as the page has it: the fixes of hazards are edits of it. */
  readonly shown?: string
  readonly target: TargetVersion
  /** Whether the bot runs with `before` now; a stopped one needs its stored identity to start again. */
  readonly isRunning: boolean
  /** Folders that other bots of the fleet write: `writersOf` of each text. */
  readonly neighbours?: readonly Neighbour[]
  /** For `botdesk start`, which replaces files of others as tbot does. */
  readonly isDropIn?: boolean
}

/**
 * What applying a text would do, for `config:plan` and `botdesk plan`. Looks at folders, the stored identity and
 * the account files; writes, locks, dials and runs nothing.
 */
export async function planFor(ports: Ports, request: PlanRequest): Promise<Plan> {
  const { before, after, target } = request
  const { config } = checkConfig(after, { target })
  // Nothing happens by a text with errors, so there is nothing to look at.
  const texts = config === undefined ? [] : before === undefined ? [after] : [before, after]
  const accounts = await readAccountFiles(ports.files)
  const folders = new Map<string, FolderFacts>()
  const written = Map.groupBy(
    texts.flatMap((text) => foldersOf(text, target)),
    ({ folder }) => folder,
  )
  for (const [folder, uses] of written) {
    const names = uses.flatMap((use) => use.names)
    const followsLinks = uses.some((use) => use.followsLinks)
    folders.set(folder, await folderFacts(ports, { path: resolve(folder), accounts, names, followsLinks }))
  }
  const identity = config === undefined ? undefined : await storedIdentity(ports, config)
  return planChange({
    ...(before === undefined ? {} : { before }),
    after,
    ...(request.shown === undefined ? {} : { shown: request.shown }),
    target,
    facts: {
      account: ports.processes.userName,
      folders,
      hasIdentity: identity?.works === true,
      ...(identity === undefined ? {} : { identityNote: identity.note }),
      isRunning: request.isRunning,
      neighbours: request.neighbours ?? [],
      isDropIn: request.isDropIn ?? false,
    },
  })
}
