import type { ConfigPath, TextRange } from './model.ts'
import type { SectionSketch, ServiceSketch } from './outline.ts'

/** A line that is neither blank nor a comment. */
interface Line {
  readonly number: number
  readonly indent: number
  readonly text: string
}

/** A key with its value on the same line. */
const keyLine = /^(?:"([^"\\]+)"|'([^']+)'|([^\s#&*!|>'"%@`?,[\]{}-][^:#]*)):(?:[ \t]+(.*))?$/
const quotedOrPlain = /^(?:"([^"\\]*)"|'([^']*)'|([^#&*!|>'"%@`,[\]{}?-].*))?$/
const flowDestination =
  /^\{[ \t]*\w+:[ \t]+[^\s"',{}[\]&*!#]+(?:,[ \t]*\w+:[ \t]+[^\s"',{}[\]&*!#]+)*[ \t]*\}$/

/**
 * Finds the sections and services of a plainly written file without parsing it, in a fraction of the time.
 * `isCertain` is false where something was met that only a parser understands.
 */
export function scanSections(text: string): {
  readonly sections: readonly SectionSketch[]
  readonly isCertain: boolean
} {
  const scan = new Scan(linesOf(text))
  return { sections: scan.sections(), isCertain: scan.isCertain }
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let number = 0
  for (const raw of text.split('\n')) {
    number += 1
    const line = number === 1 && raw.startsWith('\uFEFF') ? raw.slice(1) : raw
    const indent = line.search(/\S/)
    if (indent >= 0 && line[indent] !== '#') lines.push({ number, indent, text: line.trimEnd() })
  }
  return lines
}

class Scan {
  isCertain = true
  private readonly lines: readonly Line[]

  constructor(lines: readonly Line[]) {
    this.lines = lines
  }

  sections(): SectionSketch[] {
    const starts = this.lines.flatMap((line, index) =>
      line.indent === 0 && !line.text.startsWith('-') ? [index] : [],
    )
    if (this.lines[0]?.indent !== 0) this.doubt()
    return starts.flatMap((start, index) => {
      const line = this.lines[start]
      const [key, value] = this.keyOf(line)
      if (line === undefined || key === undefined) return []
      const body = this.lines.slice(start + 1, starts[index + 1] ?? this.lines.length)
      const isList = key === 'services' || key === 'outputs'
      return [
        {
          key,
          range: rangeOf(line, body.at(-1) ?? line, 0),
          detail: this.detailOf(key, value, body),
          services: isList ? this.servicesIn(key, value, body) : [],
        },
      ]
    })
  }

  private doubt(): void {
    this.isCertain = false
  }

  private keyOf(line: Line | undefined, from = 0): [key: string | undefined, value: string] {
    const match = keyLine.exec(line?.text.slice(from) ?? '')
    const key = match?.[1] ?? match?.[2] ?? match?.[3]
    if (key === undefined || key === '<<') this.doubt()
    return [key, match?.[4] ?? '']
  }

  private textOf(value: string): string {
    const match = quotedOrPlain.exec(withoutComment(value))
    if (match === null) this.doubt()
    const text = match?.[1] ?? match?.[2] ?? match?.[3] ?? ''
    return text === '~' || text === 'null' ? '' : text
  }

  private detailOf(key: string, value: string, body: readonly Line[]): string {
    if (key === 'services' || key === 'outputs') return ''
    if (key === 'onboarding') return this.fieldsIn(body, value).get('join_method') ?? ''
    return key === 'storage'
      ? placeOf(this.fieldsIn(body, value))
      : body.length === 0
        ? this.textOf(value)
        : ''
  }

  private servicesIn(key: string, value: string, body: readonly Line[]): ServiceSketch[] {
    if (value !== '' && !value.startsWith('#')) {
      this.doubt()
      return []
    }
    const column = body[0]?.indent ?? 0
    const starts = body.flatMap((line, index) => (line.indent === column ? [index] : []))
    return starts.flatMap((start, index): ServiceSketch[] => {
      const line = body[start]
      if (line === undefined) return []
      const lines = body.slice(start, starts[index + 1] ?? body.length)
      const dash = /^ *-[ \t]+(?=\S)/.exec(line.text)?.[0].length
      if (dash === undefined) this.doubt()
      const first = { ...line, indent: dash ?? column + 2, text: line.text.replace('-', ' ') }
      return [
        this.serviceFrom([key, index], rangeOf(line, lines.at(-1) ?? line, column), [
          first,
          ...lines.slice(1),
        ]),
      ]
    })
  }

  private serviceFrom(path: ConfigPath, range: TextRange, lines: readonly Line[]): ServiceSketch {
    const fields = this.fieldsIn(lines, '')
    const at = lines.findIndex(
      (line) => line.indent === lines[0]?.indent && /^ *["']?destination["']?:/.test(line.text),
    )
    const rest = lines.slice(at + 1)
    const end = rest.findIndex((line) => line.indent <= (lines[0]?.indent ?? 0))
    const inner = at < 0 ? [] : rest.slice(0, end < 0 ? rest.length : end)
    const place = placeOf(this.fieldsIn(inner, fields.get('destination') ?? ''))
    return {
      path,
      range,
      type: fields.get('type') ?? '',
      name: fields.get('name') ?? '',
      place: place === '' ? (fields.get('listen') ?? '') : place,
    }
  }

  /** The scalar fields of a map; a destination in brackets is kept as it is written. */
  private fieldsIn(lines: readonly Line[], inline: string): ReadonlyMap<string, string> {
    if (inline.startsWith('{')) return this.flowFields(inline)
    if (inline !== '' && !inline.startsWith('#')) this.doubt()
    const column = lines[0]?.indent ?? 0
    const fields = new Map<string, string>()
    for (const line of lines) {
      if (line.indent < column) this.doubt()
      if (line.indent !== column || line.text.trimStart().startsWith('- ')) continue
      const [key, value] = this.keyOf(line, column)
      if (key === undefined || !shown.has(key)) continue
      fields.set(key, value.startsWith('{') || value === '' ? value : this.textOf(value))
    }
    return fields
  }

  private flowFields(inline: string): ReadonlyMap<string, string> {
    if (!flowDestination.test(withoutComment(inline))) this.doubt()
    const inside = inline.slice(1, inline.indexOf('}'))
    return new Map(
      inside.split(',').map((part) => {
        const colon = part.indexOf(':')
        return [part.slice(0, colon).trim(), part.slice(colon + 1).trim()]
      }),
    )
  }
}

function withoutComment(value: string): string {
  const at = value.startsWith('#') ? 0 : value.search(/[ \t]#/)
  return (at < 0 ? value : value.slice(0, at)).trimEnd()
}

/** Keys the outline tells. Their values must be plain; those of others may be anything. */
const shown = new Set(['type', 'name', 'destination', 'listen', 'path', 'join_method'])

function placeOf(fields: ReadonlyMap<string, string>): string {
  return fields.get('path') || fields.get('name') || fields.get('type') || ''
}

function rangeOf(first: Line, last: Line, column: number): TextRange {
  return {
    startLine: first.number,
    startColumn: column + 1,
    endLine: last.number,
    endColumn: last.text.length + 1,
  }
}
