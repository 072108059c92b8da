import type * as Monaco from 'monaco-editor/editor'
import type { Snippet } from '../../shared/config/form/index.ts'
import type { Problem } from '../../shared/config/problem.ts'

/** What Monaco's providers, which are registered once for all editors, need to know of one text. */
export interface EditorContext {
  /** The text the screen was told last, and when the key for it was pressed; undefined once its check was measured. */
  text: string
  changedAt: number | undefined
  /** The text version the problems are about. */
  version: number
  problems: readonly Problem[]
  snippets: readonly Snippet[]
  /** Asks for a reason to keep a problem. */
  keep: (problem: Problem) => void
}

const contexts = new WeakMap<Monaco.editor.ITextModel, EditorContext>()

/** The context of a text; an empty one at first. */
export function contextOf(model: Monaco.editor.ITextModel): EditorContext {
  const known = contexts.get(model)
  if (known) return known
  const fresh: EditorContext = {
    text: '',
    changedAt: undefined,
    version: 0,
    problems: [],
    snippets: [],
    keep: () => undefined,
  }
  contexts.set(model, fresh)
  return fresh
}
