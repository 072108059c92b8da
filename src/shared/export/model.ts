/** Every form a configuration can be exported to, in the order of the page. */
export const exportKinds = [
  'tbot',
  'command',
  'systemd',
  'compose',
  'kubernetes',
  'helm',
  'github',
  'gitlab',
  'terraform',
  'resources',
  'prometheus',
  'grafana',
] as const
/** One of them. */
export type ExportKind = (typeof exportKinds)[number]

/** What may be true of a configuration, so that an option has something to change. */
export const exportFacts = [
  'token-left-out',
  'registration-secret-left-out',
  'method-token',
  'method-kubernetes',
  'runs-once',
] as const
/** One of them. */
export type ExportFact = (typeof exportFacts)[number]

/** One choice an export offers; the same keys are set with `botdesk export --set key=value`. */
export interface ExportOption {
  readonly key: string
  readonly label: string
  readonly description: string
  readonly default: string
  readonly choices?: readonly string[]
  /** Without this the option changes nothing, and is not worth asking for. */
  readonly when?: ExportFact
}

/** The chosen values by key; what is missing or empty is the default. */
export type ExportOptions = Readonly<Record<string, string>>

/** One file of an export. */
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
  /** What is true of the configuration, for the options that depend on it. */
  readonly facts: readonly ExportFact[]
  /** Things to know before using it, e.g. "A second bot needs a token and a storage of its own." */
  readonly notes: readonly string[]
  /** What this form was checked with in Botdesk's tests: "systemd-analyze verify 257". */
  readonly checkedBy: string
}

/** A configuration to export, and how. */
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
