import type { PlannedFile } from '../../../shared/config/artifacts/model.ts'
import type { Plan } from '../../../shared/config/plan/model.ts'
import { assertNever } from '../../../shared/errors.ts'
import type { LiveAnswer } from '../../bridge/use-live-answer.ts'
import { classNames } from '../../components/class-names.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Loading } from '../../components/Skeleton.tsx'
import { InlineCode } from '../../components/InlineCode.tsx'
import { severityLooks, type StateLook } from '../../messages/states.ts'
import { wizardTexts as texts } from '../../messages/wizard.ts'
import styles from './CheckStep.module.css'
import { PlannedFiles } from './PlannedFiles.tsx'

/** The plan in short: what starts and stops, whether a token is needed, and the files. */
export function PlanPart({ plan, known }: { plan: LiveAnswer<Plan>; known: readonly PlannedFile[] }) {
  const { value, isCurrent, error } = plan
  if (error) return <p className={styles.quiet}>{texts.planFailed}</p>
  if (!value)
    return isCurrent ? null : (
      <Loading>
        <p className={styles.quiet}>{texts.planLoading}</p>
      </Loading>
    )
  // With errors there is no plan; they are listed above.
  if (value.errors.length > 0) return null
  return (
    <div className={classNames(styles.plan, !isCurrent && styles.stale)} aria-busy={!isCurrent}>
      <section className={styles.box} aria-label={texts.planTitle}>
        <h2 className={styles.title}>{value.title}</h2>
        <ul>
          {value.services.map((service) => {
            const look = changeLook(service.change)
            return (
              <li key={service.name} className={styles.line}>
                <Glyph shape={look.shape} tone={look.tone} />
                <span className={styles.words}>
                  <strong>{service.name}</strong> {texts.changeWords[service.change]}
                  {service.reasons.length > 0 && (
                    <span className={styles.path}>{service.reasons.join(', ')}</span>
                  )}
                </span>
              </li>
            )
          })}
          <li className={styles.line}>
            <Glyph
              shape={value.join.needsToken ? 'ring-dot' : 'tick'}
              tone={value.join.needsToken ? 'busy' : 'ok'}
            />
            <span className={styles.words}>{value.join.reason}</span>
          </li>
          {value.hazards.map((hazard) => (
            <li key={`${hazard.code} ${hazard.path} ${hazard.message}`} className={styles.line}>
              <Glyph shape="triangle" tone="warn" label={severityLooks.hazard.word} />
              <span className={styles.words}>
                <InlineCode text={hazard.message} />
              </span>
            </li>
          ))}
          {value.unknown.map((each) => (
            <li key={each} className={styles.line}>
              <Glyph shape="unknown" tone="idle" />
              <span className={styles.words}>{each}</span>
            </li>
          ))}
        </ul>
      </section>
      <PlannedFiles plan={value} known={known} />
    </div>
  )
}

function changeLook(change: Plan['services'][number]['change']): Pick<StateLook, 'shape' | 'tone'> {
  switch (change) {
    case 'start':
      return { shape: 'ring-dot', tone: 'busy' }
    case 'restart':
      return { shape: 'turning', tone: 'busy' }
    case 'stop':
      return { shape: 'square', tone: 'idle' }
    case 'none':
      return { shape: 'tick', tone: 'ok' }
    default:
      return assertNever(change)
  }
}
