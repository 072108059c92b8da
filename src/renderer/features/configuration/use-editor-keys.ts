import { useEffect, useRef } from 'react'

export interface EditorKeys {
  readonly onReview: () => void
  readonly onNextProblem: (step: 1 | -1) => void
  readonly onNextPart: () => void
}

/** `Ctrl S`, `F8`, `Shift F8` and `F6` on the whole screen, before the editor sees them (interface.md 2). */
export function useEditorKeys(keys: EditorKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (document.querySelector('[role=dialog][aria-modal=true]') || !act(event, latest.current)) return
      event.preventDefault()
      event.stopPropagation()
    }
    addEventListener('keydown', listen, true)
    return () => removeEventListener('keydown', listen, true)
  }, [])
}

function act(event: KeyboardEvent, keys: EditorKeys): boolean {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
  if (event.key.toLowerCase() === 's' && (event.ctrlKey || event.metaKey) && !event.shiftKey) keys.onReview()
  else if (event.key === 'F8' && isPlain) keys.onNextProblem(event.shiftKey ? -1 : 1)
  else if (event.key === 'F6' && isPlain) keys.onNextPart()
  else return false
  return true
}
