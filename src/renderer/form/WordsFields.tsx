import type { ConfigPath, YamlValue } from '../../shared/config/edit/model.ts'
import { formTexts as texts } from '../messages/form.ts'
import type { FieldProps } from './field-props.ts'
import { listOf, mapOf, textOf } from './field-values.ts'
import styles from './Form.module.css'
import { useForm } from './form-context.ts'
import { GroupFrame } from './GroupFrame.tsx'
import { RowButton } from './RowButton.tsx'
import { NewWord, WordInput, WordList } from './WordList.tsx'

/** A list of words: one line each, in the file's order. */
export function WordsField(props: FieldProps) {
  const { field, path, value } = props
  const form = useForm()
  return (
    <GroupFrame {...props}>
      {({ describedBy }) => (
        <WordList
          label={field.label}
          describedBy={describedBy}
          placeholder={firstWord(field.examples[0])}
          words={(listOf(value) ?? []).map((word) => textOf(word) ?? '')}
          onSet={(index, word) => form.onChange([{ kind: 'set', path: [...path, index], value: word }])}
          onAdd={(word) => form.onChange([{ kind: 'insert', path, value: word }])}
          onRemove={(index, isLast) =>
            form.onChange([{ kind: 'remove', path: isLast ? path : [...path, index] }])
          }
          onMove={(index, to) => form.onChange([{ kind: 'move', path: [...path, index], to }])}
        />
      )}
    </GroupFrame>
  )
}

/** Examples of lists are written as in the file, `["a", "b"]`. */
function firstWord(example: string | undefined): string | undefined {
  return example === undefined ? undefined : (/^\["([^"]*)"/.exec(example)?.[1] ?? example)
}

/** Words by key, or lists of words by key. */
export function WordMapField(props: FieldProps) {
  const { field, path, value } = props
  const entries = mapOf(value) ?? []
  const isLists = field.kind === 'words-map'
  const form = useForm()
  return (
    <GroupFrame {...props}>
      {({ describedBy }) => (
        <div className={styles.words}>
          {entries.map(([key, content], index) => (
            <MapLine
              // By place: a key that is renamed stays the line it is.
              key={index}
              field={field}
              path={path}
              entryKey={key}
              content={content}
              number={index + 1}
              keys={entries.map(([each]) => each)}
              isLists={isLists}
            />
          ))}
          <NewWord
            label={texts.addTo(field.label)}
            describedBy={describedBy}
            placeholder={texts.addKey}
            onAdd={(key) => {
              if (!entries.some(([each]) => each === key))
                form.onChange([{ kind: 'set', path: [...path, key], value: isLists ? [] : '' }])
            }}
          />
        </div>
      )}
    </GroupFrame>
  )
}

interface MapLineProps {
  readonly field: FieldProps['field']
  readonly path: ConfigPath
  readonly entryKey: string
  readonly content: YamlValue
  readonly number: number
  readonly keys: readonly string[]
  readonly isLists: boolean
}

function MapLine({ field, path, entryKey, content, number, keys, isLists }: MapLineProps) {
  const form = useForm()
  const own = [...path, entryKey]
  const remove = (
    <RowButton
      icon="close"
      label={texts.removeItem(entryKey)}
      onClick={() => form.onChange([{ kind: 'remove', path: keys.length === 1 ? path : own }])}
    />
  )
  const keyInput = (
    <WordInput
      label={texts.keyOf(field.label, number)}
      word={entryKey}
      // Half a key is another key.
      commitsOnPause={() => false}
      accepts={(key) => key !== '' && !keys.includes(key)}
      onCommit={(name) => form.onChange([{ kind: 'rename', path: own, name }])}
      onMove={() => undefined}
      onNext={() => undefined}
    />
  )
  if (!isLists)
    return (
      <div className={styles.word}>
        {keyInput}
        <WordInput
          label={texts.valueOf(field.label, entryKey)}
          word={textOf(content) ?? ''}
          onCommit={(text) => form.onChange([{ kind: 'set', path: own, value: text }])}
          onMove={() => undefined}
          onNext={() => undefined}
        />
        {remove}
      </div>
    )
  return (
    <div className={styles.mapList}>
      <div className={styles.word}>
        {keyInput}
        {remove}
      </div>
      <div className={styles.indented} role="group" aria-label={texts.valuesOf(field.label, entryKey)}>
        <WordList
          label={texts.valuesOf(field.label, entryKey)}
          words={(listOf(content) ?? []).map((word) => textOf(word) ?? '')}
          onSet={(index, word) => form.onChange([{ kind: 'set', path: [...own, index], value: word }])}
          onAdd={(word) => form.onChange([{ kind: 'insert', path: own, value: word }])}
          onRemove={(index) => form.onChange([{ kind: 'remove', path: [...own, index] }])}
          onMove={(index, to) => form.onChange([{ kind: 'move', path: [...own, index], to }])}
        />
      </div>
    </div>
  )
}
