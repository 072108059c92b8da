import { VisuallyHidden } from '@mantine/core'
import { classNames } from '../components/class-names.ts'
import { colouredLine } from '../components/YamlText.tsx'
import { wizardTexts as texts } from '../messages/wizard.ts'
import { foldUnchanged, type DiffLine } from '../editor/line-diff.ts'
import { maskedDiff } from '../editor/masked-diff.ts'
import { SideSection } from './SideSection.tsx'
import styles from './Side.module.css'

const signs = { same: ' ', removed: '−', added: '+' } as const
const spoken = { same: '', removed: 'removed: ', added: 'added: ' } as const
/** Unchanged lines shown around a change, so that its place is seen. */
const context = 1

interface PatchProps {
  readonly before: string
  readonly after: string
  readonly title?: string
  readonly note?: string
  /** What is still to come, and where it is asked. */
  readonly pending?: readonly { readonly key: string; readonly note: string }[]
}

/** The change to `tbot.yaml` as it is now: signs besides colour, secrets as dots. */
export function Patch({ before, after, title = texts.patch, note, pending = [] }: PatchProps) {
  const diff = maskedDiff(before, after)
  const added = diff.filter((line) => line.kind === 'added').length
  const removed = diff.filter((line) => line.kind === 'removed').length
  const isSame = added + removed === 0
  return (
    <SideSection title={title} note={note ?? (isSame ? texts.patchNothing : texts.patchNote(added, removed))}>
      {isSame && pending.length === 0 ? (
        <p className={classNames(styles.box, styles.empty)}>{texts.patchUnchanged}</p>
      ) : (
        <pre className={styles.patch} tabIndex={0} aria-label={title}>
          {foldUnchanged(diff, context).map((part, index) =>
            part.kind === 'folded' ? (
              <span key={`fold ${index}`} className={styles.fold}>
                {texts.unchangedLines(part.count)}
              </span>
            ) : (
              part.lines.map((line) => <Line key={`${line.oldNumber} ${line.newNumber}`} line={line} />)
            ),
          )}
          {pending.map(({ key, note: when }) => (
            <span key={key} className={styles.pending}>
              # {key.padEnd(20)} {when}
              {'\n'}
            </span>
          ))}
        </pre>
      )}
    </SideSection>
  )
}

function Line({ line }: { line: DiffLine }) {
  return (
    <span className={classNames(styles.line, styles[line.kind])}>
      <span className={styles.sign} aria-hidden="true">
        {signs[line.kind]}
      </span>
      <VisuallyHidden>{spoken[line.kind]}</VisuallyHidden>
      <span className={styles.text}>{line.kind === 'same' ? line.text : colouredLine(line.text)}</span>
      {'\n'}
    </span>
  )
}
