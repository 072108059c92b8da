import type { BotConfig } from '../../shared/config/model.ts'
import type { EngineSnapshot } from '../../shared/contract/bots.ts'
import type { BotHistory, BotView } from '../../shared/contract/views.ts'
import type { BotFile } from './bot-file.ts'
import type { BotProfile } from './profile-store.ts'

/** A bot as the page sees it, without what is kept of its edits. */
export function botView(o: {
  readonly profile: BotProfile
  readonly engine: EngineSnapshot
  readonly config: BotConfig | undefined
  readonly file: BotFile
  readonly history: BotHistory
}): BotView {
  const { profile, engine, config, history } = o
  const { modifiedAt, problemCounts } = o.file
  return {
    name: profile.name,
    configPath: profile.configPath,
    trial: profile.trial,
    wanted: profile.wanted,
    target: profile.target,
    hasDraft: false,
    problemCounts,
    engine,
    history,
    ...(modifiedAt === undefined ? {} : { configModifiedAt: modifiedAt }),
    ...(config ? { address: config.address.address } : {}),
    ...(config?.storage.type === 'directory' ? { storagePath: config.storage.path } : {}),
    ...(config?.diagAddr === undefined ? {} : { diagAddr: config.diagAddr }),
  }
}
