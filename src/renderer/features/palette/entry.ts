import type { BotView } from '../../../shared/contract/views.ts'
import type { IconName } from '../../components/icons/Icon.tsx'
import type { ConfigPath } from '../../editor/config-paths.ts'
import type { GlyphShape } from '../../messages/states.ts'
import type { BotVerb } from '../../stores/bot-acts-store.ts'
import type { Tone } from '../../theme/tokens.ts'

export const entryGroups = ['Recent', 'Actions', 'Go to', 'Configuration', 'Settings and help'] as const
export type EntryGroup = (typeof entryGroups)[number]

/** One line of the palette. */
export interface Entry {
  readonly id: string
  readonly group: EntryGroup
  readonly title: string
  readonly note?: string
  /** Words it is found by besides title and note. */
  readonly keywords?: string
  readonly mark: { readonly icon: IconName } | { readonly shape: GlyphShape; readonly tone: Tone }
  readonly keys?: readonly string[]
  /** Why it cannot be done now; it stays visible. */
  readonly refusal?: string
  /** Shown before anything is typed. */
  readonly isUseful?: boolean
  /** It concerns the current bot: it stands before equal hits of others. */
  readonly isNear?: boolean
  /** Its title is what stands in the file. */
  readonly isCode?: boolean
  readonly run: () => void
}

/** What the palette is made from, and what its entries can do. */
export interface EntrySources {
  readonly bots: readonly BotView[]
  readonly current: BotView | undefined
  /** The keys of the current bot's `tbot.yaml`. */
  readonly configPaths: readonly ConfigPath[]
  /** Files opened lately, newest first. */
  readonly recentFiles: readonly string[]
  readonly isLost: boolean
  readonly isClusterRunning: boolean
  readonly goTo: (href: string) => void
  readonly act: (bot: BotView, verb: BotVerb) => void
  readonly askRemoval: (bot: BotView) => void
  readonly toggleScheme: () => void
  readonly toggleUtc: () => void
  readonly openHelp: () => void
  readonly copyLink: () => void
}
