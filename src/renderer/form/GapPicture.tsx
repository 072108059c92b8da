import { parsePath } from '../../shared/config/edit/index.ts'
import { parseDuration } from '../../shared/duration.ts'
import { formatSpan } from '../../shared/messages/format.ts'
import { formTexts as texts } from '../messages/form.ts'
import { textOf } from './field-values.ts'
import { useForm } from './form-context.ts'
import styles from './GapPicture.module.css'

const periods = [0, 1, 2]

/** Certificates one after the other with the time between them in which nobody has one; nothing where the two values are not both known. */
export function GapPicture({ path }: { path: string }) {
  const { document, effective } = useForm()
  const owner = parsePath(path).slice(0, -1)
  const msOf = (key: string): number | undefined =>
    parseDuration(textOf(document?.valueAt([...owner, key])) || (effective.get(key)?.value ?? ''))
  const lifeMs = msOf('credential_ttl')
  const everyMs = msOf('renewal_interval')
  if (lifeMs === undefined || everyMs === undefined || lifeMs <= 0 || everyMs <= lifeMs) return null
  const gap = formatSpan(everyMs - lifeMs)
  return (
    <figure className={styles.picture}>
      <div className={styles.bars} aria-hidden="true">
        {periods.map((period) => (
          <span key={period} className={styles.period}>
            <span className={styles.life} style={{ flexGrow: lifeMs }} />
            <span className={styles.gap} style={{ flexGrow: everyMs - lifeMs }} />
          </span>
        ))}
      </div>
      <div className={styles.times} aria-hidden="true">
        {periods.map((period) => (
          <span key={period} className={styles.time}>
            {period === 0 ? texts.now : `+${formatSpan(period * everyMs)}`}
          </span>
        ))}
      </div>
      <figcaption className={styles.caption}>{texts.gap(gap, formatSpan(everyMs))}</figcaption>
    </figure>
  )
}
