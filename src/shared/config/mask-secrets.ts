import { isAlias, isCollection, isPair, isScalar } from 'yaml'
import type { Document, Node } from 'yaml'
import { joinMethods, rootSchema } from './catalogue.ts'
import type { Span } from './line-index.ts'
import type { Schema } from './schema.ts'
import { parseYaml } from './yaml-parse.ts'

/** What stands in place of a secret value. */
export const dots = '••••••••'
const secretKeys = new Set(['token', 'registration_secret', 'join_uri'])
/** Shorter values are words such as `token`, which stand in many other places. */
const shortestHidden = 8
/** Values looked for outside their own place; a file has one or two. */
const mostHidden = 100
const secretLine =
  /(?=\S)(?<=(?:^|[\s{,[?#"'-])["']?(?:token|registration_secret|join_uri)["']?[ \t]*:[ \t]*)(?![|>][-+\d]*[ \t]*(?:#.*)?$)(?:"(?:[^"\\\n]|\\.)*"?|'(?:[^'\n]|'')*'?|(?:[ \t]+|[^ \t\n])*?(?=[ \t]*(?:,[ \t]|[}\]]|[ \t]#|\r?$)))/gm
const secretBlock =
  /^([ \t]*(?:- +)*)["']?(?:token|registration_secret|join_uri)["']?[ \t]*:[ \t]*(?:[|>][^\n]*)?\r?\n((?:\1[ \t]+[^\n]*\n?|[ \t]*\r?\n)+)/gm

/** The text with the values of all secrets replaced by dots, also when it is not YAML; lines stay where they are. */
export function maskSecrets(text: string): string {
  const spans = secretSpans(text)
  const masked = replaceSpans(text, spans)
  const values = spans.map((span) => unquoted(text.slice(span.start, span.end)))
  return hideSecrets(masked, longEnough(values))
}

/** The secrets a text holds, longest first; short ones are left out. `documents`: what it was parsed to, if it was. */
export function secretsIn(text: string, documents = parseYaml(text).documents): string[] {
  return longEnough(secretSpans(text, documents).map((span) => unquoted(text.slice(span.start, span.end))))
}

/** Replaces every occurrence of the secrets by dots. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((result, secret) => result.replaceAll(secret, dots), text)
}

function longEnough(values: readonly string[]): string[] {
  const unique = new Set(values.flatMap((value) => [value, ...value.split('\n').map((line) => line.trim())]))
  return [...unique]
    .filter((value) => value.length >= shortestHidden && !isWordOfFormat(value))
    .toSorted((a, b) => b.length - a.length)
    .slice(0, mostHidden)
}

let wordsOfFormat: ReadonlySet<string> | undefined

/** A token named `kubernetes` is hidden in its place; everywhere else the word is a key, a type or a method. */
function isWordOfFormat(value: string): boolean {
  wordsOfFormat ??= new Set([...joinMethods.keys(), ...wordsOf(rootSchema)])
  return wordsOfFormat.has(value)
}

function* wordsOf(schema: Schema): Generator<string> {
  if (schema.values !== undefined) yield* schema.values.keys()
  if (schema.items !== undefined) yield* wordsOf(schema.items)
  for (const [key, each] of Object.entries(schema.properties ?? {})) {
    yield key
    yield* wordsOf(each)
  }
  for (const [type, each] of schema.variants ?? []) {
    yield type
    yield* wordsOf(each)
  }
}

function unquoted(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/s, '$2')
}

function secretSpans(text: string, documents = parseYaml(text).documents): Span[] {
  const spans = [...documents.flatMap(spansInDocument), ...spansByPattern(text)].filter(
    (span) => span.end > span.start,
  )
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

function spansInDocument(document: Document.Parsed): Span[] {
  const spans: Span[] = []
  findSecrets(document.contents, false, { spans, anchors: new Map() })
  return spans
}

/** Walks in the order of the text, so that an alias finds the anchor before it. The library's `visit` is slow. */
function findSecrets(
  node: unknown,
  isSecret: boolean,
  found: { readonly spans: Span[]; readonly anchors: Map<string, Node> },
): void {
  if (isAlias(node)) {
    const target = found.anchors.get(node.source)
    if (isSecret && target?.range) found.spans.push({ start: target.range[0], end: target.range[1] })
  } else if (isScalar(node)) {
    if (node.anchor !== undefined) found.anchors.set(node.anchor, node)
    if (isSecret && node.range) found.spans.push({ start: node.range[0], end: node.range[1] })
  } else if (isCollection(node)) {
    if (node.anchor !== undefined) found.anchors.set(node.anchor, node)
    for (const item of node.items) {
      if (isPair(item)) {
        const isKey = isScalar(item.key) && secretKeys.has(String(item.key.value))
        findSecrets(item.key, isSecret, found)
        findSecrets(item.value, isSecret || isKey, found)
      } else findSecrets(item, isSecret, found)
    }
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
      line.trim() === '' || (index === 0 && /^[|>]/.test(line))
        ? line
        : line.replace(/\S[^]*?(?=\r?$)/, dots),
    )
    .join('\n')
}
