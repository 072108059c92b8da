import type { CredentialLife } from '../../shared/contract/bots.ts'
import { formatLife } from '../messages/life.ts'
import { lifeTone } from '../model/bot-facts.ts'
import { useTime } from '../stores/clock-store.ts'
import { classNames } from './class-names.ts'
import { Countdown } from './Countdown.tsx'
import styles from './LifeRing.module.css'

const radius = 48.5
const circumference = 2 * Math.PI * radius

/** The same life as a ring, clockwise from 12, with the countdown inside; once per overview. */
export function LifeRing({ life, size = 108 }: { life: CredentialLife; size?: 64 | 88 | 108 }) {
  const whole = Math.max(1, life.expiresAt - life.issuedAt)
  const share = (at: number): number => Math.min(1, Math.max(0, (at - life.issuedAt) / whole))
  const gone = useTime((now) => Math.round(share(now) * 400) / 400)
  const tone = useTime((now) => lifeTone(life, now))
  const left = (1 - gone) * circumference
  return (
    <div
      className={classNames(styles.ring, size === 64 && styles.small)}
      style={{ width: size, height: size }}
    >
      <svg viewBox="0 0 108 108" aria-hidden="true" focusable="false">
        <g transform="rotate(-90 54 54)" fill="none" strokeWidth="7">
          <circle cx="54" cy="54" r={radius} className={styles.track} />
          {gone < 1 && (
            <circle
              cx="54"
              cy="54"
              r={radius}
              className={styles[tone]}
              strokeDasharray={`${left} ${circumference - left}`}
              strokeDashoffset={-gone * circumference}
            />
          )}
        </g>
        {gone < 1 && (
          <g transform={`rotate(${share(life.renewAt) * 360} 54 54)`}>
            <line x1="54" x2="54" y1="1" y2="13" className={styles.gap} strokeWidth="6" />
            <line x1="54" x2="54" y1="0" y2="13" className={styles.mark} strokeWidth="2.2" />
          </g>
        )}
      </svg>
      <div className={styles.inside}>
        <div className={styles.number}>
          <Countdown at={life.expiresAt} strong />
        </div>
        {size !== 64 && <div className={styles.of}>left of {formatLife(life.grantedMs)}</div>}
      </div>
    </div>
  )
}
