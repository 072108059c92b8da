import type { LogLine } from '../../../shared/contract/views.ts'

/** What stands in the list: a line (perhaps for several equal ones), or a rule that says nothing happened. */
export type LogRow =
  | {
      readonly kind: 'line'
      readonly line: LogLine
      /** How many equal lines in a row this stands for; 1 when it is alone or they are opened. */
      readonly repeats: number
      /** The first of opened repeats carries the way to fold them again. */
      readonly isOpened: boolean
    }
  | { readonly kind: 'quiet'; readonly before: LogLine; readonly ms: number }
  | { readonly kind: 'day'; readonly before: LogLine; readonly day: string }

/** No line for this long is worth saying. */
export const quietMs = 10 * 60_000

/**
 * Folds equal lines in a row into one, marks long silences and the start of another day (`dayOf` names it).
 * `opened` holds the sequence of opened first lines.
 */
export function rowsOf(
  lines: readonly LogLine[],
  opened: ReadonlySet<number>,
  dayOf: (at: number) => string,
): readonly LogRow[] {
  const rows: LogRow[] = []
  let previous: LogLine | undefined
  let index = 0
  while (index < lines.length) {
    const line = lines[index]
    if (!line) break
    if (previous && line.at - previous.at >= quietMs)
      rows.push({ kind: 'quiet', before: line, ms: line.at - previous.at })
    if (previous && quarterOf(previous) !== quarterOf(line) && dayOf(previous.at) !== dayOf(line.at))
      rows.push({ kind: 'day', before: line, day: dayOf(line.at) })
    let end = index + 1
    while (end < lines.length && isSame(line, lines[end])) end += 1
    const repeats = end - index
    if (repeats > 1 && opened.has(line.sequence))
      for (const [offset, each] of lines.slice(index, end).entries())
        rows.push({ kind: 'line', line: each, repeats: 1, isOpened: offset === 0 })
    else rows.push({ kind: 'line', line, repeats, isOpened: false })
    previous = lines[end - 1]
    index = end
  }
  return rows
}

/** Days begin at a quarter of an hour everywhere, so the day of most lines need not be asked for. */
function quarterOf(line: LogLine): number {
  return Math.floor(line.at / 900_000)
}

function isSame(line: LogLine, other: LogLine | undefined): boolean {
  return (
    other !== undefined &&
    other.message === line.message &&
    other.level === line.level &&
    other.bot === line.bot &&
    other.service === line.service &&
    other.code === line.code &&
    other.at - line.at < quietMs
  )
}

export interface LogChunk {
  /** Stays the same while lines are added at the end or dropped at the start. */
  readonly id: number
  readonly rows: readonly LogRow[]
}

const chunkSize = 100

/** Cuts the rows into pieces that are drawn only near the visible part. */
export function chunksOf(rows: readonly LogRow[]): readonly LogChunk[] {
  const chunks: { id: number; rows: LogRow[] }[] = []
  for (const row of rows) {
    const id = Math.floor(sequenceOf(row) / chunkSize)
    const last = chunks.at(-1)
    if (last?.id === id) last.rows.push(row)
    else chunks.push({ id, rows: [row] })
  }
  return chunks
}

/** The line a row is about; a rule belongs to the line after it. */
export function sequenceOf(row: LogRow): number {
  return row.kind === 'line' ? row.line.sequence : row.before.sequence
}
