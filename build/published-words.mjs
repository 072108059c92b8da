// What the published schema tells of a key, a kind or a method: its words, its era, and our marks.

const newest = 19

/** Marks that name folders of schemas/, which the bundle has no more. */
const folderMarks = ['x-variants', 'x-values-of', 'x-sections-of']

/** True for what the newest tbot knows. */
export const isIn = (schema) => (schema['x-since'] ?? 0) <= newest && !isGone(schema)

/** True for what it does not know any more. */
export const isGone = (schema) => (schema['x-until'] ?? Infinity) < newest

/** The name of a file of schemas/. */
export const nameOf = (path) => path.replace(/^.*\/|\.json$/g, '')

/** The `x-…` keys of a schema. */
export const marksOf = (schema) =>
  Object.fromEntries(
    Object.entries(schema).filter(([key]) => key.startsWith('x-') && !folderMarks.includes(key)),
  )

/** Why a kind is not to be used any more, and what is. */
export function goneNote(schema) {
  const successor = schema['x-successor']
  return `Removed in tbot ${schema['x-until'] + 1}${successor === undefined ? '.' : `: use ${successor}.`}`
}

/** What a person is told of a key, and our marks. */
export function wordsOf(schema) {
  const unset = schema['x-unset'] ?? (schema.default === '' ? undefined : schema.default)
  const since = schema['x-since']
  const old = schema['x-deprecated']
  const notes = [
    schema.description ?? '',
    unset === undefined ? '' : `Unset: ${unset}.`,
    since === undefined ? '' : `Since tbot ${since}.`,
    isGone(schema) && schema['x-removed-message'] === undefined ? goneNote(schema) : '',
  ]
  return {
    ...(schema.title === undefined ? {} : { title: schema.title }),
    description: notes.filter((note) => note !== '').join(' '),
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(schema.examples === undefined ? {} : { examples: schema.examples }),
    ...(old || isGone(schema) ? { deprecated: true } : {}),
    ...(old ? { deprecationMessage: `Old name of ${old.use}.` } : {}),
    ...marksOf(schema),
  }
}

/** What a person is told of one of several values. */
export function valueWords(file) {
  return `${file.title}. ${wordsOf(file).description}`
}
