import { isAlias, isMap, isScalar, parseAllDocuments } from 'yaml'
import type { Document, Node } from 'yaml'
import { editsFor } from '../config/edit/index.ts'
import type { Change } from '../config/edit/model.ts'
import { applyEdits } from '../config/index.ts'
import { AppError } from '../errors.ts'

/** A value to write or to take out. */
export type ValueChange = Extract<Change, { kind: 'set' | 'remove' }>

/** Each patch reads the whole text again; beyond this many the document is written anew. */
const mostPatches = 50

/** The first document of a text with some values set or taken out: the smallest change, comments are kept. */
export function changeText(text: string, changes: readonly ValueChange[]): string {
  if (changes.length === 0) return text
  if (changes.length > mostPatches) return rewritten(text, changes)
  try {
    return applyEdits(text, editsFor(text, changes))
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'config.cannot-edit') return rewritten(text, changes)
    throw thrown
  }
}

/** Where a patch cannot do it (an alias, a merge key), the document is written anew; comments are kept, spacing is not. */
function rewritten(text: string, changes: readonly ValueChange[]): string {
  const [document] = [...parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' })]
  if (document === undefined || !isMap(document.contents)) {
    throw new AppError('export.not-possible', 'the file is not a map of keys and values')
  }
  for (const { path, ...change } of changes) {
    ownPath(document, path.slice(0, -1))
    if (change.kind === 'set') document.setIn(path, document.createNode(change.value))
    else if (document.hasIn(path)) document.deleteIn(path)
  }
  return document.toString({ lineWidth: 0 })
}

/** Aliases on the way become copies, so that a change stays in its place; a key with nothing behind it a map. */
function ownPath(document: Document.Parsed, path: ValueChange['path']): void {
  for (let depth = 1; depth <= path.length; depth++) {
    const at = path.slice(0, depth)
    const node: unknown = document.getIn(at, true)
    if (isScalar(node)) document.setIn(at, document.createNode({}))
    if (!isAlias(node)) continue
    const copy = node.resolve(document)?.clone() as Node | undefined // a clone of a node is one
    if (copy === undefined) return
    if ('anchor' in copy) delete copy.anchor
    document.setIn(at, copy)
  }
}
