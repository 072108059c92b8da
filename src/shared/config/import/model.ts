import type { Problem } from '../problem.ts'

export type ImportKind = 'config' | 'config-v1' | 'command-line' | 'join-uri' | 'environment'

/** One part of what was pasted. `shown` has secrets as dots. */
export interface ImportPart {
  /** `--token`, `TELEPORT_BOT_TOKEN`, "method of the link". */
  readonly source: string
  readonly shown: string
  /** Where it went, `onboarding.token`; undefined when it was not understood. */
  readonly path?: string
  /** Why it was not understood, or what else is worth knowing. */
  readonly note?: string
}

/** A pasted or dropped text, understood as far as possible. Nothing was dialled, written or saved. */
export interface Import {
  readonly kind: ImportKind
  readonly parts: readonly ImportPart[]
  /** The `tbot.yaml` it stands for. Holds the secrets that were pasted. */
  readonly text: string
  readonly problems: readonly Problem[]
}
