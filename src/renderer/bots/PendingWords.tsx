import { Link } from 'wouter'
import type { PendingView } from '../../shared/contract/views.ts'
import { errorSentence } from '../../shared/messages/errors.ts'
import { Countdown } from '../components/Countdown.tsx'
import { pendingTexts as texts } from '../messages/pending.ts'
import { useTime } from '../stores/clock-store.ts'
import styles from './PendingWords.module.css'

interface PendingWordsProps {
  readonly bot: string
  readonly pending: PendingView
  /** The version leads to its plan. */
  readonly isLinked?: boolean
}

/** "Version 8 waits for the next renewal, in 0:17:26", or why it was not applied. */
export function PendingWords({ bot, pending, isLinked = false }: PendingWordsProps) {
  const name = pending.error ? texts.unnumbered : texts.version(pending.version)
  return (
    <>
      {isLinked ? (
        <Link className={styles.version} href={`/bots/${bot}/plan`}>
          {name}
        </Link>
      ) : (
        name
      )}{' '}
      <State bot={bot} pending={pending} />
    </>
  )
}

function State({ bot, pending: { at, error } }: Pick<PendingWordsProps, 'bot' | 'pending'>) {
  const isDue = useTime((now) => at !== undefined && now >= at)
  if (error !== undefined) {
    const isStale = error.code === 'config.changed-on-disk'
    return `${texts.notApplied} ${isStale ? texts.changedOutside : errorSentence(error)}`
  }
  if (at === undefined) return texts.waitsForStart(bot)
  return (
    <>
      {texts.waits},{!isDue && ' in'} {/* Also in a live region it is not to be read out each minute. */}
      <span aria-live="off">
        <Countdown at={at} kind="due" strong />
      </span>
    </>
  )
}
