import { isCollection, isMap, isSeq, Parser } from 'yaml'
import type { CST, Document, YAMLMap, YAMLSeq } from 'yaml'
import { composeDocuments } from './yaml-composer.ts'
import { DialectGuard } from './yaml-dialect.ts'
import type { SyntaxFailure } from './yaml-dialect.ts'
import { Lexemes } from './yaml-lexemes.ts'

/** Largest file that is read: 1 MiB. tbot knows no limit; nobody writes a configuration this long. */
export const maximumLength = 1024 * 1024
/** More than stand before and in the first value of a document, unless that is a map or a list. */
const wordsOfBeginning = 1000

export interface ParsedYaml {
  /** With the first error of the parser in them. */
  readonly documents: readonly Document.Parsed[]
  /** Set when reading stopped before the end of the first document. */
  readonly failure?: SyntaxFailure
}

/** Parses all documents of a text, or only the first and the beginning of the second; in a time that is bounded for any text. */
export function parseYaml(text: string, { isFirstOnly = false } = {}): ParsedYaml {
  const forbidden = findForbiddenText(text)
  if (forbidden !== undefined) return { documents: [], failure: forbidden }
  const guard = new DialectGuard(text)
  const documents: Document.Parsed[] = []
  for (const document of composeDocuments(tokensOf(text, guard, isFirstOnly))) {
    documents.push(document)
    if (isFirstOnly && documents.length === 2) break
  }
  return { documents, ...(guard.failure === undefined ? {} : { failure: guard.failure }) }
}

/** A map or list of the parsed text. */
export type Collection = YAMLMap | YAMLSeq

/** Where entries stand that are parsed on their own. */
export interface EntriesPlace {
  readonly kind: 'map' | 'list'
  /** Of the keys or dashes, from 0. */
  readonly column: number
  /** How many collections are around theirs. */
  readonly depth: number
  /** Whether nothing follows them in the file. */
  readonly isLast: boolean
}

/** What ends a document, or changes the rules for what follows. */
const beyondEntries = /^(?:---|\.\.\.|%)|\?[ \t\r\n]/m

/** Parses some whole lines of a file, with the entries of one block map or list; undefined unless they are that and nothing else. */
export function parseEntries(text: string, place: EntriesPlace): Collection | undefined {
  if (beyondEntries.test(text) || findForbiddenText(text) !== undefined) return undefined
  // Another entry behind them: comments and blanks belong to it, as they would in the file.
  const next = place.isLast ? '' : `${' '.repeat(place.column)}${place.kind === 'map' ? '_:' : '-'}\n`
  const guard = new DialectGuard(text, place.depth)
  const [document, second] = composeDocuments(tokensOf(text + next, guard))
  if (document === undefined || second !== undefined || guard.failure !== undefined) return undefined
  if (document.errors.length + document.warnings.length > 0) return undefined
  const contents: unknown = document.contents
  const isOfKind = place.kind === 'map' ? isMap(contents) : isSeq(contents)
  if (!isCollection(contents) || !isOfKind || contents.flow || contents.range?.[0] !== place.column)
    return undefined
  if (!place.isLast) contents.items.pop()
  return contents.items.length > 0 ? contents : undefined
}

function* tokensOf(text: string, guard: DialectGuard, isFirstOnly = false): Generator<CST.Token> {
  const parser = new Parser()
  const lexemes = new Lexemes(text)
  for (const lexeme of lexemes) {
    if (!guard.admits(lexeme, parser)) return
    if (isFirstOnly && guard.wordsBehindFirst > wordsOfBeginning) break
    for (const token of parser.next(lexeme)) {
      if (token.type === 'document') guard.isInFirst = false
      yield token
    }
  }
  if (lexemes.tooManyAt === undefined) yield* parser.end()
  else guard.failure = tooManyParts(lexemes.tooManyAt)
}

function tooManyParts(at: number): SyntaxFailure {
  const message =
    'There are more words and brackets up to here than any configuration of a bot has. Check that it is the right file.'
  return { code: 'config.too-large', span: { start: at, end: at + 1 }, message }
}

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u0084\u0086-\u009f\ufffe\uffff]/
const lineBreak = /[\u0085\u2028\u2029]|\r(?!\n)/

function findForbiddenText(text: string): SyntaxFailure | undefined {
  if (text.length > maximumLength) {
    const message =
      'The file is larger than 1 MiB, which no configuration of a bot needs. Check that it is the right file.'
    return { code: 'config.too-large', span: { start: 0, end: Math.min(text.length, 80) }, message }
  }
  const damaged = text.isWellFormed() ? text.indexOf('\ufffd') : text.search(/\p{Surrogate}|\ufffd/u)
  if (damaged >= 0) return notText(text, damaged)
  return (
    refuseAt(
      text.search(control),
      'There is a control character here, which YAML does not allow. Remove it.',
    ) ??
    refuseAt(
      text.search(lineBreak),
      'There is an unusual line break here (CR alone, U+0085, U+2028 or U+2029). Write an ordinary one, or remove it.',
    )
  )
}

function refuseAt(at: number, message: string): SyntaxFailure | undefined {
  return at < 0 ? undefined : { code: 'config.syntax', span: { start: at, end: at + 1 }, message }
}

/** Bytes that are no UTF-8 have become U+FFFD when the file was read; UTF-16 leaves NULs as well. */
function notText(text: string, at: number): SyntaxFailure {
  const message = text.includes('\0')
    ? 'The file is not UTF-8: it looks like UTF-16. Save it as UTF-8.'
    : 'There is a character here that is not UTF-8, and tbot refuses the file. Save it as UTF-8, and write the character again.'
  return { code: 'config.not-utf8', span: { start: at, end: at + 1 }, message }
}
