import { Lexer } from 'yaml'

/** Words, brackets, blanks and line breaks a file may have, and one line of it: what they cost grows faster than their number. */
const mostParts = 500_000
const mostPartsOfLine = 50_000
/** What is wrong with a file mostly shows in so many parts, which are read one by one. */
const partsBeforeLook = 20_000
/** Signs of the lexer for the parser, which are not in the text: a document, a plain word, and the end of brackets by mistake. */
const marks: ReadonlySet<string> = new Set(['\u0002', '\u001f', '\u0018'])

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
    this.#lexer = new Lexer().lex(text)
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
    if (!marks.has(lexeme)) this.#offset += lexeme.length
    return lexeme
  }
}
