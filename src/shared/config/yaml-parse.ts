import { isCollection, isMap, isSeq, Parser } from 'yaml'
import type { CST, Document, YAMLMap, YAMLSeq } from 'yaml'
import type { Span } from './line-index.ts'
import { composeDocuments } from './yaml-composer.ts'
import { Lexemes } from './yaml-lexemes.ts'

/** Largest file that is read: 1 MiB. tbot knows no limit; nobody writes a configuration this long. */
export const maximumLength = 1024 * 1024
/** Levels of brackets and indentation: the parser's recursion must fit any stack. tbot's own limit is 10,000. */
const deepest = 200
/** More than stand before and in the first value of a document, unless that is a map or a list. */
const wordsOfBeginning = 1000

/** Why a text cannot be read at all (go-yaml would stop here, or so do we). */
export interface SyntaxFailure {
  readonly code: 'config.syntax' | 'config.too-large' | 'config.not-utf8'
  readonly span: Span
  readonly message: string
}

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
  const guard = new Guard(text)
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
  const guard = new Guard(text, place.depth)
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

function* tokensOf(text: string, guard: Guard, isFirstOnly = false): Generator<CST.Token> {
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

/** Looks at every lexeme: bounds the depth, and refuses what go-yaml 3.0.1 refuses and our parser does not. */
class Guard {
  failure: SyntaxFailure | undefined
  isInFirst = true
  /** Lexemes behind the first document that are neither blanks nor comments. */
  wordsBehindFirst = 0
  private hasVersion = false
  private before = ''
  /** The last lexemes that are no blanks. */
  private word = ''
  private wordBeforeColon = ''
  private hasQuestions = false
  private isLineEmpty = true
  private readonly hasTabs: boolean
  private readonly depth: number

  /** `depth`: how deep the text is nested in a larger one. */
  constructor(text: string, depth = 0) {
    this.hasTabs = text.includes('\t')
    this.depth = depth
  }

  /** False when reading must stop. */
  admits(lexeme: string, parser: Parser): boolean {
    if (lexeme === '\n' || lexeme === '\r\n') this.isLineEmpty = true
    if (parser.stack.length + this.depth > deepest) this.failure = tooDeep(parser.offset)
    else if (this.isInFirst) this.failure = this.faultOf(lexeme, parser)
    this.remember(lexeme)
    return this.failure === undefined
  }

  private remember(lexeme: string): void {
    this.before = lexeme
    if (lexeme.charCodeAt(0) <= 0x20) return // blanks, line breaks, and marks of the lexer
    if (!this.isInFirst && !lexeme.startsWith('#')) this.wordsBehindFirst += 1
    if (lexeme === ':') this.wordBeforeColon = this.word
    if (lexeme === '?') this.hasQuestions = true
    if (lexeme !== '-' && lexeme !== '?') this.isLineEmpty = false
    this.word = lexeme
  }

  private faultOf(lexeme: string, parser: Parser): SyntaxFailure | undefined {
    const refuse = (message: string): SyntaxFailure => ({
      code: 'config.syntax',
      span: { start: parser.offset, end: parser.offset + lexeme.length },
      message,
    })
    if (this.before === ':' && this.isColonPartOfWord(lexeme, parser)) return refuse(sentences.noBlank)
    switch (lexeme.charCodeAt(0)) {
      case 0x26: // &
      case 0x2a: // *
        return /^[&*][\w-]+$/.test(lexeme) ? undefined : refuse(sentences.anchorName)
      case 0x22: // "
        return /(?<!\\)(?:\\\\)*\\\//.test(lexeme) ? refuse(sentences.slashEscape) : undefined
      case 0x25: // %
        return this.isDirectiveFine(lexeme) ? undefined : refuse(sentences.directive)
      case 0x20:
      case 0x09:
        return this.hasTabs && this.isTabRefused(lexeme, parser) ? refuse(sentences.tab) : undefined
      case 0x3a: // :
        return lexeme === ':' ? this.colonFault(parser, refuse) : undefined
      case 0x2c: // ,
      case 0x5d: // ]
      case 0x7d: // }
        return this.before.startsWith('!') ? refuse(sentences.tagEnd) : undefined
      default:
        return undefined
    }
  }

  /** go-yaml takes no colon without a key before it, and in brackets none on another line than its key. */
  private colonFault(parser: Parser, refuse: (message: string) => SyntaxFailure): SyntaxFailure | undefined {
    const hasNoKey = /^[[{,]$/.test(this.word)
    const isOnOneLine = !this.isLineEmpty && !this.word.includes('\n')
    if (this.hasQuestions || (isOnOneLine && !hasNoKey)) return undefined
    const isFlow = isInBrackets(parser)
    if (isFlow ? hasNoKey : this.isLineEmpty) return refuse(sentences.emptyKey)
    return isFlow && !isOnOneLine ? refuse(sentences.longKey) : undefined
  }

  /** In brackets, a word goes on behind a colon unless a blank follows. */
  private isColonPartOfWord(lexeme: string, parser: Parser): boolean {
    return !/^\s/.test(lexeme) && !/["'\]}]$/.test(this.wordBeforeColon) && isInBrackets(parser)
  }

  /** The library version tbot uses knows `%YAML 1.1`, once, and `%TAG`. */
  private isDirectiveFine(lexeme: string): boolean {
    if (this.before !== '' && !/^[\n\r\uFEFF]|^#/.test(this.before)) return true // a value that starts with %
    if (/^%TAG[ \t]/.test(lexeme)) return true
    const isFirst = !this.hasVersion
    this.hasVersion = true
    return isFirst && /^%YAML[ \t]+1\.1[ \t]*(?:#.*)?$/.test(lexeme)
  }

  /** go-yaml takes no tab where a key may start: at the beginning of a line and after a dash, outside of brackets. */
  private isTabRefused(lexeme: string, parser: Parser): boolean {
    if (!lexeme.includes('\t') || !/^(?:|[\n\r]+|-|\?| +)$/.test(this.before)) return false
    return !isInBrackets(parser)
  }
}

function isInBrackets(parser: Parser): boolean {
  return parser.stack.some((token) => token.type === 'flow-collection')
}

const sentences = {
  emptyKey: 'There is no key before this colon, and tbot refuses it. Write one, or put the text in quotes.',
  noBlank:
    'In brackets tbot takes a colon without a blank behind it for a part of the word. Write a blank after the colon.',
  anchorName: 'The name of an anchor is made of a–z, A–Z, 0–9, "-" and "_" only; tbot refuses anything else.',
  longKey: 'In brackets a key and its colon must stand on one line; tbot refuses anything else.',
  tagEnd: 'A tag must be followed by a blank; tbot refuses anything else.',
  slashEscape: 'tbot refuses `\\/` in double quotes. Write the slash alone.',
  directive:
    'tbot refuses a directive other than `%YAML 1.1`, written once, and `%TAG`. Remove the line; it is not needed.',
  tab: 'There is a tab where the line or the value begins, which tbot refuses. Use spaces.',
}

function tooDeep(at: number): SyntaxFailure {
  const message = 'The file is nested too deeply to be read. Remove brackets or levels that are not needed.'
  return { code: 'config.syntax', span: { start: at, end: at + 1 }, message }
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
