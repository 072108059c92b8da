import { Button } from '@mantine/core'
import { useState } from 'react'
import { CopyField } from '../../components/CopyField.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { destinationTexts as texts } from '../../messages/destination.ts'
import styles from './Destination.module.css'

interface ForeignFilesProps {
  readonly folder: string
  readonly files: readonly string[]
  readonly isDecided: boolean
  readonly onDecide: (isDecided: boolean) => void
  readonly onChooseOther: () => void
}

/** Files there that someone else wrote: nothing happens to them until a person decides. */
export function ForeignFiles({ folder, files, isDecided, onDecide, onChooseOther }: ForeignFilesProps) {
  const [isShown, setIsShown] = useState(false)
  if (isDecided)
    return (
      <p className={styles.decided}>
        <Glyph shape="triangle" tone="warn" label="Hazard" />
        <span>{texts.foreignDecided(files)}</span>
        <Button variant="transparent" onClick={() => onDecide(false)}>
          {texts.foreignUndo}
        </Button>
      </p>
    )
  return (
    <section className={styles.foreign} aria-label={texts.foreignTitle(files)}>
      <Glyph shape="triangle" tone="warn" size={18} label="Hazard" />
      <div className={styles.foreignWords}>
        <p className={styles.foreignTitle}>{texts.foreignTitle(files)}</p>
        <p className={styles.foreignText}>{texts.foreignText(files)}</p>
        {isShown && (
          <div className={styles.foreignFiles}>
            <ul>
              {files.map((file) => (
                <li key={file}>
                  <CopyField value={`${folder.replace(/\/$/, '')}/${file}`} what={`path of ${file}`} />
                </li>
              ))}
            </ul>
            <p className={styles.foreignText}>{texts.foreignCopyFirst}</p>
            <CopyField value={copyCommand(folder, files)} what="command" />
          </div>
        )}
        <div className={styles.foreignActs}>
          <Button aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
            {isShown ? texts.foreignHide : texts.foreignShow}
          </Button>
          <Button onClick={() => onDecide(true)}>{texts.foreignTakeOver}</Button>
          <Button onClick={onChooseOther}>{texts.foreignChoose}</Button>
        </div>
      </div>
    </section>
  )
}

function copyCommand(folder: string, files: readonly string[]): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
  const base = folder.replace(/\/$/, '')
  return `mkdir -p ${quoted(`${base}.before`)} && cp -p ${files
    .map((file) => quoted(`${base}/${file}`))
    .join(' ')} ${quoted(`${base}.before/`)}`
}
