import type { Noise } from './noise.ts'

type Scalar = string | number | boolean | null

const texts = [
  'v2',
  'identity',
  '/opt/one',
  '1h',
  'token',
  'teleport.example.com:443',
  'two words',
  'yes',
  'http://a/b?c=d',
  '',
  '123',
  'true',
  'null',
  'a: b',
  'x #y',
  "it's",
  '"quoted"',
  '- dash',
  '{brace}',
  'é😀',
  ' padded ',
  'a\nb',
  'line one\nline two\n',
  '0x1f',
  '2001-01-01',
  '12:30:45',
  '*star',
  '&and',
  '!bang',
  '~',
  'C:\\x',
  'a,b',
  '[x',
  'destination',
] as const
const others: readonly Scalar[] = [true, 5, null, false, 0.5, -3]
export const keys = [
  'type',
  'name',
  'destination',
  'path',
  'roles',
  'app_name',
  'credential_ttl',
  'labels',
  'symlinks',
  'selector',
  'onboarding',
  'token',
  'storage',
  'services',
  'a.b',
  'odd key',
  '123',
  'yes',
  'key: x',
] as const

/** Any scalar a form might write. */
export function scalarFrom(noise: Noise): Scalar {
  return noise.once(4) ? noise.pick(true, ...others) : noise.pick('x', ...texts)
}

/** A file like tbot's in any style YAML has for it: quotes, comments, blank lines, anchors, brackets, line ends. */
export function fileFrom(noise: Noise): string {
  return new Printer(noise).file()
}

class Printer {
  private readonly noise: Noise
  private readonly indent: number
  private readonly listIndent: number
  private readonly talk: number
  private readonly withAnchors: boolean
  private comments = 0
  private named = 0
  private readonly anchors: { readonly name: string; readonly isMap: boolean }[] = []

  constructor(noise: Noise) {
    this.noise = noise
    this.indent = noise.pick(2, 4, 3)
    this.listIndent = noise.pick(this.indent, 0, 2)
    this.talk = noise.pick(6, 3, 30)
    this.withAnchors = noise.once(3)
  }

  file(): string {
    const { noise } = this
    const head = [...this.commentsAt(0), ...(noise.once(6) ? ['---'] : [])]
    const tail = [...this.commentsAt(0), ...(noise.once(8) ? ['---', 'second: [document', '  , "x"]'] : [])]
    const eol = noise.pick('\n', '\r\n')
    const body = noise.once(12)
      ? [`{first: ${this.flow(3)}, version: v2}`]
      : this.mapLines(0, 3, 1 + noise.below(6))
    const end = noise.once(3) ? '' : eol
    return (noise.once(8) ? '\uFEFF' : '') + [...head, ...body, ...tail].join(eol) + end
  }

  private comment(): string {
    this.comments += 1
    return `# c${this.comments}${this.noise.pick('', ' note', ' token: old', " it's: {", ' - x')}`
  }

  private behind(): string {
    return this.noise.once(this.talk) ? `${this.noise.pick(' ', '   ')}${this.comment()}` : ''
  }

  private commentsAt(column: number): string[] {
    const { noise } = this
    const lines: string[] = []
    if (noise.once(this.talk)) lines.push(' '.repeat(column) + this.comment())
    if (noise.once(this.talk)) lines.push(noise.pick('', '  '))
    if (noise.once(this.talk)) lines.push(' '.repeat(column + noise.pick(0, 2)) + this.comment())
    return lines
  }

  /** An anchor; aliases may use it once `known` holds it, which must not be before its value is written. */
  private anchor(): string {
    if (!this.withAnchors || !this.noise.once(4)) return ''
    this.named += 1
    return `&${this.noise.once(5) ? 'a' : `a${this.named}`} `
  }

  private remember(anchor: string, isMap: boolean): void {
    if (anchor !== '') this.anchors.push({ name: anchor.trim().slice(1), isMap })
  }

  private alias(wantsMap: boolean): string | undefined {
    const found = this.anchors.filter(({ isMap, name }) => name !== 'a' && (isMap || !wantsMap))
    const [first, ...rest] = found
    return first === undefined || !this.noise.once(3) ? undefined : `*${this.noise.pick(first, ...rest).name}`
  }

  private key(name: string): string {
    const isPlain = /^[a-z_.]+$/.test(name) && name !== 'yes'
    const style = this.noise.below(8)
    return isPlain && style < 6 ? name : style === 7 ? `'${name}'` : JSON.stringify(name)
  }

  private mapLines(column: number, depth: number, count: number): string[] {
    const { noise } = this
    const used = new Set<string>()
    const lines: string[] = []
    const merged = this.alias(true)
    if (merged !== undefined) lines.push(`${' '.repeat(column)}<<: ${merged}${this.behind()}`)
    for (let index = 0; index < count; index += 1) {
      const name = noise.pick('version', ...keys)
      if (used.has(name)) continue
      used.add(name)
      if (lines.length > 0 || !noise.once(2)) lines.push(...(lines.length > 0 ? this.commentsAt(column) : []))
      lines.push(...this.valueLines(`${' '.repeat(column)}${this.key(name)}:`, column, depth, false))
    }
    return lines
  }

  private listLines(column: number, depth: number): string[] {
    return Array.from({ length: 1 + this.noise.below(4) }, (_, index) => [
      ...(index > 0 ? this.commentsAt(column) : []),
      ...this.valueLines(`${' '.repeat(column)}-`, column, depth, true),
    ]).flat()
  }

