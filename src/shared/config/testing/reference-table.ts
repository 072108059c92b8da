import { keyTables, methodTable, sharedKeys } from './reference-keys.ts'

/** What a key holds; `services` is the list of services, `lists` lists of words by key. */
export type ReferenceKind =
  | 'text'
  | 'bool'
  | 'int'
  | 'duration'
  | 'texts'
  | 'map'
  | 'lists'
  | 'section'
  | 'list'
  | 'destination'
  | 'services'

/** One key of the reference. */
export interface ReferenceKey {
  /** From its place on: `attestors.unix`, `selectors[].name`. */
  readonly path: string
  readonly kind: ReferenceKind
  readonly isRequired: boolean
  /** Versions that know it, as far as its own row says. */
  readonly since: number
  readonly until: number
  readonly isEraConfirmed: boolean
  /** Version from which another key is its name. */
  readonly oldFrom?: number
  readonly unset?: string
  readonly values?: readonly string[]
}

/** A map of the file whose keys the reference lists. */
export interface ReferencePlace {
  readonly name: string
  readonly where: 'top' | 'onboarding' | 'destination' | 'service'
  /** Of a destination or a service. */
  readonly type: string
  readonly since: number
  readonly until: number
  readonly keys: readonly ReferenceKey[]
}

/** A join method, and the section of `onboarding` it reads. */
export interface ReferenceMethod {
  readonly method: string
  readonly section?: string
  readonly since: number
}

const words = (line: string): string[] => line.trim().split(/\s+/)

function match(marks: readonly string[], pattern: RegExp): string | undefined {
  return marks.flatMap((mark) => pattern.exec(mark)?.[1] ?? []).at(0)
}

function eraOf(marks: readonly string[]): { since: number; until: number } {
  return {
    since: Number(match(marks, /^(\d+)\+$/) ?? 0),
    until: Number(match(marks, /^\.\.(\d+)$/) ?? Infinity),
  }
}

function isKind(word: string | undefined): word is ReferenceKind {
  return /^(?:text|bool|int|duration|texts|map|lists|section|list|destination|services)$/.test(word ?? '')
}

function keyOf(line: string): ReferenceKey {
  const [path = '', kind, ...marks] = words(line)
  if (!isKind(kind)) throw new Error(`no kind in "${line}"`)
  const oldFrom = match(marks, /^old:(\d+)$/)
  const unset = match(marks, /^=(.*)$/)
  const values = marks.find((mark) => /^[a-z_-]+(?:\|[a-z_-]+)*$/.test(mark) && mark !== 'required')
  const known = /^(?:required|\?|\d+\+|\.\.\d+|old:\d+|=.*)$/
  const strange = marks.filter((mark) => mark !== values && !known.test(mark))
  if (strange.length > 0) throw new Error(`unknown marks in "${line}"`)
  return {
    path,
    kind,
    isRequired: marks.includes('required'),
    ...eraOf(marks),
    isEraConfirmed: !marks.includes('?'),
    ...(oldFrom === undefined ? {} : { oldFrom: Number(oldFrom) }),
    ...(unset === undefined ? {} : { unset }),
    ...(values === undefined ? {} : { values: values.split('|') }),
  }
}

function linesOf(table: string): string[] {
  const lines = table.split('\n').filter((line) => line.trim() !== '')
  return lines.flatMap((line) =>
    line.trim().startsWith('@') ? words(line).flatMap((name) => linesOf(sharedKeys[name] ?? name)) : [line],
  )
}

function placeOf([heading, table]: readonly [string, string]): ReferencePlace {
  const [first = '', type = '', ...marks] = words(heading)
  const where = (['onboarding', 'destination', 'service'] as const).find((each) => each === first) ?? 'top'
  return {
    name: words(`${first} ${type}`).join(' '),
    where,
    type,
    ...eraOf(marks),
    keys: linesOf(table).map(keyOf),
  }
}

/** Every map of tbot-config.md with its keys. */
export const referencePlaces: readonly ReferencePlace[] = Object.entries(keyTables).map(placeOf)

/** Every join method of tbot-config.md. */
export const referenceMethods: readonly ReferenceMethod[] = linesOf(methodTable).map((line) => {
  const [method = '', section, ...marks] = words(line)
  return {
    method,
    ...(section === '-' || section === undefined ? {} : { section }),
    since: eraOf(marks).since,
  }
})

/** True when the target knows the key, its own place and all it stands in. */
export function isKnownKey(place: ReferencePlace, path: string, target: number): boolean {
  const above = place.keys.filter(
    (key) => path === key.path || path.startsWith(`${key.path}.`) || path.startsWith(`${key.path}[]`),
  )
  return [place, ...above].every(({ since, until }) => since <= target && target <= until)
}
