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

/**
 * Merges the changes of both sides line by line. Where both changed the same or touching lines, both stand one
 * after the other between comment lines marked as Git marks them, as far in as the lines they are about: the text
 * opens, and the checks find keys that now stand twice. Line ends and a byte order mark follow the side that
 * changed them.
 */
export function mergeTexts({ base, mine, theirs }: MergeInput): Merged {
  const eol = chosen(eolOf(base), eolOf(mine), eolOf(theirs))
  const mark = chosen(markOf(base), markOf(mine), markOf(theirs))
  const texts = { base: linesOf(base), mine: linesOf(mine), theirs: linesOf(theirs) }
  const lines: string[] = []
  const conflicts: { startLine: number; endLine: number }[] = []
  let at = 0
  for (const group of groupsOf(diffLines(texts.base, texts.mine), diffLines(texts.base, texts.theirs))) {
    lines.push(...texts.base.slice(at, group.start))
    const own = sideOf(group, group.mine, texts.mine)
    const other = sideOf(group, group.theirs, texts.theirs)
    at = group.end
    if (group.theirs.length === 0 || isEqual(own, other)) lines.push(...own)
    else if (group.mine.length === 0) lines.push(...other)
    else {
      const indentation = /^ */.exec([...own, ...other].find((line) => line.trim() !== '') ?? '')?.[0] ?? ''
      const block = [openMark, ...own, middleMark, ...other, closeMark].map((line, index) =>
        index === 0 || index === own.length + 1 || index === own.length + other.length + 2
          ? indentation + line
          : line,
      )
      conflicts.push({ startLine: lines.length + 1, endLine: lines.length + block.length })
      lines.push(...block)
    }
  }
  lines.push(...texts.base.slice(at))
  return { text: mark + lines.join(eol), conflicts }
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
function sideOf(group: Group, hunks: readonly Hunk[], lines: readonly string[]): readonly string[] {
  const [first, last] = [hunks[0], hunks.at(-1)]
  if (first === undefined || last === undefined) return []
  return lines.slice(first.newStart - (first.start - group.start), last.newEnd + (group.end - last.end))
}

function isEqual(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((line, index) => line === right[index])
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

function linesOf(text: string): string[] {
  return text.slice(markOf(text).length).split(/\r?\n/)
}
