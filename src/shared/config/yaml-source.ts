import { isAlias, isMap, isNode, parseAllDocuments, visit } from 'yaml'
import type { Alias, Document, Node, YAMLError } from 'yaml'
import { LineIndex } from './line-index.ts'
import type { Span } from './line-index.ts'

/** Largest file the checks read: 1 MiB. tbot knows no limit; nobody writes a configuration this long. */
const maximumLength = 1024 * 1024

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
}

/** Why a text cannot be read at all (go-yaml would stop here). */
export interface SyntaxFailure {
  readonly code: 'config.syntax' | 'config.too-large'
  readonly span: Span
  readonly message: string
}

export type SourceResult =
  | { readonly kind: 'source'; readonly source: YamlSource }
  | { readonly kind: 'failure'; readonly lines: LineIndex; readonly failure: SyntaxFailure }

/** Options that keep every scalar as its source text: the meaning is decided by `yaml-scalar.ts`. */
const parseOptions = {
  schema: 'failsafe',
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const

/** Reads the first document as go-yaml v3 would (tbot-config.md 7.4). Only the first failure is told: the rest follows from it. */
export function readYaml(text: string): SourceResult {
  const lines = new LineIndex(text)
  const failure = findForbiddenText(text, lines)
  if (failure !== undefined) return { kind: 'failure', lines, failure }
  try {
    return readDocuments(text, lines)
  } catch (error) {
    // The composer is recursive: brackets nested thousands deep end in a RangeError.
    if (!(error instanceof RangeError)) throw error
    const message = 'The file is nested too deeply to be read. Remove brackets or levels that are not needed.'
    return { kind: 'failure', lines, failure: { code: 'config.syntax', span: { start: 0, end: 0 }, message } }
  }
}

function readDocuments(text: string, lines: LineIndex): SourceResult {
  const documents: Document.Parsed[] = [...parseAllDocuments(text, parseOptions)]
  const [document, second] = documents
  const error = document?.errors[0]
  if (error !== undefined) {
    return { kind: 'failure', lines, failure: describe(error, text, lines) }
  }
  const targets = new Map<Alias, Node>()
  const aliasFailure = document === undefined ? undefined : resolveAliases(document, targets)
  if (aliasFailure !== undefined) return { kind: 'failure', lines, failure: aliasFailure }
  const start = second?.range[0]
  return {
    kind: 'source',
    source: {
      text,
      lines,
      root: document?.contents ?? undefined,
      secondDocument: start === undefined ? undefined : { start, end: text.length },
      targets,
    },
  }
}

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u0084\u0086-\u009f]/

function findForbiddenText(text: string, lines: LineIndex): SyntaxFailure | undefined {
  if (text.length > maximumLength) {
    const message =
      'The file is larger than 1 MiB, which no configuration of a bot needs. Check that it is the right file.'
    return { code: 'config.too-large', span: lines.firstLineOf({ start: 0, end: text.length }), message }
  }
  const at = text.search(control)
  if (at >= 0) {
    const message = 'There is a control character here, which YAML does not allow. Remove it.'
    return { code: 'config.syntax', span: { start: at, end: at + 1 }, message }
  }
  return findDirective(text)
}

/** The library version tbot uses refuses `%YAML` directives other than 1.1. */
function findDirective(text: string): SyntaxFailure | undefined {
  const head = /^\uFEFF?(?:[ \t]*(?:#.*)?\r?\n|%(?!YAML).*\r?\n)*/.exec(text)?.[0].length ?? 0
  const directive = /^%YAML[ \t]+(\S+)/.exec(text.slice(head))
  if (directive === null || directive[1] === '1.1') return undefined
  return {
    code: 'config.syntax',
    span: { start: head, end: head + directive[0].length },
    message:
      'tbot refuses a %YAML directive other than 1.1 as incompatible. Remove the line; it is not needed.',
  }
}

function resolveAliases(document: Document.Parsed, targets: Map<Alias, Node>): SyntaxFailure | undefined {
  const anchors = new Map<string, Node>()
  let failure: SyntaxFailure | undefined
  visit(document, (_key, node) => {
    if (!isNode(node)) return undefined
    if (!isAlias(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node)
      return undefined
    }
    const target = anchors.get(node.source)
    const [start = 0, end = start] = node.range ?? []
    const [, targetEnd = 0] = target?.range ?? []
    if (target !== undefined && targetEnd <= start) {
      targets.set(node, target)
      return undefined
    }
    const message =
      target === undefined
        ? 'This alias has no anchor before it. Write the value out, or mark the value it stands for with `&` and the same name further up.'
        : 'This alias stands inside the value it stands for, which never ends. Write the value out.'
    failure = { code: 'config.syntax', span: { start, end }, message }
    return visit.BREAK
  })
  return failure
}

/** Our words for the parser's errors: its own may quote the file, and with it a secret. */
const sentences: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'This line is indented with a tab, which YAML does not allow. Use spaces.',
  BAD_INDENT:
    'The indentation does not fit the lines around it. Give all keys of one map the same number of spaces.',
  MISSING_CHAR: 'A closing quote, bracket, colon or comma is missing here.',
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

function describe(error: YAMLError, text: string, lines: LineIndex): SyntaxFailure {
  const start = Math.min(error.pos[0], text.length)
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
