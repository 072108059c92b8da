import { LifeRing } from '../../components/LifeRing.tsx'
import { StatePill } from '../../components/StatePill.tsx'
import { trialStepNames, trialSteps, welcomeTexts } from '../../messages/welcome.ts'
import { useClockStore } from '../../stores/clock-store.ts'
import styles from './Welcome.module.css'

const hourMs = 3_600_000

/** What the trial will do, told before it is started. */
export function TrialPlan() {
  return (
    <div className={styles.plan}>
      <h2 className={styles.planTitle}>{welcomeTexts.doesTitle}</h2>
      <p className={styles.planText}>{welcomeTexts.doesText}</p>
      <ol className={styles.planSteps}>
        {trialStepNames.map((name, index) => (
          <li key={name} className={styles.planStep}>
            <span className={styles.planNumber}>{index + 1}</span>
            <span>
              <span className={styles.planName}>{trialSteps[name].plan}</span>
              <span className={styles.planDetail}>{trialSteps[name].detail}</span>
            </span>
          </li>
        ))}
      </ol>
      <Ending />
    </div>
  )
}

/** A picture of the end, drawn with the component that will show it. */
function Ending() {
  const now = useClockStore((state) => state.now)
  const start = now - 60_000
  const life = {
    notBefore: start,
    issuedAt: start,
    expiresAt: start + hourMs,
    renewAt: start + hourMs * (2 / 3),
    requestedMs: hourMs,
    grantedMs: hourMs,
  }
  return (
    <div className={styles.ending}>
      <p className={styles.planDetail}>{welcomeTexts.endTitle}</p>
      <div className={styles.endingRow}>
        <LifeRing life={life} size={64} />
        <div>
          <p className={styles.endingName}>
            demo-bot <StatePill state="healthy" />
          </p>
          <p className={styles.planText}>{welcomeTexts.endText}</p>
        </div>
      </div>
    </div>
  )
}
