import type { Plan } from '../../shared/config/plan/index.ts'
import type { TargetVersion } from '../../shared/config/problem.ts'
import { AppError } from '../../shared/errors.ts'
import { readConfigFile } from '../fleet/config-file.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { ProfileStore } from '../fleet/profile-store.ts'
import type { Ports } from '../ports/index.ts'
import { planFor } from './plan.ts'

/** A text of the page, its secrets as dots; without a bot the first start of a new one. */
export interface PlanQuestion {
  readonly text: string
  readonly target: TargetVersion
  readonly bot?: string | undefined
}

/** Plans for the bots of the fleet, and the refusal of what a plan says cannot be done yet. */
export class Plans {
  readonly #ports: Ports
  readonly #fleet: Fleet
  readonly #profile: ProfileStore

  constructor(o: { ports: Ports; fleet: Fleet; profile: ProfileStore }) {
    this.#ports = o.ports
    this.#fleet = o.fleet
    this.#profile = o.profile
  }

  /** What applying a text would do. */
  async plan({ text, target, bot }: PlanQuestion): Promise<Plan> {
    const fleet = this.#fleet
    const before = bot === undefined ? undefined : await fleet.textBefore(bot)
    return planFor(this.#ports, {
      after: await fleet.configurations.wholeText(bot, text),
      shown: text,
      ...(before === undefined ? {} : { before }),
      target,
      isRunning: bot !== undefined && fleet.runningConfig(bot) !== undefined,
      neighbours: fleet.neighbours(bot),
    })
  }

  /** The plan; refuses (`destination.foreign-file`) a text that would replace files of somebody else on which nobody decided. */
  async requireDecided(question: PlanQuestion): Promise<Plan> {
    const plan = await this.plan(question)
    refuseUndecided(plan)
    return plan
  }

  /** The same for a bot that is about to be started. What ran before goes on. */
  async requireDecidedStart(bot: string): Promise<void> {
    if ((await this.#fleet.textBefore(bot)) !== undefined) return
    const { configPath, target } = this.#profile.bot(bot)
    const text = await readConfigFile(this.#ports.files, configPath)
    await this.requireDecided({ text, target, bot })
  }
}

function refuseUndecided({ hazards }: Plan): void {
  const [first] = hazards.flatMap(({ path, undecided }) => (undecided ? [{ path, ...undecided }] : []))
  if (first === undefined) return
  const { path: key, service, folder, files } = first
  const place = `${folder}/${files[0] ?? ''}`
  throw new AppError(
    'destination.foreign-file',
    `${place} was not written by botdesk and nobody decided on it`,
    {
      details: { key, path: folder, place, service, isUndecided: true },
    },
  )
}
