import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Plan, PlannedFileChange, PlannedService } from '../../shared/config/plan/model.ts'
import type { TargetVersion } from '../../shared/config/problem.ts'
import { AppError } from '../../shared/errors.ts'
import { planFor } from '../authoring/plan.ts'
import { runningText } from '../authoring/plan-running.ts'
import type { RunningText } from '../authoring/plan-running.ts'
import type { CommandContext, Finish, OutputFormat } from './context.ts'
import { outputFormat, printError } from './context.ts'
import { readInput } from './input.ts'
import { formatProblem, targetVersion } from './validate.ts'

/** Adds `botdesk plan -c FILE`. */
export function addPlanCommand(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('plan')
    .description(
      'tell what starting a tbot.yaml would do; exit code 0 can be applied, 1 cannot, 2 unreadable',
    )
    .option('-c, --config <file>', 'tbot.yaml; - reads standard input')
    .option('--target <version>', 'Teleport version to plan for: 14 … 19, or newest', 'newest')
    .option('--format <format>', 'text or json', 'text')
    .action((options: { config?: string; target: string; format: string }) => {
      const path = options.config ?? context.ports.processes.environment('TBOT_CONFIG_PATH')
      if (path === undefined) throw new AppError('usage.bad-argument', 'give the file to plan: -c tbot.yaml')
      const [target, format] = [targetVersion(options.target), outputFormat(options.format)]
      return finish(plan(context, path, { target, format }))
    })
}

/** `botdesk plan`: looks, and changes nothing. Compared with nothing running, unless Botdesk runs this very file. */
export async function plan(
  context: CommandContext,
  file: string,
  { target, format }: { readonly target: TargetVersion; readonly format: OutputFormat },
): Promise<number> {
  const { files } = context.ports
  const path = resolve(file)
  const text = await readInput(context, file).catch((thrown: unknown) => AppError.from(thrown))
  if (text instanceof AppError) {
    printError(context, text, format)
    return 2
  }
  const running = await runningText(files, { dataFolder: context.dataFolder, path, text, target })
  const result = await planFor(context.ports, {
    ...(running === 'this' ? { before: text } : {}),
    after: text,
    target,
    isRunning: running === 'this',
    isDropIn: true,
  })
  const whole = { ...result, unknown: [...result.unknown, ...hiddenText(running)] }
  context.out(format === 'json' ? `${JSON.stringify(publicPlan(whole), null, 2)}\n` : planText(whole, file))
  return whole.canApply ? 0 : 1
}

function hiddenText(running: RunningText): string[] {
  return running === 'older'
    ? [
        'Botdesk runs this file as it was before its last change; from here that cannot be seen, so this is compared with nothing running.',
      ]
    : []
}

/** The documented JSON form. What an entry has nothing to say of is left out. */
function publicPlan({
  title,
  canApply,
  restartsBot,
  services,
  files,
  join,
  hazards,
  errors,
  unknown,
}: Plan): object {
  return {
    title,
    can_apply: canApply,
    restarts_bot: restartsBot,
    services: services.map(({ name, type, change, reasons }) => ({
      name,
      type,
      change,
      ...(reasons.length === 0 ? {} : { reasons }),
    })),
    files: files.map(({ path, change, mode, owner, shape }) => ({
      path,
      change,
      mode: mode ?? null,
      owner: owner ?? null,
      ...(shape === 'file' ? {} : { shape }),
    })),
    join: { needs_token: join.needsToken, reason: join.reason },
    hazards: hazards.map(({ fix, ...hazard }) => ({ ...hazard, ...(fix ? { fix: fix.title } : {}) })),
    errors: errors.map(({ code, path, line, column, message }) => ({ code, path, line, column, message })),
    unknown,
  }
}

function planText(result: Plan, file: string): string {
  const sections = [
    section('Services', result.services.map(serviceLine)),
    section('Files', result.files.map(fileLine)),
    result.canApply
      ? section('Joining', [
          `${result.join.needsToken ? 'A token is needed' : 'No token needed'}. ${result.join.reason}`,
        ])
      : '',
    section(
      'Hazards',
      result.hazards.map(({ path, message, code }) => `${path}: ${message} [${code}]`),
    ),
    section('Not known', result.unknown),
  ]
  const errors = result.errors.map((problem) => `${formatProblem(file, problem)}\n`).join('')
  return `${result.title}\n${errors}${sections.join('')}`
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${title}\n${lines.map((line) => `  ${line}\n`).join('')}`
}

function serviceLine({ change, name, type, reasons }: PlannedService): string {
  const why = reasons.length === 0 ? '' : `: ${reasons.join(', ')}`
  return `${change.padEnd(8)} ${name} (${type})${why}`
}

function fileLine({ change, path, mode, owner, shape }: PlannedFileChange): string {
  const what = shape === 'file' ? '' : ` (${shape})`
  const rights = [mode, owner].filter((each) => each !== undefined).join(' ')
  return `${change.padEnd(11)} ${path}${what}${rights === '' ? '' : `  ${rights}`}`
}
