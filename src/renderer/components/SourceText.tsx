import { memo } from 'react'
import { classNames } from './class-names.ts'
import { coloured, type SourceLanguage } from './source-colours.ts'
import styles from './SourceText.module.css'

interface SourceTextProps {
  readonly text: string
  readonly language: SourceLanguage
  readonly label: string
  /** The first line says that a secret is inside. */
  readonly isFirstMarked?: boolean
}

/** A file to read and to copy from: line numbers, keys in the accent, comments quiet. */
export const SourceText = memo(function SourceText({
  text,
  language,
  label,
  isFirstMarked = false,
}: SourceTextProps) {
  const lines = text.replace(/\n$/, '').split('\n')
  return (
    <pre className={styles.text} role="region" aria-label={label} tabIndex={0}>
      {lines.map((line, index) => (
        <span key={index} className={classNames(styles.line, isFirstMarked && index === 0 && styles.marked)}>
          <span className={styles.number} aria-hidden="true">
            {index + 1}
          </span>
          <span className={styles.source}>
            {coloured(line, language).map((piece, at) => (
              <span key={at} className={piece.kind && styles[piece.kind]}>
                {piece.text}
              </span>
            ))}
          </span>
          {'\n'}
        </span>
      ))}
    </pre>
  )
})
