import { Button, Popover, TextInput, Tooltip } from '@mantine/core'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { formatPath } from '../../../shared/config/edit/index.ts'
import type { OutlineEntry } from '../../../shared/config/edit/model.ts'
import type { Problem, Severity } from '../../../shared/config/problem.ts'
import { classNames } from '../../components/class-names.ts'
import { FormError } from '../../components/FormError.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { keepInSight } from '../../components/keep-in-sight.ts'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { severityLooks } from '../../messages/states.ts'
import styles from './OutlinePopover.module.css'
import { outlineRows, type OutlineRow } from './outline-rows.ts'
import { PopoverForm } from './PopoverForm.tsx'
import toolbar from './Toolbar.module.css'

interface OutlinePopoverProps {
  readonly outline: readonly OutlineEntry[]
  readonly problems: readonly Problem[]
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly onJump: (entry: OutlineEntry) => void
  /** Resolves to why the name is refused. */
  readonly onRename: (entry: OutlineEntry, name: string) => Promise<string | undefined>
}

/** The parts of the file by name, with the worst problem of each; typing filters, Enter jumps, F2 renames a service. */
export function OutlinePopover(props: OutlinePopoverProps) {
  const { isOpen, onOpen } = props
  return (
    <Popover opened={isOpen} onChange={onOpen} position="bottom-end" width={340} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={`${texts.outline} (${texts.outlineKeys})`} disabled={isOpen}>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<Icon name="log" size={14} />}
            aria-label={texts.outline}
            aria-expanded={isOpen}
            onClick={() => onOpen(!isOpen)}
          >
            <span className={toolbar.word}>{texts.outline}</span>
          </Button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.outlineTitle}>{isOpen && <Outline {...props} />}</Popover.Dropdown>
    </Popover>
  )
}

function Outline({ outline, problems, onOpen, onJump, onRename }: OutlinePopoverProps) {
  const [query, setQuery] = useState('')
  const [index, setIndex] = useState(0)
  const [renaming, setRenaming] = useState<OutlineRow>()
  const list = useId()
  const field = useRef<HTMLInputElement>(null)
  const rows = outlineRows(outline, problems, query)
  const current = rows[Math.min(index, rows.length - 1)]
  const jump = (row: OutlineRow): void => {
    onOpen(false)
    onJump(row.entry)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setIndex(Math.max(0, Math.min(rows.length - 1, index + step)))
    else if (event.key === 'Enter' && current) jump(current)
    else if (event.key === 'F2' && current?.isService) setRenaming(current)
    else return
    event.preventDefault()
  }
  if (renaming)
    return (
      <RenameForm
        name={renaming.entry.label}
        onCancel={() => setRenaming(undefined)}
        onRename={async (name) => {
          const refusal = await onRename(renaming.entry, name)
          if (refusal === undefined) onOpen(false)
          return refusal
        }}
      />
    )
  return (
    <div className={styles.outline} onKeyDown={onKeyDown}>
      <TextInput
        ref={field}
        size="xs"
        data-autofocus
        role="combobox"
        aria-label={texts.outlineFilter}
        aria-expanded
        aria-controls={list}
        aria-activedescendant={current && idOf(list, current)}
        placeholder={texts.outlineFilter}
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setIndex(0)
        }}
      />
      <ul id={list} role="listbox" aria-label={texts.outlineTitle} className={styles.rows}>
        {rows.map((row) => (
          <li
            key={formatPath(row.entry.path)}
            id={idOf(list, row)}
            ref={row === current ? keepInSight : undefined}
            role="option"
            aria-selected={row === current}
            className={classNames(
              styles.row,
              row === current && styles.current,
              row.depth > 0 && styles.inner,
            )}
            onClick={() => jump(row)}
          >
            <span className={styles.label}>{row.entry.label}</span>
            <span className={styles.detail}>{row.entry.detail}</span>
            {row.severity && <SeverityMark severity={row.severity} />}
            <span className={styles.line}>{row.entry.range.startLine}</span>
          </li>
        ))}
      </ul>
      {rows.length === 0 && (
        <p className={styles.none}>
          {outline.length === 0 ? texts.outlineEmpty : texts.outlineNothing(query)}
        </p>
      )}
      <p className={styles.hint}>{texts.outlineHint}</p>
    </div>
  )
}

function SeverityMark({ severity }: { severity: Severity }) {
  const { shape, tone, word } = severityLooks[severity]
  return <Glyph shape={shape} tone={tone} label={word} />
}

function RenameForm(props: {
  name: string
  onCancel: () => void
  onRename: (name: string) => Promise<string | undefined>
}) {
  const [name, setName] = useState(props.name)
  const [refusal, setRefusal] = useState<string>()
  return (
    <PopoverForm
      submit={texts.rename}
      isReady={name.trim() !== '' && name.trim() !== props.name}
      onSubmit={() => void props.onRename(name.trim()).then(setRefusal)}
      onCancel={props.onCancel}
    >
      <TextInput
        size="sm"
        label={texts.newName(props.name)}
        ref={selectAll}
        classNames={{ input: 'bd-mono' }}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {refusal !== undefined && <FormError>{refusal}</FormError>}
    </PopoverForm>
  )
}

function selectAll(input: HTMLInputElement | null): void {
  input?.select()
}

function idOf(list: string, { entry }: OutlineRow): string {
  return `${list}-${formatPath(entry.path)}`
}
