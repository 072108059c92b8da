import { tokensOf } from './lexer.ts'
import type { Token, TokenKind } from './lexer.ts'

const end: Token = { kind: 'end of text', text: '' }

/** Goes through the pieces of a template. Once something is wrong there is nothing left to read, so that every loop ends. */
export class TokenReader {
  /** The first thing that is wrong. */
  fault: string | undefined
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string) {
    this.#tokens = [...tokensOf(text)]
  }

  fail(fault: string): void {
    this.fault ??= fault
    this.#at = this.#tokens.length
  }

  /** Tells that a piece may not stand where it does. */
  unexpected({ kind, text }: Token): void {
    if (kind === 'fault') this.fail(text)
    else if (kind === 'close') this.fail('a pair of braces ends too early')
    else this.fail(`\`${text}\` does not belong there`)
  }

  peek(): Token {
    return this.#tokens[this.#at] ?? end
  }

  next(): Token {
    const token = this.peek()
    this.#at += 1
    if (token.kind === 'fault') this.fail(token.text)
    return token
  }

  /** The next piece that is no blank. */
  peekWord(): Token {
    while (this.peek().kind === 'space') this.#at += 1
    return this.peek()
  }

  nextWord(): Token {
    this.peekWord()
    return this.next()
  }

  /** The one behind the next piece, and behind blanks. */
  wordAfter(): Token {
    return this.#tokens.slice(this.#at + 1, this.#at + 3).find(({ kind }) => kind !== 'space') ?? end
  }

  /** Whether the next word is of a kind; it is taken then. */
  takes(kind: TokenKind): boolean {
    const isIt = this.peekWord().kind === kind
    if (isIt) this.#at += 1
    return isIt
  }

  /** Takes the end of an action. */
  close(): void {
    const token = this.nextWord()
    if (token.kind !== 'close') this.unexpected(token)
  }
}
