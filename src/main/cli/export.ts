import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { exportKinds, exporters, makeExport } from '../../shared/export/index.ts'
import type { Export, ExportFile, ExportKind } from '../../shared/export/index.ts'
import type { TargetVersion } from '../../shared/config/problem.ts'
import { AppError } from '../../shared/errors.ts'
import { saveExport } from '../bridge/save-export.ts'
import type { CommandContext, Finish, OutputFormat } from './context.ts'
import { outputFormat, printError } from './context.ts'
import { isStandardInput, readInput } from './input.ts'
import { targetVersion } from './validate.ts'

interface ExportArguments {
  config?: string
  name?: string
  output?: string
  force: boolean
  withSecrets: boolean
  target: string
  format: string
  set: string[]
}

/** Adds `botdesk export KIND -c FILE`. */
export function addExportCommand(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('export')
    .description('write a tbot.yaml in another form; exit code 0 done, 1 not possible, 2 unreadable')
    .argument('<kind>', exportKinds.join(', '))
    .option('-c, --config <file>', 'tbot.yaml; - reads standard input')
    .option('--name <name>', 'name of the bot; the name of the file when not given')
    .option('--output <folder>', 'write the files below this folder instead of printing them')
    .option('--force', 'replace files that are there', false)
    .option('--with-secrets', 'put the secrets of the file into the result, which is marked then', false)
    .option('--set <key=value>', 'an option of the kind; may be given again', collect, [])
    .option('--target <version>', 'Teleport version to write for: 14 … 19, or newest', 'newest')
    .option('--format <format>', 'text or json', 'text')
    .addHelpText('after', optionsText)
    .action((kind: string, options: ExportArguments) => finish(runExport(context, exportKind(kind), options)))
}

function collect(value: string, before: string[]): string[] {
  return [...before, value]
}

function optionsText(): string {
  const kinds = exporters.map(({ kind, description, options }) => {
    const lines = options.map(
      ({ key, default: preset, description: about }) => `    ${key}=${preset}  ${about}\n`,
    )
    return `  ${kind}: ${description}\n${lines.join('')}`
  })
  return `\nKinds and what --set changes, with its preset:\n${kinds.join('')}`
}

function exportKind(text: string): ExportKind {
  const kind = exportKinds.find((each) => each === text)
  if (kind !== undefined) return kind
  throw new AppError('usage.bad-argument', `the kind is one of ${exportKinds.join(', ')}, not "${text}"`)
}

/** `botdesk export`: only the result on standard output; what is left out and worth knowing on standard error. */
async function runExport(
  context: CommandContext,
  kind: ExportKind,
  options: ExportArguments,
): Promise<number> {
  const path = options.config ?? context.ports.processes.environment('TBOT_CONFIG_PATH')
  if (path === undefined) throw new AppError('usage.bad-argument', 'give the file to export: -c tbot.yaml')
  const [target, format, chosen] = [
    targetVersion(options.target),
    outputFormat(options.format),
    settings(options.set),
  ]
  const text = await readInput(context, path).catch((thrown: unknown) => AppError.from(thrown))
  if (text instanceof AppError) {
    printError(context, text, format)
    return 2
  }
  const made = makeExport(kind, {
    text,
    target: target satisfies TargetVersion,
    bot: options.name ?? botName(path),
    options: chosen,
    withSecrets: options.withSecrets,
  })
  if (options.output === undefined) context.out(printed(made, format))
  else {
    const paths = await saveExport(context.ports, made.files, {
      folder: resolve(options.output),
      replace: options.force,
    })
    context.out(
      format === 'json'
        ? `${JSON.stringify({ ...publicExport(made), files: paths }, null, 2)}\n`
        : paths.map((each) => `${each}\n`).join(''),
    )
  }
  if (format === 'text') tell(context, made)
  return 0
}

/** `key=value` of each `--set`; the last of a key counts. */
function settings(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=')
      if (at <= 0) throw new AppError('usage.bad-argument', `--set wants key=value, not "${word}"`)
      return [word.slice(0, at), word.slice(at + 1)]
    }),
  )
}

function botName(path: string): string {
  const name = isStandardInput(path) ? '' : basename(path).replace(/\.[^.]+$/, '')
  return name || 'tbot'
}

function printed(made: Export, format: OutputFormat): string {
  if (format === 'json') return `${JSON.stringify(publicExport(made), null, 2)}\n`
  const [only, ...more] = made.files
  return only !== undefined && more.length === 0 ? only.text : made.files.map(separated(made.files)).join('')
}

/** Several files in one stream: documents where all are YAML, and otherwise under a comment with their path. */
function separated(files: readonly ExportFile[]): (file: ExportFile) => string {
  const isYaml = files.every(({ language }) => language === 'yaml')
  return ({ path, text }) => `${isYaml ? '---\n# ' : '# ==> '}${path}${isYaml ? '' : ' <=='}\n${text}`
}

/** The documented JSON form. */
function publicExport({ kind, files, leftOut, notes, checkedBy }: Export): Record<string, unknown> {
  return {
    kind,
    files: files.map(({ path, text, language, mode, about }) => ({
      path,
      language,
      mode: mode ?? null,
      about,
      text,
    })),
    left_out: leftOut,
    notes,
    checked_by: checkedBy,
  }
}

function tell(context: CommandContext, { leftOut, notes }: Export): void {
  for (const { path, reason } of leftOut) {
    context.err(`botdesk: left out${path === '' ? '' : ` ${path}`}: ${reason}\n`)
  }
  for (const note of notes) context.err(`botdesk: note: ${note}\n`)
}
