import type { Problem } from '../problem.ts'

/** One line of the report of a migration. */
export interface MigrationNote {
  /** `understood`: taken over as it is. `changed`: now says the same in another way. `left`: has no place in version 2, or a person must decide. */
  readonly kind: 'understood' | 'changed' | 'left'
  /** In the old text, as in `Problem.path`. */
  readonly path: string
  readonly line: number
  /** No secret in it. */
  readonly message: string
}

export type Migration =
  | {
      readonly kind: 'migrated'
      readonly text: string
      readonly notes: readonly MigrationNote[]
      /** What the checks say of the new text. */
      readonly problems: readonly Problem[]
    }
  /** Version 2 without old spellings. */
  | { readonly kind: 'nothing-to-do' }
  /** The old file contradicts itself, or cannot be read; each problem says where and what to do. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
