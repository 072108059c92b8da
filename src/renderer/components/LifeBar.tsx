import type { CredentialLife } from '../../shared/contract/bots.ts'
import { lifeTone } from '../model/bot-facts.ts'
import { useTime } from '../stores/clock-store.ts'
import { classNames } from './class-names.ts'
import styles from './LifeBar.module.css'

/** The life of a certificate as a bar: gone, left, and the mark where renewal is due. Always beside a `Countdown`. */
export function LifeBar({ life, isOld = false }: { life: CredentialLife; isOld?: boolean }) {
  const whole = Math.max(1, life.expiresAt - life.issuedAt)
  const percent = (at: number): number => Math.min(100, Math.max(0, ((at - life.issuedAt) / whole) * 100))
  const gone = useTime((now) => Math.round(percent(now) * 4) / 4)
  const tone = useTime((now) => lifeTone(life, now))
  return (
    <span className={styles.bar} aria-hidden="true">
      {!isOld && (
        <span className={classNames(styles.left, styles[tone])} style={{ insetInlineStart: `${gone}%` }} />
      )}
      {!isOld && gone < 100 && (
        <span className={styles.mark} style={{ insetInlineStart: `${percent(life.renewAt)}%` }} />
      )}
    </span>
  )
}
