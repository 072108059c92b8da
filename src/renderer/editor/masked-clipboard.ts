import type * as Monaco from 'monaco-editor/editor'
import { maskedText } from './masked-text.ts'

/**
 * Makes copy and cut give dots for secret values while `isMasked` says so. Pasting such a text back into the
 * editor gives the real one, so a line can be moved. Ends with the returned function.
 */
export function maskClipboard(
  editor: Monaco.editor.IStandaloneCodeEditor,
  isMasked: () => boolean,
): () => void {
  const container = editor.getContainerDomNode()
  let held: { readonly masked: string; readonly real: string } | undefined

  function take(event: ClipboardEvent): void {
    const model = editor.getModel()
    const ranges = selectedRanges(editor)
    if (!model || !event.clipboardData || !editor.hasTextFocus() || !isMasked()) return
    const text = model.getValue()
    const masked = ranges.map((range) => maskedText(text, range)).join(model.getEOL())
    const real = ranges.map((range) => model.getValueInRange(range)).join(model.getEOL())
    if (masked === real) return
    held = { masked, real }
    event.clipboardData.setData('text/plain', masked)
    event.preventDefault()
    event.stopImmediatePropagation()
    if (event.type !== 'cut') return
    editor.pushUndoStop()
    editor.executeEdits(
      'cut',
      ranges.map((range) => ({ range, text: '' })),
    )
    editor.pushUndoStop()
  }

  function paste(event: ClipboardEvent): void {
    if (!held || event.clipboardData?.getData('text/plain') !== held.masked) return
    event.preventDefault()
    event.stopImmediatePropagation()
    editor.trigger('keyboard', 'paste', { text: held.real })
  }

  container.addEventListener('copy', take, true)
  container.addEventListener('cut', take, true)
  container.addEventListener('paste', paste, true)
  return () => {
    container.removeEventListener('copy', take, true)
    container.removeEventListener('cut', take, true)
    container.removeEventListener('paste', paste, true)
  }
}

/** The selections; an empty one stands for its whole line, as everywhere in the editor. */
function selectedRanges(editor: Monaco.editor.IStandaloneCodeEditor): Monaco.IRange[] {
  return (editor.getSelections() ?? []).map((selection) =>
    selection.isEmpty()
      ? {
          startLineNumber: selection.startLineNumber,
          startColumn: 1,
          endLineNumber: selection.startLineNumber + 1,
          endColumn: 1,
        }
      : selection,
  )
}
