/** What a value is; `unknown` when that shows only when the template is used. */
export type ValueKind = 'data' | 'text' | 'labels' | 'bool' | 'integer' | 'float' | 'unknown'

type Kinds = readonly ValueKind[]

/** What a function makes of its arguments, or why it makes nothing. */
export type FunctionResult =
  { readonly fault?: undefined; readonly kind: ValueKind } | { readonly fault: string }

interface BuiltIn {
  readonly least: number
  readonly most?: number
  readonly result: ValueKind
  /** What is wrong with arguments whose number is right. */
  readonly faultOf?: (kinds: Kinds) => string | undefined
}

const simple = (least: number, result: ValueKind): BuiltIn => ({ least, result })

const ordered: BuiltIn = {
  least: 2,
  most: 2,
  result: 'bool',
  faultOf: (kinds) => differ(kinds) ?? noOrder(kinds),
}

const builtIns = new Map<string, BuiltIn>(
  Object.entries({
    and: simple(1, 'unknown'),
    or: simple(1, 'unknown'),
    not: { least: 1, most: 1, result: 'bool' },
    len: {
      least: 1,
      most: 1,
      result: 'integer',
      faultOf: ([kind]) =>
        isOneOf(kind, 'text', 'labels') ? undefined : 'only texts and lists have a length',
    },
    index: { least: 1, result: 'unknown', faultOf: noIndex },
    slice: { least: 1, most: 3, result: 'text', faultOf: noSlice },
    print: simple(0, 'text'),
    printf: {
      least: 1,
      result: 'text',
      faultOf: ([kind]) => (isOneOf(kind, 'text') ? undefined : '`printf` needs a text first'),
    },
    println: simple(0, 'text'),
    html: simple(0, 'text'),
    js: simple(0, 'text'),
    urlquery: simple(0, 'text'),
    call: { least: 1, result: 'unknown', faultOf: () => 'there is nothing that can be called' },
    eq: { least: 2, result: 'bool', faultOf: differ },
    ne: { least: 2, most: 2, result: 'bool', faultOf: differ },
    lt: ordered,
    le: ordered,
    gt: ordered,
    ge: ordered,
  }),
)

/** Whether every template has a function. */
export function isFunction(name: string): boolean {
  return builtIns.has(name)
}

/** What a function that every template has makes of kinds of arguments. */
export function resultOf(name: string, kinds: Kinds): FunctionResult {
  const builtIn = builtIns.get(name)
  if (builtIn === undefined) return { kind: 'unknown' }
  const { least, most = Infinity, result, faultOf } = builtIn
  if (kinds.length < least) return { fault: `\`${name}\` needs ${least === 1 ? 'a value' : 'two values'}` }
  if (kinds.length > most) return { fault: `\`${name}\` has too many values` }
  const fault = faultOf?.(kinds)
  return fault === undefined ? { kind: result } : { fault }
}

/** True also when it does not show. */
function isOneOf(kind: ValueKind | undefined, ...those: Kinds): boolean {
  return kind === undefined || kind === 'unknown' || those.includes(kind)
}

/** The second only: `eq` may have found its like before it comes to the third. */
function differ([first = 'unknown', second = 'unknown']: Kinds): string | undefined {
  if (first === 'unknown' || second === 'unknown') return undefined
  const isFine = first === second && first !== 'labels'
  return isFine ? undefined : 'values are compared that are of different kinds'
}

function noOrder(kinds: Kinds): string | undefined {
  const isFine = kinds.every((kind) => isOneOf(kind, 'text', 'integer', 'float'))
  return isFine ? undefined : 'only texts and numbers are more or less than others'
}

function noIndex([item, first]: Kinds): string | undefined {
  if (first === undefined) return undefined
  if (!isOneOf(item, 'text', 'labels')) return '`index` needs the labels'
  const isFine = item === 'unknown' || isOneOf(first, item === 'labels' ? 'text' : 'integer')
  return isFine ? undefined : 'that is no index of the value'
}

function noSlice([item, ...bounds]: Kinds): string | undefined {
  const isFine = isOneOf(item, 'text') && bounds.every((bound) => isOneOf(bound, 'integer'))
  return isFine ? undefined : '`slice` needs a text and numbers'
}
