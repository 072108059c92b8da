import type { Command } from 'commander'
import { checkConfig } from '../../shared/config/index.ts'
import type { KeptProblem } from '../../shared/config/index.ts'
import type { Problem, TargetVersion } from '../../shared/config/problem.ts'
import { newestTarget, targetVersions } from '../../shared/config/problem.ts'
import { AppError } from '../../shared/errors.ts'
import type { CommandContext, Finish, OutputFormat } from './context.ts'
import { outputFormat, printError } from './context.ts'
import { readInput } from './input.ts'

/** `--target`: a major version, or `newest`. */
export function targetVersion(value: string): TargetVersion {
  if (value === 'newest') return newestTarget
  const found = targetVersions.find((version) => String(version) === value)
  if (found === undefined) {
    throw new AppError(
      'usage.bad-argument',
      `the target is one of ${targetVersions.join(', ')} or newest, not "${value}"`,
    )
  }
  return found
}

/** Adds `botdesk validate FILE`. */
export function addValidateCommand(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('validate')
    .description('check a tbot.yaml; exit code 0 valid, 1 not, 2 unreadable')
    .argument('<file>', 'tbot.yaml; - reads standard input')
    .option('--target <version>', 'Teleport version to check for: 14 … 19, or newest', 'newest')
    .option('--format <format>', 'text or json', 'text')
    .action((file: string, options: { target: string; format: string }) =>
      finish(
        validate(context, file, {
          target: targetVersion(options.target),
          format: outputFormat(options.format),
        }),
      ),
    )
}

/** `botdesk validate FILE`: exit code 0 valid, 1 not, 2 unreadable. */
export async function validate(
  context: CommandContext,
  path: string,
  options: { target: TargetVersion; format: OutputFormat },
): Promise<number> {
  const text = await readInput(context, path).catch((thrown: unknown) => AppError.from(thrown))
  if (text instanceof AppError) {
    printError(context, text, options.format)
    return 2
  }
  const { valid, problems, kept } = checkConfig(text, { target: options.target })
  if (options.format === 'json') {
    const result = {
      valid,
      problems: problems.map(publicProblem),
      ...(kept.length === 0
        ? {}
        : { kept: kept.map(({ problem, reason }) => ({ ...publicProblem(problem), reason })) }),
    }
    context.out(`${JSON.stringify(result, null, 2)}\n`)
  } else {
    for (const problem of problems) context.out(`${formatProblem(path, problem)}\n`)
    for (const each of kept) context.out(`${formatKept(path, each)}\n`)
    context.out(`${path}: ${summary(valid, problems, kept.length, options.target)}\n`)
  }
  return valid ? 0 : 1
}

/** The documented JSON form of a problem. */
export function publicProblem({
  severity,
  code,
  path,
  line,
  column,
  message,
  fix,
}: Problem): Record<string, unknown> {
  return {
    severity,
    code,
    path,
    line,
    column,
    message,
    ...(fix ? { fix: { title: fix.title, edits: fix.edits } } : {}),
  }
}

/** `tbot.yaml:18:17: error: message (services[0].destination.symlinks)`, with the remedy on a line of its own. */
export function formatProblem(file: string, problem: Problem): string {
  const fix = problem.fix ? `\n    fix: ${problem.fix.title}` : ''
  return `${lineOf(file, problem, problem.severity, problem.message)}${fix}`
}

/** `tbot.yaml:25:5: kept: the reason given in the file (services[0].credential_ttl) [config.gap]` */
function formatKept(file: string, { problem, reason }: KeptProblem): string {
  return lineOf(file, problem, 'kept', reason)
}

function lineOf(file: string, { line, column, path, code }: Problem, word: string, text: string): string {
  const place = path === '' ? '' : ` (${path})`
  return `${file}:${line}:${column}: ${word}: ${text}${place} [${code}]`
}

function summary(valid: boolean, problems: readonly Problem[], kept: number, target: TargetVersion): string {
  const count = (severity: Problem['severity']) =>
    problems.filter((problem) => problem.severity === severity).length
  const counts = [
    [count('error'), 'error', 'errors'],
    [count('hazard'), 'hazard', 'hazards'],
    [count('ignored'), 'ignored key', 'ignored keys'],
    [kept, 'finding kept', 'findings kept'],
  ] as const
  const found = counts.filter(([n]) => n > 0).map(([n, one, many]) => `${n} ${n === 1 ? one : many}`)
  const verdict = valid ? `valid for Teleport ${target}` : `not valid for Teleport ${target}`
  return [verdict, ...found].join(', ')
}
