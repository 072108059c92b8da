import { checkConfig } from '../../shared/config/index.ts'
import type { KeptProblem } from '../../shared/config/index.ts'
import type { BotConfig } from '../../shared/config/model.ts'
import type { Problem } from '../../shared/config/problem.ts'
import type { BotView } from '../../shared/contract/views.ts'
import type { VersionStore } from '../history/version-store.ts'
import type { Redactor } from '../log/redactor.ts'
import type { Ports } from '../ports/index.ts'
import { modifiedAt } from '../ports/text-file.ts'
import { readConfigFile } from './config-file.ts'
import type { BotProfile } from './profile-store.ts'

/** A configuration as it was read and checked. */
export interface LoadedConfig {
  readonly text: string
  readonly problems: readonly Problem[]
  readonly kept: readonly KeptProblem[]
  /** Undefined when the file has errors. */
  readonly config: BotConfig | undefined
}

export interface BotFileOptions {
  readonly profile: () => BotProfile
  readonly ports: Ports
  readonly versions: VersionStore
  readonly redactor: Redactor
}

/** The file of one bot: the text read last, and whether there is another one now. */
export class BotFile {
  readonly #options: BotFileOptions
  #loaded: LoadedConfig | undefined
  #modifiedAt: number | undefined

  constructor(options: BotFileOptions) {
    this.#options = options
  }

  get loaded(): LoadedConfig | undefined {
    return this.#loaded
  }

  /** When the file was written to last, as of the last look; undefined when it is not there. */
  get modifiedAt(): number | undefined {
    return this.#modifiedAt
  }

  get problemCounts(): BotView['problemCounts'] {
    const count = (severity: Problem['severity']) =>
      this.#loaded?.problems.filter((problem) => problem.severity === severity).length ?? 0
    return { error: count('error'), hazard: count('hazard'), ignored: count('ignored') }
  }

  /** Reads and checks it; a text that is new becomes a version of the history. */
  async load(): Promise<LoadedConfig> {
    const { profile, ports, versions, redactor } = this.#options
    const { name, configPath, target } = profile()
    // Before the text: a write in between then counts as a change, and is read at the next look.
    this.#modifiedAt = await this.#look()
    const text = await readConfigFile(ports.files, configPath)
    const { problems, kept, config } = checkConfig(text, { target })
    this.#loaded = { text, problems, kept, config }
    if (config?.onboarding.token !== undefined) redactor.add(config.onboarding.token)
    versions.observe(name, { text, at: ports.clock.now() })
    return this.#loaded
  }

  /** Looks at its time only: true when it was written to, came or went since the last look. */
  async hasChanged(): Promise<boolean> {
    const before = this.#modifiedAt
    this.#modifiedAt = await this.#look()
    return this.#modifiedAt !== before
  }

  #look(): Promise<number | undefined> {
    const { profile, ports } = this.#options
    return modifiedAt(ports.files, profile().configPath).catch(() => undefined)
  }
}
