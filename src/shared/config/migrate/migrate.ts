import { isMap, isScalar } from 'yaml'
import { checkConfig } from '../check-config.ts'
import { addKey } from '../fixes.ts'
import type { Field } from '../map-fields.ts'
import { Budget, fieldsOf, follow } from '../map-fields.ts'
import type { TargetVersion } from '../problem.ts'
import { isNull, scalarText } from '../yaml-scalar.ts'
import type { YamlSource } from '../yaml-source.ts'
import { readYaml, spanOf } from '../yaml-source.ts'
import type { Migration } from './model.ts'
import { Story } from './notes.ts'
import { CannotPatch, Patch } from './patch.ts'
import { noteTypes, renewSpellings } from './spellings.ts'
import type { OldFile } from './old-file.ts'
import { valueOf } from './old-file.ts'
import { migrateVersion1 } from './version-1.ts'

/**
 * Brings a file to version 2 and to the spellings of the target version (tbot-config.md 1.3). Comments, order and
 * everything that says the same in both versions stay byte for byte. A file that contradicts itself is refused.
 */
export function migrate(text: string, options: { readonly target: TargetVersion }): Migration {
  const read = readYaml(text)
  if (read.kind === 'failure') return { kind: 'refused', problems: errorsOf(text, options) }
  const { source } = read
  const story = new Story(source)
  const root = source.root
  if (!isMap(root)) return { kind: 'refused', problems: errorsOf(text, options) }
  const budget = new Budget(200_000)
  const fields = fieldsOf(root, '', { source, report: story.report, budget })
  const version = versionOf(fields, source)
  if (version === undefined) {
    const problems = errorsOf(text, options).filter(({ path }) => path === 'version')
    return { kind: 'refused', problems }
  }
  const file: OldFile = { source, root, fields, budget, story, target: options.target }
  if (version === 'v1') refuseMixture(file)
  if (story.isRefused()) return story.refusal()
  return change(file, version)
}

/** `v1` also for a file that names no version; undefined for one that nobody knows. */
function versionOf(fields: readonly Field[], source: YamlSource): 'v1' | 'v2' | undefined {
  const field = fields.find(({ name }) => name === 'version')
  const node = follow(field?.value, source)
  if (node === undefined || (isScalar(node) && isNull(node))) return 'v1'
  const text = isScalar(node) ? scalarText(node) : ''
  return text === 'v1' || text === 'v2' ? text : undefined
}

function refuseMixture({ fields, source, root, story }: OldFile): void {
  for (const name of ['outputs', 'services']) {
    const field = fields.find((each) => each.name === name)
    if (field === undefined || valueOf(field, source) === undefined) continue
    const hasOld = fields.some((each) => each.name === 'destinations' || each.name === 'version')
    story.refuse(
      'config.v1-mixed',
      name,
      spanOf(field.key),
      `\`${name}\` belongs to version 2, and the file says it is version 1 or nothing. ${hasOld ? 'Move its entries into a file of version 2, or take it out.' : 'Write `version: v2` at the top if it is one.'}`,
      hasOld ? undefined : addKey(source.lines, root, 'version', 'v2'),
    )
  }
}

function change(file: OldFile, version: 'v1' | 'v2'): Migration {
  const { source, story, target } = file
  let text: string
  try {
    const patch = new Patch(source)
    if (version === 'v1') migrateVersion1(file, patch)
    else noteTypes(file)
    renewSpellings(file, patch)
    text = patch.result()
  } catch (thrown) {
    if (!(thrown instanceof CannotPatch)) throw thrown
    refuseBorrowed(file, thrown.span)
    return story.refusal()
  }
  if (story.isRefused()) return story.refusal()
  if (text === source.text && !story.isWorthTelling()) return { kind: 'nothing-to-do' }
  const { problems } = checkConfig(text, { target })
  if (problems.some(({ code }) => code === 'config.syntax')) {
    // An anchor went away with what it stood in.
    refuseBorrowed(file, spanOf(file.root))
    return story.refusal()
  }
  return { kind: 'migrated', text, notes: story.notes(), problems }
}

function refuseBorrowed({ story }: OldFile, span: { start: number; end: number }): void {
  story.refuse(
    'config.v1-borrowed',
    '',
    span,
    'This part is written with anchors, aliases, merge keys or an unusual layout, so it cannot be changed alone. Write it out, one key on a line, and try again.',
  )
}

function errorsOf(
  text: string,
  options: { readonly target: TargetVersion },
): Extract<Migration, { kind: 'refused' }>['problems'] {
  return checkConfig(text, options).problems.filter(({ severity }) => severity === 'error')
}
