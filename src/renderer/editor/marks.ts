import type * as Monaco from 'monaco-editor/editor'
import { worstFirst, type Problem, type Severity } from '../../shared/config/problem.ts'
import { remark } from '../messages/short-clause.ts'
import { rangeOfProblem } from './fixes.ts'
import classes from './marks.module.css'
import type { SecretRange } from './secrets.ts'

/** Whole lines of the text, both included. */
export interface Lines {
  readonly startLine: number
  readonly endLine: number
}

/**
 * What is drawn into the text besides the markers: the worst problem of each line, in one sentence, and ignored keys
 * struck through (interface.md 3, 6.5).
 */
export function problemDecorations(
  problems: readonly Problem[],
  model: Monaco.editor.ITextModel,
): Monaco.editor.IModelDeltaDecoration[] {
  const decorations: Monaco.editor.IModelDeltaDecoration[] = []
  const worstOfLine = new Map<number, Problem>()
  for (const problem of problems) {
    const known = worstOfLine.get(problem.line)
    if (!known || worstFirst(problem, known) < 0) worstOfLine.set(problem.line, problem)
    if (problem.severity === 'ignored')
      decorations.push({
        range: model.validateRange(rangeOfProblem(problem)),
        options: { inlineClassName: classes.ignored ?? '' },
      })
  }
  for (const problem of worstOfLine.values()) {
    const line = Math.min(problem.line, model.getLineCount())
    const end = model.getLineMaxColumn(line)
    decorations.push({
      range: { startLineNumber: line, startColumn: end, endLineNumber: line, endColumn: end },
      options: {
        showIfCollapsed: true,
        after: {
          content: `\u00A0\u00A0${remark(problem.message).replaceAll('`', '')}`,
          inlineClassName: textClass(problem.severity),
          inlineClassNameAffectsLetterSpacing: true,
        },
      },
    })
  }
  return decorations
}

/** Discs over the values of secrets; what is typed at their end is masked too. */
export function secretDecorations(ranges: readonly SecretRange[]): Monaco.editor.IModelDeltaDecoration[] {
  return ranges.map(({ line, startColumn, endColumn }) => ({
    range: { startLineNumber: line, startColumn, endLineNumber: line, endColumn },
    options: { inlineClassName: classes.secret ?? '', stickiness: 0 },
  }))
}

function textClass(severity: Severity): string {
  return classes[severity === 'ignored' ? 'ignoredText' : severity] ?? ''
}

/** The block of the form that is open, and the lines of the field that has the focus (interface.md 6.5). */
export function formDecorations(
  model: Monaco.editor.ITextModel,
  block: Lines | undefined,
  field: Lines | undefined,
): Monaco.editor.IModelDeltaDecoration[] {
  const whole = ({ startLine, endLine }: Lines): Monaco.IRange =>
    model.validateRange({ startLineNumber: startLine, startColumn: 1, endLineNumber: endLine, endColumn: 1 })
  return [
    ...(block
      ? [
          {
            range: whole(block),
            options: {
              isWholeLine: true,
              className: classes.block ?? '',
              linesDecorationsClassName: classes.blockEdge ?? '',
            },
          },
        ]
      : []),
    ...(field
      ? [{ range: whole(field), options: { isWholeLine: true, className: classes.fieldLine ?? '' } }]
      : []),
  ]
}
