import { isStringFine } from './literals.ts'
import { PipelineParser } from './pipeline.ts'
import type { Pipeline } from './pipeline.ts'
import { TokenReader } from './token-reader.ts'

/** What is done whenever a template is used: what stands in branches is read, but not kept. */
export type Step =
  | { readonly type: 'action' | 'if' | 'with' | 'range'; readonly pipeline: Pipeline }
  | { readonly type: 'template'; readonly name: string; readonly pipeline: Pipeline | undefined }

/** A template that could be read, with those it defines. */
export interface ParsedTemplate {
  readonly steps: readonly Step[]
  readonly defined: ReadonlyMap<string, { readonly steps: readonly Step[] }>
}

/** Reads a template as Go's text/template does; a text says what is wrong with it. */
export function parseTemplate(text: string): ParsedTemplate | string {
  const parser = new TemplateParser(text)
  const template = parser.parse()
  return parser.reader.fault ?? template
}

interface Body {
  readonly steps: readonly Step[]
  /** Nothing but blanks and comments: another template of the name may stand in its place. */
  readonly isEmpty: boolean
  readonly end: 'end' | 'else' | 'end of text'
}

type Branch = 'if' | 'with' | 'range'

class TemplateParser {
  readonly reader: TokenReader
  readonly #pipelines: PipelineParser
  readonly #defined = new Map<string, Body>()
  /** Loops around the reader. */
  #loops = 0

  constructor(text: string) {
    this.reader = new TokenReader(text)
    this.#pipelines = new PipelineParser(this.reader)
  }

  parse(): ParsedTemplate {
    const { steps, end } = this.#body(true)
    if (end !== 'end of text') this.reader.fail(`there is an \`{{${end}}}\` too many`)
    return { steps, defined: this.#defined }
  }

  /** Up to its `{{end}}` or the word `else`, or for a whole template to the end of the text. */
  #body(isWhole = false): Body {
    const { reader } = this
    const steps: Step[] = []
    let isEmpty = true
    for (let token = reader.next(); token.kind !== 'end of text'; token = reader.next()) {
      if (token.kind === 'open') {
        if (isWhole && reader.takes('define')) {
          this.#define()
          continue
        }
        if (reader.takes('end')) {
          reader.close()
          return { steps, isEmpty, end: 'end' }
        }
        if (reader.takes('else')) return { steps, isEmpty, end: 'else' }
        steps.push(...this.#action())
      }
      isEmpty = false
    }
    if (!isWhole) reader.fail('an `{{end}}` is missing')
    return { steps, isEmpty, end: 'end of text' }
  }

  #action(): Step[] {
    const { reader } = this
    const { kind } = reader.peekWord()
    switch (kind) {
      case 'if':
      case 'with':
      case 'range':
        reader.next()
        return [this.#branch(kind)]
      case 'break':
      case 'continue':
        reader.next()
        reader.close()
        if (this.#loops === 0) reader.fail(`\`{{${kind}}}\` stands outside of a \`{{range}}\``)
        return []
      case 'template':
      case 'block':
        reader.next()
        return [this.#use(kind)]
      case 'close':
        reader.fail('a pair of braces is empty')
        return []
      default:
        return [{ type: 'action', pipeline: this.#pipelines.pipeline('close') }]
    }
  }

  #branch(type: Branch): Step {
    const known = this.#pipelines.variables.length
    const pipeline = this.#pipelines.pipeline('close', type === 'range')
    this.#pipelines.deeper(() => {
      if (type === 'range') this.#loops += 1
      const { end } = this.#body()
      if (type === 'range') this.#loops -= 1
      if (end === 'else') this.#else(type)
    })
    this.#pipelines.variables.length = known
    return { type, pipeline }
  }

  #else(type: Branch): void {
    if (type !== 'range' && this.reader.takes(type)) {
      this.#branch(type)
      return
    }
    this.reader.close()
    if (this.#body().end === 'else') this.reader.fail('there is an `{{else}}` too many')
  }

  #use(type: 'template' | 'block'): Step {
    const name = this.#name()
    if (type === 'template' && this.reader.takes('close'))
      return { type: 'template', name, pipeline: undefined }
    const pipeline = this.#pipelines.pipeline('close')
    if (type === 'block') this.#definition(name)
    return { type: 'template', name, pipeline }
  }

  #define(): void {
    const name = this.#name()
    this.reader.close()
    this.#definition(name)
  }

  /** Variables and loops around a definition are not its own. */
  #definition(name: string): void {
    const [variables, loops] = [this.#pipelines.variables, this.#loops]
    this.#pipelines.variables = ['$']
    this.#loops = 0
    this.#pipelines.deeper(() => {
      const body = this.#body()
      if (body.end === 'else') this.reader.fail('there is an `{{else}}` too many')
      const before = this.#defined.get(name)
      if (before === undefined || before.isEmpty) this.#defined.set(name, body)
      else if (!body.isEmpty) this.reader.fail(`the template "${name}" is defined twice`)
    })
    this.#pipelines.variables = variables
    this.#loops = loops
  }

  /** Of a template: a text in quotes. */
  #name(): string {
    const token = this.reader.nextWord()
    if (token.kind !== 'string' || !isStringFine(token.text)) this.reader.unexpected(token)
    return token.text.slice(1, -1)
  }
}
