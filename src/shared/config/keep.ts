import { isCollection, isPair, isScalar, Scalar } from 'yaml'
import { applyEdits } from './line-index.ts'
import type { LineIndex, Span } from './line-index.ts'
import type { Problem, ProblemFix, TextEdit } from './problem.ts'
import type { YamlSource } from './yaml-source.ts'
import { readYaml } from './yaml-source.ts'

/** A finding that a comment in the file accepts, with the reason given there. */
export interface KeptProblem {
  readonly problem: Problem
  readonly reason: string
}

/** A comment `# botdesk: keep CODE, REASON`. */
interface Keep {
  readonly code: string
  readonly reason: string
  readonly span: Span
  /** The line it speaks of: its own, or the next one that is no comment. */
  readonly line: number
  readonly isAlone: boolean
}

const comment = /(?<=^|[ \t])#[ \t]*botdesk:[ \t]*keep\b(?:[ \t]+([\w.-]+))?(?:[ \t]*,)?[ \t]*([^\r\n]*)/gm
const prefix = 'config.'
/** Comments that are looked at; further ones keep nothing. */
const mostKeeps = 1000

/** Takes the findings that comments keep out of `problems`; tells of comments that keep nothing. Errors stay. */
export function applyKeeps(
  problems: readonly Problem[],
  source: YamlSource,
): { readonly problems: readonly Problem[]; readonly kept: readonly KeptProblem[] } {
  const keeps = keepsOf(source)
  if (keeps.length === 0) return { problems, kept: [] }
  const byPlace = Map.groupBy(problems, (problem) => placeName(problem.line, problem.code))
  const reasons = new Map<Problem, string>()
  const faults: Problem[] = []
  for (const keep of keeps) {
    const found = byPlace.get(placeName(keep.line, keep.code)) ?? []
    const accepted = found.filter((problem) => problem.severity !== 'error')
    const fault = faultOf(keep, found.length > 0, accepted.length > 0)
    if (fault === undefined) for (const problem of accepted) reasons.set(problem, keep.reason)
    else faults.push(faultProblem(keep, fault, source.lines))
  }
  const left = problems.filter((problem) => !reasons.has(problem))
  return {
    problems: [...left, ...faults].toSorted((a, b) => a.line - b.line || a.column - b.column),
    kept: problems.flatMap((problem) => {
      const reason = reasons.get(problem)
      return reason === undefined ? [] : [{ problem, reason }]
    }),
  }
}

function placeName(line: number, code: string): string {
  return `${line} ${code}`
}

interface Fault {
  readonly code: 'config.keep-without-reason' | 'config.keep-without-effect'
  readonly message: string
}

function faultOf(keep: Keep, isReported: boolean, canBeKept: boolean): Fault | undefined {
  const code = 'config.keep-without-effect'
  if (isReported && !canBeKept) {
    return {
      code,
      message: `\`${keep.code}\` is an error here, and errors cannot be kept: tbot refuses the file. Correct the line, and remove this comment.`,
    }
  }
  if (!isReported) {
    return {
      code,
      message: 'Nothing of this name is found on the line, so this comment keeps nothing. Remove it.',
    }
  }
  if (keep.reason !== '') return undefined
  return {
    code: 'config.keep-without-reason',
    message: `This comment does not say why, so it keeps nothing. Write \`# botdesk: keep ${keep.code}, REASON\`.`,
  }
}

function faultProblem(keep: Keep, fault: Fault, lines: LineIndex): Problem {
  const start = lines.placeOf(keep.span.start)
  const end = lines.placeOf(keep.span.end)
  const fix = fault.code === 'config.keep-without-effect' ? removal(keep, lines) : undefined
  return {
    severity: 'info',
    code: fault.code,
    path: '',
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    message: fault.message,
    ...(fix === undefined ? {} : { fix }),
  }
}

function removal(keep: Keep, lines: LineIndex): ProblemFix {
  const { line } = lines.placeOf(keep.span.start)
  const before = lines.text.slice(lines.startOf(line), keep.span.start)
  const span = keep.isAlone
    ? { start: lines.startOf(line), end: lines.startOf(line + 1) }
    : { start: lines.startOf(line) + before.trimEnd().length, end: keep.span.end }
  return { title: 'Remove comment', edits: [lines.edit(span, '')] }
}

