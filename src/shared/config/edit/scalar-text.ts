import { Scalar } from 'yaml'
import { resolveScalar } from '../yaml-scalar.ts'
import { cannotEdit } from './cannot-edit.ts'
import type { YamlValue } from './model.ts'

type ScalarValue = string | number | boolean | null

export function isScalarValue(value: YamlValue): value is ScalarValue {
  return typeof value !== 'object' || value === null
}

/** Where a scalar is written: brackets around it forbid some plain words, and an old one has quotes to keep. */
interface ScalarPlace {
  readonly isFlow: boolean
  readonly old?: Scalar | undefined
}

/** A scalar on one line: plain where every reader of YAML takes it as meant, else in quotes. */
export function writeScalar(value: ScalarValue, place: ScalarPlace): string {
  if (typeof value !== 'string') return writeOther(value)
  if (!value.isWellFormed()) throw cannotEdit('the text holds half a character, which no file can hold')
  const style = place.old?.type
  if (style === Scalar.QUOTE_DOUBLE) return doubleQuoted(value)
  if (style === Scalar.QUOTE_SINGLE && fitsSingleQuotes(value)) return `'${value.replaceAll("'", "''")}'`
  return fitsPlain(value, place.isFlow) ? value : doubleQuoted(value)
}

function writeOther(value: number | boolean | null): string {
  if (typeof value !== 'number') return String(value)
  if (Number.isNaN(value)) return '.nan'
  return Number.isFinite(value) ? String(value) : `${value < 0 ? '-' : ''}.inf`
}

/** JSON's escapes are YAML's; YAML refuses a few more characters in the open. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/

function fitsSingleQuotes(text: string): boolean {
  return !unprintable.test(text)
}

/** Words YAML 1.1 takes for booleans: text for tbot, but not for every editor. */
const words = /^(?:y|yes|on|n|no|off|true|false|null|~|=|<<)$/i
/** Dates, and clock times that YAML 1.1 reads as numbers of base 60. */
const dateOrTime = /^(?:\d{4}-\d\d?-\d\d?|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$)/
const indicator = /^[-?:,[\]{}#&*!|>'"%@`]/

function fitsPlain(text: string, isFlow: boolean): boolean {
  if (text === '' || text.trim() !== text || unprintable.test(text)) return false
  if (indicator.test(text) || /: | #|:$/.test(text) || text.startsWith('...')) return false
  if (isFlow && /[,[\]{}?]|:["']/.test(text)) return false
  if (words.test(text) || dateOrTime.test(text)) return false
  const asPlain = new Scalar(text)
  asPlain.type = Scalar.PLAIN
  return resolveScalar(asPlain) === 'text'
}

/**
 * The lines of a literal block without indentation, or undefined when the text needs quotes: without a line
 * break, with leading blanks, blank lines at its end, or characters a block cannot show.
 */
export function blockLines(
  text: string,
): { readonly head: '|' | '|-'; readonly lines: string[] } | undefined {
  const isClipped = text.endsWith('\n')
  const lines = (isClipped ? text.slice(0, -1) : text).split('\n')
  const fits =
    text.isWellFormed() &&
    !lines.some((line) => unprintable.test(line) || (line !== '' && line.trim() === '')) &&
    /^\S/.test(lines[0] ?? '') &&
    lines.at(-1) !== ''
  return fits ? { head: isClipped ? '|' : '|-', lines } : undefined
}
