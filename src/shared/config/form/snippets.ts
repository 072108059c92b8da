import { rootSchema } from '../catalogue.ts'
import type { TargetVersion } from '../problem.ts'
import { isInEra } from '../decode-scalar.ts'
import { joinMethodKinds, serviceKinds } from './kinds.ts'
import type { FormField, Snippet } from './model.ts'
import { destinationVariants, onboardingFields, serviceFields } from './top-fields.ts'

/** Lines of a snippet with stops numbered in the order they are visited. */
class SnippetText {
  readonly lines: string[] = []
  private stops = 0

  /** A place to fill in; braces and dollars of the example are not read as places of their own. */
  stop(example: string): string {
    this.stops += 1
    return `\${${this.stops}:${example.replace(/[\\$}]/g, String.raw`\$&`)}}`
  }

  add(depth: number, text: string): void {
    this.lines.push('  '.repeat(depth) + text)
  }

  get body(): string {
    return `${this.lines.join('\n')}\n`
  }
}

function required(fields: readonly FormField[], exactlyOne: readonly string[] = []): FormField[] {
  return fields.filter((field) => field.isRequired || field.key === exactlyOne[0])
}

function addField(text: SnippetText, depth: number, field: FormField): void {
  const inner = required(field.fields ?? [], field.exactlyOne)
  const example = field.examples[0] ?? field.choices?.[0]?.value ?? ''
  switch (field.kind) {
    case 'section':
      text.add(depth, `${field.key}:`)
      for (const each of inner) addField(text, depth + 1, each)
      return
    case 'list': {
      text.add(depth, `${field.key}:`)
      const item = new SnippetTextAt(text, depth + 1)
      for (const each of inner) item.add(each)
      return
    }
    case 'words':
      text.add(depth, `${field.key}:`)
      text.add(depth + 1, `- ${text.stop(firstWord(example))}`)
      return
    case 'variant': {
      const [variant] = field.variants ?? []
      text.add(depth, `${field.key}:`)
      text.add(depth + 1, `type: ${variant?.type ?? ''}`)
      for (const each of required(variant?.fields ?? [])) addField(text, depth + 1, each)
      return
    }
    default:
      text.add(depth, `${field.key}: ${text.stop(example)}`)
  }
}

/** An item of a list: its first line carries the dash. */
class SnippetTextAt {
  private readonly text: SnippetText
  private readonly depth: number
  private isFirst = true

  constructor(text: SnippetText, depth: number) {
    this.text = text
    this.depth = depth
  }

  add(field: FormField): void {
    const at = this.text.lines.length
    addField(this.text, this.depth + 1, field)
    if (!this.isFirst) return
    this.isFirst = false
    const line = this.text.lines[at] ?? ''
    this.text.lines[at] = `${'  '.repeat(this.depth)}- ${line.trimStart()}`
  }
}

function firstWord(example: string): string {
  return /^\["([^"]*)"/.exec(example)?.[1] ?? example
}

/** A whole small bot, then one entry for each kind of service and join method the target knows. */
export function snippets(target: TargetVersion): readonly Snippet[] {
  const services = serviceKinds(target)
    .filter((kind) => kind.outOfEra === undefined)
    .map((kind) => ({
      label: kind.title,
      description: `${kind.promise}. ${kind.purpose}`,
      body: serviceBody(kind.type, target),
    }))
  const joining = joinMethodKinds(target)
    .filter((kind) => kind.outOfEra === undefined)
    .map((kind) => ({
      label: `Join with ${kind.title}`,
      description: `${kind.description} ${kind.proof}`,
      body: joiningBody(kind.method, target),
    }))
  return [bot(target), ...services, ...joining]
}

function serviceBody(type: string, target: TargetVersion): string {
  const text = new SnippetText()
  text.add(0, `- type: ${type}`)
  addService(text, 1, type, target)
  return text.body
}

function addService(text: SnippetText, depth: number, type: string, target: TargetVersion): void {
  const fields = required(serviceFields(type, target))
  const rest = fields.filter((field) => field.key !== 'destination')
  const variants = destinationVariants(target, type)
  const destination = fields.find((field) => field.key === 'destination')
  if (destination !== undefined) addField(text, depth, { ...destination, variants })
  for (const field of rest) addField(text, depth, field)
}

function joiningBody(method: string, target: TargetVersion): string {
  const text = new SnippetText()
  text.add(0, 'onboarding:')
  text.add(1, `join_method: ${method}`)
  const token = onboardingFields(target).find((field) => field.key === 'token')
  if (token !== undefined) addField(text, 1, { ...token, examples: ['name-of-the-token'] })
  return text.body
}

function bot(target: TargetVersion): Snippet {
  const text = new SnippetText()
  const services = rootSchema.properties?.['services']
  text.add(0, 'version: v2')
  text.add(0, `proxy_server: ${text.stop('teleport.example.com:443')}`)
  text.add(0, 'onboarding:')
  text.add(1, 'join_method: token')
  text.add(1, `token: ${text.stop('/etc/tbot/token')}`)
  text.add(0, 'storage:')
  text.add(1, 'type: directory')
  text.add(1, `path: ${text.stop('/var/lib/teleport/bot')}`)
  text.add(0, services !== undefined && isInEra(services, target) ? 'services:' : 'outputs:')
  text.add(1, '- type: application')
  addService(text, 2, 'application', target)
  return {
    label: 'A bot with a web application',
    description: 'A whole file to start from: address, joining, storage, and one service.',
    body: text.body,
  }
}
