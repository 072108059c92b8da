import { Button, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { formTexts as texts } from '../messages/form.ts'
import styles from './Form.module.css'
import { ItemButtons } from './ItemButtons.tsx'
import { useTypedText } from './use-typed-text.ts'

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
export function WordList({
  label,
  describedBy,
  placeholder,
  words,
  onSet,
  onAdd,
  onRemove,
  onMove,
}: WordListProps) {
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
              // An emptied line may be about to get another word.
              commitsOnPause={(text) => text !== ''}
              onCommit={(text) => (text === '' ? onRemove(index, words.length === 1) : onSet(index, text))}
              onMove={(by) => move(index + by)}
              onNext={() => focusLine(index + 1)}
            />
            <ItemButtons
              name={name}
              index={index}
              isLast={index === words.length - 1}
              onMove={move}
              onRemove={() => {
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

/** One word that is committed like any text. */
export function WordInput(props: {
  label: string
  word: string
  commitsOnPause?: (text: string) => boolean
  accepts?: (text: string) => boolean
  onCommit: (text: string) => void
  onMove: (by: 1 | -1) => void
  onNext: () => void
}) {
  const { take: _take, type: _type, ...typed } = useTypedText(props.word, props.onCommit, props)
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
export function NewWord(props: {
  label: string
  describedBy?: string | undefined
  placeholder: string
  onAdd: (word: string) => void
}) {
  const [word, setWord] = useState('')
  const typed = useRef('')
  const type = (text: string): void => {
    typed.current = text
    setWord(text)
  }
  const add = (): void => {
    const text = typed.current.trim()
    type('')
    if (text !== '') props.onAdd(text)
  }
  const latest = useRef(add)
  useEffect(() => {
    latest.current = add
  })
  // A form that goes away keeps what was typed into it.
  useEffect(() => () => latest.current(), [])
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
        onChange={(event) => type(event.currentTarget.value)}
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
