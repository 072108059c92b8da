import type { FolderCheck } from '../../../shared/contract/authoring.ts'
import { classNames } from '../../components/class-names.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Loading } from '../../components/Skeleton.tsx'
import { destinationTexts as texts } from '../../messages/destination.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import type { StateLook } from '../../messages/states.ts'
import styles from './Destination.module.css'
import type { Destination } from './use-destination.ts'

const looks: Readonly<Record<FolderCheck['state'], StateLook>> = {
  good: { word: 'Good', shape: 'tick', tone: 'ok' },
  hazard: { word: 'Hazard', shape: 'triangle', tone: 'warn' },
  error: { word: 'Error', shape: 'octagon', tone: 'bad' },
  unknown: { word: 'Not known', shape: 'unknown', tone: 'idle' },
}
const planned: StateLook = { word: 'Planned', shape: 'ring-dot', tone: 'busy' }

/** Each check of the folder with its fact; those of an older path stay greyed until the new ones are there. */
export function FolderChecks({ report }: { report: Destination['report'] }) {
  const { value, isCurrent, error } = report
  if (error) return <p className={styles.quiet}>{texts.checkFailed(errorSentence(error.serialize()))}</p>
  if (!value)
    return isCurrent ? (
      <p className={styles.quiet}>{texts.noCheck}</p>
    ) : (
      <Loading>
        <p className={styles.quiet}>
          <Glyph shape="turning" tone="busy" /> {texts.checking}
        </p>
      </Loading>
    )
  return (
    <ul
      className={classNames(styles.checks, !isCurrent && styles.stale)}
      aria-label={texts.checks}
      aria-busy={!isCurrent}
    >
      {value.checks.map((check) => {
        const isToCome = check.name === 'exists' && !value.facts.exists && check.state !== 'error'
        const look = isToCome ? planned : looks[check.state]
        return (
          <li key={check.name} className={styles.check}>
            <Glyph shape={look.shape} tone={look.tone} label={look.word} />
            <span>{check.text}</span>
          </li>
        )
      })}
    </ul>
  )
}
