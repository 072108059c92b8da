import { Button } from '@mantine/core'
import type { BotView, LeftoverView } from '../../../shared/contract/views.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { PendingButtons } from '../../bots/PendingButtons.tsx'
import { PendingWords } from '../../bots/PendingWords.tsx'
import { usePendingActs } from '../../bots/use-pending-acts.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useAction } from '../../bridge/use-action.ts'
import { Countdown } from '../../components/Countdown.tsx'
import { FormError } from '../../components/FormError.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { pendingTexts as texts } from '../../messages/pending.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { announce } from '../../stores/announcer-store.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import styles from './Overview.module.css'

/** A version that waits for the next renewal, and what can be done with it. */
export function PendingLine({ bot }: { bot: BotView }) {
  const acts = usePendingActs(bot.name)
  const { pending, name, hasDraft } = bot
  if (pending === undefined) return null
  return (
    <>
      <div className={styles.line}>
        <Glyph shape={pending.error ? 'triangle' : 'ring-dot'} tone={pending.error ? 'warn' : 'busy'} />
        <span className={styles.lineText}>
          <PendingWords bot={name} pending={pending} isLinked={!hasDraft} />
        </span>
        <span className={styles.lineActs}>
          <PendingButtons pending={pending} acts={acts} hasDraft={hasDraft} />
        </span>
      </div>
      {acts.error && <FormError>{errorSentence(acts.error.serialize(), { bot: name })}</FormError>}
    </>
  )
}

/** Folders of an earlier version that are about to be cleared, and the way out. */
export function LeftoversLine({ bot }: { bot: BotView }) {
  const client = useBridge()
  const isLost = useIsLost()
  const remove = useAction(() => client.request('config:delete-leftovers', { bot: bot.name }))
  const keep = useAction(async () => {
    await client.request('config:keep-leftovers', { bot: bot.name })
    announce(texts.filesKept)
  })
  const waiting = (bot.leftovers ?? []).filter(({ outcome }) => outcome.kind === 'waiting')
  if (waiting.length === 0) return null
  const error = remove.error ?? keep.error
  const isBlocked = isLost || remove.isRunning || keep.isRunning
  return (
    <>
      <div className={styles.line}>
        <Icon name="folder" size={14} />
        <span className={styles.lineText}>
          {waiting.map((each) => (
            <LeftoverWords key={each.folder} leftover={each} />
          ))}
        </span>
        <span className={styles.lineActs}>
          <Button
            disabled={isBlocked || bot.engine.state !== 'healthy'}
            loading={remove.isRunning}
            onClick={() => void remove.run()}
          >
            {texts.deleteNow}
          </Button>
          <Button disabled={isBlocked} loading={keep.isRunning} onClick={() => void keep.run()}>
            {texts.keepFiles}
          </Button>
        </span>
      </div>
      {error && <FormError>{errorSentence(error.serialize(), { bot: bot.name })}</FormError>}
    </>
  )
}

function LeftoverWords({ leftover: { folder, files, outcome } }: { leftover: LeftoverView }) {
  const home = useAppStore((state) => state.info?.homeFolder)
  if (outcome.kind !== 'waiting') return null
  return (
    <span className={styles.lineItem}>
      {texts.filesIn(files)} <code>{shortenHome(folder, home)}</code> {texts.areDeleted(files)}{' '}
      {outcome.at === undefined ? (
        texts.whenWell
      ) : (
        <>
          in <Countdown at={outcome.at} kind="due" />.
        </>
      )}
    </span>
  )
}
