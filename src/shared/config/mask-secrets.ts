import { isAlias, isCollection, isPair, isScalar, parseAllDocuments, visit } from 'yaml'
import type { Node } from 'yaml'
import type { Span } from './line-index.ts'

/** What stands in place of a secret value. */
export const dots = '••••••••'
const secretKeys = new Set(['token', 'registration_secret', 'join_uri'])
/** Shorter values are words such as `token`, which stand in many other places. */
const shortestHidden = 8
/** Values looked for outside their own place; a file has one or two. */
const mostHidden = 100
const secretLine =
  /(?=\S)(?<=(?:^|[\s{,[?#"'-])["']?(?:token|registration_secret|join_uri)["']?[ \t]*:[ \t]*)(?![|>][-+\d]*[ \t]*(?:#.*)?$)(?:"(?:[^"\\\n]|\\.)*"?|'(?:[^'\n]|'')*'?|[^\n]*?(?=[ \t]*(?:,[ \t]|[}\]]|[ \t]#|\r?$)))/gm
const secretBlock =
  /^([ \t]*(?:- +)*)["']?(?:token|registration_secret|join_uri)["']?[ \t]*:[ \t]*(?:[|>][^\n]*)?\r?\n((?:\1[ \t]+[^\n]*\n?|[ \t]*\r?\n)+)/gm

/** The text with the values of all secrets replaced by dots, also when it is not YAML; lines stay where they are. */
export function maskSecrets(text: string): string {
  const spans = secretSpans(text)
  const masked = replaceSpans(text, spans)
  const values = spans.map((span) => unquoted(text.slice(span.start, span.end)))
  return hideSecrets(masked, longEnough(values))
}

/** The secrets a text holds, longest first; short ones are left out. */
export function secretsIn(text: string): string[] {
  return longEnough(secretSpans(text).map((span) => unquoted(text.slice(span.start, span.end))))
}

/** Replaces every occurrence of the secrets by dots. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((result, secret) => result.replaceAll(secret, dots), text)
}

function longEnough(values: readonly string[]): string[] {
  const unique = new Set(values.flatMap((value) => [value, ...value.split('\n').map((line) => line.trim())]))
  return [...unique]
    .filter((value) => value.length >= shortestHidden)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, mostHidden)
}

function unquoted(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/s, '$2')
}

function secretSpans(text: string): Span[] {
  const spans = [...spansByParsing(text), ...spansByPattern(text)].filter((span) => span.end > span.start)
  const merged: { start: number; end: number }[] = []
  for (const span of spans.toSorted((left, right) => left.start - right.start)) {
    const last = merged.at(-1)
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end)
    else merged.push({ ...span })
  }
  return merged
}

function spansByPattern(text: string): Span[] {
  const lines = [...text.matchAll(secretLine)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  const blocks = [...text.matchAll(secretBlock)].map((match) => {
    const end = match.index + match[0].length
    return { start: end - (match[2] ?? '').length, end }
  })
  return [...lines, ...blocks]
}

function spansByParsing(text: string): Span[] {
  try {
    return [
      ...parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' }),
    ].flatMap((document) => {
      const secrets: Node[] = []
      visit(document, {
        Pair: (_key, pair) => {
          if (isPair(pair) && isScalar(pair.key) && secretKeys.has(String(pair.key.value))) {
            collect(pair.value as Node | null, secrets) // a parsed pair holds nodes only
          }
        },
      })
      const targets = secrets.map((node) => (isAlias(node) ? node.resolve(document) : node))
      return targets.flatMap((node) => (node?.range ? [{ start: node.range[0], end: node.range[1] }] : []))
    })
  } catch {
    return [] // too deep to parse: the patterns must do
  }
}

function collect(node: Node | null, into: Node[]): void {
  if (node === null) return
  if (!isCollection(node)) into.push(node)
  else {
    visit(node, {
      Value: (_key, each) => {
        if (!isCollection(each)) into.push(each)
      },
      Alias: (_key, each) => void into.push(each),
    })
  }
}

/** Dots instead of each span; a span of several lines keeps its line breaks. */
function replaceSpans(text: string, spans: readonly Span[]): string {
  let result = ''
  let at = 0
  for (const span of spans) {
    const value = text.slice(span.start, span.end)
    result += text.slice(at, span.start) + mask(value)
    at = span.end
  }
  return result + text.slice(at)
}

function mask(value: string): string {
  const quote = /^(["']).*\1$/s.exec(value)?.[1] ?? ''
  if (!value.includes('\n')) return value.trim() === '' ? value : `${quote}${dots}${quote}`
  return value
    .split('\n')
    .map((line, index) =>
      line.trim() === '' || (index === 0 && /^[|>]/.test(line)) ? line : line.replace(/\S.*?(?=\r?$)/, dots),
    )
    .join('\n')
}
