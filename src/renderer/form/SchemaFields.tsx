import { useMemo } from 'react'
import { formatPath } from '../../shared/config/edit/index.ts'
import type { Change, ConfigDocument, ConfigPath } from '../../shared/config/edit/model.ts'
import type { EffectiveValue } from '../../shared/config/effective/model.ts'
import type { FormField } from '../../shared/config/form/model.ts'
import type { Problem } from '../../shared/config/problem.ts'
import { isWithin } from './field-values.ts'
import { FieldList } from './FieldList.tsx'
import { FieldProblems } from './FieldProblems.tsx'
import { ownProblems } from './fields-of.ts'
import styles from './Form.module.css'
import { FormContext, type Form } from './form-context.ts'
import { KindField } from './KindField.tsx'

export interface SchemaFieldsProps {
  readonly fields: readonly FormField[]
  /** Where the map with these keys stands, `['services', 0]`. */
  readonly base: ConfigPath
  /** Where the keys beside the labels begin; `base` unless told: a destination alone shows `destination.path`. */
  readonly keysFrom?: ConfigPath
  /** Undefined while nothing is written. */
  readonly document: ConfigDocument | undefined
  readonly problems: readonly Problem[]
  readonly onChange: (changes: readonly Change[]) => void
  readonly onFocusPath?: ((path: ConfigPath) => void) | undefined
  /** Shows the fix of a problem as a button beside it. */
  readonly onFix?: ((problem: Problem) => void) | undefined
  /** Values in force, told where nothing is written. */
  readonly effective?: readonly EffectiveValue[] | undefined
  readonly exactlyOne?: readonly string[] | undefined
  /** False shows the advanced ones like all others. */
  readonly moreSettings?: boolean
}

const noValues: readonly EffectiveValue[] = []

/**
 * The keys of one map as a form, made from the schema (interface.md 6.5). It changes nothing itself: every edit is
 * told as changes by path, one edit at a time.
 */
export function SchemaFields(props: SchemaFieldsProps) {
  const { fields, base, document, problems, effective = noValues, exactlyOne, moreSettings = true } = props
  const { onChange, onFocusPath, onFix, keysFrom = base } = props
  const root = formatPath(base)
  const inForce = useMemo(
    () => new Map(effective.filter(({ path }) => isWithin(path, root)).map((each) => [each.path, each])),
    [effective, root],
  )
  const own = useMemo(() => problems.filter((problem) => isWithin(problem.path, root)), [problems, root])
  const form: Form = {
    keysFrom,
    Field: KindField,
    document,
    problems: own,
    effective: inForce,
    onChange,
    onFocusPath,
    onFix,
  }
  // At the top of the file the problems of the other sections are not ours.
  const unclaimed =
    base.length === 0
      ? []
      : ownProblems(
          own,
          base,
          fields.map((field) => field.key),
        )
  return (
    <FormContext value={form}>
      <div className={styles.ofEntry}>
        <FieldProblems problems={unclaimed} />
      </div>
      <FieldList fields={fields} base={base} exactlyOne={exactlyOne} moreSettings={moreSettings} />
    </FormContext>
  )
}

/** One field of a form on its own; `base` is the map that holds its key. */
export function SchemaField({
  field,
  ...form
}: Omit<SchemaFieldsProps, 'fields'> & { readonly field: FormField }) {
  return <SchemaFields {...form} fields={[field]} moreSettings={false} />
}
