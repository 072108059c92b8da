import { isMap, isScalar, isSeq } from 'yaml'
import type { Node } from 'yaml'
import { rootSchema } from '../catalogue.ts'
import { checkConfig } from '../check-config.ts'
import { Budget, fieldsOf } from '../map-fields.ts'
import type { Field } from '../map-fields.ts'
import { hideSecrets, secretsIn } from '../mask-secrets.ts'
import { migrate } from '../migrate/index.ts'
import type { TargetVersion } from '../problem.ts'
import { Report } from '../report.ts'
import { scalarText } from '../yaml-scalar.ts'
import { readYaml } from '../yaml-source.ts'
import type { YamlSource } from '../yaml-source.ts'
import { valueOf } from '../migrate/old-file.ts'
import type { Import, ImportPart } from './model.ts'
import { notUnderstood, understood } from './parts.ts'

/** A `tbot.yaml` as it is, or brought to version 2; undefined when the text is something else. */
export function importFile(text: string, target: TargetVersion): Import | undefined {
  const read = readYaml(text)
  if (read.kind === 'failure') return importBroken(text, target)
  const { source } = read
  if (!isMap(source.root)) return undefined
  const report = new Report(source.lines)
  const fields = fieldsOf(source.root, '', { source, report, budget: new Budget(10_000) })
  const isFile = fields.some(({ name }) => isKey(name) || name === 'destinations')
  if (!isFile) return undefined
  const version = valueOf(
    fields.find(({ name }) => name === 'version'),
    source,
  )
  const isOld = version === undefined || (isScalar(version) && scalarText(version) === 'v1')
  const hasNew = fields.some(({ name }) => name === 'services' || name === 'outputs')
  if (isOld && !hasNew) return importOld(text, target)
  const { problems } = checkConfig(text, { target })
  const secrets = secretsIn(text)
  const parts = fields.map((field) => partOf(field, source, secrets))
  return { kind: 'config', parts, text, problems }
}

function isKey(name: string): boolean {
  return rootSchema.properties?.[name] !== undefined
}

/** A file with a mistake in it can still be taken in and mended. */
function importBroken(text: string, target: TargetVersion): Import | undefined {
  const lines = text.matchAll(/^\uFEFF?([a-z_]+)[ \t]*:(?:[ \t]|\r?$)/gm)
  const keys = [...lines].filter(([, name = '']) => isKey(name) || name === 'destinations')
  if (keys.length === 0) return undefined
  const { problems } = checkConfig(text, { target })
  const parts = problems.map(({ line, message }) => notUnderstood(`line ${line}`, message))
  return { kind: 'config', parts, text, problems }
}

function importOld(text: string, target: TargetVersion): Import {
  const migration = migrate(text, { target })
  if (migration.kind === 'migrated') {
    const parts = migration.notes.map(({ kind, path, message }): ImportPart =>
      kind === 'left' ? notUnderstood(path, message) : understood(path, '', path, message),
    )
    return { kind: 'config-v1', parts, text: migration.text, problems: migration.problems }
  }
  const problems = migration.kind === 'refused' ? migration.problems : []
  const parts = problems.map(({ path, line, message }) => notUnderstood(path || `line ${line}`, message))
  return { kind: 'config-v1', parts, text, problems }
}

function partOf(field: Field, source: YamlSource, secrets: readonly string[]): ImportPart {
  if (!isKey(field.name)) {
    return notUnderstood(
      hideSecrets(field.name, secrets),
      'tbot does not know this key; it stays in the file.',
    )
  }
  const { shown } = understood(field.name, summary(valueOf(field, source)), field.name)
  return { source: field.name, shown: hideSecrets(shown, secrets), path: field.name }
}

/** A scalar, the keys of a map, the number of a list's entries. */
function summary(node: Node | undefined): string {
  if (isScalar(node)) return scalarText(node)
  if (isSeq(node)) return node.items.length === 1 ? '1 entry' : `${node.items.length} entries`
  if (!isMap(node)) return ''
  return node.items.map(({ key }) => (isScalar(key) ? scalarText(key) : '…')).join(', ')
}
