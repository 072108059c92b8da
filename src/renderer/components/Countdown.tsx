import { Tooltip, VisuallyHidden } from '@mantine/core'
import type { CredentialLife } from '../../shared/contract/bots.ts'
import { formatBoth } from '../../shared/messages/format.ts'
import { dueText, endText, formatLife, retryText } from '../messages/life.ts'
import { lifeTone } from '../model/bot-facts.ts'
import { useTime } from '../stores/clock-store.ts'
import { classNames } from './class-names.ts'
import styles from './Countdown.module.css'

interface CountdownProps {
  readonly at: number
  /** `end`: a certificate's end. `due`: a renewal. `retry`: the next attempt. */
  readonly kind?: 'end' | 'due' | 'retry'
  /** Colours the number by the state of this life. */
  readonly life?: CredentialLife
  readonly strong?: boolean
}

const texts = { end: endText, due: dueText, retry: retryText }

/** Time left as one fixed-width number on the shared clock; never negative. */
export function Countdown({ at, kind = 'end', life, strong = false }: CountdownProps) {
  const text = texts[kind]
  const shown = useTime((now) => text(at, now).shown)
  const spoken = useTime((now) => text(at, now).spoken)
  const tone = useTime((now) => (life ? lifeTone(life, now) : undefined))
  const granted = life && `, ${formatLife(life.grantedMs)} of ${formatLife(life.requestedMs)} granted`
  return (
    <Tooltip label={`${formatBoth(at)}${granted ?? ''}`}>
      <span className={classNames(styles.countdown, strong && styles.strong, tone && styles[tone])}>
        <span aria-hidden="true">{shown}</span>
        <VisuallyHidden>{spoken}</VisuallyHidden>
      </span>
    </Tooltip>
  )
}
