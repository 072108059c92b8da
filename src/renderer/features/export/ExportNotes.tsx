import type { Export } from '../../../shared/export/model.ts'
import { classNames } from '../../components/class-names.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { InlineCode } from '../../components/InlineCode.tsx'
import { exportTexts as texts } from '../../messages/export.ts'
import styles from './Export.module.css'

/** What checked it and what to know; what was left out and why. Two columns that never fold. */
export function ExportNotes({ made, isStale }: { made: Export; isStale: boolean }) {
  return (
    <div className={classNames(styles.notes, isStale && styles.stale)}>
      <section className={styles.column} aria-label={texts.checked}>
        <h3 className={styles.columnTitle}>{texts.checked}</h3>
        <ul>
          <li className={styles.noteRow}>
            <Glyph shape="tick" tone="ok" />
            <span>
              <span className={styles.noteTitle}>{texts.checkedBy}</span>
              <span className={styles.noteText}>{made.checkedBy}</span>
            </span>
          </li>
          {made.notes.map((note) => (
            <li key={note} className={styles.noteRow}>
              <Glyph shape="dot" tone="idle" />
              <span className={styles.noteText}>
                <InlineCode text={note} />
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.column} aria-label={texts.leftOut}>
        <h3 className={styles.columnTitle}>{texts.leftOut}</h3>
        {made.leftOut.length === 0 ? (
          <p className={styles.noteText}>{texts.nothingLeftOut}</p>
        ) : (
          <ul>
            {made.leftOut.map(({ path, reason }) => (
              <li key={`${path} ${reason}`} className={styles.noteRow}>
                <Glyph
                  shape={secretPath.test(path) ? 'triangle' : 'slash'}
                  tone={secretPath.test(path) ? 'warn' : 'idle'}
                />
                <span>
                  <code className={styles.noteTitle}>{path}</code>
                  <span className={styles.noteText}>
                    <InlineCode text={reason} />
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}

/** Without these the result does not run: they need a hand. */
const secretPath = /(token|secret|join_uri)$/
