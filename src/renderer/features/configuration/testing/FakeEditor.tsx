import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react'
import { applyEdits } from '../../../../shared/config/index.ts'
import type { YamlEditorProps } from '../../../editor/YamlEditor.tsx'

/** Stands in for Monaco, which jsdom cannot draw: a text field that keeps the same promises. */
export function YamlEditor({ label, initialText, place, handle, onChange, onCursor }: YamlEditorProps) {
  const [text, setText] = useState(initialText)
  const field = useRef<HTMLTextAreaElement>(null)
  const undone = useRef<string[]>([])
  const change = (next: string): void => {
    undone.current.push(text)
    setText(next)
    onChange(next)
  }
  const goTo = useEffectEvent((wanted: NonNullable<typeof place>) => {
    onCursor(wanted.line, wanted.column, true)
    field.current?.focus()
  })
  useEffect(() => {
    if (place) goTo(place)
  }, [place])
  useImperativeHandle(handle, () => ({
    focus: () => field.current?.focus(),
    text: () => text,
    goTo(to) {
      onCursor(to.line, to.column, true)
      field.current?.focus()
    },
    show: (to) => onCursor(to.line, to.column, true),
    undo: () => {
      const [last] = undone.current.splice(-1)
      if (last !== undefined) {
        setText(last)
        onChange(last)
      }
    },
    redo: () => undefined,
    run: () => undefined,
    applyEdits: (edits) => change(applyEdits(text, edits)),
    replaceText: change,
  }))
  return (
    <textarea
      ref={field}
      aria-label={label}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}
