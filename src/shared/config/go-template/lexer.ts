/** What a piece of an action is; the keywords are kinds of their own. */
export type TokenKind =
  | 'text'
  | 'open'
  | 'close'
  | 'space'
  | 'string'
  | 'number'
  | 'bool'
  | 'nil'
  | 'dot'
  | 'field'
  | 'variable'
  | 'name'
  | 'sign'
  | Keyword
  | 'end of text'
  | 'fault'

const keywords = [
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'range',
  'template',
  'with',
] as const
type Keyword = (typeof keywords)[number]

/** A piece of a template; the text of a `fault` says what is wrong from there on. */
export interface Token {
  readonly kind: TokenKind
  readonly text: string
}

interface Shape {
  readonly shape: RegExp
  readonly kind: (text: string) => TokenKind
  /** A word must be followed by a blank, a sign or the end of its action. */
  readonly isWord?: boolean
}

const shapes: readonly Shape[] = [
  { shape: /[ \t\r\n]+(?!-\}\})/y, kind: () => 'space' },
  { shape: /:=|[=|()]/y, kind: () => 'sign' },
  { shape: /"(?:\\[^\n]|[^"\\\n])*"|`[^`]*`/y, kind: () => 'string' },
  { shape: /'(?:\\[^\n]|[^'\\\n])*'/y, kind: () => 'number' },
  { shape: /\$[\p{L}\p{Nd}_]*/uy, kind: () => 'variable', isWord: true },
  {
    shape: /\.(?![0-9])[\p{L}\p{Nd}_]*/uy,
    kind: (text) => (text === '.' ? 'dot' : 'field'),
    isWord: true,
  },
  { shape: /[-+.0-9][0-9A-Za-z_.]*(?:(?<=[eEpP])[-+][0-9_]+)?(?:[-+][0-9._eE]*i)?/y, kind: () => 'number' },
  { shape: /[\p{L}\p{Nd}_]+/uy, kind: kindOfName, isWord: true },
]
const close = /[ \t\r\n]-\}\}|\}\}/y
const afterWord = /[ \t\r\n.,|:()]|\}\}|$/y

function kindOfName(word: string): TokenKind {
  if (word === 'true' || word === 'false') return 'bool'
  return word === 'nil' ? 'nil' : (keywords.find((each) => each === word) ?? 'name')
}

/** The pieces of a template, up to the first that Go's text/template does not know; the last one is the end or a fault. */
export function* tokensOf(text: string): Generator<Token> {
  let at = 0
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', at)) {
    if (text.slice(at, open).trim() !== '') yield { kind: 'text', text: text.slice(at, open) }
    at = open + 2
    if (/^-[ \t\r\n]/.test(text.slice(at, at + 2))) at += 2
    const end = text.startsWith('/*', at) ? endOfComment(text, at) : yield* actionOf(text, at)
    if (end === undefined) return
    if (typeof end === 'string') {
      yield { kind: 'fault', text: end }
      return
    }
    at = end
  }
  if (text.slice(at).trim() !== '') yield { kind: 'text', text: text.slice(at) }
  yield { kind: 'end of text', text: '' }
}

/** The offset behind a comment, or what is wrong with it. */
function endOfComment(text: string, start: number): number | string {
  const end = text.indexOf('*/', start + 2)
  if (end < 0) return 'a comment is not closed with `*/`'
  const closing = match(close, text, end + 2)
  if (closing === undefined) return 'there is more than a comment in a pair of braces'
  return end + 2 + closing.length
}

/** The offset behind an action; undefined behind a fault. */
function* actionOf(text: string, start: number): Generator<Token, number | undefined> {
  yield { kind: 'open', text: '{{' }
  let depth = 0
  let at = start
  let closing = match(close, text, at)
  while (closing === undefined) {
    const token = tokenAt(text, at)
    if (token.text === '(') depth += 1
    if (token.text === ')') depth -= 1
    yield depth < 0 ? { kind: 'fault', text: 'there is a `)` too many' } : token
    if (token.kind === 'fault' || depth < 0) return undefined
    at += token.text.length
    closing = match(close, text, at)
  }
  if (depth > 0) {
    yield { kind: 'fault', text: 'a `(` is not closed' }
    return undefined
  }
  yield { kind: 'close', text: '}}' }
  return at + closing.length
}

function tokenAt(text: string, at: number): Token {
  for (const { shape, kind, isWord = false } of shapes) {
    const found = match(shape, text, at)
    if (found === undefined) continue
    if (isWord && match(afterWord, text, at + found.length) === undefined)
      return fault(text, at + found.length)
    return { kind: kind(found), text: found }
  }
  return fault(text, at)
}

function fault(text: string, at: number): Token {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0x20)
  if (at >= text.length) return { kind: 'fault', text: 'a `{{` is not closed' }
  if (/["'`]/.test(character)) return { kind: 'fault', text: 'a quote is not closed' }
  // Go takes these for signs, and finds no use for any but the comma.
  if (character === ',') return { kind: 'sign', text: ',' }
  return { kind: 'fault', text: `\`${character}\` does not belong there` }
}

function match(shape: RegExp, text: string, at: number): string | undefined {
  shape.lastIndex = at
  return shape.exec(text)?.[0]
}
