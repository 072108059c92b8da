import type * as Monaco from 'monaco-editor/editor'
import { editorTexts } from '../messages/configuration.ts'
import { contextOf } from './editor-context.ts'
import { monacoEdit, monacoRange } from './monaco-edits.ts'
import { snippetsAt } from './snippet-places.ts'
import { askText } from './text-service.ts'

/** Renaming a service, formatting, and entries to begin with: by our own functions, which keep comments and quotes. */
export function registerAuthoring(monaco: typeof Monaco): void {
  monaco.languages.registerRenameProvider('yaml', {
    async resolveRenameLocation(model, { lineNumber, column }) {
      const found = await askText('nameAt', { text: model.getValue(), line: lineNumber, column })
      if (!found) return { ...noPlace(lineNumber, column), rejectReason: editorTexts.nothingToRename }
      return { range: monaco.Range.lift(monacoRange(found.range)), text: found.name }
    },
    async provideRenameEdits(model, { lineNumber, column }, newName) {
      const text = model.getValue()
      const found = await askText('nameAt', { text, line: lineNumber, column })
      if (!found) return { edits: [], rejectReason: editorTexts.nothingToRename }
      const edits = await askText('rename', { text, path: found.path, name: newName.trim() })
      return {
        edits: edits.map((edit) => ({
          resource: model.uri,
          versionId: undefined,
          textEdit: monacoEdit(edit),
        })),
      }
    },
  })
  monaco.languages.registerDocumentFormattingEditProvider('yaml', {
    displayName: 'Botdesk',
    async provideDocumentFormattingEdits(model) {
      return (await askText('format', { text: model.getValue() })).map(monacoEdit)
    },
  })
  monaco.languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [' '],
    provideCompletionItems(model, { lineNumber, column }) {
      const before = model.getLineContent(lineNumber).slice(0, column - 1)
      const above = (number: number): string | undefined =>
        number > 0 ? model.getLineContent(number) : undefined
      const places = snippetsAt(contextOf(model).snippets, before, lineNumber, above)
      return {
        suggestions: places.map(({ snippet, startColumn, filterText, body }) => ({
          label: { label: snippet.label, description: editorTexts.snippet },
          kind: monaco.languages.CompletionItemKind.Snippet,
          documentation: snippet.description,
          insertText: body,
          insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
          filterText,
          // Below the keys of the schema.
          sortText: `~${snippet.label}`,
          range: new monaco.Range(lineNumber, startColumn, lineNumber, column),
        })),
      }
    },
  })
}

function noPlace(lineNumber: number, column: number): { range: Monaco.IRange; text: string } {
  return {
    range: { startLineNumber: lineNumber, startColumn: column, endLineNumber: lineNumber, endColumn: column },
    text: '',
  }
}
