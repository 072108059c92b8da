import { useId, type FocusEvent, type ReactNode } from 'react'
import { formatPath } from '../../shared/config/edit/index.ts'
import type { ConfigPath } from '../../shared/config/edit/model.ts'
import type { FormField } from '../../shared/config/form/model.ts'
import { worstSeverity, type Problem, type Severity } from '../../shared/config/problem.ts'
import { classNames } from '../components/class-names.ts'
import { formTexts as texts } from '../messages/form.ts'
import { FieldProblems } from './FieldProblems.tsx'
import styles from './Form.module.css'
import { useForm } from './form-context.ts'
import { InlineCode } from '../components/InlineCode.tsx'
import { OriginTag } from './OriginTag.tsx'

/** What a control needs to be found by its label and to speak its hint. */
export interface FieldIds {
  readonly id: string
  readonly describedBy: string
  /** The worst of its own problems, for the border. */
  readonly severity: Severity | undefined
}

interface FieldFrameProps {
  readonly field: FormField
  readonly path: ConfigPath
  readonly problems: readonly Problem[]
  readonly isWritten: boolean
  /** Whether the control is one element that a `label` can name, or several in a group. */
  readonly isGroup?: boolean
  /** Stands beside the key, at the end of the head. */
  readonly aside?: ReactNode
  /** Says what is in force while unset; the control says it itself otherwise. */
  readonly saysUnset?: boolean
  readonly children: (ids: FieldIds) => ReactNode
}

/** Label, key, control, explanation and problems of one field, in this order everywhere. */
export function FieldFrame(props: FieldFrameProps) {
  const { field, path, problems, isWritten, isGroup = false, aside, saysUnset = false, children } = props
  const id = useId()
  const unset = useUnset(field, path)
  const severity = worstSeverity(problems)
  const describedBy = `${id}-hint${problems.length > 0 ? ` ${id}-problems` : ''}`
  const focus = useFocusPath(path)
  const label = (
    <>
      {field.label}
      {field.isRequired && !isWritten && <span className={styles.required}>{texts.required}</span>}
    </>
  )
  const group = isGroup
    ? { role: 'group', 'aria-labelledby': `${id}-label`, 'aria-describedby': describedBy }
    : {}
  return (
    <div className={styles.field} data-path={formatPath(path)} onFocus={focus} {...group}>
      <div className={styles.head}>
        {isGroup ? (
          <span id={`${id}-label`} className={styles.label}>
            {label}
          </span>
        ) : (
          <label id={`${id}-label`} htmlFor={id} className={styles.label}>
            {label}
          </label>
        )}
        <KeyOf path={path} />
        {aside}
      </div>
      {children({ id, describedBy, severity })}
      <p id={`${id}-hint`} className={styles.hint}>
        {saysUnset && !isWritten && <>{texts.notSet(unset.value)}. </>}
        <InlineCode text={field.description} />
        {isWritten && field.deprecatedFor !== undefined && <> {texts.oldName(field.deprecatedFor)}</>}
        {isWritten && field.outOfEra !== undefined && problems.length === 0 && (
          <> {texts.outOfEra(field.outOfEra)}</>
        )}
        {!isWritten && unset.origin !== undefined && unset.origin !== 'default' && (
          <>
            {' '}
            <OriginTag origin={unset.origin} note={unset.note} />
          </>
        )}
      </p>
      <FieldProblems id={`${id}-problems`} problems={problems} />
    </div>
  )
}

/** The key as the file has it: `destination.path`. */
export function KeyOf({ path }: { path: ConfigPath }) {
  const { keysFrom } = useForm()
  return <span className={classNames(styles.key, 'bd-mono')}>{formatPath(path.slice(keysFrom.length))}</span>
}

/** Tells the form which field has the focus; the innermost field speaks. */
export function useFocusPath(path: ConfigPath): (event: FocusEvent<HTMLElement>) => void {
  const { onFocusPath } = useForm()
  return (event) => {
    if (event.target.closest('[data-path]') === event.currentTarget) onFocusPath?.(path)
  }
}

/** What is in force while nothing is written here. */
export function useUnset(
  field: FormField,
  path: ConfigPath,
): {
  readonly value: string | undefined
  readonly origin?: 'default' | 'flag' | 'environment' | 'rule' | 'file'
  readonly note?: string | undefined
} {
  const { effective } = useForm()
  const found = effective.get(formatPath(path))
  return found ? { value: found.value, origin: found.origin, note: found.note } : { value: field.unset }
}
