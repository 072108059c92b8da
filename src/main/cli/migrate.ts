import { resolve } from 'node:path'
import type { Command } from 'commander'
import { migrate } from '../../shared/config/migrate/index.ts'
import type { Migration, MigrationNote } from '../../shared/config/migrate/index.ts'
import type { TargetVersion } from '../../shared/config/problem.ts'
import { AppError } from '../../shared/errors.ts'
import type { CommandContext, Finish, OutputFormat } from './context.ts'
import { outputFormat, printError } from './context.ts'
import { isStandardInput, readInput } from './input.ts'
import { formatProblem, publicProblem, targetVersion } from './validate.ts'
import { rewriteFile, writeSecretFile } from './whole-file.ts'

interface MigrateArguments {
  readonly output?: string
  readonly inPlace?: true
  readonly target: string
  readonly format: string
}

/** `botdesk migrate FILE`: the result on standard output or in a file, the report on standard error. */
export function addMigrateCommand(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('migrate')
    .description('bring a tbot.yaml to version 2; exit code 0 done, 1 refused, 2 unreadable')
    .argument('<file>', 'tbot.yaml; - reads standard input')
    .option('-o, --output <file>', 'write the result there; - is standard output')
    .option('--in-place', 'replace the file')
    .option('--target <version>', 'Teleport version to write for: 14 … 19, or newest', 'newest')
    .option('--format <format>', 'text or json', 'text')
    .action((file: string, { output: written, ...options }: MigrateArguments) => {
      const output = written === '-' ? undefined : written
      if (written !== undefined && options.inPlace === true) {
        throw new AppError('usage.bad-argument', '--output and --in-place exclude each other')
      }
      if (options.inPlace === true && isStandardInput(file)) {
        throw new AppError('usage.bad-argument', 'standard input cannot be replaced: leave --in-place out')
      }
      if (output !== undefined && resolve(output) === resolve(file)) {
        throw new AppError('usage.bad-argument', 'the output is the input: write --in-place to replace it')
      }
      const format = outputFormat(options.format)
      const target = targetVersion(options.target)
      return finish(
        run(context, file, { ...options, ...(output !== undefined && { output }), format, target }),
      )
    })
}

interface Options {
  readonly output?: string
  readonly inPlace?: true
  readonly target: TargetVersion
  readonly format: OutputFormat
}

async function run(context: CommandContext, file: string, options: Options): Promise<number> {
  let text: string
  try {
    text = await readInput(context, file)
    if (text.includes('\uFFFD')) {
      throw new AppError('config.unreadable', `${file} is not UTF-8 text`, { details: { path: file } })
    }
  } catch (thrown) {
    printError(context, thrown, options.format)
    return 2
  }
  const migration = migrate(text, { target: options.target })
  if (migration.kind === 'refused') {
    refuse(context, file, migration, options.format)
    return 1
  }
  const result = migration.kind === 'migrated' ? migration.text : text
  const notes = migration.kind === 'migrated' ? migration.notes : []
  const problems = migration.kind === 'migrated' ? migration.problems : []
  const changed = result !== text
  if (options.output !== undefined) await writeSecretFile(context, options.output, result)
  else if (options.inPlace === true && changed) await rewriteFile(context, file, result)
  if (options.format === 'json') {
    const answer = { changed, notes, problems: problems.map(publicProblem), text: result }
    context.out(`${JSON.stringify(answer, null, 2)}\n`)
    return 0
  }
  if (options.output === undefined && options.inPlace !== true) context.out(result)
  for (const note of notes) context.err(`${formatNote(file, note)}\n`)
  for (const problem of problems) {
    if (problem.severity !== 'info') context.err(`${formatProblem(options.output ?? 'result', problem)}\n`)
  }
  context.err(`${file}: ${summary(changed, notes)}\n`)
  return 0
}

function refuse(
  context: CommandContext,
  file: string,
  { problems }: Extract<Migration, { kind: 'refused' }>,
  format: OutputFormat,
): void {
  if (format === 'json') {
    const answer = { changed: false, notes: [], problems: problems.map(publicProblem) }
    context.out(`${JSON.stringify(answer, null, 2)}\n`)
    return
  }
  for (const problem of problems) context.err(`${formatProblem(file, problem)}\n`)
  context.err(`${file}: refused, nothing was written\n`)
}

/** `tbot.yaml:12: changed: Is called ... now. (destinations)`. */
function formatNote(file: string, { kind, line, message, path }: MigrationNote): string {
  return `${file}:${line}: ${kind}: ${message}${path === '' ? '' : ` (${path})`}`
}

function summary(changed: boolean, notes: readonly MigrationNote[]): string {
  const count = (kind: MigrationNote['kind']) => notes.filter((note) => note.kind === kind).length
  if (!changed && notes.length === 0) return 'nothing to do: version 2, and no old spelling'
  return `${count('understood')} understood, ${count('changed')} changed, ${count('left')} left for you`
}
