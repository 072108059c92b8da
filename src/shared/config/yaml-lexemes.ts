import { Lexer } from 'yaml'

/** Words, brackets, blanks and line breaks a file may have, and one line of it: what they cost grows faster than their number. */
const mostParts = 500_000
const mostPartsOfLine = 50_000
/** What is wrong with a file mostly shows in so many parts, which are read one by one. */
const partsBeforeLook = 20_000
/** Quotes, the signs of a block, and brackets: only behind them, line breaks at the end of a text can belong to something. */
const mayHoldBreaks = /["'|>[{]/

/**
 * The lexemes of a text, one after the other. Those of a long document are counted before they are given out: reading
 * them costs a fraction of parsing them, so that a file with too many is refused soon.
 */
export class Lexemes implements Iterable<string> {
  /** Offset of the one with which there are too many; none comes after it. */
  tooManyAt: number | undefined
  readonly #lexer: Iterator<string>
  #offset = 0
  #parts = 0
  #lineStart = 0

  constructor(text: string) {
    this.#lexer = lexemesOf(text)
  }

  *[Symbol.iterator](): Generator<string> {
    let count = 0
    for (let lexeme = this.#next(); lexeme !== undefined; lexeme = this.#next()) {
      yield lexeme
      count += 1
      if (count < partsBeforeLook) continue
      count = 0
      const ahead = this.#restOfDocument()
      if (this.tooManyAt === undefined) for (const each of ahead) yield each
    }
  }

  #restOfDocument(): string[] {
    const ahead: string[] = []
    for (let lexeme = this.#next(); lexeme !== undefined; lexeme = this.#next()) {
      ahead.push(lexeme)
      if (lexeme === '---' || lexeme === '...') break
    }
    return ahead
  }

  /** Undefined behind the last one, and from the one on with which there are too many. */
  #next(): string | undefined {
    if (this.tooManyAt !== undefined) return undefined
    const { value: lexeme, done } = this.#lexer.next()
    if (done === true) return undefined
    this.#parts += 1
    if (lexeme === '\n' || lexeme === '\r\n') this.#lineStart = this.#parts
    if (this.#parts > mostParts || this.#parts - this.#lineStart > mostPartsOfLine) {
      this.tooManyAt = this.#offset
      return undefined
    }
    if (!isMark(lexeme)) this.#offset += lexeme.length
    return lexeme
  }
}

/** Signs of the lexer for the parser, which are not in the text: a document, a plain word, and the end of brackets by mistake. */
function isMark(lexeme: string): boolean {
  const code = lexeme.charCodeAt(0)
  return code === 0x02 || code === 0x1f || code === 0x18
}

/** What the lexer finds; it takes its time for line breaks, of which there may be a million at the end. */
function lexemesOf(text: string): Iterator<string> {
  // One of them ends the last line.
  const rest = mayHoldBreaks.test(text) ? 0 : breaksAtEnd(text) - 1
  return rest > 0 ? withBreaks(text.slice(0, text.length - rest), rest) : new Lexer().lex(text)
}

function breaksAtEnd(text: string): number {
  let start = text.length
  while (text.charCodeAt(start - 1) === 0x0a) start -= 1
  return text.length - start
}

function* withBreaks(text: string, count: number): Generator<string> {
  yield* new Lexer().lex(text)
  for (let at = 0; at < count; at += 1) yield '\n'
}
