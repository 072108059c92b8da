import { createContext, use, type ComponentType } from 'react'
import type { Change, ConfigDocument, ConfigPath } from '../../shared/config/edit/model.ts'
import type { EffectiveValue } from '../../shared/config/effective/model.ts'
import type { FormField } from '../../shared/config/form/model.ts'
import type { Problem } from '../../shared/config/problem.ts'

/** What every field of one form shares. */
export interface Form {
  /** The keys beside the labels are shown from here on. */
  readonly keysFrom: ConfigPath
  /** Undefined while nothing is written, or while the text does not parse. */
  readonly document: ConfigDocument | undefined
  readonly problems: readonly Problem[]
  /** Values in force by path, for what is not written. */
  readonly effective: ReadonlyMap<string, EffectiveValue>
  /** Draws one field; fields hold fields, so it cannot be imported where they are drawn. */
  readonly Field: ComponentType<{ readonly field: FormField; readonly path: ConfigPath }>
  onChange(changes: readonly Change[]): void
  onFocusPath?: ((path: ConfigPath) => void) | undefined
  onFix?: ((problem: Problem) => void) | undefined
}

export const FormContext = createContext<Form | undefined>(undefined)

/** The form a field belongs to. */
export function useForm(): Form {
  const form = use(FormContext)
  if (!form) throw new Error('a field stands outside of a form')
  return form
}
