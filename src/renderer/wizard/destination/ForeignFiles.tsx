import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { ForeignFile } from '../../../shared/contract/authoring.ts'
import type { AppError } from '../../../shared/errors.ts'
import { errorSentence, explainError } from '../../../shared/messages/errors.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { CopyField } from '../../components/CopyField.tsx'
import { FormError } from '../../components/FormError.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { destinationTexts as texts } from '../../messages/destination.ts'
import { announce } from '../../stores/announcer-store.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import styles from './Destination.module.css'
import { ForeignFileFacts } from './ForeignFileFacts.tsx'
import type { Destination } from './use-destination.ts'

interface ForeignFilesProps {
  readonly destination: Destination
  readonly onChooseOther: () => void
}

/** Files there that someone else wrote: nothing happens to them until a person decides, and that is told afterwards. */
export function ForeignFiles({ destination, onChooseOther }: ForeignFilesProps) {
  const { report } = destination
  const files = report.value?.foreignFiles ?? []
  const undecided = files.filter(({ copy }) => copy === undefined)
  const taken = files.filter(({ copy }) => copy !== undefined)
  const box = useRef<HTMLElement>(null)
  const hasTaken = useRef(false)
  // The button that had the focus is gone.
  useEffect(() => {
    if (!hasTaken.current || undecided.length > 0) return
    hasTaken.current = false
    box.current?.focus({ preventScroll: true })
  }, [undecided.length])
  if (!report.value || files.length === 0) return null
  const folder = report.value.facts.path
  return (
    <>
      {undecided.length > 0 && (
        <Undecided
          files={undecided}
          folder={folder}
          destination={destination}
          onTaken={() => (hasTaken.current = true)}
          onChooseOther={onChooseOther}
        />
      )}
      {taken.length > 0 && (
        <section ref={box} tabIndex={-1} className={styles.taken} aria-label={texts.takenTitle(taken)}>
          <Glyph shape="tick" tone="ok" size={18} label="Decided" />
          <div className={styles.foreignWords}>
            <h2 className={styles.foreignTitle}>{texts.takenTitle(taken)}</h2>
            <p className={styles.foreignText}>{texts.takenText(taken)}</p>
            <ul className={styles.copies}>
              {taken.map(({ name, copy = '' }) => (
                <li key={name}>
                  <CopyField value={placeOf(folder, copy)} what={`path of ${copy}`} />
                </li>
              ))}
            </ul>
          </div>
        </section>
      )}
    </>
  )
}

interface UndecidedProps extends ForeignFilesProps {
  readonly files: readonly ForeignFile[]
  readonly folder: string
  readonly onTaken: () => void
}

function Undecided({ files, folder, destination, onTaken, onChooseOther }: UndecidedProps) {
  const { report, followsLinks } = destination
  const client = useBridge()
  const isLost = useIsLost()
  const [isShown, setIsShown] = useState(false)
  const takeable = files.filter(({ kind }) => kind === 'file').map(({ name }) => name)
  const takeOver = useAction(async () => {
    try {
      const { copies } = await client.request('folder:take-over', { folder, followsLinks, files: takeable })
      onTaken()
      announce(texts.announceTaken(copies.map(({ copy }) => copy)))
    } finally {
      // After a failure too: what was copied before it is decided.
      report.askAgain()
    }
  })
  return (
    <section className={styles.foreign} aria-label={texts.foreignTitle(files)}>
      <Glyph shape="triangle" tone="warn" size={18} label="Hazard" />
      <div className={styles.foreignWords}>
        <h2 className={styles.foreignTitle}>{texts.foreignTitle(files)}</h2>
        <p className={styles.foreignText}>{texts.foreignText(files)}</p>
        {takeable.length < files.length && <p className={styles.foreignText}>{texts.foreignNoFile}</p>}
        <div className={styles.foreignActs}>
          <Button aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
            {isShown ? texts.foreignHide : texts.foreignShow}
          </Button>
          {takeable.length > 0 && (
            <Button
              disabled={isLost || (!report.isCurrent && !takeOver.isRunning)}
              loading={takeOver.isRunning}
              onClick={() => void takeOver.run()}
            >
              {texts.foreignTakeOver(takeable.length)}
            </Button>
          )}
          <Button onClick={onChooseOther}>{texts.foreignChoose}</Button>
        </div>
        {takeOver.error && <Failure error={takeOver.error} />}
        {isShown && (
          <ul className={styles.foreignFiles}>
            {files.map((file) => (
              <ForeignFileFacts key={file.name} {...{ file, folder, followsLinks }} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

/** What went wrong, and what can be done about it. */
function Failure({ error }: { error: AppError }) {
  const plain = error.serialize()
  return (
    <div className={styles.failure}>
      <FormError>{errorSentence(plain)}</FormError>
      <ul>
        {explainError(plain).advice.map(({ title, text, command }) => (
          <li key={title} className={styles.foreignText}>
            <strong>{title}.</strong> {text}
            {command && <CopyField value={command.code} what="command" />}
          </li>
        ))}
      </ul>
    </div>
  )
}

function placeOf(folder: string, name: string): string {
  return `${folder.replace(/\/$/, '')}/${name}`
}
