import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { EffectiveValue } from '../../../shared/config/effective/model.ts'
import type { TargetVersion } from '../../../shared/config/problem.ts'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { askText } from '../../editor/text-service.ts'
import { OriginTag } from '../../form/OriginTag.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import styles from './Dialogs.module.css'

interface EffectiveDialogProps {
  readonly text: string
  readonly target: TargetVersion
  readonly onGoTo: (line: number) => void
  readonly onClose: () => void
}

/** Each value in force with its origin: file, default, flag, environment, or a rule of the target version. */
export function EffectiveDialog({ text, target, onGoTo, onClose }: EffectiveDialogProps) {
  const [query, setQuery] = useState('')
  const [values, setValues] = useState<readonly EffectiveValue[]>()
  useEffect(() => {
    let isGone = false
    askText('effective', { text, target })
      .catch(() => [])
      .then((found) => (isGone ? undefined : setValues(found)))
      .catch(() => undefined)
    return () => {
      isGone = true
    }
  }, [target, text])
  const wanted = query.trim().toLowerCase()
  const shown = values?.filter(({ path, value, origin }) =>
    `${path} ${value} ${origin}`.toLowerCase().includes(wanted),
  )
  return (
    <Dialog
      onClose={onClose}
      closeButtonProps={{ 'aria-label': texts.close }}
      size={860}
      title={texts.effectiveTitle}
    >
      <div className={styles.body}>
        <p className={styles.meaning}>{texts.effectiveMeaning}</p>
        <TextInput
          size="sm"
          data-autofocus
          aria-label={texts.effectiveFilter}
          placeholder={texts.effectiveFilter}
          autoComplete="off"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        {shown === undefined ? (
          <SkeletonLines lines={6} />
        ) : (
          <div className={styles.table}>
            <DataTable
              label={texts.effectiveTitle}
              columns={columnsOf(onGoTo)}
              rows={shown}
              rowKey={({ path, line }) => `${path} ${line}`}
              empty={
                <p className={styles.none}>
                  {values?.length === 0 ? texts.effectiveFailed : texts.effectiveNothing(query)}
                </p>
              }
            />
          </div>
        )}
      </div>
    </Dialog>
  )
}

function columnsOf(onGoTo: (line: number) => void): readonly Column<EffectiveValue>[] {
  const heads = texts.effectiveColumns
  return [
    {
      key: 'path',
      head: heads.path,
      track: 'minmax(160px, 1.3fr)',
      cell: ({ path }) => <code className={styles.cell}>{path}</code>,
    },
    {
      key: 'value',
      head: heads.value,
      track: 'minmax(120px, 1fr)',
      cell: ({ value, note }) => (
        <span className={styles.cell}>
          {value === '' ? <span className={styles.quiet}>{texts.emptyValue}</span> : <code>{value}</code>}
          {note !== undefined && <span className={styles.note}>{note}</span>}
        </span>
      ),
    },
    {
      key: 'origin',
      head: heads.origin,
      track: '110px',
      cell: ({ origin }) => <OriginTag origin={origin} />,
    },
    {
      key: 'line',
      head: heads.line,
      track: '56px',
      align: 'end',
      cell: ({ line }) =>
        line !== undefined && (
          <button
            type="button"
            className={styles.link}
            aria-label={texts.goToLineNumber(line)}
            onClick={() => onGoTo(line)}
          >
            {line}
          </button>
        ),
    },
  ]
}
