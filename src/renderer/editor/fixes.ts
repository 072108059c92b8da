import type * as Monaco from 'monaco-editor/editor'
import type { Problem, Severity, TextEdit } from '../../shared/config/problem.ts'
import { editorTexts } from '../messages/configuration.ts'
import { contextOf } from './editor-context.ts'
import { monacoEdit } from './monaco-edits.ts'

const owner = 'botdesk'
const keepCommand = 'botdesk.keep'
// Monaco's MarkerSeverity is an enum: Hint 1, Info 2, Warning 4, Error 8.
const markerSeverity: Readonly<Record<Severity, number>> = { error: 8, hazard: 4, ignored: 2, info: 1 }

/** Shows the findings of the checks as markers of ours and remembers their fixes. */
export function setProblems(
  monaco: typeof Monaco,
  model: Monaco.editor.ITextModel,
  problems: readonly Problem[],
): void {
  Object.assign(contextOf(model), { version: model.getVersionId(), problems })
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

/** Whether a problem may be kept with a reason: what tbot refuses may not. */
export function canBeKept({ severity }: Problem): boolean {
  return severity === 'hazard' || severity === 'ignored'
}

/** Edits as Monaco's own, so that one undo takes them back. */
export function editOperations(edits: readonly TextEdit[]): Monaco.editor.IIdentifiedSingleEditOperation[] {
  return edits.map((edit) => ({ ...monacoEdit(edit), forceMoveMarkers: true }))
}

/** Offers the fixes of the problems at the cursor, and keeping them; none while the text is newer than its check. */
export function registerFixes(monaco: typeof Monaco): void {
  monaco.editor.registerCommand(keepCommand, (_accessor: unknown, uri: Monaco.Uri, problem: Problem) => {
    const model = monaco.editor.getModel(uri)
    if (model) contextOf(model).keep(problem)
  })
  monaco.languages.registerCodeActionProvider('yaml', {
    provideCodeActions(model, range) {
      const { version, problems } = contextOf(model)
      const found = version === model.getVersionId() ? problems : []
      const near = found.filter(
        (problem) => problem.line <= range.endLineNumber && problem.endLine >= range.startLineNumber,
      )
      const fixes = near.flatMap(({ fix }) => (fix ? [fixAction(model, fix)] : []))
      const keeps = near.filter(canBeKept).map((problem) => ({
        title: editorTexts.keepAction(problem.message.replaceAll('`', '')),
        kind: 'quickfix',
        command: { id: keepCommand, title: editorTexts.keep, arguments: [model.uri, problem] },
      }))
      return { actions: [...fixes, ...keeps], dispose: () => undefined }
    },
  })
}

function fixAction(
  model: Monaco.editor.ITextModel,
  fix: NonNullable<Problem['fix']>,
): Monaco.languages.CodeAction {
  return {
    title: fix.title,
    kind: 'quickfix',
    isPreferred: true,
    edit: {
      edits: fix.edits.map((edit) => ({
        resource: model.uri,
        versionId: model.getVersionId(),
        textEdit: monacoEdit(edit),
      })),
    },
  }
}
