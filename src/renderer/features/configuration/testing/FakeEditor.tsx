import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react'
import type { TextEdit } from '../../../../shared/config/problem.ts'
import type { YamlEditorProps } from '../../../editor/YamlEditor.tsx'

/** Stands in for Monaco, which jsdom cannot draw: a text field that keeps the same promises. */
export function YamlEditor({ label, initialText, place, handle, onChange, onCursor }: YamlEditorProps) {
  const [text, setText] = useState(initialText)
  const field = useRef<HTMLTextAreaElement>(null)
  const change = (next: string): void => {
    setText(next)
    onChange(next)
  }
  const goTo = useEffectEvent((wanted: NonNullable<typeof place>) => {
    onCursor(wanted.line, wanted.column)
    field.current?.focus()
  })
  useEffect(() => {
    if (place) goTo(place)
  }, [place])
  useImperativeHandle(handle, () => ({
    focus: () => field.current?.focus(),
    goTo(problem) {
      onCursor(problem.line, problem.column)
      field.current?.focus()
    },
    applyEdits: (edits) => change(edits.reduce(applyEdit, text)),
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

/** Edits of the tests stay within one line. */
function applyEdit(text: string, edit: TextEdit): string {
  const lines = text.split('\n')
  const line = lines[edit.startLine - 1] ?? ''
  const changed = line.slice(0, edit.startColumn - 1) + edit.text + line.slice(edit.endColumn - 1)
  return lines.with(edit.startLine - 1, changed).join('\n')
}
