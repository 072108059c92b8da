const hex = '[0-9a-fA-F]'
/** What a backslash begins, except for the quote itself; half of a pair of UTF-16 is no character. */
const escape = `\\\\(?:[abfnrtv\\\\]|[0-3][0-7]{2}|x${hex}{2}|u(?![dD][89a-fA-F])${hex}{4}|U00(?:10|0[0-9a-fA-F])(?!(?<=0000)[dD][89a-fA-F])${hex}{4})`
const string = new RegExp(`^"(?:[^\\\\]|\\\\"|${escape})*"$|^\``)
const character = new RegExp(`^'(?:[^\\\\]|\\\\'|${escape})'$`, 'u')

const whole =
  /^[-+]?(?:0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|0(?:_?[0-7])*|[1-9](?:_?\d)*)$/
const decimal = /^[-+]?(?=\.?\d)(?:\d(?:_?\d)*)?(?:\.(?:\d(?:_?\d)*)?)?(?:[eE][-+]?\d(?:_?\d)*)?$/
const hexadecimal = /^[-+]?0[xX](?=_?\.?[0-9a-fA-F])[0-9a-fA-F_]*\.?[0-9a-fA-F_]*[pP][-+]?\d[\d_]*$/
const complex =
  /^(?:[-+]?\.?\d[\d._]*(?:[eE][-+]?\d+)?(?=[-+]))?[-+]?\.?\d[\da-fA-F._xXoObB]*(?:[eEpP][-+]?\d+)?i$/

/** Whether Go can read a text in quotes. */
export function isStringFine(literal: string): boolean {
  return string.test(literal)
}

/** Whether Go can read a number, or a character, which is one. */
export function isNumberFine(literal: string): boolean {
  if (literal.startsWith("'")) return character.test(literal)
  const isFloat = /[.eEpP]/.test(literal) && (decimal.test(literal) || hexadecimal.test(literal))
  return whole.test(literal) || isFloat || complex.test(literal)
}

/** What Go takes a number for; undefined for a complex one. */
export function kindOfNumber(literal: string): 'integer' | 'float' | undefined {
  if (literal.startsWith("'") || whole.test(literal)) return 'integer'
  return literal.endsWith('i') ? undefined : 'float'
}
