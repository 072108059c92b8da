export const exportKinds = [
  'tbot',
  'command',
  'systemd',
  'kubernetes',
  'helm',
  'compose',
  'github',
  'gitlab',
  'terraform',
  'resources',
  'prometheus',
  'grafana',
] as const
export type ExportKind = (typeof exportKinds)[number]

/** One choice an export offers; the same keys are set with `botdesk export --set key=value`. */
export interface ExportOption {
  readonly key: string
  readonly label: string
  readonly description: string
  readonly default: string
  readonly choices?: readonly string[]
}

export type ExportOptions = Readonly<Record<string, string>>

export interface ExportFile {
  /** Relative, with folders: `kubernetes/deployment.yaml`. */
  readonly path: string
  readonly text: string
  readonly language: 'yaml' | 'json' | 'ini' | 'shell' | 'hcl' | 'text'
  /** Octal text where 0644 will not do: files that hold a secret, scripts. */
  readonly mode?: string
  /** Where it belongs, what to run: one sentence. */
  readonly about: string
}

/** Something of the configuration that the result does not hold, and where it belongs instead. */
export interface LeftOut {
  readonly path: string
  readonly reason: string
}

/** What a configuration becomes elsewhere. Holds a secret only when it was asked for, then marked in the first line. */
export interface Export {
  readonly kind: ExportKind
  readonly files: readonly ExportFile[]
  readonly leftOut: readonly LeftOut[]
  /** Things to know before using it, e.g. "A second bot needs a token and a storage of its own." */
  readonly notes: readonly string[]
  /** What this form was checked with in Botdesk's tests: "systemd-analyze verify 257". */
  readonly checkedBy: string
}

export interface ExportRequest {
  /** The `tbot.yaml`, with its real secrets. */
  readonly text: string
  readonly target: number
  /** Name of the bot, for names of units, workloads, jobs. */
  readonly bot: string
  readonly options: ExportOptions
  readonly withSecrets: boolean
}

/** One exporter. `make` refuses with `export.not-possible` what this form cannot say, with the reason. */
export interface Exporter {
  readonly kind: ExportKind
  readonly title: string
  readonly description: string
  readonly group: 'as-it-is' | 'computer' | 'kubernetes' | 'pipelines' | 'teleport' | 'monitoring'
  readonly options: readonly ExportOption[]
  make(request: ExportRequest): Export
}
