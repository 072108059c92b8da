import { Lexer } from 'yaml'
import type { Span } from '../line-index.ts'

/** The comments of a YAML text, from `#` to the end of their line, in order; also of a text with mistakes. */
export function commentsIn(text: string): Span[] {
  const comments: Span[] = []
  let at = 0
  let isScalar = false
  for (const lexeme of new Lexer().lex(text)) {
    // The lexer marks documents and scalars with control characters that are not in the text.
    if (lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f') {
      isScalar = lexeme === '\u001f'
      continue
    }
    if (!isScalar && lexeme.startsWith('#')) comments.push({ start: at, end: at + lexeme.length })
    at += lexeme.length
    isScalar = false
  }
  return comments
}
