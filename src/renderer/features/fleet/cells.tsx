import type { BotView } from '../../../shared/contract/views.ts'
import { Countdown } from '../../components/Countdown.tsx'
import { LifeBar } from '../../components/LifeBar.tsx'
import { ReadinessStrip } from '../../components/ReadinessStrip.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { fleetTexts } from '../../messages/fleet.ts'
import { formatWhen } from '../../../shared/messages/format.ts'
import { nextStep, ownServices, urgentLife } from '../../model/bot-facts.ts'
import { readinessOf } from '../../model/readiness.ts'
import { useTime } from '../../stores/clock-store.ts'
import styles from './Fleet.module.css'

const shownGlyphs = 4

export function ServicesCell({ bot }: { bot: BotView }) {
  const services = ownServices(bot)
  const good = services.filter((service) => service.state === 'healthy').length
  return (
    <span
      role="cell"
      className={styles.services}
      aria-label={`${good} of ${services.length} services healthy`}
    >
      {services.slice(0, shownGlyphs).map((service) => (
        <StateGlyph key={service.name} state={service.state} size={12} />
      ))}
      <span className={styles.ratio}>
        {good}/{services.length}
      </span>
    </span>
  )
}

export function LeftCell({ bot, isOld }: { bot: BotView; isOld: boolean }) {
  const life = urgentLife(bot)
  const isOver = useTime((now) => life !== undefined && now >= life.expiresAt)
  const clock = useTime((now) => (life ? formatWhen(life.expiresAt, now) : ''))
  if (!life)
    return (
      <span role="cell" className={styles.quiet}>
        {bot.engine.state === 'stopped' ? fleetTexts.notRunning : fleetTexts.noCertificate}
      </span>
    )
  if (isOver)
    return (
      <span role="cell" className={styles.quiet}>
        <Countdown at={life.expiresAt} />
      </span>
    )
  return (
    <span role="cell" className={styles.left}>
      <LifeBar life={life} isOld={isOld} />
      <span className={styles.leftNumber}>
        {isOld ? fleetTexts.ends(clock) : <Countdown at={life.expiresAt} life={life} strong />}
      </span>
    </span>
  )
}

interface NextCellProps {
  readonly bot: BotView
  readonly isOld: boolean
  /** "renews in 0:21:12" on cards, where no head says what it is. */
  readonly isSentence: boolean
}

export function NextCell({ bot, isOld, isSentence }: NextCellProps) {
  const next = nextStep(bot)
  if (next.kind === 'none' || isOld)
    return (
      <span role="cell" className={styles.next}>
        {isSentence ? '' : '–'}
      </span>
    )
  return (
    <span role="cell" className={styles.next}>
      {next.kind === 'retry' && (isSentence ? 'next try in ' : 'Retry in ')}
      {next.kind === 'renewal' && isSentence && 'renews in '}
      <Countdown at={next.at} kind={next.kind === 'retry' ? 'retry' : 'due'} />
    </span>
  )
}

const slots = 48
const minuteMs = 60_000

export function ReadyCell({ bot }: { bot: BotView }) {
  // The skyline moves by half an hour per bar: once a minute is often enough to draw it.
  const minute = useTime((now) => Math.floor(now / minuteMs))
  return (
    <span role="cell">
      <ReadinessStrip readiness={readinessOf(bot, (minute + 1) * minuteMs, slots)} />
    </span>
  )
}
