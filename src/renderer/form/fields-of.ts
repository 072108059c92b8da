import { formatPath } from '../../shared/config/edit/index.ts'
import type { ConfigPath, YamlValue } from '../../shared/config/edit/model.ts'
import type { FormField } from '../../shared/config/form/model.ts'
import type { Problem } from '../../shared/config/problem.ts'
import { isWithin } from './field-values.ts'

/** Problems of a field that no field inside of it shows. */
export function ownProblems(
  problems: readonly Problem[],
  path: ConfigPath,
  inner: readonly (string | number)[] = [],
): readonly Problem[] {
  const own = formatPath(path)
  const claimed = inner.map((step) => formatPath([...path, step]))
  return problems.filter(
    (problem) => isWithin(problem.path, own) && !claimed.some((each) => isWithin(problem.path, each)),
  )
}

/**
 * The fields a form shows, and those it keeps under "More settings". What the target version does not know is shown
 * only while it is written. A field never changes sides while it is edited.
 */
export function splitFields(
  fields: readonly FormField[],
  valueOf: (field: FormField) => YamlValue | undefined,
): { readonly main: readonly FormField[]; readonly more: readonly FormField[] } {
  const known = fields.filter(
    (field) =>
      (field.outOfEra === undefined && field.deprecatedFor === undefined) || valueOf(field) !== undefined,
  )
  return {
    main: known.filter((field) => !field.isAdvanced),
    more: known.filter((field) => field.isAdvanced),
  }
}
