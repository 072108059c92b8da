import { basename, dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { checkConfig, overlayFlags } from '../../shared/config/index.ts'
import type { StartFlags } from '../../shared/config/index.ts'
import type { BotConfig } from '../../shared/config/model.ts'
import { newestTarget } from '../../shared/config/problem.ts'
import type { LogLevel } from '../../shared/contract/bots.ts'
import { AppError } from '../../shared/errors.ts'
import { createBot } from '../engine/index.ts'
import type { Bot } from '../engine/model.ts'
import { readConfigFile } from '../fleet/config-file.ts'
import { refuseFips, runBot } from '../fleet/run-bot.ts'
import { LogBook, errorFields, formatLogLine, formatLogLineAsJson } from '../log/log-book.ts'
import { Redactor } from '../log/redactor.ts'
import { replaceTextFile } from '../ports/text-file.ts'
import { addBotFlags, flagEnvironment } from './bot-flags.ts'
import type { CommandContext, Finish, OutputFormat } from './context.ts'
import { outputFormat, printError, remedy } from './context.ts'
import { formatProblem } from './validate.ts'

/** Stopping in order takes at most 10 s; then the process ends anyway. */
const stopDeadlineMs = 11_000

interface StartOptions {
  /** Path of a file; the flags are laid over it. */
  readonly config?: string
  /** File that holds the number of this process while it runs. */
  readonly pidFile?: string
  readonly flags: StartFlags
  readonly logFormat: OutputFormat
  readonly layout: 'generations' | 'plain'
}

/** Adds `botdesk start`, with tbot's flags and sub-commands. */
export function addStartCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = program
    .command('start')
    .description('run a bot in the foreground: from a file, from flags, or both (flags win)')
    .option('--layout <layout>', 'generations (whole sets behind links) or plain files', 'generations')
  addBotFlags(command, (options) => {
    const { config, logFormat = 'text', pidFile, layout, ...flags } = options
    if (layout !== 'generations' && layout !== 'plain') {
      throw new AppError('usage.bad-argument', `--layout is generations or plain, not "${layout}"`)
    }
    const environment = flagEnvironment((name) => context.ports.processes.environment(name))
    const file = config ?? environment['TBOT_CONFIG_PATH']
    return finish(
      start(context, {
        ...(file === undefined ? {} : { config: file }),
        ...(pidFile === undefined ? {} : { pidFile }),
        flags: { ...flags, environment },
        logFormat: outputFormat(logFormat),
        layout,
      }),
    )
  })
}

/** `botdesk start`: runs one bot in the foreground. Exit code 0 after a clean end, 1 after an error, 2 for an unreadable file. */
async function start(context: CommandContext, options: StartOptions): Promise<number> {
  const redactor = new Redactor()
  const config = await loadConfig(context, options, redactor)
  if (typeof config === 'number') return config
  const log = createLog(context, options, redactor, config.debug)
  const bot = createBot({ config, ports: context.ports, version: context.version, layout: options.layout })
  bot.subscribe((event) => {
    if (event.kind !== 'log') return
    const { level, service, message, fields, error } = event
    log.write({
      level,
      message,
      fields,
      ...(service ? { service } : {}),
      ...(error ? { code: error.code } : {}),
    })
  })
  const stopping = new AbortController()
  context.onSignal({ stop: () => stopping.abort(), renew: () => bot.renewNow() })
  const ended = await withPidFile(context, options.pidFile, () =>
    runUntilStopped({ context, config, bot, log, signal: stopping.signal }),
  )
  if (ended instanceof AppError) {
    log.write({ level: 'error', message: ended.message, code: ended.code, fields: errorFields(ended) })
    if (options.logFormat === 'text') context.err(redactor.text(remedy(ended)))
    return 1
  }
  // Interrupted before it was done: whoever waits for the files must not go on.
  return config.oneshot && stopping.signal.aborted ? 1 : 0
}

/** Writes the number of this process for others, and takes it away in the end. */
async function withPidFile<T>(
  context: CommandContext,
  path: string | undefined,
  run: () => Promise<T>,
): Promise<T> {
  const { files, processes } = context.ports
  if (path === undefined) return run()
  await replaceTextFile(files, resolve(path), `${processes.pid}\n`)
  try {
    return await run()
  } finally {
    const folder = await files.openDirectory(dirname(resolve(path)), { symlinks: 'follow' })
    await folder.remove(basename(path)).finally(() => folder.close())
  }
}

/** Runs until stopped; stopping that takes too long is an error of its own. */
async function runUntilStopped(o: {
  context: CommandContext
  config: BotConfig
  bot: Bot
  log: LogBook
  signal: AbortSignal
}): Promise<AppError | undefined> {
  const { context, config, bot, log, signal } = o
  const { ports, version } = context
  const ended = new AbortController()
  const say = (level: LogLevel, message: string, code?: string) =>
    log.write({ level, service: 'diagnostics', message, ...(code === undefined ? {} : { code }) })
  const late = new Promise<AppError>((give) => {
    signal.addEventListener('abort', () => {
      const error = new AppError('internal.unexpected', 'stopping took longer than 10 s')
      ports.clock.sleep(stopDeadlineMs, { signal: ended.signal }).then(
        () => give(error),
        () => undefined,
      )
    })
  })
  const run = runBot({
    bot,
    config,
    ports,
    version,
    signal,
    onDiagnostics: (state) =>
      state.kind === 'listening'
        ? say('info', `listening on ${state.address}`)
        : say('warning', state.error.message, state.error.code),
    onDiagnosticsFailure: ({ message, code }) => say('error', message, code),
  })
  try {
    return await Promise.race([run, late])
  } finally {
    ended.abort()
  }
}

/** The checked configuration, or the exit code when it cannot be used. */
async function loadConfig(
  context: CommandContext,
  options: StartOptions,
  redactor: Redactor,
): Promise<BotConfig | number> {
  const path = options.config
  let text: string | undefined
  try {
    if (path !== undefined) text = await readConfigFile(context.ports.files, resolve(path))
  } catch (thrown) {
    printError(context, thrown, 'text')
    return 2
  }
  const overlaid = overlayFlags(text, options.flags)
  for (const warning of overlaid.warnings) context.err(`botdesk: ${warning}\n`)
  const checked = checkConfig(overlaid.text, { target: newestTarget })
  const { config, problems } = checked
  for (const problem of problems) {
    if (problem.severity !== 'info') context.err(`${formatProblem(path ?? 'command line', problem)}\n`)
  }
  if (config === undefined) return 1
  refuseFips(checked)
  if (config.onboarding.token !== undefined) redactor.add(config.onboarding.token)
  return config
}

function createLog(
  context: CommandContext,
  options: StartOptions,
  redactor: Redactor,
  debug: boolean,
): LogBook {
  const format = options.logFormat === 'json' ? formatLogLineAsJson : formatLogLine
  return new LogBook({
    clock: context.ports.clock,
    redactor,
    sinks: [
      (line) => {
        if (line.level !== 'debug' || debug) context.err(`${format(line)}\n`)
      },
    ],
  })
}
