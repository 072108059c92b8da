import { diffLines } from '../../line-diff.ts'
import type { Hunk } from '../../line-diff.ts'

/** Three texts of one file: as both sides knew it, as it is here, and as it is on disk. */
export interface MergeInput {
  readonly base: string
  readonly mine: string
  readonly theirs: string
}

export interface Merged {
  readonly text: string
  /** Lines of each conflict from its first marker to its last, counted from 1. */
  readonly conflicts: readonly { readonly startLine: number; readonly endLine: number }[]
}

const openMark = '# <<<<<<< mine'
const middleMark = '# ======='
const closeMark = '# >>>>>>> on disk'

interface Line {
  readonly text: string
  /** Its line break; "" for the last one. */
  readonly end: string
}

/**
 * Merges the changes of both sides line by line. Where both changed the same or touching lines, both stand one
 * after the other between comment lines marked as Git marks them, as far in as the lines they are about: the text
 * opens, and the checks find keys that now stand twice. Line ends and a byte order mark follow the side that
 * changed them, each line its own.
 */
export function mergeTexts({ base, mine, theirs }: MergeInput): Merged {
  const eol = chosen(eolOf(base), eolOf(mine), eolOf(theirs))
  const mark = chosen(markOf(base), markOf(mine), markOf(theirs))
  const [baseLines, myLines, theirLines] = [linesOf(base), linesOf(mine), linesOf(theirs)]
  const lines: Line[] = []
  const conflicts: { startLine: number; endLine: number }[] = []
  const shift = { mine: 0, theirs: 0 }
  let at = 0
  const keepUntil = (end: number): void => {
    for (; at < end; at += 1) {
      const { text = '', end: known = '' } = baseLines[at] ?? {}
      const [one, other] = [myLines[at + shift.mine], theirLines[at + shift.theirs]]
      lines.push({ text, end: chosen(known, one?.end ?? '', other?.end ?? '') })
    }
  }
  for (const group of groupsOf(diffOf(baseLines, myLines), diffOf(baseLines, theirLines))) {
    keepUntil(group.start)
    const own = withEnds(sideOf(group, group.mine, myLines), eolOf(mine), eol)
    const other = withEnds(sideOf(group, group.theirs, theirLines), eolOf(theirs), eol)
    at = group.end
    shift.mine += growthOf(group.mine)
    shift.theirs += growthOf(group.theirs)
    const isMine = group.theirs.length === 0 || isEqual(own, other)
    const isConflict = !isMine && group.mine.length > 0
    const taken = isConflict ? conflictOf(own, other, eol) : isMine ? own : other
    if (isConflict) conflicts.push({ startLine: lines.length + 1, endLine: lines.length + taken.length })
    for (const line of taken) lines.push(line)
  }
  keepUntil(baseLines.length)
  const last = lines.pop()?.text ?? ''
  return { text: mark + lines.map(({ text, end }) => text + (end || eol)).join('') + last, conflicts }
}

/** Lines of one side; those that end as its file does end as the merged file does. */
function withEnds(lines: readonly Line[], from: string, to: string): Line[] {
  return lines.map(({ text, end }) => ({ text, end: end === from ? to : end }))
}

function conflictOf(own: readonly Line[], other: readonly Line[], end: string): Line[] {
  const first = [...own, ...other].find(({ text }) => text.trim() !== '')
  const indentation = /^ */.exec(first?.text ?? '')?.[0] ?? ''
  const marked = (text: string): Line => ({ text: indentation + text, end })
  return [marked(openMark), ...own, marked(middleMark), ...other, marked(closeMark)]
}

function diffOf(before: readonly Line[], after: readonly Line[]): Hunk[] {
  return diffLines(
    before.map(({ text }) => text),
    after.map(({ text }) => text),
  )
}

/** How many lines more a side has after its hunks. */
function growthOf(hunks: readonly Hunk[]): number {
  return hunks.reduce((sum, { start, end, newStart, newEnd }) => sum + newEnd - newStart - (end - start), 0)
}

/** Changes of both sides that touch each other, with the lines of the base between the first and the last. */
interface Group {
  readonly start: number
  readonly end: number
  readonly mine: readonly Hunk[]
  readonly theirs: readonly Hunk[]
}

function groupsOf(mine: readonly Hunk[], theirs: readonly Hunk[]): Group[] {
  const all = [
    ...mine.map((hunk) => ({ hunk, isMine: true })),
    ...theirs.map((hunk) => ({ hunk, isMine: false })),
  ].toSorted((left, right) => left.hunk.start - right.hunk.start || left.hunk.end - right.hunk.end)
  const groups: { start: number; end: number; mine: Hunk[]; theirs: Hunk[] }[] = []
  for (const { hunk, isMine } of all) {
    const last = groups.at(-1)
    if (last !== undefined && hunk.start <= last.end) {
      last.end = Math.max(last.end, hunk.end)
      ;(isMine ? last.mine : last.theirs).push(hunk)
    } else {
      groups.push({
        start: hunk.start,
        end: hunk.end,
        mine: isMine ? [hunk] : [],
        theirs: isMine ? [] : [hunk],
      })
    }
  }
  return groups
}

/** The lines one side has in place of a group's lines of the base. */
function sideOf(group: Group, hunks: readonly Hunk[], lines: readonly Line[]): readonly Line[] {
  const [first, last] = [hunks[0], hunks.at(-1)]
  if (first === undefined || last === undefined) return []
  return lines.slice(first.newStart - (first.start - group.start), last.newEnd + (group.end - last.end))
}

function isEqual(left: readonly Line[], right: readonly Line[]): boolean {
  return left.length === right.length && left.every(({ text }, index) => text === right[index]?.text)
}

function chosen(base: string, mine: string, theirs: string): string {
  return mine === base ? theirs : mine
}

function eolOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n'
}

function markOf(text: string): string {
  return text.startsWith('\uFEFF') ? '\uFEFF' : ''
}

function linesOf(text: string): Line[] {
  const lines = text.slice(markOf(text).length).split('\n')
  return lines.map((line, index) => {
    if (index === lines.length - 1) return { text: line, end: '' }
    return line.endsWith('\r') ? { text: line.slice(0, -1), end: '\r\n' } : { text: line, end: '\n' }
  })
}
