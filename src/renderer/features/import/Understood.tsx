import { maskSecrets } from '../../../shared/config/index.ts'
import type { Import, ImportPart } from '../../../shared/config/import/model.ts'
import type { Migration } from '../../../shared/config/migrate/model.ts'
import { count } from '../../../shared/messages/format.ts'
import { Card } from '../../components/Card.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { ProblemList } from '../../components/ProblemList.tsx'
import { YamlText } from '../../components/YamlText.tsx'
import { MigrationReport } from '../../editor/MigrationReport.tsx'
import { InlineCode } from '../../components/InlineCode.tsx'
import { importTexts as texts, understoodSentence } from '../../messages/import.ts'
import type { TakenFile } from '../../stores/import-store.ts'
import styles from './Import.module.css'
import { UseImport } from './UseImport.tsx'

interface UnderstoodProps {
  readonly found: Import
  readonly migration?: Migration
  readonly file: TakenFile | undefined
  /** The text it was understood from. */
  readonly source: string
}

/** What it is, each part with where it goes, the file it stands for, and what can be done with it. */
export function Understood({ found, migration, file, source }: UnderstoodProps) {
  const { kind, parts, text, problems } = found
  const unknown = parts.filter((part) => part.path === undefined)
  return (
    <div className={styles.review}>
      <div className={styles.main}>
        <div role="status">
          <h2 className={styles.kind}>{texts.kinds[kind]}</h2>
          <p className={styles.sentence}>
            <InlineCode
              text={understoodSentence({
                known: parts.length - unknown.length,
                total: parts.length,
                unknown: unknown.map((part) => part.source),
                isLeft: kind === 'config-v1',
              })}
            />
          </p>
        </div>
        {migration === undefined ? (
          <Card title={texts.parts} isPadded={false}>
            <Parts parts={parts} />
          </Card>
        ) : (
          <Card title={texts.migration}>
            <div className={styles.migration}>
              <MigrationReport before={source} result={migration} />
            </div>
          </Card>
        )}
        {migration?.kind !== 'refused' && (
          <section aria-label={texts.result}>
            <h3 className={styles.resultTitle}>{texts.result}</h3>
            <YamlText text={maskSecrets(text)} label={texts.result} problems={problems} hasLineNumbers />
          </section>
        )}
      </div>
      <div className={styles.side}>
        {migration?.kind !== 'refused' && <UseImport found={found} file={file} />}
        {migration === undefined && (
          <Card
            title={texts.problems}
            note={problems.length > 0 && count(problems.length, 'problem')}
            isPadded={false}
          >
            <ProblemList problems={problems} emptyText={texts.noProblems} />
          </Card>
        )}
      </div>
    </div>
  )
}

/** A table with one row a part; secrets are dots. */
function Parts({ parts }: { parts: readonly ImportPart[] }) {
  return (
    <table className={styles.parts}>
      <thead>
        <tr>
          <th scope="col">{texts.columns.source}</th>
          <th scope="col">{texts.columns.shown}</th>
          <th scope="col">{texts.columns.path}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part, index) => (
          <tr key={`${part.source} ${index}`}>
            <td>
              <span className={styles.part}>
                {part.path === undefined ? (
                  <Glyph shape="triangle" tone="warn" label={texts.notUnderstood} />
                ) : (
                  <Glyph shape="tick" tone="ok" label={texts.understood} />
                )}
                <code>{part.source}</code>
              </span>
            </td>
            <td>
              <code>{part.shown}</code>
            </td>
            <td>
              {part.path === undefined ? (
                <span className={styles.notTaken}>{part.note === undefined && texts.notTaken}</span>
              ) : (
                <code>{part.path}</code>
              )}
              {part.note !== undefined && (
                <span className={styles.note}>
                  <InlineCode text={part.note} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
