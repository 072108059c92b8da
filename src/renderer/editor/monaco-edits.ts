import type * as Monaco from 'monaco-editor/editor'
import type { TextRange } from '../../shared/config/edit/model.ts'
import type { TextEdit } from '../../shared/config/problem.ts'

/** A stretch of the text in Monaco's words. */
export function monacoRange({ startLine, startColumn, endLine, endColumn }: TextRange): Monaco.IRange {
  return { startLineNumber: startLine, startColumn, endLineNumber: endLine, endColumn }
}

/** A replacement in the text in Monaco's words. */
export function monacoEdit(edit: TextEdit): Monaco.languages.TextEdit {
  return { range: monacoRange(edit), text: edit.text }
}
