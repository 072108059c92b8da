/** One command of a shell text: its words without quotes. */
export interface Statement {
  /** Counted from 1. */
  readonly line: number
  readonly words: readonly string[]
}

export interface ShellText {
  readonly statements: readonly Statement[]
  /** Line of a quote that is never closed. */
  readonly openQuote?: number
}

/** Characters that end a command where they stand alone. */
const ends = new Set(['\n', ';', '&', '|', '<', '>', '(', ')'])

/**
 * Splits a text as a POSIX shell would: quotes, backslashes, lines that go on after a backslash, comments. Nothing is
 * expanded. What stands behind `<` and `>` is a command of its own here, which nobody knows.
 */
export function readShell(text: string): ShellText {
  const statements: Statement[] = []
  let words: string[] = []
  let word: string | undefined
  let line = 1
  let first = 1
  let openQuote: number | undefined
  const endWord = (): void => {
    if (word === undefined) return
    if (words.length === 0) first = line
    words.push(word)
    word = undefined
  }
  const endStatement = (): void => {
    endWord()
    if (words.length > 0) statements.push({ line: first, words })
    words = []
  }
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? ''
    if (char === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) {
      at += text[at + 1] === '\r' ? 2 : 1
      line += 1
    } else if (char === '\\') {
      at += 1
      word = (word ?? '') + (text[at] ?? '')
    } else if (char === '"' || char === "'") {
      const quoted = readQuoted(text, at)
      if (quoted.end >= text.length) openQuote ??= line
      word = (word ?? '') + quoted.value
      line += text.slice(at, quoted.end).split('\n').length - 1
      at = quoted.end
    } else if (char === '#' && word === undefined) {
      at = endOfLine(text, at) - 1
    } else if (ends.has(char)) {
      endStatement()
      if (char === '\n') line += 1
    } else if (/\s/.test(char)) endWord()
    else word = (word ?? '') + char
  }
  endStatement()
  return { statements, ...(openQuote === undefined ? {} : { openQuote }) }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** The text between quotes, and where the closing one stands. */
function readQuoted(text: string, start: number): { value: string; end: number } {
  const quote = text[start] ?? ''
  let value = ''
  let at = start + 1
  for (; at < text.length && text[at] !== quote; at += 1) {
    const next = text[at + 1] ?? ''
    if (quote === '"' && text[at] === '\\' && '"\\$`\n'.includes(next) && next !== '') {
      at += 1
      value += next === '\n' ? '' : next
    } else value += text[at] ?? ''
  }
  return { value, end: at }
}
