import { Fragment } from 'react'
import { classNames } from '../../components/class-names.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { count } from '../../../shared/messages/format.ts'
import { Key } from '../../components/Tag.tsx'
import type { Entry } from './entry.ts'
import type { Found } from './matching.ts'
import styles from './Palette.module.css'

interface PaletteListProps {
  readonly id: string
  readonly found: Found
  readonly active: Entry | undefined
  readonly words: readonly string[]
  readonly typed: string
  readonly onRun: (entry: Entry) => void
}

/** The found entries in their groups. */
export function PaletteList({ id, found, active, words, typed, onRun }: PaletteListProps) {
  const { entries, hidden } = found
  return (
    <div id={id} role="listbox" aria-label="Found" className={styles.list}>
      {entries.length === 0 && (
        <p className={styles.nothing}>Nothing for “{typed.trim()}”. Try a bot, a setting or a command.</p>
      )}
      {entries.map((entry, index) => (
        <Fragment key={entry.id}>
          {entry.group !== entries[index - 1]?.group && (
            <div role="presentation" className={styles.group}>
              {entry.group}
            </div>
          )}
          <div
            role="option"
            id={`${id} ${entry.id}`}
            aria-selected={entry === active}
            aria-disabled={entry.refusal !== undefined}
            className={classNames(
              styles.entry,
              entry === active && styles.active,
              entry.refusal !== undefined && styles.off,
            )}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onRun(entry)}
          >
            {'icon' in entry.mark ? (
              <Icon name={entry.mark.icon} />
            ) : (
              <Glyph shape={entry.mark.shape} tone={entry.mark.tone} />
            )}
            <span className={classNames(styles.title, entry.isCode && 'bd-mono')}>
              <Marked text={entry.title} words={words} />
            </span>
            <span className={styles.note}>{entry.refusal ?? entry.note}</span>
            {entry.keys && (
              <span className={styles.keys}>
                {entry.keys.map((key) => (
                  <Key key={key}>{key}</Key>
                ))}
              </span>
            )}
          </div>
        </Fragment>
      ))}
      {hidden > 0 && (
        <p role="presentation" className={styles.more}>
          {count(hidden, 'more entry', 'more entries')}. Type on to find them.
        </p>
      )}
    </div>
  )
}

/** A text with the letters that were looked for marked. */
function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text
  const pattern = new RegExp(
    `(${words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|')})`,
    'gi',
  )
  return text
    .split(pattern)
    .map((part, index) =>
      index % 2 === 1 ? <mark key={`${index}`}>{part}</mark> : <Fragment key={`${index}`}>{part}</Fragment>,
    )
}
