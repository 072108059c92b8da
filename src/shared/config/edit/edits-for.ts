import { visit } from 'yaml'
import { AppError, assertNever } from '../../errors.ts'
import type { TextEdit } from '../problem.ts'
import { spanOf } from '../yaml-source.ts'
import { cannotEdit } from './cannot-edit.ts'
import { changed } from './changed-value.ts'
import type { Read, Splice } from './draft.ts'
import { Draft } from './draft.ts'
import type { Layout } from './layout.ts'
import { isBlockText } from './layout.ts'
import { locate } from './locate.ts'
import type { Change, ConfigPath, YamlValue } from './model.ts'
import { moveItem } from './move-item.ts'
import { removeEntry } from './remove-entry.ts'
import { renameKey } from './rename-key.ts'
import { insertValue, setValue, writeOut } from './set-value.ts'
import { isSame, valueAt, valueOf } from './values.ts'

/**
 * The smallest patch that makes the changes, one after the other: later paths see the earlier changes. The result
 * is read back before it is given: it holds what was asked for and nothing else changed, or `config.cannot-edit`.
 * `read`: a `YamlReader`'s, for many patches of one long text.
 */
export function editsFor(text: string, changes: readonly Change[], read?: Read): readonly TextEdit[] {
  try {
    return attempt(new Draft(text, { read }), changes)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return retry(text, changes, read) ?? raise(error)
  }
}

/** Once more with nothing whose meaning hangs on the lines below: blocks of text end where a comment further out begins. */
function retry(text: string, changes: readonly Change[], read?: Read): readonly TextEdit[] | undefined {
  try {
    const draft = new Draft(text, { read, hasBlockText: false })
    draft.apply(stripLastBlock(draft.layout))
    return attempt(draft, changes)
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

function raise(error: AppError): never {
  throw error
}

function attempt(draft: Draft, changes: readonly Change[]): readonly TextEdit[] {
  let expected: YamlValue | undefined = documentOf(draft)
  for (const change of changes) expected = changed(expected, apply(draft, change))
  if (isSame(documentOf(draft), expected)) return draft.edits()
  const isShared = draft.layout.source.targets.size > 0
  throw cannotEdit(
    isShared
      ? 'other places use this value by alias or `<<` and would change with it; write the value out there first'
      : 'the text around this place cannot hold the change; make it in the text',
    changes[0]?.path,
  )
}

function documentOf(draft: Draft): YamlValue {
  const { source } = draft.layout
  return valueOf(source.root, source)
}

/** Makes a change; returns it as it was made, because removing may take an emptied map with it. */
function apply(draft: Draft, change: Change): Change {
  switch (change.kind) {
    case 'set':
      setValue(draft, change.path, change.value)
      return change
    case 'insert':
      insertValue(draft, change.path, change.index, change.value)
      return change
    case 'move':
      moveItem(draft, change.path, change.to)
      return change
    case 'rename':
      renameKey(draft, change.path, change.name)
      return change
    case 'remove':
      return { kind: 'remove', path: remove(draft, change.path) }
    default:
      return assertNever(change)
  }
}

function remove(draft: Draft, path: ConfigPath): ConfigPath {
  if (valueAt(documentOf(draft), path) === undefined) return path
  const location = locate(draft.layout.source, path)
  switch (location.kind) {
    case 'found':
      return removeEntry(draft, location.place)
    case 'borrowed':
      writeOut(draft, location.path, path, () => undefined)
      return path
    case 'missing':
      throw cannotEdit('this value comes in through `<<` from another place; remove it there', path)
    default:
      return assertNever(location)
  }
}

/**
 * At the end of a file without a line break `|` and `|-` say the same. The first would say more once a line
 * follows, so that it becomes the second when an edit fails without that.
 */
function stripLastBlock(layout: Layout): Splice[] {
  const { text, source } = layout
  const splices: Splice[] = []
  if (text.endsWith('\n') || source.root === undefined) return splices
  visit(source.root, {
    Scalar: (_key, node) => {
      const { start, end } = spanOf(node)
      if (!isBlockText(node) || end !== text.length) return
      const [header = '', style = '', indent = ''] = /^([|>])[-+]?(\d?)[-+]?/.exec(text.slice(start)) ?? []
      splices.push({ start, end: start + header.length, text: `${style}${indent}-` })
    },
  })
  return splices
}
