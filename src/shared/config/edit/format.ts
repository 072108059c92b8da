import { Lexer } from 'yaml'
import type { TextEdit } from '../problem.ts'
import { Draft } from './draft.ts'
import { Formatter } from './formatter.ts'
import { readSource } from './source.ts'
import { isSame, valueOf } from './values.ts'

/**
 * What brings the first document into canonical form: maps and lists two blanks further in than their key, one
 * blank after colons and dashes and before comments, none at the end of lines. Everything else stays: comments,
 * blank lines, quotes, what is inside brackets. Nothing when the text does not parse.
 */
export function formatEdits(text: string): readonly TextEdit[] {
  const result = readSource(text)
  if (result.kind === 'failure' || result.source.root === undefined) return []
  const { source } = result
  const draft = new Draft(text)
  const formatter = new Formatter(draft.layout)
  draft.apply(formatter.run(result.source.root, source.secondDocument?.start ?? text.length))
  const after = readSource(draft.text)
  const isSafe =
    after.kind === 'source' &&
    isSame(valueOf(source.root, source), valueOf(after.source.root, after.source)) &&
    commentsOf(text).join('\n') === commentsOf(draft.text).join('\n')
  return isSafe ? draft.edits() : []
}

function commentsOf(text: string): string[] {
  return [...new Lexer().lex(text)].filter((token) => token.startsWith('#')).map((token) => token.trimEnd())
}
