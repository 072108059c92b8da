import type { BotView } from '../../../shared/contract/views.ts'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { describeService } from '../../messages/services.ts'
import styles from './Services.module.css'

/** What the engine runs for itself beside the user's services, each in one quiet line. */
export function InternalServices({ bot }: { bot: BotView }) {
  const services = bot.engine.services.filter((service) => service.internal)
  if (services.length === 0) return null
  return (
    <section className={styles.internal}>
      <h2 className={styles.label}>The bot itself</h2>
      <ul>
        {services.map((service) => (
          <li key={service.name} className={styles.internalRow}>
            <StateGlyph state={service.state} size={12} named />
            <span className={styles.internalText}>
              {describeService(service)}
              {service.reason && service.state !== 'healthy' && (
                <span className={styles.reason}>{service.reason}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
