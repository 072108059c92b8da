import { isMap, isScalar, visit } from 'yaml'
import type { Alias, Document, Node, YAMLError } from 'yaml'
import { LineIndex } from './line-index.ts'
import type { Span } from './line-index.ts'
import type { SyntaxFailure } from './yaml-dialect.ts'
import { parseYaml } from './yaml-parse.ts'

/** The first document of a file, with what is needed to find places in it again. */
export interface YamlSource {
  readonly text: string
  readonly lines: LineIndex
  /** Undefined for a file of blanks and comments. */
  readonly root: Node | undefined
  /** Where the second document starts, which tbot never reads. */
  readonly secondDocument: Span | undefined
  /** What an alias stands for. */
  readonly targets: ReadonlyMap<Alias, Node>
  /** The first document as the parser made it; none for an empty file. */
  readonly documents: readonly Document.Parsed[]
}

/** Why a file cannot be read, with what is needed to find the place. */
export interface SourceFailure {
  readonly kind: 'failure'
  readonly lines: LineIndex
  readonly failure: SyntaxFailure
}

export type SourceResult = { readonly kind: 'source'; readonly source: YamlSource } | SourceFailure

/** Reads the first document as go-yaml v3 would (tbot-config.md 7.4). Only the first failure is told: the rest follows from it. */
export function readYaml(text: string): SourceResult {
  const { documents, failure } = parseYaml(text, { isFirstOnly: true })
  const lines = new LineIndex(failure?.code === 'config.too-large' ? text.slice(0, failure.span.end) : text)
  const [document, second] = documents
  const targets = new Map<Alias, Node>()
  const fault =
    failure ??
    errorOf(document, lines) ??
    (document !== undefined && text.includes('*') ? resolveAliases(document, targets) : undefined) ??
    (isFirstTokenBroken(second) ? errorOf(second, lines) : undefined)
  if (fault !== undefined) return { kind: 'failure', lines, failure: fault }
  const start = second?.range[0]
  return {
    kind: 'source',
    source: {
      text,
      lines,
      root: document?.contents ?? undefined,
      secondDocument: start === undefined ? undefined : { start, end: text.length },
      targets,
      documents: documents.slice(0, 1),
    },
  }
}

/** go-yaml looks at the first token of the second document before it stops. */
function isFirstTokenBroken(second: Document.Parsed | undefined): boolean {
  const [at = Infinity] = second?.errors[0]?.pos ?? []
  return isScalar(second?.contents) || at <= (second?.contents?.range[0] ?? Infinity)
}

function errorOf(document: Document.Parsed | undefined, lines: LineIndex): SyntaxFailure | undefined {
  const error = document?.errors[0]
  if (document === undefined || error === undefined) return undefined
  return openQuote(error, document) ?? describe(error, lines)
}

/** A quote without its end takes in the rest of the file: what is wrong stands where it begins. */
function openQuote({ code, message }: YAMLError, document: Document.Parsed): SyntaxFailure | undefined {
  if (code !== 'MISSING_CHAR' || !/^Missing closing .quote/.test(message)) return undefined
  let last: Node | undefined
  visit(document, { Scalar: (_key, node) => void (node.type?.startsWith('QUOTE') === true && (last = node)) })
  if (last === undefined) return undefined
  const { start } = spanOf(last)
  const words = 'The quote that begins here is never closed. Close it at the end of the value.'
  return { code: 'config.syntax', span: { start, end: start + 1 }, message: words }
}

function resolveAliases(document: Document.Parsed, targets: Map<Alias, Node>): SyntaxFailure | undefined {
  const anchors = new Map<string, Node>()
  let failure: SyntaxFailure | undefined
  visit(document, {
    Value: (_key, node) => void (node.anchor !== undefined && anchors.set(node.anchor, node)),
    Alias: (_key, alias) => {
      const target = anchors.get(alias.source)
      const { start, end } = spanOf(alias)
      if (target !== undefined && spanOf(target).end <= start) {
        targets.set(alias, target)
        return undefined
      }
      const message =
        target === undefined
          ? 'This alias has no anchor before it. Write the value out, or mark the value it stands for with `&` and the same name further up.'
          : 'This alias stands inside the value it stands for, which never ends. Write the value out.'
      failure = { code: 'config.syntax', span: { start, end }, message }
      return visit.BREAK
    },
  })
  return failure
}

/** Our words for the parser's errors: its own may quote the file, and with it a secret. */
const sentences: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'This line is indented with a tab, which YAML does not allow. Use spaces.',
  BAD_INDENT:
    'The indentation does not fit the lines around it. Give all keys of one map the same number of spaces.',
  MISSING_CHAR: 'A closing bracket, a colon or a comma is missing here.',
  BLOCK_AS_IMPLICIT_KEY:
    'There are two keys on one line. Put the second on its own line, or put the value in quotes if the colon belongs to it.',
  BAD_SCALAR_START: 'A value may not start with this character. Put the value in quotes.',
  MULTILINE_IMPLICIT_KEY:
    'A key must stand on one line and end in a colon. A colon, or a quote, is missing here or in the line before.',
  BAD_DQ_ESCAPE:
    'This backslash sequence has no meaning in double quotes. Use single quotes, or write two backslashes.',
  BAD_ALIAS: 'The name of an alias or anchor is missing or has a character that is not allowed.',
  UNEXPECTED_TOKEN:
    'This does not belong here. A quote, bracket, colon or line break before it is missing or too many.',
  BLOCK_IN_FLOW: 'Inside brackets, lists and maps must be written with brackets too.',
  BAD_DIRECTIVE: 'This directive is not understood. Remove the line.',
  KEY_OVER_1024_CHARS:
    'A key may not be longer than 1024 characters. A line break or a quote may be missing.',
  MULTIPLE_ANCHORS: 'A value can have only one anchor. Remove one of them.',
  MULTIPLE_TAGS: 'A value can have only one tag. Remove one of them.',
}

function describe(error: YAMLError, lines: LineIndex): SyntaxFailure {
  const start = Math.min(error.pos[0], lines.text.length)
  const span = lines.firstLineOf({ start, end: Math.max(error.pos[1], start) })
  const known =
    sentences[error.code] ?? 'The text is not YAML from here on. Look at this line and the one before it.'
  return { code: 'config.syntax', span, message: known }
}

/** The offsets of a node in the text. */
export function spanOf(node: Node): Span {
  const [start = 0, end = start] = node.range ?? []
  return { start, end }
}

/** True when the node is written with brackets on one line or many. */
export function isFlow(node: Node): boolean {
  return isMap(node) && node.flow === true
}