function keepsOf({ text, lines, root, secondDocument }: YamlSource): Keep[] {
  if (!text.includes('botdesk:')) return []
  const matches = [...text.matchAll(comment)].slice(0, mostKeeps)
  const inText = insideScalars(
    root,
    matches.map((match) => match.index),
    lines,
  )
  return matches
    .filter((match) => !inText.has(match.index) && match.index < (secondDocument?.start ?? Infinity))
    .map((match) => {
      const span = { start: match.index, end: match.index + match[0].trimEnd().length }
      const { line } = lines.placeOf(span.start)
      const isAlone = text.slice(lines.startOf(line), span.start).trim() === ''
      const code = match[1] ?? ''
      return {
        code: code.startsWith(prefix) ? code : prefix + code,
        reason: (match[2] ?? '').trim(),
        span,
        line: isAlone ? nextLine(line, lines) : line,
        isAlone,
      }
    })
}

/** Comments may stand in a stack above the line. */
function nextLine(line: number, lines: LineIndex): number {
  let at = line + 1
  while (at < lines.lineCount && /^[ \t]*#/.test(lines.text.slice(lines.startOf(at), lines.endOf(at))))
    at += 1
  return at
}

/** Which of the offsets, in rising order, stand inside a value: a `#` there starts no comment. */
function insideScalars(root: unknown, offsets: readonly number[], lines: LineIndex): ReadonlySet<number> {
  const inside = new Set<number>()
  let next = 0
  for (const { start, end } of scalarSpans(root, lines)) {
    while ((offsets[next] ?? Infinity) < start) next += 1
    for (; (offsets[next] ?? Infinity) < end; next += 1) inside.add(offsets[next] ?? 0)
    if (next >= offsets.length) break
  }
  return inside
}

/** Where scalars stand, in the order of the text; a block scalar without its first line, which may hold a comment. */
function* scalarSpans(node: unknown, lines: LineIndex): Generator<Span> {
  if (isScalar(node)) {
    const [start = 0, end = 0] = node.range ?? []
    const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED
    yield { start: isBlock ? lines.startOf(lines.placeOf(start).line + 1) : start, end }
  } else if (isPair(node)) {
    yield* scalarSpans(node.key, lines)
    yield* scalarSpans(node.value, lines)
  } else if (isCollection(node)) {
    for (const item of node.items) yield* scalarSpans(item, lines)
  }
}

/**
 * The edit that keeps a finding, as a comment on the line above, or behind the line where that is no place
 * for one. Empty for an error, without a reason, or where the line can hold no comment.
 */
export function keepEdits(text: string, problem: Problem, reason: string): readonly TextEdit[] {
  const why = reason.replace(/\s+/g, ' ').trim()
  const before = readYaml(text)
  if (problem.severity === 'error' || why === '' || before.kind === 'failure') return []
  const { lines } = before.source
  const note = `# botdesk: keep ${problem.code}, ${why}`
  const start = lines.startOf(problem.line)
  const end = lines.endOf(problem.line)
  const indentation = /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? ''
  const lineBreak = text.slice(end, end + 2) === '\r\n' ? '\r\n' : '\n'
  const above = lines.edit({ start, end: start }, `${indentation}${note}${lineBreak}`)
  const behind = lines.edit({ start: end, end }, ` ${note}`)
  const found = [above, behind].find((edit) => keeps(text, [edit], before.source, problem))
  return found === undefined ? [] : [found]
}

/** True when the edited text says the same as before, and has a comment for the problem. */
function keeps(text: string, edits: readonly TextEdit[], before: YamlSource, problem: Problem): boolean {
  const after = readYaml(applyEdits(text, edits))
  if (after.kind === 'failure') return false
  const moved = after.source.lines.lineCount - before.lines.lineCount
  const isThere = keepsOf(after.source).some(
    (keep) => keep.code === problem.code && keep.line === problem.line + moved,
  )
  return isThere && sameValues(before, after.source)
}

function sameValues(left: YamlSource, right: YamlSource): boolean {
  const texts = ({ root, lines, text }: YamlSource): string =>
    [...scalarSpans(root, lines)].map(({ start, end }) => text.slice(start, end)).join('\n')
  return texts(left) === texts(right)
}
