import { Scalar } from 'yaml'
import { parseDuration } from '../duration.ts'

const yamlTag = 'tag:yaml.org,2002:'
const nulls = new Set(['', '~', 'null', 'Null', 'NULL'])
const truths = new Set(['true', 'True', 'TRUE'])
const lies = new Set(['false', 'False', 'FALSE'])
const yesWords = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'])
const noWords = new Set(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'])
const integer = /^[-+]?(?:0|[1-9]\d*|0[0-7]+|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$|^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/

type Resolved = 'null' | 'boolean' | 'integer' | 'float' | 'text'

/** The outcome of reading a scalar: a value, nothing (null), or not readable as the wanted kind. */
export type Reading<T> = { readonly ok: true; readonly value: T | undefined } | { readonly ok: false }

const refused = { ok: false } as const
const unset = { ok: true, value: undefined } as const

/** The text of a scalar as Go sees it (the document is composed with the failsafe schema). */
export function scalarText(node: Scalar): string {
  return typeof node.value === 'string' ? node.value : ''
}

function resolvePlain(text: string): Resolved {
  if (nulls.has(text)) return 'null'
  if (truths.has(text) || lies.has(text)) return 'boolean'
  const digits = text.replaceAll('_', '')
  if (/^[-+\d]/.test(text) && integer.test(digits)) return 'integer'
  return float.test(digits) && /^[-+.\d]/.test(text) ? 'float' : 'text'
}

/** What go-yaml v3 makes of a scalar, or undefined when its explicit tag does not fit (tbot-config.md 7). */
export function resolveScalar(node: Scalar): Resolved | undefined {
  const text = scalarText(node)
  if (node.tag === undefined) return node.type === Scalar.PLAIN ? resolvePlain(text) : 'text'
  if (!node.tag.startsWith(yamlTag)) return 'text'
  const resolved = resolvePlain(text)
  switch (node.tag.slice(yamlTag.length)) {
    case 'bool':
      return resolved === 'boolean' ? resolved : undefined
    case 'int':
      return resolved === 'integer' ? resolved : undefined
    case 'float':
      return resolved === 'float' || resolved === 'integer' ? 'float' : undefined
    case 'null':
      return resolved === 'null' ? resolved : undefined
    default:
      return 'text'
  }
}

export function isNull(node: Scalar): boolean {
  return resolveScalar(node) === 'null'
}

/** tbot-config.md 7.3: any scalar keeps its source text; null is nothing. */
export function readText(node: Scalar): Reading<string> {
  const resolved = resolveScalar(node)
  if (resolved === undefined) return refused
  return resolved === 'null' ? unset : { ok: true, value: scalarText(node) }
}

/** tbot-config.md 7.2: plain true and false, and the words of YAML 1.1 also in quotes. */
export function readBoolean(node: Scalar): Reading<boolean> {
  const text = scalarText(node)
  switch (resolveScalar(node)) {
    case 'null':
      return unset
    case 'boolean':
      return { ok: true, value: truths.has(text) }
    case 'text':
      if (yesWords.has(text)) return { ok: true, value: true }
      return noWords.has(text) ? { ok: true, value: false } : refused
    default:
      return refused
  }
}

/** tbot-config.md 7.3: plain integers in any base; floats are cut. */
export function readInteger(node: Scalar): Reading<number> {
  const digits = scalarText(node).replaceAll('_', '')
  switch (resolveScalar(node)) {
    case 'null':
      return unset
    case 'integer':
      return { ok: true, value: parseInteger(digits) }
    case 'float': {
      const value = Math.trunc(Number(digits))
      return Number.isFinite(value) ? { ok: true, value } : refused
    }
    default:
      return refused
  }
}

function parseInteger(digits: string): number {
  const negative = digits.startsWith('-')
  const size = digits.replace(/^[-+]/, '')
  const value = /^0[0-7]+$/.test(size) ? Number.parseInt(size, 8) : Number(size.toLowerCase())
  return negative ? -value : value
}

/** tbot-config.md 7.1: text in Go's duration syntax; a bare number is refused. Milliseconds. */
export function readDuration(node: Scalar): Reading<number> {
  switch (resolveScalar(node)) {
    case 'null':
      return unset
    case 'text': {
      const value = parseDuration(scalarText(node))
      return value === undefined ? refused : { ok: true, value }
    }
    default:
      return refused
  }
}
