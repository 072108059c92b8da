import type { YAMLMap } from 'yaml'
import { rootSchema } from './catalogue.ts'
import type { CheckContext } from './context.ts'
import { isInEra } from './decode-scalar.ts'
import { joinPath } from './entry.ts'
import { removeKey, renameKey } from './fixes.ts'
import type { Field } from './map-fields.ts'
import { nearest } from './nearest.ts'
import type { ProblemFix, Severity } from './problem.ts'
import type { MisplacedKey, Schema } from './schema.ts'
import { spanOf } from './yaml-source.ts'

/** A key that its map's schema does not have at the target version. */
export interface UnknownKey {
  readonly field: Field
  readonly map: YAMLMap
  readonly path: string
  readonly schema: Schema
  /** True where tbot up to 16 refuses unknown keys: at the top level and in `onboarding`. */
  readonly strict: boolean
  readonly borrowed: boolean
  readonly present: ReadonlySet<string>
}

/** Reports a key of a newer version, a misplaced key, or one nobody knows (tbot-config.md 7.4). */
export function reportUnknownKey(unknown: UnknownKey, context: CheckContext): void {
  const { field, schema } = unknown
  const refused = unknown.strict && context.target <= 16
  const severity: Severity = refused ? 'error' : 'ignored'
  if (context.report.isFull(severity)) return
  const newer = schema.properties?.[field.name]
  const advice =
    newer === undefined
      ? adviceFor(unknown, context)
      : adviceForNewer(unknown, newer['x-since'] ?? 0, context)
  context.report.add({
    severity,
    code: newer === undefined ? 'config.unknown-key' : 'config.key-too-new',
    path: joinPath(unknown.path, field.name),
    span: spanOf(field.key),
    message: advice.message(effect(context.target, refused)),
    fix: unknown.borrowed || field.locked ? undefined : advice.fix,
  })
}

interface Advice {
  readonly message: (effect: string) => string
  readonly fix: ProblemFix | undefined
}

function effect(target: number, refused: boolean): string {
  return refused
    ? `tbot ${target} refuses the file because of it.`
    : 'tbot drops it without a word, so it has no effect.'
}

function adviceForNewer(unknown: UnknownKey, since: number, context: CheckContext): Advice {
  const { name, key } = unknown.field
  const isServices = name === 'services' && !unknown.present.has('outputs')
  return {
    message: (effect) =>
      `\`${name}\` is known from tbot ${since} on, and the target is ${context.target}. ${effect} ` +
      (isServices ? 'Write `outputs` for this version.' : 'Remove it, or raise the target version.'),
    fix: isServices
      ? renameKey(context.source.lines, key, 'outputs')
      : removeKey(context.source.lines, unknown.map, key),
  }
}

function adviceFor(unknown: UnknownKey, context: CheckContext): Advice {
  const { schema, field, present } = unknown
  const lines = context.source.lines
  const misplaced: MisplacedKey | undefined = schema['x-not-here']?.[field.name]
  const keys = Object.entries(schema.properties ?? {}).filter(([, each]) => isInEra(each, context.target))
  const known = keys.map(([name]) => name)
  const meant = misplaced?.rename ?? (misplaced === undefined ? nearest(field.name, known) : undefined)
  const remove = removeKey(lines, unknown.map, field.key)
  const unknownHere = `tbot does not know \`${field.name}\` here.`
  if (meant === undefined) {
    const hint = misplaced?.message ?? elsewhere(unknown) ?? 'Remove the line, or check the spelling.'
    return { message: (effect) => `${unknownHere} ${effect} ${hint}`, fix: remove }
  }
  if (present.has(meant)) {
    const hint = `In force is \`${meant}\`, which is set as well.`
    return { message: (effect) => `${unknownHere} ${effect} ${hint}`, fix: remove }
  }
  const hint = `${misplaced === undefined ? '' : `${misplaced.message} `}Write \`${meant}\`.`
  return {
    message: (effect) => `${unknownHere} ${effect} ${hint}`,
    fix: renameKey(lines, field.key, meant),
  }
}

/** Where the key would be known: people put `join_method` at the top and `auth_server` under `onboarding`. */
function elsewhere(unknown: UnknownKey): string | undefined {
  const { name } = unknown.field
  if (unknown.path !== '' && rootSchema.properties?.[name] !== undefined)
    return 'It belongs at the top level of the file.'
  if (unknown.path === '' && rootSchema.properties?.['onboarding']?.properties?.[name] !== undefined) {
    return 'It belongs under `onboarding`.'
  }
  return undefined
}
