import type { ConfigPath, YamlValue } from '../../shared/config/edit/model.ts'
import type { FormField } from '../../shared/config/form/model.ts'
import { assertNever } from '../../shared/errors.ts'
import { formTexts as texts } from '../messages/form.ts'
import { ChoiceField, ToggleField } from './ChoiceFields.tsx'
import type { FieldProps } from './field-props.ts'
import { listOf, mapOf, textOf } from './field-values.ts'
import { ownProblems } from './fields-of.ts'
import styles from './Form.module.css'
import { useForm } from './form-context.ts'
import { GroupFrame } from './GroupFrame.tsx'
import { ListField, SectionField, VariantField } from './NestedFields.tsx'
import { DurationField, FolderField, SecretField, TextField } from './TextFields.tsx'
import { WordMapField, WordsField } from './WordsFields.tsx'

/** The field for one key of the schema, inside a form. */
export function KindField({ field, path }: { field: FormField; path: ConfigPath }) {
  const form = useForm()
  const value = form.document?.valueAt(path)
  const props = { field, path, value, problems: ownProblems(form.problems, path, innerSteps(field, value)) }
  return fits(field, value) ? <Control {...props} /> : <UnfitField {...props} />
}

function Control(props: FieldProps) {
  const { kind } = props.field
  switch (kind) {
    case 'text':
      return props.field.format === 'folder' ? <FolderField {...props} /> : <TextField {...props} />
    case 'integer':
      return <TextField {...props} />
    case 'secret':
      return <SecretField {...props} />
    case 'duration':
      return <DurationField {...props} />
    case 'toggle':
      return <ToggleField {...props} />
    case 'choice':
      return <ChoiceField {...props} />
    case 'words':
      return <WordsField {...props} />
    case 'word-map':
    case 'words-map':
      return <WordMapField {...props} />
    case 'section':
      return <SectionField {...props} />
    case 'list':
      return <ListField {...props} />
    case 'variant':
      return <VariantField {...props} />
    default:
      return assertNever(kind)
  }
}

/** Whether the control can show what is written. */
function fits({ kind }: FormField, value: YamlValue | undefined): boolean {
  switch (kind) {
    case 'words':
      return listOf(value)?.every((word) => textOf(word) !== undefined) ?? false
    case 'list':
      return listOf(value) !== undefined
    case 'word-map':
      return mapOf(value)?.every(([, word]) => textOf(word) !== undefined) ?? false
    case 'words-map':
      return mapOf(value)?.every(([, words]) => listOf(words) !== undefined) ?? false
    case 'section':
    case 'variant':
      return mapOf(value) !== undefined
    default:
      return textOf(value) !== undefined
  }
}

function UnfitField(props: FieldProps) {
  return <GroupFrame {...props}>{() => <p className={styles.unfit}>{texts.unfit}</p>}</GroupFrame>
}

/** What is drawn inside and shows its own problems: keys of a map, items of a list. */
function innerSteps(field: FormField, value: YamlValue | undefined): readonly (string | number)[] {
  const keysOf = (fields: readonly FormField[] = []): string[] => fields.map(({ key }) => key)
  if (field.kind === 'section') return keysOf(field.fields)
  if (field.kind === 'list') return (listOf(value) ?? []).map((_, index) => index)
  if (field.kind !== 'variant') return []
  const type = textOf(mapOf(value)?.find(([key]) => key === 'type')?.[1])
  return keysOf(field.variants?.find((each) => each.type === type)?.fields)
}
