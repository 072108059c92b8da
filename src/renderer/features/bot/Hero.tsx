import { Button } from '@mantine/core'
import type { BotView } from '../../../shared/contract/views.ts'
import { useBotActions } from '../../bots/use-bot-actions.ts'
import { Card } from '../../components/Card.tsx'
import { Countdown } from '../../components/Countdown.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { LifeRing } from '../../components/LifeRing.tsx'
import { headline, lostHeadline } from '../../messages/bot.ts'
import { count, formatAgo, formatSpan, formatTimeExact, formatWhen } from '../../../shared/messages/format.ts'
import { isRunning, nextStep, ownServices, urgentLife } from '../../model/bot-facts.ts'
import { useTime } from '../../stores/clock-store.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import styles from './Overview.module.css'

/** The ring, the answer in words, and four facts. */
export function Hero({ bot }: { bot: BotView }) {
  const life = urgentLife(bot)
  const isLost = useIsLost()
  const title = useTime((now) => (isLost ? lostHeadline(bot, now) : headline(bot, now)))
  const isNew = bot.engine.state === 'stopped' && bot.engine.startedAt === null
  return (
    <Card>
      <div className={styles.hero}>
        {life && <LifeRing life={life} />}
        <div className={styles.words}>
          <h2 className={styles.headline}>{title}</h2>
          {!isLost && <NextLines bot={bot} />}
          {isNew && !isLost && <StartPlan bot={bot} />}
        </div>
        {!isNew && <HeroFacts bot={bot} />}
      </div>
    </Card>
  )
}

function NextLines({ bot }: { bot: BotView }) {
  const next = nextStep(bot)
  const life = urgentLife(bot)
  const end = useTime((now) => (life && life.expiresAt > now ? formatWhen(life.expiresAt, now) : undefined))
  const runs = isRunning(bot.engine.state)
  return (
    <>
      {next.kind !== 'none' && (
        <p>
          {next.kind === 'retry' ? 'Next attempt in ' : 'Renews in '}
          <Countdown at={next.at} kind={next.kind === 'retry' ? 'retry' : 'due'} strong />, at{' '}
          {formatTimeExact(next.at)}.
        </p>
      )}
      {life && end && runs && (
        <p>
          If every renewal failed from now on, access would end at{' '}
          <strong>{formatTimeExact(life.expiresAt)}</strong>.
        </p>
      )}
      {life && end && !runs && <p>It does not renew while it is stopped. Readers have access until {end}.</p>}
      {!life && runs && <p>The first certificate comes when it has joined.</p>}
    </>
  )
}

/** What starting a new bot will do, before it does it. */
function StartPlan({ bot }: { bot: BotView }) {
  const { start, working } = useBotActions(bot)
  const services = ownServices(bot)
  const folders = services.flatMap((service) => service.destination?.path ?? [])
  return (
    <>
      <p>
        It joins {bot.address ?? 'its cluster'} and writes {count(services.length, 'set')} of files
        {folders.length > 0 && (
          <>
            {' '}
            to <code>{folders.join(', ')}</code>
          </>
        )}
        . Nothing was written yet.
      </p>
      <Button
        className={styles.heroAct}
        variant="filled"
        leftSection={<Icon name="play" size={14} />}
        loading={working === 'start'}
        onClick={start}
      >
        Start {bot.name}
      </Button>
    </>
  )
}

function HeroFacts({ bot }: { bot: BotView }) {
  const { renewals, events } = bot.history
  const last = events.find((event) => event.kind === 'renewed' || event.kind === 'joined')?.at
  const ago = useTime((now) => (last === undefined ? '–' : formatAgo(last, now)))
  const running = useTime((now) =>
    bot.engine.startedAt !== null && isRunning(bot.engine.state)
      ? formatSpan(now - bot.engine.startedAt)
      : '–',
  )
  const total = renewals.done + renewals.failed
  return (
    <dl className={styles.facts}>
      <Fact name="Last renewal" value={ago} />
      <Fact name="Renewals" value={total === 0 ? 'none yet' : `${renewals.done} of ${total} good`} />
      <Fact name="Running for" value={running} />
    </dl>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
