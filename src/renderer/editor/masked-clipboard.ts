import type * as Monaco from 'monaco-editor/editor'
import { secretDots, secretRanges, type SecretRange } from './secrets.ts'

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
    const secrets = secretRanges(model.getValue())
    const masked = ranges.map((range) => maskedText(model, range, secrets)).join(model.getEOL())
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

/** The text of a range in which every touched secret, also a part of one, is dots. */
function maskedText(
  model: Monaco.editor.ITextModel,
  range: Monaco.IRange,
  secrets: readonly SecretRange[],
): string {
  let text = ''
  let line = range.startLineNumber
  let column = range.startColumn
  const upTo = (endLineNumber: number, endColumn: number): string =>
    model.getValueInRange({ startLineNumber: line, startColumn: column, endLineNumber, endColumn })
  for (const secret of secrets) {
    const startsAfter =
      secret.line > range.endLineNumber ||
      (secret.line === range.endLineNumber && secret.startColumn >= range.endColumn)
    const endsBefore = secret.line < line || (secret.line === line && secret.endColumn <= column)
    if (startsAfter || endsBefore) continue
    const startColumn = secret.line === line ? Math.max(column, secret.startColumn) : secret.startColumn
    text += upTo(secret.line, startColumn) + secretDots
    line = secret.line
    column =
      secret.line === range.endLineNumber ? Math.min(secret.endColumn, range.endColumn) : secret.endColumn
  }
  return text + upTo(range.endLineNumber, range.endColumn)
}
