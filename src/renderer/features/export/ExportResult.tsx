import { Button } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { useId, useState, type KeyboardEvent as ReactKeyboardEvent } from 'react'
import type { AppError } from '../../../shared/errors.ts'
import type { ExportFile } from '../../../shared/export/model.ts'
import { errorSentence, explainError } from '../../../shared/messages/errors.ts'
import { classNames } from '../../components/class-names.ts'
import { useCopy } from '../../components/copy.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { SourceText } from '../../components/SourceText.tsx'
import { InlineCode } from '../../components/InlineCode.tsx'
import { exportTexts as texts } from '../../messages/export.ts'
import styles from './Export.module.css'
import type { ExportModel } from './use-export.ts'

interface ExportResultProps {
  readonly model: ExportModel
  readonly canSave: boolean
  readonly onSave: () => void
}

/** The files with their tabs; an older result stays greyed until the new one is there. */
export function ExportResult({ model, canSave, onSave }: ExportResultProps) {
  const { value, error, isCurrent } = model.made
  const [chosen, setChosen] = useState('')
  const panel = useId()
  const files = value?.kind === model.kind || !isCurrent ? (value?.files ?? []) : []
  const file = files.find(({ path }) => path === chosen) ?? files[0]
  if (error) return <NotPossible error={error} onRetry={model.made.askAgain} />
  if (!file)
    return (
      <div className={styles.waiting}>
        <SkeletonLines lines={9} />
      </div>
    )
  return (
    <section
      className={classNames(styles.result, !isCurrent && styles.stale)}
      aria-label={texts.result}
      aria-busy={!isCurrent}
    >
      <div className={styles.bar}>
        <Tabs files={files} chosen={file.path} panel={panel} onChoose={setChosen} />
        <CopyAll file={file} />
        <Button
          variant="filled"
          disabled={!canSave && isCurrent}
          leftSection={<Icon name="download" size={14} />}
          onClick={onSave}
        >
          {texts.save(files.length)}
        </Button>
      </div>
      <p className={styles.about}>
        {holdsSecret(file) && (
          <span className={styles.secretTag}>
            <Glyph shape="triangle" tone="warn" size={12} /> {texts.secretInside}
          </span>
        )}
        <InlineCode text={file.about} />
        {file.mode !== undefined && <code className={styles.mode}>{file.mode}</code>}
      </p>
      <div className={styles.panel} role="tabpanel" id={panel} aria-label={file.path}>
        <SourceText
          text={file.text}
          language={file.language}
          label={file.path}
          isFirstMarked={holdsSecret(file)}
        />
      </div>
    </section>
  )
}

/** The exporter marks a file with a secret in its first line. */
function holdsSecret({ text }: ExportFile): boolean {
  return text.startsWith('# Holds a secret')
}

interface TabsProps {
  readonly files: readonly ExportFile[]
  readonly chosen: string
  readonly panel: string
  readonly onChoose: (path: string) => void
}

function Tabs({ files, chosen, panel, onChoose }: TabsProps) {
  const onKeyDown = (event: ReactKeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = files.findIndex(({ path }) => path === chosen)
    const next = files[(at + step + files.length) % files.length]
    if (!next) return
    onChoose(next.path)
    const index = files.indexOf(next)
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus()
  }
  return (
    <div className={styles.tabs} role="tablist" aria-label={texts.files} onKeyDown={onKeyDown}>
      {files.map(({ path }) => (
        <button
          key={path}
          type="button"
          role="tab"
          aria-selected={path === chosen}
          aria-controls={panel}
          tabIndex={path === chosen ? 0 : -1}
          className={classNames(styles.tab, path === chosen && styles.tabOn)}
          onClick={() => onChoose(path)}
        >
          {path}
        </button>
      ))}
    </div>
  )
}

/** Copies the whole file; so does `Ctrl C` when nothing is selected. */
function CopyAll({ file }: { file: ExportFile }) {
  const { isCopied, copy } = useCopy(file.text, texts.copyWhat(file.path))
  useWindowEvent('copy', (event) => {
    const { activeElement } = document
    const isInField = activeElement?.matches('input, textarea, select') ?? false
    const isInLayer = activeElement?.closest('[role=dialog], [role=menu]') != null
    if (isInField || isInLayer || document.getSelection()?.isCollapsed === false) return
    event.preventDefault()
    copy()
  })
  return (
    <Button
      aria-label={isCopied ? texts.copied : `${texts.copy} ${file.path}`}
      leftSection={<Icon name={isCopied ? 'check' : 'copy'} size={14} />}
      onClick={copy}
    >
      {isCopied ? texts.copied : texts.copy}
    </Button>
  )
}

function NotPossible({ error, onRetry }: { error: AppError; onRetry: () => void }) {
  const plain = error.serialize()
  const isRefusal = error.code === 'export.not-possible' || error.code === 'config.invalid'
  return (
    <section className={styles.refusal} aria-label={texts.result}>
      <h2 className={styles.title} role="alert">
        <Glyph shape="octagon" tone="bad" /> {texts.notPossible}
      </h2>
      <p>
        <InlineCode text={errorSentence(plain)} />
      </p>
      <ul className={styles.advice}>
        {explainError(plain).advice.map(({ title, text }) => (
          <li key={title}>
            <b>{title}.</b> {text}
          </li>
        ))}
      </ul>
      {!isRefusal && <Button onClick={onRetry}>{texts.tryAgain}</Button>}
    </section>
  )
}
