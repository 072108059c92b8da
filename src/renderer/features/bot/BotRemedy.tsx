import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { ServiceSnapshot } from '../../../shared/contract/bots.ts'
import type { BotView } from '../../../shared/contract/views.ts'
import type { SerializedError } from '../../../shared/errors.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useAction } from '../../bridge/use-action.ts'
import { FormError } from '../../components/FormError.tsx'
import { whyNot } from '../../bots/bot-acts.ts'
import { useBotActions } from '../../bots/use-bot-actions.ts'
import { Icon } from '../../components/icons/Icon.tsx'
import { RemedyCard } from '../../components/RemedyCard.tsx'
import { botTexts, headline } from '../../messages/bot.ts'
import { errorSentence, explainError } from '../../messages/errors.ts'
import { formatTime } from '../../messages/format.ts'
import { urgentLife, worstService } from '../../model/bot-facts.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useClusterStore } from '../../stores/cluster-store.ts'
import { useTime } from '../../stores/clock-store.ts'

export interface Trouble {
  readonly error: SerializedError
  readonly service?: ServiceSnapshot
  readonly since: number
  readonly nextAt?: number
}

/** What a bot suffers from: its own error, or that of its worst service. */
export function troubleOf(bot: BotView): Trouble | undefined {
  const service = worstService(bot)
  const error = bot.engine.error ?? service?.error
  if (!error) return undefined
  const nextAt = service?.attempt?.nextAt
  const isOwn = bot.engine.error !== undefined
  return {
    error,
    since: isOwn ? bot.engine.since : (service?.since ?? bot.engine.since),
    ...(service && !isOwn ? { service } : {}),
    ...(nextAt === undefined ? {} : { nextAt }),
  }
}

/** The remedy in place of the hero, or above a service's files. */
export function BotRemedy({ bot, trouble }: { bot: BotView; trouble: Trouble }) {
  const { error, service, since, nextAt } = trouble
  const userName = useAppStore((state) => state.info?.userName)
  const life = service?.life ?? urgentLife(bot)
  const validUntil = useTime((now) =>
    life && life.expiresAt > now ? `until ${formatTime(life.expiresAt)}` : undefined,
  )
  const title = useTime((now) => headline(bot, now))
  const place = {
    bot: bot.name,
    ...(service && !service.internal ? { service: service.name } : {}),
    ...(validUntil ? { validUntil } : {}),
    ...(userName ? { userName } : {}),
  }
  return (
    <RemedyCard
      title={service && !service.internal ? `${service.name}: ${shortOf(error, place)}` : title}
      error={error}
      explanation={explainError(error, place)}
      tone={bot.engine.state === 'degraded' || service?.state === 'degraded' ? 'warn' : 'bad'}
      since={since}
      {...(nextAt === undefined ? {} : { nextAt })}
      retry={<TryNow bot={bot} />}
      acts={<Acts bot={bot} />}
      links={<Link href={`/bots/${bot.name}/log`}>Log lines</Link>}
    />
  )
}

/** The first part of the sentence, without the name it may begin with and without facts that stand below. */
function shortOf(error: SerializedError, place: { bot: string; service?: string }): string {
  const first = errorSentence(error, place).split(/[.:] |\.$/)[0] ?? ''
  const name = place.service ?? place.bot
  return first.startsWith(`${name} `)
    ? first.slice(name.length + 1)
    : `${first[0]?.toLowerCase() ?? ''}${first.slice(1)}`
}

function TryNow({ bot }: { bot: BotView }) {
  const { renew, start, working } = useBotActions(bot)
  if (whyNot(bot, 'renew') === undefined)
    return (
      <Button leftSection={<Icon name="refresh" size={14} />} loading={working === 'renew'} onClick={renew}>
        {botTexts.tryNow}
      </Button>
    )
  if (whyNot(bot, 'start') === undefined)
    return (
      <Button leftSection={<Icon name="play" size={14} />} loading={working === 'start'} onClick={start}>
        Start
      </Button>
    )
  return null
}

function Acts({ bot }: { bot: BotView }) {
  return (
    <>
      <Button component={Link} href={`/bots/${bot.name}/config`} leftSection={<Icon name="edit" size={14} />}>
        {botTexts.joinAgain}
      </Button>
      {bot.engine.state === 'locked' && <Unlock bot={bot} />}
    </>
  )
}

/** A bot of the local cluster can be unlocked from here; for other clusters only their administrators can. */
function Unlock({ bot }: { bot: BotView }) {
  const client = useBridge()
  const userName = bot.engine.identity?.userName.replace(/^bot-/, '') ?? bot.name
  const lockedHere = useClusterStore((state) =>
    state.view?.bots.find((each) => each.name === userName && each.locked !== undefined),
  )
  const unlock = useAction(() => client.request('cluster:unlock-bot', { name: userName }))
  if (!lockedHere) return null
  return (
    <>
      <Button
        leftSection={<Icon name="lifebuoy" size={14} />}
        loading={unlock.isRunning}
        onClick={() => void unlock.run()}
      >
        Lift the lock in the local cluster
      </Button>
      {unlock.error && <FormError>{errorSentence(unlock.error.serialize())}</FormError>}
    </>
  )
}
