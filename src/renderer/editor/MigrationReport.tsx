import type { Migration, MigrationNote } from '../../shared/config/migrate/model.ts'
import { assertNever } from '../../shared/errors.ts'
import { Glyph } from '../components/Glyph.tsx'
import { ProblemList } from '../components/ProblemList.tsx'
import { InlineCode } from '../components/InlineCode.tsx'
import { migrationTexts as texts } from '../messages/migration.ts'
import type { GlyphShape } from '../messages/states.ts'
import type { Tone } from '../theme/tokens.ts'
import { DiffView } from './DiffView.tsx'
import styles from './MigrationReport.module.css'

/** What a migration understood, changed and left, then the difference, then what the checks say of the new text. */
export function MigrationReport({ before, result }: { before: string; result: Migration }) {
  switch (result.kind) {
    case 'nothing-to-do':
      return <p>{texts.migrateNothing}</p>
    case 'refused':
      return (
        <>
          <p>
            <b>{texts.migrateRefused}</b>
          </p>
          <div className={styles.problems}>
            <ProblemList problems={result.problems} emptyText={texts.migrateFailed} />
          </div>
        </>
      )
    case 'migrated': {
      const count = (kind: MigrationNote['kind']): number =>
        result.notes.filter((note) => note.kind === kind).length
      return (
        <>
          <h3 className={styles.heading}>{texts.migrateCounts(count('changed'), count('left'))}</h3>
          <Notes notes={result.notes} />
          <DiffView before={before} after={result.text} label={texts.newText} />
          {result.problems.length > 0 && (
            <div className={styles.problems}>
              <ProblemList problems={result.problems} emptyText="" />
            </div>
          )}
        </>
      )
    }
    default:
      return assertNever(result)
  }
}

const looks: Readonly<Record<MigrationNote['kind'], { shape: GlyphShape; tone: Tone }>> = {
  left: { shape: 'triangle', tone: 'warn' },
  changed: { shape: 'ring-dot', tone: 'busy' },
  understood: { shape: 'tick', tone: 'ok' },
}
const noteOrder: readonly MigrationNote['kind'][] = ['left', 'changed', 'understood']

function Notes({ notes }: { notes: readonly MigrationNote[] }) {
  const sorted = notes.toSorted(
    (a, b) => noteOrder.indexOf(a.kind) - noteOrder.indexOf(b.kind) || a.line - b.line,
  )
  return (
    <ul className={styles.notes} aria-label={texts.migrateReport} tabIndex={0}>
      {sorted.map((note) => (
        <li key={`${note.kind} ${note.path} ${note.line} ${note.message}`} className={styles.noteRow}>
          <Glyph {...looks[note.kind]} label={texts.noteKinds[note.kind]} />
          <span className={styles.noteText}>
            {note.path !== '' && <code className={styles.notePath}>{note.path}</code>}{' '}
            <InlineCode text={note.message} />
          </span>
          <span className={styles.line}>{note.line}</span>
        </li>
      ))}
    </ul>
  )
}
