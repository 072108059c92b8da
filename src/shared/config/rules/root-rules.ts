import type { CheckContext } from '../context.ts'
import type { MapEntry } from '../entry.ts'
import { booleanAt, entryAt, isSet, spotOf } from '../entry.ts'
import { addKey, renameKey } from '../fixes.ts'
import { spanOf } from '../yaml-source.ts'

/** Rules of single top-level keys. */
export function checkRoot(root: MapEntry, context: CheckContext): void {
  checkVersion(root, context)
  checkOutputs(root, context)
  if (booleanAt(root, 'fips')) {
    context.report.add({
      severity: 'hazard',
      code: 'config.needs-fips-build',
      ...spotOf(root, 'fips'),
      message:
        'Only the FIPS build of tbot starts with this; the usual one stops at once. Remove it unless you run that build.',
    })
  }
  if (booleanAt(root, 'oneshot') && isSet(root, 'diag_addr')) {
    context.report.add({
      severity: 'ignored',
      code: 'config.no-diagnostics-in-oneshot',
      ...spotOf(root, 'diag_addr'),
      message: 'With `oneshot` tbot does not listen here. Remove `diag_addr`, or `oneshot`.',
    })
  }
}

function checkVersion(root: MapEntry, context: CheckContext): void {
  if (isSet(root, 'version')) return
  const version = entryAt(root, 'version')
  const isOldForm = root.node !== undefined && context.source.text.includes('destinations:')
  const reads =
    context.target <= 18
      ? `tbot ${context.target} reads the file as version 1, which Botdesk does not`
      : 'tbot 19 refuses the file'
  context.report.add({
    severity: 'error',
    code: 'config.missing-version',
    ...spotOf(root, 'version'),
    message: `\`version\` is missing: ${reads}. Write \`version: v2\`.`,
    fix:
      version?.key !== undefined || isOldForm
        ? undefined
        : addKey(context.source.lines, root.node, 'version', 'v2'),
  })
}

/** `outputs` still works; from 18 on Teleport's pages use `services`. */
function checkOutputs(root: MapEntry, context: CheckContext): void {
  const outputs = entryAt(root, 'outputs')
  const from = outputs?.schema['x-deprecated']?.from ?? Infinity
  if (outputs?.key === undefined || context.target < from) return
  const canRename = !outputs.borrowed && entryAt(root, 'services') === undefined
  context.report.add({
    severity: 'info',
    code: 'config.deprecated-key',
    path: outputs.path,
    span: spanOf(outputs.key),
    message: '`outputs` still works; its newer name is `services`, and the entries are the same.',
    fix: canRename ? renameKey(context.source.lines, outputs.key, 'services') : undefined,
  })
}
