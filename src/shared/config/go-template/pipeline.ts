import { isFunction } from './functions.ts'
import type { ValueKind } from './functions.ts'
import type { Token, TokenKind } from './lexer.ts'
import { isNumberFine, isStringFine, kindOfNumber } from './literals.ts'
import type { TokenReader } from './token-reader.ts'

/** A value, and the fields that are asked of it. */
export interface Operand {
  readonly base:
    | { readonly type: 'dot' | 'nil' }
    | { readonly type: 'variable' | 'function'; readonly name: string }
    | { readonly type: 'pipeline'; readonly pipeline: Pipeline }
    | { readonly type: 'literal'; readonly kind: ValueKind }
  readonly fields: readonly string[]
}

/** A function or value with its arguments. */
export type Command = readonly [Operand, ...Operand[]]

/** Commands, of which each hands its result to the next. */
export interface Pipeline {
  /** The variables that are set to the result. */
  readonly variables: readonly string[]
  /** True for `=`, which needs variables that exist. */
  readonly isAssignment: boolean
  readonly commands: readonly Command[]
}

/** Levels of blocks and parentheses; Go takes more, which nobody writes. */
const deepest = 200

/** Reads pipelines, up to and with what closes them. Variables are added to those that are known. */
export class PipelineParser {
  /** Those that are set where the reader is. */
  variables: string[] = ['$']
  readonly #reader: TokenReader
  #depth = 0

  constructor(reader: TokenReader) {
    this.#reader = reader
  }

  /** Reads one level further down. */
  deeper(read: () => void): void {
    this.#depth += 1
    if (this.#depth > deepest) this.#reader.fail('it is nested too deeply')
    else read()
    this.#depth -= 1
  }

  pipeline(end: 'close' | ')', isLoop = false): Pipeline {
    const reader = this.#reader
    const variables: string[] = []
    const isAssignment = this.#readVariables(variables, isLoop)
    const commands: Command[] = []
    for (let token = reader.peekWord(); !isEnd(token, end); token = reader.peekWord()) {
      if (!startsOperand(token)) {
        reader.unexpected(token)
        break
      }
      const command = this.#command()
      if (commands.length > 0 && !isExecutable(command[0])) reader.fail('a `|` must lead to a function')
      commands.push(command)
    }
    reader.next()
    if (commands.length === 0) reader.fail('a value is missing')
    return { variables, isAssignment, commands }
  }

  /** True when the variables are set with `=`. */
  #readVariables(variables: string[], isLoop: boolean): boolean {
    const reader = this.#reader
    const variable = reader.peekWord()
    const sign = variable.kind === 'variable' ? reader.wordAfter() : undefined
    if (sign?.kind !== 'sign' || !/^(?::?=|,)$/.test(sign.text)) return false
    reader.nextWord()
    reader.nextWord()
    variables.push(variable.text)
    this.variables.push(variable.text)
    if (sign.text !== ',') return sign.text === '='
    if (!isLoop || variables.length > 1) reader.fail('only a `{{range}}` sets two variables')
    else if (reader.peekWord().kind !== 'variable') reader.unexpected(reader.peekWord())
    return this.#readVariables(variables, isLoop)
  }

  #command(): Command {
    const reader = this.#reader
    const command: [Operand, ...Operand[]] = [this.#operand()]
    while (reader.peek().kind === 'space' && startsOperand(reader.peekWord())) command.push(this.#operand())
    const token = reader.peekWord()
    const isPiped = token.kind === 'sign' && token.text === '|'
    if (isPiped) reader.next()
    else if (!isEnd(token, 'close') && !isEnd(token, ')')) reader.unexpected(token)
    return command
  }

  #operand(): Operand {
    const reader = this.#reader
    const first = reader.peek()
    const { base, fields } = this.#term()
    const all = [...fields]
    while (reader.peek().kind === 'field') all.push(reader.next().text.slice(1))
    const hasNone = base.type === 'literal' || base.type === 'nil' || first.kind === 'dot'
    if (hasNone && all.length > 0) reader.fail(`\`${first.text}\` has no fields`)
    return { base, fields: all }
  }

  #term(): Operand {
    const reader = this.#reader
    const { kind, text } = reader.next()
    const literal = (valueKind: ValueKind = 'unknown'): Operand => ({
      base: { type: 'literal', kind: valueKind },
      fields: [],
    })
    switch (kind) {
      case 'name':
        if (!isFunction(text)) reader.fail(`there is no function \`${text}\``)
        return { base: { type: 'function', name: text }, fields: [] }
      case 'variable':
        if (!this.variables.includes(text)) reader.fail(`the variable \`${text}\` is not set`)
        return { base: { type: 'variable', name: text }, fields: [] }
      case 'field':
        return { base: { type: 'dot' }, fields: [text.slice(1)] }
      case 'dot':
      case 'nil':
        return { base: { type: kind }, fields: [] }
      case 'bool':
        return literal('bool')
      case 'string':
        if (!isStringFine(text)) reader.fail(`the text ${text} has a \`\\\` with no meaning`)
        return literal('text')
      case 'number':
        if (!isNumberFine(text)) reader.fail(`\`${text}\` is no number`)
        return literal(kindOfNumber(text))
      default:
        return this.#parenthesis()
    }
  }

  #parenthesis(): Operand {
    let pipeline: Pipeline = { variables: [], isAssignment: false, commands: [] }
    this.deeper(() => {
      pipeline = this.pipeline(')')
    })
    return { base: { type: 'pipeline', pipeline }, fields: [] }
  }
}

const operandKinds: ReadonlySet<TokenKind> = new Set([
  'bool',
  'dot',
  'field',
  'name',
  'nil',
  'number',
  'string',
  'variable',
])

function startsOperand({ kind, text }: Token): boolean {
  return operandKinds.has(kind) || (kind === 'sign' && text === '(')
}

function isEnd({ kind, text }: Token, end: 'close' | ')'): boolean {
  return end === 'close' ? kind === end : kind === 'sign' && text === end
}

function isExecutable({ base, fields }: Operand): boolean {
  return fields.length > 0 || base.type === 'variable' || base.type === 'function' || base.type === 'pipeline'
}
