/**
 * The part of JSON Schema the files of schemas/ use, with our marks (`x-…`). The files are the one
 * source of the checks, of the editor's completion, and of the forms.
 */
export interface SchemaFile {
  readonly title?: string
  readonly description?: string
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'integer'
  readonly format?: string
  readonly const?: string
  readonly enum?: readonly string[]
  readonly default?: string | number | boolean
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, SchemaFile>>
  readonly additionalProperties?: SchemaFile
  readonly items?: SchemaFile
  readonly required?: readonly string[]
  readonly minItems?: number
  readonly minimum?: number
  readonly definitions?: Readonly<Record<string, SchemaFile>>
  readonly $ref?: string
  readonly $schema?: string
  /** First and last major version of tbot that knows the key, type or method. */
  readonly 'x-since'?: number
  readonly 'x-until'?: number
  /** What to do instead of a removed key. */
  readonly 'x-removed-message'?: string
  /** The type that took over. */
  readonly 'x-successor'?: string
  readonly 'x-deprecated'?: { readonly from: number; readonly use: string }
  readonly 'x-secret'?: boolean
  readonly 'x-exactly-one'?: readonly string[]
  /** Keys people write here that belong elsewhere or are spelled differently. */
  readonly 'x-not-here'?: Readonly<Record<string, MisplacedKey>>
  /** The value is described by one file of this folder, picked by `type`. */
  readonly 'x-variants'?: VariantFolder
  /** The allowed values are the names of the files in this folder. */
  readonly 'x-values-of'?: 'join-methods'
  readonly 'x-value-notes'?: Readonly<Record<string, string>>
  /** The properties of the files in this folder are keys here too. */
  readonly 'x-sections-of'?: 'join-methods'
  readonly 'x-renewable'?: boolean
  readonly 'x-destinations'?: 'any' | 'directory' | 'none'
  readonly 'x-scoped'?: 'ok' | 'partly' | 'refused'
  readonly 'x-oneshot'?: boolean
  readonly 'x-unlimited-lifetime'?: boolean
  readonly 'x-hidden'?: boolean
  /** What is in force when the key is not set and there is no fixed default: "all roles of the bot". */
  readonly 'x-unset'?: string
  /** Belongs under "More settings" of a form. */
  readonly 'x-advanced'?: boolean
  /** A duration that may be negative. */
  readonly 'x-signed'?: boolean
  /** What the values of an `enum` mean, in a person's words. */
  readonly 'x-choices'?: Readonly<Record<string, { readonly label: string; readonly description?: string }>>
  /** Place among its kind, and the group it is offered in (interface.md 6.7 and 6.9). */
  readonly 'x-order'?: number
  readonly 'x-group'?: string
  /** Of a service type: "You get …", what it is for, and words that find it. */
  readonly 'x-promise'?: string
  readonly 'x-purpose'?: string
  readonly 'x-keywords'?: readonly string[]
  /** Of a join method: where its proof comes from (tbot-config.md 2.3). */
  readonly 'x-proof'?: string
}

export type VariantFolder = 'services' | 'destinations'

export interface MisplacedKey {
  readonly message: string
  readonly rename?: string
}

/** Versions of tbot in which something exists. */
export interface Era {
  readonly since: number
  readonly until: number
}

/** A schema with references and folders resolved. */
export interface Schema extends Omit<SchemaFile, 'properties' | 'additionalProperties' | 'items' | 'enum'> {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema
  readonly items?: Schema
  readonly variants?: ReadonlyMap<string, Schema>
  /** Allowed values and when they are allowed. */
  readonly values?: ReadonlyMap<string, Era>
}
