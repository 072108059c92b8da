import { useWindowEvent } from '@mantine/hooks'

export interface EditorKeys {
  readonly onPlan: () => void
  readonly onOutline: () => void
  readonly onFormat: () => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly onNextProblem: (step: 1 | -1) => void
  readonly onNextPart: () => void
}

/**
 * `Ctrl S`, `Ctrl Shift O`, `Shift Alt F`, `F8`, `Shift F8` and `F6` on the whole screen, before the editor sees them; undo and redo
 * of the text from everywhere but a text field, which has its own (interface.md 2, 6.5).
 */
export function useEditorKeys(keys: EditorKeys): void {
  useWindowEvent(
    'keydown',
    (event) => {
      if (document.querySelector('[role=dialog][aria-modal=true]') || !act(event, keys)) return
      event.preventDefault()
      event.stopPropagation()
    },
    { capture: true },
  )
}

function act(event: KeyboardEvent, keys: EditorKeys): boolean {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
  const key = event.key.toLowerCase()
  if (isCommand && key === 's' && !event.shiftKey) keys.onPlan()
  else if (isCommand && key === 'o' && event.shiftKey) keys.onOutline()
  else if (isCommand && key === 'z' && !hasOwnUndo(event.target)) {
    if (event.shiftKey) keys.onRedo()
    else keys.onUndo()
  } else if (isCommand && key === 'y' && !hasOwnUndo(event.target)) keys.onRedo()
  else if (event.code === 'KeyF' && event.shiftKey && event.altKey && !event.ctrlKey) keys.onFormat()
  else if (event.key === 'F8' && isPlain) keys.onNextProblem(event.shiftKey ? -1 : 1)
  else if (event.key === 'F6' && isPlain) keys.onNextPart()
  else return false
  return true
}

function hasOwnUndo(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('.monaco-editor') || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)
}
