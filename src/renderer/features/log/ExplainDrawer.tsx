import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { BotView, LogLine } from '../../../shared/contract/views.ts'
import { errorCodes, type ErrorCode, type SerializedError } from '../../../shared/errors.ts'
import { SideDialog } from '../../components/Dialog.tsx'
import { RemedyCard } from '../../components/RemedyCard.tsx'
import { errorSentence, explainError } from '../../../shared/messages/errors.ts'
import { formatTime } from '../../../shared/messages/format.ts'
import { logTexts as texts } from '../../messages/log.ts'
import { shortClause } from '../../messages/short-clause.ts'
import { urgentLife, withAddress } from '../../model/bot-facts.ts'
import { useTime } from '../../stores/clock-store.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import styles from './ExplainDrawer.module.css'

/** Whether a line's code has a text; codes of programs beside Botdesk have none. */
export function codeOf({ code }: LogLine): ErrorCode | undefined {
  return errorCodes.find((known) => known === code)
}

/** What a line with a code means and what can be done about it, beside the log. */
export function ExplainDrawer({ line, onClose }: { line: LogLine; onClose: () => void }) {
  const bot = useFleetStore((state) => state.view?.bots.find((each) => each.name === line.bot))
  const code = codeOf(line)
  const validUntil = useTime((now) => validUntilOf(bot, line, now))
  if (!code) return null
  const error = errorOf(line, code, bot)
  const place = {
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(line.bot === undefined ? {} : { bot: line.bot }),
    ...(line.service === undefined ? {} : { service: line.service }),
  }
  return (
    <SideDialog
      onClose={onClose}
      position="right"
      size={620}
      title={texts.explanation}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <div className={styles.body}>
        <RemedyCard
          title={shortClause(errorSentence(error, place))}
          error={error}
          explanation={explainError(error, place)}
          tone={line.level === 'error' ? 'bad' : 'warn'}
          since={line.at}
          acts={
            bot && (
              <Button component={Link} href={`/bots/${bot.name}`} onClick={onClose}>
                Show {bot.name}
              </Button>
            )
          }
        />
        <p className={styles.note}>{texts.isOver}</p>
      </div>
    </SideDialog>
  )
}

/** How long files still last, of the line's service if it has some; of a bot that is gone nothing is known. */
function validUntilOf(bot: BotView | undefined, line: LogLine, now: number): string | undefined {
  if (!bot) return 'as long as their certificates last'
  const service = bot.engine.services.find((each) => each.name === line.service)
  const end = (service?.life ?? urgentLife(bot))?.expiresAt
  return end !== undefined && end > now ? `until ${formatTime(end)}` : undefined
}

/** Lines carry the code and the words; the facts behind them are with the bot as long as the error lasts. */
function errorOf(line: LogLine, code: ErrorCode, bot: BotView | undefined): SerializedError {
  const { from: _from, to: _to, ...details } = line.fields
  // A line about a change of state names the change; why is beside it.
  const message = typeof details['reason'] === 'string' ? details['reason'] : line.message
  const current = bot && [bot.engine.error, ...bot.engine.services.map((service) => service.error)]
  const same = current?.find((error) => error?.code === code && error.message === message)
  const error = same ?? { code, message, details, retryable: false }
  return bot ? withAddress(bot, error) : error
}
