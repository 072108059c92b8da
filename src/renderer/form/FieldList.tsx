import { Radio } from '@mantine/core'
import { useId, useState } from 'react'
import type { Change, ConfigPath } from '../../shared/config/edit/model.ts'
import type { FormField } from '../../shared/config/form/model.ts'
import { Icon } from '../components/icons/Icon.tsx'
import { formTexts as texts } from '../messages/form.ts'
import { ownProblems, splitFields } from './fields-of.ts'
import styles from './Form.module.css'
import { FormContext, useForm } from './form-context.ts'

interface FieldListProps {
  readonly fields: readonly FormField[]
  readonly base: ConfigPath
  readonly exactlyOne?: readonly string[] | undefined
  /** False shows the advanced ones like all others. */
  readonly moreSettings?: boolean
}

/** The fields of one map below each other, the advanced ones folded at the end. */
export function FieldList({ fields, base, exactlyOne = [], moreSettings = true }: FieldListProps) {
  const form = useForm()
  const isWritten = (field: FormField): boolean => form.document?.valueAt([...base, field.key]) !== undefined
  const plain = fields.filter((field) => !exactlyOne.includes(field.key))
  const { main, more } = splitFields(plain, (field) => form.document?.valueAt([...base, field.key]))
  const either = fields.filter((field) => exactlyOne.includes(field.key))
  const shown = moreSettings ? main : [...main, ...more]
  return (
    <div className={styles.fields}>
      {either.length > 0 && <EitherFields fields={either} base={base} />}
      {shown.map((field) => (
        <form.Field key={field.key} field={field} path={[...base, field.key]} />
      ))}
      {moreSettings && more.length > 0 && (
        <MoreSettings
          fields={more}
          base={base}
          written={more.filter(isWritten).length}
          hasProblem={more.some((field) => ownProblems(form.problems, [...base, field.key]).length > 0)}
        />
      )}
    </div>
  )
}

function MoreSettings(props: {
  fields: readonly FormField[]
  base: ConfigPath
  written: number
  hasProblem: boolean
}) {
  const { fields, base, written, hasProblem } = props
  const form = useForm()
  const [wish, setWish] = useState<boolean>()
  const isOpen = wish ?? (written > 0 || hasProblem)
  const id = useId()
  return (
    <div className={styles.more}>
      <button
        type="button"
        className={styles.moreButton}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setWish(!isOpen)}
      >
        <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={14} />
        {written === 0
          ? texts.moreSettings(fields.length)
          : texts.moreSettingsWritten(fields.length, written)}
      </button>
      <div id={id} hidden={!isOpen} className={styles.fields}>
        {isOpen &&
          fields.map((field) => <form.Field key={field.key} field={field} path={[...base, field.key]} />)}
      </div>
    </div>
  )
}

/** Fields of which exactly one may be written: writing one takes the others out. */
function EitherFields({ fields, base }: { fields: readonly FormField[]; base: ConfigPath }) {
  const form = useForm()
  const written = fields.filter((field) => form.document?.valueAt([...base, field.key]) !== undefined)
  const [wish, setWish] = useState<string>()
  const chosen = wish ?? written[0]?.key ?? fields[0]?.key
  const name = useId()
  const shown = fields.filter(
    (field) => field.key === chosen || (written.length > 1 && written.includes(field)),
  )
  const onChange = (changes: readonly Change[]): void => {
    const key = changes[0]?.path[base.length]
    const isWriting = changes.some((change) => change.kind !== 'remove')
    const others = written.filter((field) => isWriting && field.key !== key)
    form.onChange([
      ...others.map((field): Change => ({ kind: 'remove', path: [...base, field.key] })),
      ...changes,
    ])
  }
  return (
    <>
      <Radio.Group aria-label={texts.exactlyOne} value={chosen ?? ''} name={name} onChange={setWish}>
        <div className={styles.either}>
          {fields.map((field) => (
            <Radio key={field.key} size="xs" value={field.key} label={field.label} />
          ))}
        </div>
      </Radio.Group>
      <FormContext value={{ ...form, onChange }}>
        {shown.map((field) => (
          <form.Field key={field.key} field={field} path={[...base, field.key]} />
        ))}
      </FormContext>
    </>
  )
}
