import { Button } from '@mantine/core'
import { memo } from 'react'
import { Link } from 'wouter'
import type { BotView } from '../../../shared/contract/views.ts'
import { BotMenu } from '../../bots/BotMenu.tsx'
import { StartStopButton } from '../../bots/StartStopButton.tsx'
import { classNames } from '../../components/class-names.ts'
import { FormError } from '../../components/FormError.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { RowLink } from '../../components/RowLink.tsx'
import { LookText } from '../../components/StateText.tsx'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { fleetTexts } from '../../messages/fleet.ts'
import { stateLooks } from '../../messages/states.ts'
import { groupOf } from '../../model/bot-facts.ts'
import { useBotAct } from '../../stores/bot-acts-store.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import { LeftCell, NextCell, ReadyCell, ServicesCell } from './cells.tsx'
import type { FleetLayout } from './FleetHead.tsx'
import styles from './Fleet.module.css'
import { nextActOf, reasonOf } from './reasons.ts'

/** One bot: a calm line, or a taller one with the reason and the one next step. */
export const FleetRow = memo(function FleetRow({ bot, layout }: { bot: BotView; layout: FleetLayout }) {
  const isLost = useIsLost()
  const look = stateLooks[bot.engine.state]
  const needsYou = groupOf(bot.engine.state) === 'attention'
  const shownLook = isLost
    ? { word: fleetTexts.was(look.word), shape: 'unknown' as const, tone: 'idle' as const }
    : look
  const isCards = layout.kind === 'cards'
  return (
    <div
      role="row"
      data-bot={bot.name}
      className={classNames(
        isCards ? styles.card2 : styles.row,
        needsYou && !isLost && styles.attention,
        needsYou && !isLost && styles[look.tone],
        isLost && styles.old,
      )}
      style={isCards ? undefined : { gridTemplateColumns: layout.tracks }}
    >
      <span role="cell" className={styles.state}>
        <LookText look={shownLook} />
      </span>
      <span role="cell" className={styles.bot}>
        <RowLink href={`/bots/${bot.name}`} className={styles.link}>
          {bot.name}
        </RowLink>
        {!isCards && !needsYou && <span className={styles.sub}>{subLine(bot)}</span>}
      </span>
      {layout.columns.includes('services') && !isCards && <ServicesCell bot={bot} />}
      <LeftCell bot={bot} isOld={isLost} />
      <NextCell bot={bot} isOld={isLost} isSentence={isCards} />
      {layout.columns.includes('ready') && !isCards && <ReadyCell bot={bot} />}
      {isCards && (
        <span role="cell" className={styles.where}>
          {subLine(bot)}
        </span>
      )}
      <span role="cell" className={styles.actions}>
        <StartStopButton bot={bot} isCompact />
        <BotMenu bot={bot} />
      </span>
      {needsYou && <ReasonLine bot={bot} />}
      <ActError bot={bot} />
    </div>
  )
})

function subLine(bot: BotView): string {
  const cluster = bot.engine.identity?.clusterName ?? bot.address ?? 'No cluster in its file'
  const joining = bot.engine.state === 'starting' && !bot.engine.identity ? 'Joining ' : ''
  return `${joining}${cluster}${bot.trial ? ' (local cluster)' : ''}`
}

function ReasonLine({ bot }: { bot: BotView }) {
  const act = nextActOf(bot)
  return (
    <span role="cell" className={styles.reason}>
      <span className={styles.reasonText}>{reasonOf(bot)}</span>
      <Button component={Link} href={act.href} leftSection={<Icon name={act.icon} size={14} />}>
        {act.label}
      </Button>
    </span>
  )
}

/** How the last start, stop or renewal asked for here failed. */
function ActError({ bot }: { bot: BotView }) {
  const act = useBotAct(bot.name)
  if (!act?.error) return null
  return (
    <span role="cell" className={styles.actError}>
      <FormError>{errorSentence(act.error.serialize(), { bot: bot.name })}</FormError>
    </span>
  )
}
