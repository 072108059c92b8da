import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Change, ConfigPath } from '../../shared/config/edit/model.ts'
import { Icon } from '../components/icons/Icon.tsx'
import { formTexts as texts } from '../messages/form.ts'
import { ClearWhole } from './ClearWhole.tsx'
import { FieldFrame, KeyOf, useFocusPath } from './FieldFrame.tsx'
import { FieldList } from './FieldList.tsx'
import { FieldProblems } from './FieldProblems.tsx'
import { ownProblems } from './fields-of.ts'
import { formatPath } from '../../shared/config/edit/index.ts'
import type { FieldProps } from './field-props.ts'
import { blankValue, isWithin, listOf, mapOf, textOf } from './field-values.ts'
import styles from './Form.module.css'
import { useForm } from './form-context.ts'
import { GroupFrame } from './GroupFrame.tsx'
import { InlineCode } from '../components/InlineCode.tsx'
import { ItemButtons } from './ItemButtons.tsx'

/** A map with fields of its own, folded until it is written or needed. */
export function SectionField({ field, path, value, problems }: FieldProps) {
  const { problems: all } = useForm()
  const written = mapOf(value)?.length ?? 0
  const hasProblem = all.some((problem) => isWithin(problem.path, formatPath(path)))
  const [isOpen, setIsOpen] = useState(value !== undefined || field.isRequired)
  const focus = useFocusPath(path)
  return (
    <section className={styles.section} data-path={formatPath(path)} onFocus={focus} aria-label={field.label}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={14} />
          <span className={styles.label}>{field.label}</span>{' '}
          <span className={styles.state}>
            {value === undefined ? texts.sectionNotSet : texts.sectionSet(written)}
          </span>
        </button>
        <KeyOf path={path} />
        <ClearWhole label={field.label} path={path} isShown={value !== undefined} />
      </div>
      {(isOpen || hasProblem) && (
        <div className={styles.nested}>
          <p className={styles.hint}>
            <InlineCode text={field.description} />
          </p>
          <FieldProblems problems={problems} />
          <FieldList fields={field.fields ?? []} base={path} exactlyOne={field.exactlyOne} />
        </div>
      )}
    </section>
  )
}

/** A list of maps: a card each, in the file's order. */
export function ListField(props: FieldProps) {
  const { field, path, value } = props
  const form = useForm()
  const items = listOf(value) ?? []
  return (
    <GroupFrame {...props}>
      {() => (
        <div className={styles.items}>
          {items.map((item, index) => (
            <ListItem
              key={index}
              field={field}
              path={path}
              index={index}
              isLast={index === items.length - 1}
              isMap={mapOf(item) !== undefined}
            />
          ))}
          <Button
            className={styles.add}
            leftSection={<Icon name="plus" size={14} />}
            aria-label={texts.addTo(field.label)}
            onClick={() =>
              form.onChange([
                { kind: 'insert', path, value: blankValue(field.fields ?? [], field.exactlyOne) },
              ])
            }
          >
            {texts.addItem}
          </Button>
        </div>
      )}
    </GroupFrame>
  )
}

interface ListItemProps {
  readonly field: FieldProps['field']
  /** Of the list. */
  readonly path: ConfigPath
  readonly index: number
  readonly isLast: boolean
  readonly isMap: boolean
}

function ListItem({ field, path, index, isLast, isMap }: ListItemProps) {
  const form = useForm()
  const fields = field.fields ?? []
  const own = [...path, index]
  const name = texts.itemOf(field.label, index + 1)
  return (
    <section className={styles.item} aria-label={name}>
      <div className={styles.itemHead}>
        <span className={styles.itemName}>{name}</span>
        <ItemButtons
          name={name}
          index={index}
          isLast={isLast}
          onMove={(to) => form.onChange([{ kind: 'move', path: own, to }])}
          // The last item takes the key of the list with it.
          onRemove={() => form.onChange([{ kind: 'remove', path: index === 0 && isLast ? path : own }])}
        />
      </div>
      <FieldProblems
        problems={ownProblems(
          form.problems,
          own,
          fields.map(({ key }) => key),
        )}
      />
      {isMap ? (
        <FieldList fields={fields} base={own} exactlyOne={field.exactlyOne} />
      ) : (
        <p className={styles.hint}>{texts.unfit}</p>
      )}
    </section>
  )
}

/** A map whose `type` decides its fields: the kind first, then what it asks for. */
export function VariantField({ field, path, value, problems }: FieldProps) {
  const form = useForm()
  const entries = mapOf(value) ?? []
  const type = textOf(entries.find(([key]) => key === 'type')?.[1]) ?? ''
  const variants = field.variants ?? []
  const variant = variants.find((each) => each.type === type)
  const choose = (next: string): void => {
    const kept = variants.find((each) => each.type === next)?.fields ?? []
    const dropped = entries
      .map(([key]) => key)
      .filter((key) => key !== 'type' && !kept.some((each) => each.key === key))
    form.onChange([
      { kind: 'set', path: [...path, 'type'], value: next },
      ...dropped.map((key): Change => ({ kind: 'remove', path: [...path, key] })),
    ])
  }
  return (
    <>
      <FieldFrame
        field={{ ...field, description: variant?.description ?? field.description }}
        path={path}
        problems={problems}
        isWritten={value !== undefined}
        aside={
          !field.isRequired && <ClearWhole label={field.label} path={path} isShown={value !== undefined} />
        }
      >
        {({ id, describedBy, severity }) => (
          <NativeSelect
            id={id}
            size="sm"
            attributes={{ input: { 'aria-describedby': describedBy } }}
            error={severity === 'error'}
            value={type}
            data={[
              ...(type === '' ? [{ value: '', label: texts.pickKind }] : []),
              ...(type === '' || variant ? [] : [{ value: type, label: texts.notOffered(type) }]),
              ...variants.map((each) => ({ value: each.type, label: each.label })),
            ]}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        )}
      </FieldFrame>
      {variant && <FieldList fields={variant.fields} base={path} />}
    </>
  )
}
