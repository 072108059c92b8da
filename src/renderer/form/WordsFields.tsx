import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core'
import { useRef, useState, type KeyboardEvent } from 'react'
import type { ConfigPath, YamlValue } from '../../shared/config/edit/model.ts'
import { Icon, type IconName } from '../components/icons/Icon.tsx'
import { formTexts as texts } from '../messages/form.ts'
import { FieldFrame } from './FieldFrame.tsx'
import type { FieldProps } from './field-props.ts'
import { listOf, mapOf, textOf } from './field-values.ts'
import styles from './Form.module.css'
import { useForm } from './form-context.ts'
import { useTypedText } from './use-typed-text.ts'

/** A list of words: one line each, in the file's order. */
export function WordsField({ field, path, value, problems }: FieldProps) {
  const form = useForm()
  const clear = <ClearWhole label={field.label} path={path} isShown={value !== undefined} />
  return (
    <FieldFrame
      field={field}
      path={path}
      problems={problems}
      isWritten={value !== undefined}
      isGroup
      saysUnset
      aside={clear}
    >
      {({ describedBy }) => (
        <WordList
          label={field.label}
          describedBy={describedBy}
          placeholder={field.examples[0]}
          words={(listOf(value) ?? []).map((word) => textOf(word) ?? '')}
          onSet={(index, word) => form.onChange([{ kind: 'set', path: [...path, index], value: word }])}
          onAdd={(word) => form.onChange([{ kind: 'insert', path, value: word }])}
          onRemove={(index, isLast) =>
            form.onChange([{ kind: 'remove', path: isLast ? path : [...path, index] }])
          }
          onMove={(index, to) => form.onChange([{ kind: 'move', path: [...path, index], to }])}
        />
      )}
    </FieldFrame>
  )
}

interface WordListProps {
  readonly label: string
  readonly describedBy?: string
  readonly placeholder?: string | undefined
  readonly words: readonly string[]
  readonly onSet: (index: number, word: string) => void
  readonly onAdd: (word: string) => void
  readonly onRemove: (index: number, isLast: boolean) => void
  readonly onMove: (index: number, to: number) => void
}

/** Lines of words, and one to begin the next with. Alt and an arrow move a line, an emptied line goes. */
function WordList({ label, describedBy, placeholder, words, onSet, onAdd, onRemove, onMove }: WordListProps) {
  const list = useRef<HTMLDivElement>(null)
  const focusLine = (index: number): void => {
    setTimeout(() => list.current?.querySelectorAll<HTMLInputElement>('input')[index]?.focus())
  }
  return (
    <div ref={list} className={styles.words}>
      {words.map((word, index) => {
        const name = texts.itemOf(label, index + 1)
        const move = (to: number): void => {
          if (to < 0 || to >= words.length) return
          onMove(index, to)
          focusLine(to)
        }
        return (
          <div key={index} className={styles.word}>
            <WordInput
              label={name}
              word={word}
              onCommit={(text) => (text === '' ? onRemove(index, words.length === 1) : onSet(index, text))}
              onMove={(by) => move(index + by)}
              onNext={() => focusLine(index + 1)}
            />
            <RowButton
              icon="chevron-up"
              label={texts.moveUp(name)}
              isOff={index === 0}
              onClick={() => move(index - 1)}
            />
            <RowButton
              icon="chevron-down"
              label={texts.moveDown(name)}
              isOff={index === words.length - 1}
              onClick={() => move(index + 1)}
            />
            <RowButton
              icon="close"
              label={texts.removeItem(name)}
              onClick={() => {
                onRemove(index, words.length === 1)
                focusLine(Math.max(0, index - 1))
              }}
            />
          </div>
        )
      })}
      <NewWord
        label={texts.addTo(label)}
        describedBy={describedBy}
        placeholder={placeholder ?? texts.addWord}
        onAdd={onAdd}
      />
    </div>
  )
}

function WordInput(props: {
  label: string
  word: string
  onCommit: (text: string) => void
  onMove: (by: 1 | -1) => void
  onNext: () => void
}) {
  const { take: _take, type: _type, ...typed } = useTypedText(props.word, props.onCommit)
  return (
    <TextInput
      size="xs"
      className={styles.grow}
      aria-label={props.label}
      classNames={{ input: 'bd-mono' }}
      autoComplete="off"
      spellCheck={false}
      {...typed}
      onKeyDown={(event) => {
        typed.onKeyDown(event)
        if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
          event.preventDefault()
          props.onMove(event.key === 'ArrowUp' ? -1 : 1)
        } else if (event.key === 'Enter') props.onNext()
      }}
    />
  )
}

/** The empty line at the end: Enter or leaving it adds its word. */
function NewWord(props: {
  label: string
  describedBy?: string | undefined
  placeholder: string
  onAdd: (word: string) => void
}) {
  const [word, setWord] = useState('')
  const add = (): void => {
    const text = word.trim()
    setWord('')
    if (text !== '') props.onAdd(text)
  }
  return (
    <div className={styles.word}>
      <TextInput
        size="xs"
        className={styles.grow}
        aria-label={props.label}
        attributes={{ input: { 'aria-describedby': props.describedBy } }}
        classNames={{ input: 'bd-mono' }}
        placeholder={props.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={word}
        onChange={(event) => setWord(event.currentTarget.value)}
        onBlur={add}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) add()
        }}
      />
      <Button variant="subtle" disabled={word.trim() === ''} onClick={add}>
        {texts.addWord}
      </Button>
    </div>
  )
}

/** A small button in a line of a list. */
export function RowButton({
  icon,
  label,
  isOff = false,
  onClick,
}: {
  icon: IconName
  label: string
  isOff?: boolean
  onClick: () => void
}) {
  return (
    <Tooltip label={label} disabled={isOff}>
      <ActionIcon size={24} aria-label={label} disabled={isOff} onClick={onClick}>
        <Icon name={icon} size={14} />
      </ActionIcon>
    </Tooltip>
  )
}

/** Takes a whole list, map or section out of the file. */
export function ClearWhole({ label, path, isShown }: { label: string; path: ConfigPath; isShown: boolean }) {
  const form = useForm()
  if (!isShown) return null
  return (
    <RowButton
      icon="close"
      label={texts.clearField(label)}
      onClick={() => form.onChange([{ kind: 'remove', path }])}
    />
  )
}

/** Words by key, or lists of words by key. */
export function WordMapField({ field, path, value, problems }: FieldProps) {
  const entries = mapOf(value) ?? []
  const isLists = field.kind === 'words-map'
  const form = useForm()
  const clear = <ClearWhole label={field.label} path={path} isShown={value !== undefined} />
  return (
    <FieldFrame
      field={field}
      path={path}
      problems={problems}
      isWritten={value !== undefined}
      isGroup
      saysUnset
      aside={clear}
    >
      {({ describedBy }) => (
        <div className={styles.words}>
          {entries.map(([key, content], index) => (
            <MapLine
              key={key}
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
    </FieldFrame>
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
  const rename = (key: string): void => {
    if (key === '' || keys.includes(key)) return
    form.onChange([
      { kind: 'remove', path: own },
      { kind: 'set', path: [...path, key], value: content },
    ])
  }
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
      onCommit={rename}
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
