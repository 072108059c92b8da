import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { BotView } from '../../../shared/contract/views.ts'
import { whyNot } from '../../bots/bot-acts.ts'
import { configHref } from '../../bots/config-href.ts'
import { useBotActions } from '../../bots/use-bot-actions.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useAction } from '../../bridge/use-action.ts'
import { FormError } from '../../components/FormError.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { RemedyCard } from '../../components/RemedyCard.tsx'
import { botTexts } from '../../messages/bot.ts'
import { errorSentence, explainError } from '../../../shared/messages/errors.ts'
import { formatTime } from '../../../shared/messages/format.ts'
import { urgentLife } from '../../model/bot-facts.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useTime } from '../../stores/clock-store.ts'
import { useClusterStore } from '../../stores/cluster-store.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import { canTryAgain, fileActsOf, type FileAct } from './remedy-acts.ts'
import { titleOf, type Trouble } from './trouble.ts'

/** The remedy in place of the hero, or above a service's files. */
export function BotRemedy({ bot, trouble }: { bot: BotView; trouble: Trouble }) {
  const { error, service, since } = trouble
  const userName = useAppStore((state) => state.info?.userName)
  const life = service?.life ?? urgentLife(bot)
  const validUntil = useTime((now) =>
    life && life.expiresAt > now ? `until ${formatTime(life.expiresAt)}` : undefined,
  )
  const place = {
    bot: bot.name,
    ...(service && !service.internal ? { service: service.name } : {}),
    ...(validUntil ? { validUntil } : {}),
    ...(userName ? { userName } : {}),
  }
  const explanation = explainError(error, place)
  const acts = fileActsOf(bot, trouble)
  const adviceOf = ({ advice }: FileAct) =>
    advice && explanation.advice.find(({ title: wanted }) => wanted.startsWith(advice))
  const title = useTime((now) => titleOf(bot, trouble, place, now))
  return (
    <RemedyCard
      title={title}
      error={error}
      explanation={explanation}
      actsFor={(advice) =>
        acts
          .filter((each) => adviceOf(each) === advice)
          .map((each) => <FileButton key={each.label} bot={bot} act={each} />)
      }
      tone={bot.engine.state === 'degraded' || service?.state === 'degraded' ? 'warn' : 'bad'}
      since={since}
      life={life}
      attempt={service?.attempt}
      retry={canTryAgain(error.code) && <TryNow bot={bot} isCheck={error.code === 'clock.skew'} />}
      acts={
        <>
          {acts
            .filter((each) => !adviceOf(each))
            .map((each) => (
              <FileButton key={each.label} bot={bot} act={each} />
            ))}
          <LocalActs bot={bot} trouble={trouble} />
        </>
      }
      links={<Link href={`/bots/${bot.name}/log`}>Log lines</Link>}
    />
  )
}

function TryNow({ bot, isCheck }: { bot: BotView; isCheck: boolean }) {
  const { renew, start, working } = useBotActions(bot)
  const isLost = useIsLost()
  if (whyNot(bot, 'renew', isLost) === undefined)
    return (
      <Button leftSection={<Icon name="refresh" size={14} />} loading={working === 'renew'} onClick={renew}>
        {isCheck ? botTexts.checkAgain : botTexts.tryNow}
      </Button>
    )
  if (whyNot(bot, 'start', isLost) === undefined)
    return (
      <Button leftSection={<Icon name="play" size={14} />} loading={working === 'start'} onClick={start}>
        Start
      </Button>
    )
  return null
}

/** Goes to the key of the file that mends it. */
function FileButton({ bot, act: { label, path } }: { bot: BotView; act: FileAct }) {
  return (
    <Button
      component={Link}
      href={configHref(bot.name, path || undefined)}
      leftSection={<Icon name="edit" size={14} />}
    >
      {label}
    </Button>
  )
}

/** A bot of the local cluster can be helped from both sides; other clusters have their own administrators. */
function LocalActs({ bot, trouble }: { bot: BotView; trouble: Trouble }) {
  const client = useBridge()
  const isLost = useIsLost()
  const cluster = useClusterStore((state) => state.view)
  const name = bot.engine.identity?.userName.replace(/^bot-/, '') ?? bot.name
  const start = useAction(() => client.request('cluster:start', {}))
  const unlock = useAction(() => client.request('cluster:unlock-bot', { name }))
  const isLocal = bot.trial || (cluster?.address !== undefined && cluster.address === bot.address)
  if (!cluster || !isLocal || isLost) return null
  const isDown = cluster.state === 'stopped' || cluster.state === 'failed'
  const isLocked = cluster.bots.some((each) => each.name === name && each.locked !== undefined)
  const wantsToken = /^(join\.token|identity\.)/.test(trouble.error.code)
  const failed = start.error ?? unlock.error
  return (
    <>
      {isDown && (
        <Button
          leftSection={<Icon name="play" size={14} />}
          loading={start.isRunning}
          onClick={() => void start.run()}
        >
          Start the local cluster
        </Button>
      )}
      {isLocked && (
        <Button
          leftSection={<Icon name="lifebuoy" size={14} />}
          loading={unlock.isRunning}
          onClick={() => void unlock.run()}
        >
          Lift the lock in the local cluster
        </Button>
      )}
      {!isDown && wantsToken && (
        <Button component={Link} href="/cluster/bots" leftSection={<Icon name="key" size={14} />}>
          Make a token in the local cluster
        </Button>
      )}
      {failed && <FormError>{errorSentence(failed.serialize())}</FormError>}
    </>
  )
}
