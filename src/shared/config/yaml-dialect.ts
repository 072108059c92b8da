import type { Parser } from 'yaml'
import type { Span } from './line-index.ts'

/** Levels of brackets and indentation: the parser's recursion must fit any stack. tbot's own limit is 10,000. */
const deepest = 200
/** What the lexer says before a plain word, and before the text of a block. */
const wordMark = '\u001f'

/** Why a text cannot be read at all (go-yaml would stop here, or so do we). */
export interface SyntaxFailure {
  readonly code: 'config.syntax' | 'config.too-large' | 'config.not-utf8'
  readonly span: Span
  readonly message: string
  /** True when quotes around the span are the remedy. */
  readonly isFixedByQuotes?: boolean
}

type Refuse = (message: string) => SyntaxFailure

/** Looks at every lexeme: bounds the depth, and refuses what go-yaml 3.0.1 refuses and our parser does not. */
export class DialectGuard {
  failure: SyntaxFailure | undefined
  isInFirst = true
  /** Lexemes behind the first document that are neither blanks nor comments. */
  wordsBehindFirst = 0
  private hasVersion = false
  private before = ''
  /** True behind the mark of a word. */
  private isWord = false
  /** The last lexemes that are no blanks. */
  private word = ''
  private wordBeforeColon = ''
  private hasQuestions = false
  private isLineEmpty = true
  private readonly text: string
  private readonly hasTabs: boolean
  private readonly depth: number

  /** `depth`: how deep the text is nested in a larger one. */
  constructor(text: string, depth = 0) {
    this.text = text
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
    this.isWord = lexeme === wordMark
    if (this.isWord || lexeme === '') return
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
    if (this.isWord) return this.wordFault(lexeme, parser, refuse)
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
        return this.word === '?' ? refuse(sentences.questionMark) : undefined
      case 0x5d: // ]
      case 0x7d: // }
        if (this.before.startsWith('!')) return refuse(sentences.tagEnd)
        return this.word === '?' ? refuse(sentences.questionMark) : undefined
      case 0x21: // !
        return lexeme.includes('#') ? refuse(sentences.tagName) : undefined
      default:
        return undefined
    }
  }

  /**
   * In brackets, go-yaml takes every `?` for the mark of a key, and a colon where a word would begin for that of a
   * value. A tab before the text of a block could be indentation or not, and is refused.
   */
  private wordFault(lexeme: string, parser: Parser, refuse: Refuse): SyntaxFailure | undefined {
    if (/^:|\?/.test(lexeme) && isInBrackets(parser)) {
      const message = lexeme.startsWith(':') ? sentences.colonFirst : sentences.questionMark
      return { ...refuse(message), isFixedByQuotes: !/["\\\n]/.test(lexeme) }
    }
    const isBlock = this.hasTabs && /^[|>][-+]?$/.test(this.word)
    return isBlock && /^(?: *\r?\n)* *\t/.test(lexeme) ? refuse(sentences.tab) : undefined
  }

  /** go-yaml takes no colon without a key before it, and in brackets none on another line than its key. */
  private colonFault(parser: Parser, refuse: Refuse): SyntaxFailure | undefined {
    const fault = this.bracketFault(parser, refuse)
    if (fault !== undefined) return fault
    const hasNoKey = /^[[{,]$/.test(this.word)
    const isOnOneLine = !this.isLineEmpty && !this.word.includes('\n')
    if (this.hasQuestions || (isOnOneLine && !hasNoKey)) return undefined
    const isFlow = isInBrackets(parser)
    if (isFlow ? hasNoKey : this.isLineEmpty) return refuse(sentences.emptyKey)
    return isFlow && !isOnOneLine ? refuse(sentences.longKey) : undefined
  }

  /** go-yaml takes brackets for a key where a key may start, and on one line. */
  private bracketFault({ stack, offset }: Parser, refuse: Refuse): SyntaxFailure | undefined {
    const [around, closed] = stack.slice(-2)
    if (closed?.type !== 'flow-collection' || closed.end.length === 0) return undefined
    const lineStart = this.text.lastIndexOf('\n', offset - 1) + 1
    const isOnOneLine = closed.offset >= lineStart
    if (around?.type === 'flow-collection')
      return isOnOneLine || this.hasQuestions ? undefined : refuse(sentences.longKey)
    const before = this.text.slice(lineStart, closed.offset)
    return isOnOneLine && keyMayFollow.test(before) ? undefined : refuse(sentences.colonBehind)
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

/** What may stand on a line before its key: marks of entries, an anchor, a tag. */
const keyMayFollow = /^[ \t]*(?:(?:[-?]|[&!]\S*)[ \t]+)*$/

const sentences = {
  emptyKey: 'There is no key before this colon, and tbot refuses it. Write one, or put the text in quotes.',
  colonBehind:
    'The value has ended with the bracket before this colon, and tbot refuses the colon. Remove it, or begin a new line for a key.',
  colonFirst:
    'In brackets tbot takes a colon at the beginning of a word for a sign of its own. Put the whole word in quotes.',
  questionMark:
    'In brackets tbot takes a question mark for a sign of its own, also inside of a word. Put the whole word in quotes.',
  noBlank:
    'In brackets tbot takes a colon without a blank behind it for a part of the word. Write a blank after the colon.',
  anchorName: 'The name of an anchor is made of a–z, A–Z, 0–9, "-" and "_" only; tbot refuses anything else.',
  longKey: 'In brackets a key and its colon must stand on one line; tbot refuses anything else.',
  tagName: 'The name of a tag cannot have a "#" in it; tbot refuses it.',
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
