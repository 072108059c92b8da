/** How a field is asked for. */
export type FieldKind =
  | 'text'
  | 'secret'
  | 'toggle'
  | 'choice'
  | 'duration'
  | 'integer'
  /** A list of words. */
  | 'words'
  /** Words by key, `labels: {env: prod}`. */
  | 'word-map'
  /** Lists of words by key, the labels of a workload identity selector. */
  | 'words-map'
  /** A map with fields of its own. */
  | 'section'
  /** A list of maps with the same fields each. */
  | 'list'
  /** A map whose `type` decides its fields: a destination. */
  | 'variant'

/** One key of the file as a form shows it; made from the schema, so no key can be missing. */
export interface FormField {
  /** The key in the file. */
  readonly key: string
  readonly kind: FieldKind
  readonly label: string
  /** One or two plain sentences; the same text as the editor's hover. */
  readonly description: string
  readonly isRequired: boolean
  /** What is in force when it is unset, as text: `1h`, `true`, "the whole cluster". */
  readonly unset?: string
  readonly examples: readonly string[]
  /** JSON Schema `format` of the text, e.g. `folder`, `address`, `go-duration`. */
  readonly format?: string
  readonly choices?: readonly FieldChoice[]
  /** Fields of a section, or of each item of a list. */
  readonly fields?: readonly FormField[]
  /** Of a variant, or of each item of a list, by `type`; the fields without `type` itself. */
  readonly variants?: readonly FieldVariant[]
  /** Exactly one of these keys may be set, in this section or item. */
  readonly exactlyOne?: readonly string[]
  /** Why the target version refuses or ignores it; it is shown when it is written, never offered. */
  readonly outOfEra?: string
  readonly deprecatedFor?: string
  /** Belongs under "More settings". */
  readonly isAdvanced: boolean
}

export interface FieldChoice {
  readonly value: string
  readonly label: string
  readonly description?: string
  readonly outOfEra?: string
}

export interface FieldVariant {
  readonly type: string
  readonly label: string
  readonly description: string
  readonly fields: readonly FormField[]
  /** Why the target version refuses this type. */
  readonly outOfEra?: string
}

/** A kind of service in the user's words (interface.md 6.7). */
export interface ServiceKind {
  /** tbot's type. */
  readonly type: string
  /** "A web application" */
  readonly title: string
  /** One line, "You get …". */
  readonly promise: string
  /** What it is for, and when another kind is better. */
  readonly purpose: string
  readonly group: 'log-in' | 'programs' | 'local-addresses' | 'workload-identity'
  /** "needs Teleport 17 or newer"; undefined when the target version knows it. */
  readonly outOfEra?: string
  /** Words that find it beside those above. */
  readonly keywords: readonly string[]
}

/** A join method with what it needs (interface.md 6.9, tbot-config.md 2.2–2.4). */
export interface JoinMethodKind {
  readonly method: string
  readonly title: string
  readonly description: string
  /** Where the proof comes from, one sentence. */
  readonly proof: string
  readonly group: 'this-computer' | 'elsewhere'
  /** Renews its certificate (and must keep its storage), or joins anew each time. */
  readonly isRenewable: boolean
  readonly outOfEra?: string
  /** Fields of `onboarding` that this method uses; sub-sections as kind `section`. */
  readonly fields: readonly FormField[]
}

/** A piece of text the editor offers, with the places to fill in marked `${1:example}` as Monaco reads them. */
export interface Snippet {
  readonly label: string
  readonly description: string
  readonly body: string
}
