import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { BotView } from '../../../shared/contract/views.ts'
import { configHref } from '../../bots/config-href.ts'
import { AsOf } from '../../components/AsOf.tsx'
import { Card } from '../../components/Card.tsx'
import { Countdown } from '../../components/Countdown.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { botTexts } from '../../messages/bot.ts'
import { explainError } from '../../../shared/messages/errors.ts'
import { count } from '../../../shared/messages/format.ts'
import { BotRemedy } from './BotRemedy.tsx'
import { EventList } from './EventList.tsx'
import { Hero } from './Hero.tsx'
import { IdentityCard } from './IdentityCard.tsx'
import styles from './Overview.module.css'
import { fileActsOf } from './remedy-acts.ts'
import { ReadinessCard } from './ReadinessCard.tsx'
import { troubleOf } from './trouble.ts'
import { ServicesCard } from './ServicesCard.tsx'
import { LeftoversLine, PendingLine } from './WaitingLines.tsx'

/** "Is it well, until when, and what happened?" (interface.md 6.3) */
export function OverviewTab({ bot }: { bot: BotView }) {
  const trouble = troubleOf(bot)
  return (
    <div className={styles.overview}>
      <div className={styles.main}>
        <AsOf />
        {bot.trial && <TrialLine />}
        <ProblemLine bot={bot} />
        <PendingLine bot={bot} />
        <LeftoversLine bot={bot} />
        <HealthAddressLine bot={bot} />
        {trouble ? <BotRemedy bot={bot} trouble={trouble} /> : <Hero bot={bot} />}
        <ServicesCard bot={bot} />
        <ReadinessCard bot={bot} />
      </div>
      <div className={styles.side}>
        <IdentityCard bot={bot} />
        <Card title={botTexts.happened} isPadded={false}>
          <EventList events={bot.history.events} />
        </Card>
      </div>
    </div>
  )
}

function TrialLine() {
  return (
    <p className={styles.line}>
      <Icon name="info" size={14} />
      <span>{botTexts.trial}</span>
      <Link href="/new-bot">{botTexts.trialNext}</Link>
    </p>
  )
}

/** A health address that cannot be opened harms nobody but those who ask it, so the bot stays as well as it is. */
function HealthAddressLine({ bot }: { bot: BotView }) {
  const { diagnostics } = bot.engine
  if (diagnostics?.kind !== 'failing') return null
  const { happened, meaning } = explainError(diagnostics.error, { bot: bot.name })
  const [act] = fileActsOf(bot, { error: diagnostics.error, since: bot.engine.since })
  return (
    <p className={styles.line}>
      <Glyph shape="triangle" tone="warn" />
      <span className={styles.lineText}>
        {happened} {meaning}{' '}
        <span className={styles.quiet}>
          Next attempt in <Countdown at={diagnostics.nextAt} kind="retry" />.
        </span>
      </span>
      {act && (
        <Button component={Link} href={configHref(bot.name, act.path)} className={styles.lineAct}>
          {act.label}
        </Button>
      )}
    </p>
  )
}

/** Says that the file has errors or hazards, with the way to them. */
function ProblemLine({ bot }: { bot: BotView }) {
  const { error, hazard } = bot.problemCounts
  if (error + hazard === 0) return null
  const parts = [error > 0 && count(error, 'error'), hazard > 0 && count(hazard, 'hazard')].filter(Boolean)
  return (
    <p className={styles.line}>
      <Glyph shape={error > 0 ? 'octagon' : 'triangle'} tone={error > 0 ? 'bad' : 'warn'} />
      {botTexts.problems} {parts.join(' and ')}.
      <Button component={Link} href={`/bots/${bot.name}/config`} className={styles.lineAct}>
        {botTexts.edit}
      </Button>
    </p>
  )
}
