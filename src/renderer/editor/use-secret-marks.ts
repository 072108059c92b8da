import type * as Monaco from 'monaco-editor/editor'
import { useEffect, type RefObject } from 'react'
import { secretDecorations } from './marks.ts'
import { secretRanges, secretWord, type SecretRange } from './secrets.ts'

/** Longer texts are looked through when typing pauses, and only around the change at once. */
const longText = 2000
const pauseMs = 300
/** How far above a change the key of a value of several lines is looked for. */
const nearLines = 60

/** Keeps discs over the values of secrets while they are not to be shown. */
export function useSecretMarks(
  editor: RefObject<Monaco.editor.IStandaloneCodeEditor | null>,
  areShown: boolean,
): void {
  useEffect(() => {
    const model = editor.current?.getModel()
    if (!model || !editor.current || areShown) return undefined
    const marks = editor.current.createDecorationsCollection()
    let timer: ReturnType<typeof setTimeout> | undefined
    const draw = (): void => {
      marks.set(secretDecorations(secretRanges(model.getValue())))
    }
    draw()
    const watching = model.onDidChangeContent(({ changes }) => {
      if (model.getLineCount() <= longText) return draw()
      marks.append(changes.flatMap((change) => secretDecorations(secretsNear(model, change))))
      clearTimeout(timer)
      timer = setTimeout(draw, pauseMs)
      return undefined
    })
    return () => {
      clearTimeout(timer)
      watching.dispose()
      marks.clear()
    }
  }, [editor, areShown])
}

/** The secrets on the changed lines; a key above them may make all of them one. */
function secretsNear(
  model: Monaco.editor.ITextModel,
  { range, text }: Monaco.editor.IModelContentChange,
): readonly SecretRange[] {
  const end = Math.min(model.getLineCount(), range.startLineNumber + text.split('\n').length - 1)
  let start = range.startLineNumber
  const first = Math.max(1, start - nearLines)
  while (start > first && !secretWord.test(model.getLineContent(start))) start -= 1
  if (!secretWord.test(model.getLineContent(start))) return []
  const lines: string[] = []
  for (let line = start; line <= end; line += 1) lines.push(model.getLineContent(line))
  return secretRanges(lines.join('\n')).map((secret) => ({ ...secret, line: secret.line + start - 1 }))
}
