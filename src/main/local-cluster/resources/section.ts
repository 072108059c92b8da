import { AppError } from '../../../shared/errors.ts'
import { parseDuration } from '../../../shared/duration.ts'

/** Refuses a resource, naming the place in it and the reason. */
export function refuse(path: string, reason: string): never {
  throw new AppError('cluster.refused', `${path}: ${reason}`, { details: { path, reason } })
}

/** One mapping of a resource with its path; absent, null and empty text count the same, as in the official types. */
export class Section {
  readonly path: string
  readonly values: Readonly<Record<string, unknown>>

  constructor(value: unknown, path: string) {
    if (!isMapping(value)) refuse(path, 'must be a mapping')
    this.path = path
    this.values = value
  }

  has(key: string): boolean {
    const value = this.values[key]
    return value !== undefined && value !== null && value !== ''
  }

  at(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`
  }

  text(key: string): string | undefined {
    if (!this.has(key)) return undefined
    const value = this.values[key]
    return typeof value === 'string' ? value : refuse(this.at(key), 'must be text')
  }

  requiredText(key: string): string {
    return this.text(key) ?? refuse(this.at(key), 'is missing')
  }

  texts(key: string): readonly string[] | undefined {
    if (!this.has(key)) return undefined
    const value = this.values[key]
    if (!Array.isArray(value)) refuse(this.at(key), 'must be a list of texts')
    return value.map((each: unknown, index) =>
      typeof each === 'string' && each !== ''
        ? each
        : refuse(`${this.at(key)}[${String(index)}]`, 'must be text and not empty'),
    )
  }

  /** A boolean, also in YAML 1.1 words. */
  flag(key: string): boolean | undefined {
    if (!this.has(key)) return undefined
    const value = this.values[key]
    if (typeof value === 'boolean') return value
    if (value === 'yes' || value === 'on') return true
    if (value === 'no' || value === 'off') return false
    return refuse(this.at(key), 'must be true or false')
  }

  integer(key: string): number | undefined {
    if (!this.has(key)) return undefined
    const value = this.values[key]
    return Number.isSafeInteger(value) ? Number(value) : refuse(this.at(key), 'must be a whole number')
  }

  /** Milliseconds of a duration in Go's text form. */
  durationMs(key: string): number | undefined {
    const text = this.text(key)
    if (text === undefined) return undefined
    const ms = parseDuration(text)
    return ms !== undefined && ms > 0 ? ms : refuse(this.at(key), `"${text}" is not a duration such as 12h`)
  }

  /** A duration in Go's normal form, `12h0m0s`. */
  duration(key: string): string | undefined {
    const ms = this.durationMs(key)
    return ms === undefined ? undefined : longDuration(ms)
  }

  /** RFC 3339 text, kept as written. */
  time(key: string): string | undefined {
    const text = this.text(key)
    if (text === undefined) return undefined
    const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)
    return isTime && !Number.isNaN(Date.parse(text))
      ? text
      : refuse(this.at(key), `"${text}" is not a time such as 2030-01-02T03:04:05Z`)
  }

  child(key: string): Section | undefined {
    return this.has(key) ? new Section(this.values[key], this.at(key)) : undefined
  }

  children(key: string): readonly Section[] {
    if (!this.has(key)) return []
    const value = this.values[key]
    if (!Array.isArray(value)) refuse(this.at(key), 'must be a list')
    return value.map((each: unknown, index) => new Section(each, `${this.at(key)}[${String(index)}]`))
  }

  /** A mapping of text to text. */
  textMap(key: string): Readonly<Record<string, string>> | undefined {
    const child = this.child(key)
    if (child === undefined) return undefined
    return Object.fromEntries(
      Object.entries(child.values).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : refuse(child.at(name), 'must be text'),
      ]),
    )
  }

  /** What is set under the names not listed, untouched. */
  others(known: readonly string[]): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(this.values).filter(([key]) => !known.includes(key) && this.has(key)),
    )
  }

  /** Refuses names that the kind does not have. */
  only(known: readonly string[]): void {
    for (const key of Object.keys(this.others(known))) refuse(this.at(key), 'is not known')
  }
}

/** A duration as resources show it, with all three units: `12h0m0s`. */
export function longDuration(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  const seconds = (ms - minutes * 60_000) / 1000
  return `${String(Math.floor(minutes / 60))}h${String(minutes % 60)}m${String(seconds)}s`
}

/** Leaves out what is undefined, so that absent stays absent in JSON and under exact optional types. */
export function present<T extends object>(values: { [K in keyof T]: T[K] | undefined }): T {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(kept) as T
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