  /** A value behind a key or dash. */
  private valueLines(start: string, column: number, depth: number, isItem: boolean): string[] {
    const { noise } = this
    const kind = depth <= 0 ? noise.below(6) : noise.below(12)
    const alias = this.alias(false)
    if (alias !== undefined) return [`${start} ${alias}${this.behind()}`]
    if (kind < 5) return this.scalarLines(start, column)
    if (kind === 5)
      return noise.once(3) ? this.flowLines(start, column) : [`${start} ${this.flow(depth)}${this.behind()}`]
    const isList = kind > 8
    const inner = isList && !isItem ? column + this.listIndent : column + this.indent
    const anchor = this.anchor().trim()
    if (isItem && anchor === '' && noise.below(6) < 5) return this.compactLines(start, column, depth, isList)
    const head = `${start}${anchor === '' ? '' : ` ${anchor}`}${this.behind()}`
    const lines = isList
      ? this.listLines(inner, depth - 1)
      : this.mapLines(inner, depth - 1, 1 + noise.below(4))
    this.remember(anchor, !isList)
    return [head, ...this.commentsAt(inner), ...lines]
  }

  private compactLines(start: string, column: number, depth: number, isList: boolean): string[] {
    const gap = this.noise.once(5) ? 3 : 1
    const inner = column + 1 + gap
    const lines = isList
      ? this.listLines(inner, depth - 1)
      : this.mapLines(inner, depth - 1, 1 + this.noise.below(5))
    const [first = '', ...rest] = lines
    return [`${start}${' '.repeat(gap)}${first.slice(inner)}`, ...rest]
  }

  private scalarLines(start: string, column: number): string[] {
    const { noise } = this
    const inner = ' '.repeat(column + this.indent)
    const value = scalarFrom(noise)
    const way = noise.below(10)
    if (value === null && way < 5) return [`${start}${noise.pick('', ' ', ' ~', ' null')}${this.behind()}`]
    if (way === 9 && typeof value === 'string' && /^\S[^]*\S\n?$/.test(value)) {
      const head = `${noise.pick('|', '>')}${value.endsWith('\n') ? noise.pick('', '+') : '-'}`
      const lines = value.trimEnd().split('\n')
      return [`${start} ${head}${this.behind()}`, ...lines.map((line) => (line === '' ? '' : inner + line))]
    }
    if (way === 8)
      return [`${start}${this.behind()}`, ...this.commentsAt(column + 1), inner + this.inline(value, false)]
    if (way === 7) return [`${start} "first ${noise.pick('word', '')}`, `${inner}and second"${this.behind()}`]
    const anchor = this.anchor()
    this.remember(anchor, false)
    const tag = typeof value === 'string' && noise.once(12) ? '!!str ' : ''
    return [`${start}${noise.pick(' ', '   ')}${anchor}${tag}${this.inline(value, false)}${this.behind()}`]
  }

  private inline(value: Scalar, isFlow: boolean): string {
    if (typeof value !== 'string') return String(value)
    const style = this.noise.below(4)
    const isPlain = /^[a-zé/][\w./:@é😀 -]*$/iu.test(value) && !/: |:$|^(?:true|null|~)$| $/.test(value)
    if (isPlain && style < 2 && !(isFlow && value.includes('?'))) return value
    if (style === 2 && !value.includes('\n')) return `'${value.replaceAll("'", "''")}'`
    return JSON.stringify(value)
  }

  private flow(depth: number): string {
    const { noise } = this
    if (depth <= 0 || noise.once(3)) return noise.pick('{}', '[]', '[ ]', '{ }')
    const isMap = noise.once(2)
    const names = new Set(Array.from({ length: 1 + noise.below(3) }, () => noise.pick('version', ...keys)))
    const parts = [...names].map((name) =>
      isMap ? `${this.key(name)}: ${this.flowValue(depth)}` : this.flowValue(depth),
    )
    const [open, close] = isMap ? ['{', '}'] : ['[', ']']
    const pad = noise.pick('', ' ')
    return `${open}${pad}${parts.join(noise.pick(', ', ' , ', ','))}${noise.once(6) ? ', ' : pad}${close}`
  }

  /** Brackets over several lines, with comments in them. */
  private flowLines(start: string, column: number): string[] {
    const { noise } = this
    const isMap = noise.once(2)
    const names = [
      ...new Set(Array.from({ length: 1 + noise.below(4) }, () => noise.pick('version', ...keys))),
    ]
    const [open, close] = isMap ? ['{', '}'] : ['[', ']']
    const inner = ' '.repeat(column + this.indent)
    const parts = names.map((name, index) => {
      const comma = index < names.length - 1 || noise.once(2) ? ',' : ''
      const value = this.flowValue(1)
      return `${noise.once(4) ? `${inner}${this.comment()}\n` : ''}${inner}${isMap ? `${this.key(name)}: ` : ''}${value}${comma}${this.behind()}`
    })
    const lines = parts.flatMap((part) => part.split('\n'))
    return [`${start} ${open}${this.behind()}`, ...lines, `${' '.repeat(column + 1)}${close}${this.behind()}`]
  }

  private flowValue(depth: number): string {
    return this.noise.once(3) ? this.flow(depth - 1) : this.inline(scalarFrom(this.noise), true)
  }
}
