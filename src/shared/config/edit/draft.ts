import { LineIndex } from '../line-index.ts'
import type { TextEdit } from '../problem.ts'
import type { SourceResult } from '../yaml-source.ts'
import { cannotEdit } from './cannot-edit.ts'
import { Layout } from './layout.ts'
import { readSource } from './source.ts'
import type { Style } from './write.ts'
import { styleOf } from './write.ts'

/** A stretch of the draft's text and what takes its place. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A stretch of the original text, or a new text. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string }

/** Reads a text; what it read before is not looked at any more. */
export type Read = (text: string) => SourceResult

interface DraftOptions {
  readonly read?: Read | undefined
  readonly hasBlockText?: boolean
}

/** A text under edit, change after change, that knows what is left of the original. */
export class Draft {
  private readonly original: string
  private pieces: readonly Piece[]
  private current: { readonly text: string; layout?: Layout }

  private readonly read: Read
  private readonly hasBlockText: boolean

  constructor(text: string, { read = readSource, hasBlockText = true }: DraftOptions = {}) {
    this.original = text
    this.read = read
    this.hasBlockText = hasBlockText
    this.pieces = [{ start: 0, end: text.length }]
    this.current = { text }
  }

  /** Where things stand in the text as it is now. */
  get layout(): Layout {
    const { text } = this.current
    this.current.layout ??= layoutOf(this.read(text), text === this.original)
    return this.current.layout
  }

  get text(): string {
    return this.current.text
  }

  get style(): Style {
    return styleOf(this.layout, this.hasBlockText)
  }

  /** Replaces stretches of the current text, which must not overlap. */
  apply(splices: readonly Splice[]): void {
    const ordered = splices
      .filter(({ start, end, text }) => start < end || text !== '')
      .toSorted((left, right) => left.start - right.start || left.end - right.end)
    this.pieces = splicedPieces(this.pieces, ordered)
    this.current = { text: splicedText(this.current.text, ordered) }
  }

  /** What turns the original text into the current one. */
  edits(): TextEdit[] {
    const lines = new LineIndex(this.original)
    const edits: TextEdit[] = []
    let at = 0
    let text = ''
    for (const piece of [...this.pieces, { start: this.original.length, end: this.original.length }]) {
      if ('text' in piece) {
        text += piece.text
        continue
      }
      if (this.original.slice(at, piece.start) !== text) {
        edits.push(lines.edit({ start: at, end: piece.start }, text))
      }
      at = piece.end
      text = ''
    }
    return edits
  }
}

function layoutOf(result: SourceResult, isOriginal: boolean): Layout {
  if (result.kind === 'failure') {
    throw cannotEdit(
      isOriginal
        ? 'the text cannot be read as YAML; correct it first'
        : 'the text around this place, or an alias to it, cannot hold the change; make it in the text',
    )
  }
  return new Layout(result.source)
}

function lengthOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.end - piece.start
}

function part(piece: Piece, from: number, to: number): Piece[] {
  if (from >= to) return []
  if ('text' in piece) return [{ text: piece.text.slice(from, to) }]
  return [{ start: piece.start + from, end: piece.start + to }]
}

function splicedText(text: string, splices: readonly Splice[]): string {
  const parts: string[] = []
  let at = 0
  for (const splice of splices) {
    parts.push(text.slice(at, splice.start), splice.text)
    at = splice.end
  }
  return parts.join('') + text.slice(at)
}

/** Goes through pieces and splices side by side. */
function splicedPieces(pieces: readonly Piece[], splices: readonly Splice[]): Piece[] {
  const result: Piece[] = []
  const rest = [...pieces]
  let index = 0
  let start = 0
  let from = 0
  /** Moves on to an offset of the text; keeps what lies on the way, or drops it. */
  const advance = (to: number, isKept: boolean): void => {
    while (index < rest.length && from < to) {
      const piece = rest[index] ?? { text: '' }
      const end = start + lengthOf(piece)
      if (isKept) result.push(...part(piece, from - start, Math.min(to, end) - start))
      from = Math.min(to, end)
      if (from < end) return
      index += 1
      start = end
    }
  }
  for (const splice of splices) {
    advance(splice.start, true)
    if (splice.text !== '') result.push({ text: splice.text })
    advance(splice.end, false)
  }
  advance(Infinity, true)
  return result
}
