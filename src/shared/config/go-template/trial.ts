import { resultOf } from './functions.ts'
import type { ValueKind } from './functions.ts'
import type { ParsedTemplate, Step } from './parse.ts'
import type { Command, Operand, Pipeline } from './pipeline.ts'

/** What tbot hands to a template. */
const data: ReadonlyMap<string, ValueKind> = new Map([
  ['ClusterName', 'text'],
  ['KubeName', 'text'],
  ['Labels', 'labels'],
])

/** Goes through the steps that are always done, with kinds in place of values. */
export class TemplateTrial {
  readonly #template: ParsedTemplate
  #fault: string | undefined
  /** What `.` and `$` are. */
  #dot: ValueKind = 'data'
  #variables = new Set(['$'])
  /** Templates with what their `.` is, because once is enough; with whether they are being gone through. */
  readonly #tried = new Map<string, boolean>()

  constructor(template: ParsedTemplate) {
    this.#template = template
  }

  /** What is wrong whatever the values are. */
  fault(): string | undefined {
    this.#run(this.#template.steps)
    return this.#fault
  }

  #fail(fault: string): ValueKind {
    this.#fault ??= fault
    return 'unknown'
  }

  #run(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.type === 'template') this.#use(step.name, step.pipeline)
      else {
        const kind = this.#pipeline(step.pipeline)
        if (step.type === 'range' && !['labels', 'integer', 'unknown'].includes(kind))
          this.#fail('a `{{range}}` needs the labels, or another list or map')
      }
    }
  }

  #use(name: string, pipeline: Pipeline | undefined): void {
    const dot = pipeline === undefined ? 'unknown' : this.#pipeline(pipeline)
    const template = this.#template.defined.get(name)
    if (template === undefined) {
      this.#fail(`there is no template "${name}"`)
      return
    }
    const id = `${dot} ${name}`
    if (this.#tried.get(id) === true) this.#fail(`the template "${name}" uses itself without end`)
    if (this.#tried.has(id)) return
    this.#tried.set(id, true)
    const before = { dot: this.#dot, variables: this.#variables }
    this.#dot = dot
    this.#variables = new Set(['$'])
    this.#run(template.steps)
    this.#tried.set(id, false)
    this.#dot = before.dot
    this.#variables = before.variables
  }

  #pipeline({ commands, variables, isAssignment }: Pipeline): ValueKind {
    let result: ValueKind | undefined
    for (const command of commands) result = this.#command(command, result)
    for (const name of variables) {
      if (isAssignment && !this.#variables.has(name)) this.#fail(`the variable \`${name}\` is not set`)
      this.#variables.add(name)
    }
    return result ?? 'unknown'
  }

  /** `piped`: the result of the command before, which is the last argument. */
  #command([first, ...others]: Command, piped: ValueKind | undefined): ValueKind {
    const { base, fields } = first
    if (base.type === 'function' && fields.length === 0) return this.#call(base.name, others, piped)
    if (base.type === 'nil') return this.#fail('`nil` stands alone')
    const kind = this.#operand(first)
    const isPossible = kind === 'unknown' && fields.length > 0
    if (!isPossible && (others.length > 0 || piped !== undefined))
      return this.#fail('a value that is no function is followed by another')
    return kind
  }

  #call(name: string, operands: readonly Operand[], piped: ValueKind | undefined): ValueKind {
    // These look at the second only if the first does not decide.
    const sure = name === 'and' || name === 'or' ? operands.slice(0, 1) : operands
    const kinds = sure.map((operand) => this.#operand(operand))
    const rest = operands.slice(sure.length).map((): ValueKind => 'unknown')
    const result = resultOf(name, [...kinds, ...rest, ...(piped === undefined ? [] : [piped])])
    return result.fault === undefined ? result.kind : this.#fail(result.fault)
  }

  #operand({ base, fields }: Operand): ValueKind {
    return fields.reduce<ValueKind>((kind, field) => this.#field(kind, field), this.#base(base))
  }

  #base(base: Operand['base']): ValueKind {
    switch (base.type) {
      case 'dot':
        return this.#dot
      case 'variable':
        return base.name === '$' ? this.#dot : 'unknown'
      case 'pipeline':
        return this.#pipeline(base.pipeline)
      case 'function':
        return this.#call(base.name, [], undefined)
      case 'literal':
        return base.kind
      default:
        return 'unknown'
    }
  }

  #field(kind: ValueKind, name: string): ValueKind {
    if (kind === 'unknown' || kind === 'labels') return 'unknown'
    if (kind === 'data') return data.get(name) ?? this.#fail(`there is no \`.${name}\``)
    return this.#fail(`\`.${name}\` is asked of a value without fields`)
  }
}
