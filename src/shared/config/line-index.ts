import type { TextEdit } from './problem.ts'

/** A stretch of text: offsets, the end is exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Lines and columns counted from 1, as in `Problem` and `TextEdit`. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Converts between offsets and lines. A line ends at `\n`; a `\r` before it belongs to the end. */
export class LineIndex {
  readonly text: string
  private readonly starts: number[]

  constructor(text: string) {
    this.text = text
    this.starts = [0]
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1)
  }

  get lineCount(): number {
    return this.starts.length
  }

  /** Start of the 1-based line; the end of the text for a line after the last. */
  startOf(line: number): number {
    return this.starts[line - 1] ?? this.text.length
  }

  /** End of the 1-based line, before its line break. */
  endOf(line: number): number {
    if (line >= this.starts.length) return this.text.length
    const end = this.startOf(line + 1) - 1
    return this.text[end - 1] === '\r' && end - 1 >= this.startOf(line) ? end - 1 : end
  }

  placeOf(offset: number): Place {
    let low = 0
    let high = this.starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 }
  }

  offsetOf(place: Place): number {
    const start = this.startOf(place.line)
    return Math.min(start + place.column - 1, this.startOf(place.line + 1))
  }

  /** The span cut at the end of its first line: a marker never floods the page. */
  firstLineOf(span: Span): Span {
    const end = this.endOf(this.placeOf(span.start).line)
    return {
      start: Math.min(span.start, end),
      end: Math.max(Math.min(span.end, end), Math.min(span.start, end)),
    }
  }

  edit(span: Span, text: string): TextEdit {
    const start = this.placeOf(span.start)
    const end = this.placeOf(span.end)
    return {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
      text,
    }
  }
}

/** The text after the edits, which may come in any order and must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const index = new LineIndex(text)
  return edits
    .map((edit) => ({
      start: index.offsetOf({ line: edit.startLine, column: edit.startColumn }),
      end: index.offsetOf({ line: edit.endLine, column: edit.endColumn }),
      text: edit.text,
    }))
    .toSorted((left, right) => right.start - left.start || right.end - left.end)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text)
}
