import { Button, Textarea } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { useRef } from 'react'
import { assertNever } from '../../../shared/errors.ts'
import { errorSentence, explainError } from '../../../shared/messages/errors.ts'
import { classNames } from '../../components/class-names.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { FormError } from '../../components/FormError.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Page, PageHead } from '../../components/Page.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { InlineCode } from '../../components/InlineCode.tsx'
import { importTexts as texts } from '../../messages/import.ts'
import { readTaken, useImportStore } from '../../stores/import-store.ts'
import styles from './Import.module.css'
import { Understood } from './Understood.tsx'
import { useImport } from './use-import.ts'

/** A pasted or dropped text: what it means, before anything is done with it. */
export function ImportScreen() {
  const model = useImport()
  const { understanding, isCurrent } = model
  usePaste(model.write)
  return (
    <Page top={<PageHead title={texts.title} sentence={texts.lead} />}>
      <div className={styles.page}>
        <Source model={model} />
        <div className={classNames(!isCurrent && styles.stale)} aria-busy={!isCurrent}>
          <Meaning understanding={understanding} file={model.file} text={model.text} />
        </div>
      </div>
    </Page>
  )
}

/** A paste counts wherever the focus is, unless a field has it. */
function usePaste(take: (text: string) => void): void {
  useWindowEvent('paste', (event) => {
    if (event.target instanceof Element && event.target.closest('input, textarea, [role=dialog]')) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (text === '') return
    event.preventDefault()
    take(text)
  })
}

type Model = ReturnType<typeof useImport>

/** Where the text comes from: typed or pasted, chosen, or dropped. */
function Source({ model }: { model: Model }) {
  const { file, typed, write } = model
  const chooser = useRef<HTMLInputElement>(null)
  const take = useImportStore((state) => state.take)
  const forget = useImportStore((state) => state.forget)
  if (file && file.refusal === undefined)
    return (
      <div className={styles.file}>
        <Icon name="file" />
        <span className={styles.fileName}>{texts.droppedFile(file.name, linesOf(file.text))}</span>
        <Button onClick={forget}>{texts.another}</Button>
      </div>
    )
  return (
    <div className={styles.source}>
      <Textarea
        label={texts.field}
        description={<InlineCode text={texts.fieldHint} />}
        placeholder={texts.placeholder}
        classNames={{ input: 'bd-mono', description: styles.fieldHint ?? '' }}
        autosize
        minRows={4}
        maxRows={14}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <p className={styles.chooser}>
        <input
          ref={chooser}
          type="file"
          className={styles.hidden}
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            if (chosen) void readTaken(chosen).then(take)
          }}
        />
        <Button leftSection={<Icon name="folder-open" size={14} />} onClick={() => chooser.current?.click()}>
          {texts.chooseFile}
        </Button>
        <span className={styles.hint}>{texts.dropHint}</span>
      </p>
      {file?.refusal !== undefined && (
        <FormError>
          {file.refusal === 'too-large' ? texts.tooLarge(file.name) : texts.unreadable(file.name)}
        </FormError>
      )}
    </div>
  )
}

function linesOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length
}

function Meaning({ understanding, file, text }: Pick<Model, 'understanding' | 'file' | 'text'>) {
  switch (understanding.kind) {
    case 'nothing':
      return (
        <div className={styles.empty}>
          <EmptyState title={texts.emptyTitle}>{texts.emptyText}</EmptyState>
        </div>
      )
    case 'reading':
      return <SkeletonLines lines={6} />
    case 'refused': {
      const error = understanding.error.serialize()
      return (
        <div className={styles.refused}>
          <FormError>{errorSentence(error)}</FormError>
          <ul>
            {explainError(error).advice.map(({ title, text: advice }) => (
              <li key={title}>{advice}</li>
            ))}
          </ul>
        </div>
      )
    }
    case 'understood':
      return <Understood {...understanding} file={file} source={text} />
    default:
      return assertNever(understanding)
  }
}
