import { AppError } from '../../../errors.ts'
import { applyEdits } from '../../line-index.ts'
import type { TextEdit } from '../../problem.ts'
import { openDocument } from '../document.ts'
import { editsFor } from '../edits-for.ts'
import type { Change, YamlValue } from '../model.ts'
import { at, commentsIn, outcomes, readAgain, removedText } from './oracle.ts'

/** What became of a change: `faults` says in words what is wrong with the edit, and is empty when nothing is. */
export interface Outcome {
  readonly kind: 'edited' | 'refused'
  readonly faults: readonly string[]
}

/** Makes one change of a text and compares the result with an independent reading, byte by byte outside the edit. */
export function checkChange(text: string, document: YamlValue, change: Change): Outcome {
  const hasAnchors = /[&*][a-z]/.test(text)
  const edits = editsOrRefusal(text, change)
  if (edits instanceof AppError) {
    return { kind: 'refused', faults: hasAnchors ? [] : [told(edits.message, text, change)] }
  }
  const after = applyEdits(text, edits)
  const data = plain(readAgain(after))
  const isRight = outcomes(document, change).some((each) => plain(each) === data)
  const isDone = change.kind !== 'set' || editsFor(after, [change]).length === 0
  const faults = [
    ...(isRight ? [] : ['the data is not what was asked for']),
    ...(isDone ? [] : ['there is something left to do']),
    ...(hasAnchors ? [] : byteFaults(text, after, edits, change, document)),
  ]
  return { kind: 'edited', faults: faults.map((fault) => told(fault, text, change, after)) }
}

function told(fault: string, text: string, change: Change, after?: string): string {
  const result = after === undefined ? '' : `\n--- became ---\n${after}`
  return `${fault}: ${JSON.stringify(change)}\n--- of ---\n${text}${result}`
}

/** Of a file without anchors: an alias is written out, which takes more. */
function byteFaults(
  text: string,
  after: string,
  edits: readonly TextEdit[],
  change: Change,
  document: YamlValue,
): string[] {
  const old = at(document, change.path)
  const isNew = change.kind === 'insert' || (change.kind === 'set' && old === undefined)
  // An entry that ends in a text behind `|+` is written anew when it moves.
  const isMoved = change.kind === 'move' && !/[|>]\+/.test(text)
  const isScalarSet = change.kind === 'set' && old !== undefined && isScalar(old) && isScalar(change.value)
  const faults: string[] = []
  // Nothing goes but an empty value that is filled, and the sign of a block of text at the end of the file.
  if (isNew && removedText(text, edits).replace(/null|~|[\s{}[\]|>+-]/g, '') !== '')
    faults.push('text was lost')
  if (isScalarSet && removesOutside(text, edits, change)) faults.push('more than the value was replaced')
  if (isMoved && sorted(after) !== sorted(text)) faults.push('the move changed the text')
  if ((isNew || isMoved) && commentsIn(after).join() !== commentsIn(text).join())
    faults.push('a comment was lost')
  if (change.kind === 'remove' && !isMadeOf(after.replace(/ ?(?:\{\}|\[\])/g, ''), text))
    faults.push('text was added')
  if (change.kind === 'rename' && !isOnlyKey(text, edits, change))
    faults.push('more or less than the key was replaced')
  return faults
}

/** Whether the one edit takes away the key as it is written, in its quotes, and nothing else. */
function isOnlyKey(text: string, edits: readonly TextEdit[], { path }: Change): boolean {
  const key = String(path.at(-1))
  const spellings = [key, JSON.stringify(key), `'${key.replaceAll("'", "''")}'`]
  return edits.length === 1 && spellings.includes(removedText(text, edits))
}

/** The edits of the changes, or the refusal to make them. */
export function editsOrRefusal(text: string, ...made: readonly Change[]): readonly TextEdit[] | AppError {
  try {
    return editsFor(text, made)
  } catch (error) {
    if (error instanceof AppError && error.code === 'config.cannot-edit') return error
    throw error
  }
}

function isScalar(value: YamlValue): boolean {
  return typeof value !== 'object' || value === null
}

/** Whether an edit takes text away before or behind the lines of the value it is about. */
function removesOutside(text: string, edits: readonly TextEdit[], change: Change): boolean {
  const range = openDocument(text)?.rangeOf(change.path)
  if (range === undefined) return true
  return edits.some((edit) => {
    const isOutside =
      edit.startLine < range.startLine ||
      (edit.startLine === range.startLine && edit.startColumn < range.startColumn) ||
      edit.endLine > range.endLine + 1 ||
      (edit.endLine === range.endLine && edit.endColumn > range.endColumn)
    return isOutside && removedText(text, [edit]) !== ''
  })
}

/** As JSON with its keys in order. */
export function plain(value: YamlValue | undefined): string {
  return JSON.stringify(value ?? null, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : each,
  )
}

function sorted(text: string): string {
  return text.split('').toSorted().join('')
}

/** True when the characters of a text stand in another in the same order. */
function isMadeOf(part: string, whole: string): boolean {
  let from = 0
  return part.split('').every((character) => {
    from = whole.indexOf(character, from) + 1
    return from > 0
  })
}
