import type { CheckedConfig } from '../../shared/config/index.ts'
import type { BotConfig } from '../../shared/config/model.ts'
import type { DiagnosticsSnapshot } from '../../shared/contract/bots.ts'
import { AppError, isCancellation } from '../../shared/errors.ts'
import { serveDiagnostics } from '../diagnostics/index.ts'
import type { Bot } from '../engine/model.ts'
import type { Ports } from '../ports/index.ts'

export interface BotRun {
  readonly bot: Bot
  readonly config: BotConfig
  readonly ports: Ports
  readonly version: string
  readonly signal: AbortSignal
  onDiagnostics(state: DiagnosticsSnapshot): void
  /** The listener gave up; the bot runs on. */
  onDiagnosticsFailure(error: AppError): void
}

/** Only a FIPS build starts with `fips`, whether its hazard is kept or not (tbot-config.md 1.1); Botdesk is none. */
export function refuseFips({ problems, kept }: Pick<CheckedConfig, 'problems' | 'kept'>): void {
  const all = [...problems, ...kept.map(({ problem }) => problem)]
  if (!all.some(({ code }) => code === 'config.needs-fips-build')) return
  throw new AppError('internal.not-supported', 'only a FIPS build starts with `fips`, and Botdesk is none')
}

/** Runs an engine with its diagnostics listener beside it until it ends; resolves with what ended it, if that was an error. */
export async function runBot(run: BotRun): Promise<AppError | undefined> {
  const ended = new AbortController()
  const listener = serve(run, ended.signal)
  try {
    await run.bot.run(run.signal)
    return undefined
  } catch (thrown) {
    return isCancellation(thrown) ? undefined : AppError.from(thrown)
  } finally {
    ended.abort()
    await listener
  }
}

/** A listener that cannot listen is a problem of its own, never the end of the bot. */
async function serve({ bot, config, ports, version, ...run }: BotRun, signal: AbortSignal): Promise<void> {
  if (config.diagAddr === undefined || config.oneshot) return
  try {
    await serveDiagnostics({
      bot,
      address: config.diagAddr,
      debug: config.debug,
      ports,
      version,
      signal,
      onState: (state) => run.onDiagnostics(state),
    })
  } catch (thrown) {
    if (!isCancellation(thrown)) run.onDiagnosticsFailure(AppError.from(thrown))
  }
}
