import type { ConfigPath, YamlValue } from '../../shared/config/edit/model.ts'
import type { FormField } from '../../shared/config/form/model.ts'
import type { Problem } from '../../shared/config/problem.ts'

/** What the control of every kind of field is given. */
export interface FieldProps {
  readonly field: FormField
  readonly path: ConfigPath
  /** What is written; undefined for nothing. */
  readonly value: YamlValue | undefined
  /** Problems that no field inside shows. */
  readonly problems: readonly Problem[]
}
