import { Composer } from 'yaml'
import type { CST, Document } from 'yaml'

/** Options that keep every scalar as its source text: the meaning is decided by `yaml-scalar.ts`. */
const parseOptions = {
  schema: 'failsafe',
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const

/**
 * Makes documents of tokens. Only the first error of a text, and its first warning, are in them: the library makes one
 * with a stack trace for every place it stumbles over, which takes seconds for a long text that is no YAML.
 */
export function composeDocuments(tokens: Iterable<CST.Token>): Generator<Document.Parsed> {
  const composer = new Composer(parseOptions)
  const report: unknown = Reflect.get(composer, 'onError') // private, and the only place all of them pass
  if (typeof report !== 'function') return composer.compose(tokens)
  const told = { error: false, warning: false }
  const onError = (at: unknown, code: unknown, message: unknown, isWarning?: unknown): void => {
    const kind = isWarning === true ? 'warning' : 'error'
    if (!told[kind]) Reflect.apply(report, composer, [at, code, message, isWarning])
    told[kind] = true
  }
  Object.assign(composer, { onError })
  return composer.compose(tokens)
}
