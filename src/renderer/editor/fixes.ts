import type * as Monaco from 'monaco-editor/editor'
import type { Problem, Severity, TextEdit } from '../../shared/config/problem.ts'

interface Checked {
  readonly version: number
  readonly problems: readonly Problem[]
}

/** The problems of each open text, for `Ctrl .`: markers cannot carry edits. */
const checkedTexts = new WeakMap<Monaco.editor.ITextModel, Checked>()

const owner = 'botdesk'
// Monaco's MarkerSeverity is an enum: Hint 1, Info 2, Warning 4, Error 8.
const markerSeverity: Readonly<Record<Severity, number>> = { error: 8, hazard: 4, ignored: 2, info: 1 }

/** Shows the findings of the checks as markers of ours and remembers their fixes. */
export function setProblems(
  monaco: typeof Monaco,
  model: Monaco.editor.ITextModel,
  problems: readonly Problem[],
): void {
  checkedTexts.set(model, { version: model.getVersionId(), problems })
  monaco.editor.setModelMarkers(
    model,
    owner,
    problems.map((problem) => ({
      ...rangeOfProblem(problem),
      severity: markerSeverity[problem.severity],
      message: problem.message,
      code: problem.code,
    })),
  )
}

/** The place of a problem as Monaco counts it; at least one character wide, so that it can be seen. */
export function rangeOfProblem(problem: Problem): Monaco.IRange {
  const isEmpty = problem.endLine === problem.line && problem.endColumn <= problem.column
  return {
    startLineNumber: problem.line,
    startColumn: problem.column,
    endLineNumber: problem.endLine,
    endColumn: isEmpty ? problem.column + 1 : problem.endColumn,
  }
}

/** Edits of a fix as Monaco's own, so that one undo takes them back. */
export function editOperations(edits: readonly TextEdit[]): Monaco.editor.IIdentifiedSingleEditOperation[] {
  return edits.map((edit) => ({
    range: {
      startLineNumber: edit.startLine,
      startColumn: edit.startColumn,
      endLineNumber: edit.endLine,
      endColumn: edit.endColumn,
    },
    text: edit.text,
    forceMoveMarkers: true,
  }))
}

/** Offers the fixes of the problems at the cursor; none while the text is newer than its check. */
export function registerFixes(monaco: typeof Monaco): void {
  monaco.languages.registerCodeActionProvider('yaml', {
    provideCodeActions(model, range) {
      const checked = checkedTexts.get(model)
      const isCurrent = checked?.version === model.getVersionId()
      const problems = isCurrent ? checked.problems : []
      const actions = problems
        .filter((problem) => problem.line <= range.endLineNumber && problem.endLine >= range.startLineNumber)
        .flatMap(({ fix }) => (fix ? [{ fix }] : []))
        .map(({ fix }) => ({
          title: fix.title,
          kind: 'quickfix',
          isPreferred: true,
          edit: {
            edits: editOperations(fix.edits).map(({ range: place, text }) => ({
              resource: model.uri,
              versionId: model.getVersionId(),
              textEdit: { range: place, text: text ?? '' },
            })),
          },
        }))
      return { actions, dispose: () => undefined }
    },
  })
}
