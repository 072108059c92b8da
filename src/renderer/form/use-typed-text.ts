import { useEffect, useRef, useState, type ChangeEvent, type FocusEvent, type KeyboardEvent } from 'react'

const pauseMs = 700

/** What a text control needs to show and to take what is typed. */
export interface TypedText {
  readonly value: string
  readonly onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void
  readonly onBlur: (event: FocusEvent) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  /** Sets the text as typing does. */
  readonly type: (text: string) => void
  /** Sets the text and commits it at once, e.g. for a suggestion that was picked. */
  readonly take: (text: string) => void
}

interface TypingOptions {
  /** Whether a pause commits that text; one that does not waits for Enter or the end of the focus. */
  readonly commitsOnPause?: (text: string) => boolean
  /** What is not accepted is taken back when it would be committed. */
  readonly accepts?: (text: string) => boolean
}

/**
 * Text while it is typed. It is committed on blur, on Enter, and after a pause, so that an undo step is an edit and not
 * a key; Escape takes back what was not committed. A change of the file from elsewhere wins over what is typed.
 */
export function useTypedText(
  written: string,
  commit: (text: string) => void,
  { commitsOnPause = () => true, accepts = () => true }: TypingOptions = {},
): TypedText {
  const [draft, setDraft] = useState<string>()
  const [sent, setSent] = useState<string>()
  const [seen, setSeen] = useState(written)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  if (seen !== written) {
    setSeen(written)
    setSent(undefined)
    // Our own edit has arrived; what was typed after it stays.
    if (sent !== written || draft === written) setDraft(undefined)
  }
  const flush = (text: string | undefined): void => {
    clearTimeout(timer.current)
    if (text === undefined || text === (sent ?? written)) return
    if (!accepts(text)) {
      setDraft(undefined)
      return
    }
    setSent(text)
    commit(text)
  }
  const latest = useRef(() => flush(draft))
  useEffect(() => {
    latest.current = () => flush(draft)
  })
  useEffect(
    () => () => {
      // A form that goes away keeps what was typed into it.
      latest.current()
    },
    [],
  )
  const type = (text: string): void => {
    setDraft(text)
    clearTimeout(timer.current)
    if (commitsOnPause(text)) timer.current = setTimeout(() => latest.current(), pauseMs)
  }
  return {
    value: draft ?? written,
    type,
    onChange: (event) => type(event.currentTarget.value),
    onBlur: () => flush(draft),
    onKeyDown(event) {
      // Alt and an arrow do something with what is written here.
      const isAct = event.key === 'Enter' || (event.altKey && event.key.startsWith('Arrow'))
      if (isAct && !event.nativeEvent.isComposing) flush(draft)
      if (event.key !== 'Escape' || draft === undefined) return
      event.stopPropagation()
      clearTimeout(timer.current)
      setDraft(undefined)
    },
    take(text) {
      setDraft(text)
      flush(text)
    },
  }
}
