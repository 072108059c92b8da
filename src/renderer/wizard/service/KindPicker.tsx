import { Button, TextInput } from '@mantine/core'
import { useId, useRef, type KeyboardEvent } from 'react'
import { plannedFiles } from '../../../shared/config/artifacts/index.ts'
import type { ServiceKind } from '../../../shared/config/form/model.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/icons/Icon.tsx'
import { Key } from '../../components/Tag.tsx'
import { addServiceTexts as texts } from '../../messages/add-service.ts'
import { kindIcon } from './kind-icons.ts'
import styles from './KindPicker.module.css'

interface KindPickerProps {
  readonly kinds: readonly ServiceKind[]
  readonly target: number
  readonly filter: string
  readonly value: string | undefined
  readonly onPick: (type: string) => void
  /** `Enter` or a double click: this one, and on. */
  readonly onSubmit: () => void
  readonly onClearFilter: () => void
  /** The kind of an entry that exists cannot change. */
  readonly isFixed?: boolean
}

const columns: readonly (readonly ServiceKind['group'][])[] = [
  ['log-in', 'local-addresses'],
  ['programs', 'workload-identity'],
]

/** Every kind of service in the user's words, in two columns of groups, and what is said of the marked one. */
export function KindPicker(props: KindPickerProps) {
  const { kinds, target, filter, value, isFixed = false, onClearFilter } = props
  const found = kinds.filter((kind) => matches(kind, filter))
  const later = found.filter((kind) => kind.outOfEra !== undefined)
  const marked = kinds.find((kind) => kind.type === value)
  const list = useRef<HTMLFieldSetElement>(null)
  return (
    <>
      {isFixed && <p className={styles.fixed}>{texts.kindStays}</p>}
      {found.length === 0 && (
        <p className={styles.nothing}>
          {texts.nothingMatches(filter)} <Button onClick={onClearFilter}>{texts.clearFilter}</Button>
        </p>
      )}
      <fieldset ref={list} className={styles.columns} aria-label={texts.steps.what.hint} data-kinds="">
        {columns.map((groups, index) => (
          <div key={groups.join(' ')} className={styles.column}>
            {groups.map((group) => (
              <Group
                key={group}
                {...props}
                title={texts.groups[group]}
                kinds={found.filter((kind) => kind.group === group && kind.outOfEra === undefined)}
              />
            ))}
            {index === 0 && <Group {...props} title={texts.notInTarget(target)} kinds={later} kindsOff />}
          </div>
        ))}
      </fieldset>
      {marked && <Strip kind={marked} />}
    </>
  )
}

/** The filter of the picker; down goes to the first hit, Enter takes it. */
export function KindFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const focusFirst = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') {
      onChange('')
      event.currentTarget.blur()
    }
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    const first = document.querySelector<HTMLInputElement>('[data-kinds] input:enabled')
    if (!first) return
    event.preventDefault()
    first.focus()
    first.click()
  }
  return (
    <TextInput
      data-filter
      size="sm"
      className={styles.filter}
      aria-label={texts.filter}
      placeholder={texts.filter}
      leftSection={<Icon name="filter" size={14} />}
      rightSection={value === '' && <Key>/</Key>}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={focusFirst}
    />
  )
}

interface GroupProps extends KindPickerProps {
  readonly title: string
  readonly kindsOff?: boolean
}

function Group({ title, kinds, kindsOff = false, value, isFixed = false, onPick, onSubmit }: GroupProps) {
  const id = useId()
  if (kinds.length === 0) return null
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h2 id={id} className={styles.groupTitle}>
        {title}
      </h2>
      {kinds.map((kind) => {
        const isMarked = kind.type === value
        return (
          <label
            key={kind.type}
            className={classNames(styles.kind, isMarked && styles.marked, kindsOff && styles.off)}
            onDoubleClick={() => {
              if (!kindsOff) onSubmit()
            }}
          >
            <input
              type="radio"
              className={styles.input}
              name="kind-of-service"
              value={kind.type}
              checked={isMarked}
              disabled={kindsOff || (isFixed && !isMarked)}
              aria-describedby={`${id} ${kind.type}`}
              aria-label={kind.title}
              onChange={() => onPick(kind.type)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
                event.preventDefault()
                onPick(kind.type)
                onSubmit()
              }}
            />
            <span className={styles.icon}>
              <Icon name={kindsOff ? 'key' : kindIcon(kind.type)} />
            </span>
            <span className={styles.title}>{kind.title}</span>
            <code className={styles.type}>{kind.type}</code>
            <span id={`${id} ${kind.type}`} className={styles.promise}>
              {kind.outOfEra === undefined ? kind.promise : capitalized(kind.outOfEra)}
            </span>
          </label>
        )
      })}
    </section>
  )
}

function Strip({ kind }: { kind: ServiceKind }) {
  const [use = kind.purpose, otherwise] = kind.purpose.split(/ (?=Take )/)
  const files = plannedFiles({ type: kind.type, values: {} }, 'directory')
  return (
    <section className={styles.strip} aria-label={kind.title} aria-live="polite">
      <div>
        <h2 className={styles.stripTitle}>{kind.title}</h2>
        <p>{use}</p>
      </div>
      <div>
        <h3 className={styles.stripLabel}>{texts.youGet}</h3>
        <p>{files.length > 0 ? texts.files(files.length) : texts.atAddress}</p>
      </div>
      {otherwise !== undefined && (
        <div>
          <h3 className={styles.stripLabel}>{texts.otherwise}</h3>
          <p>{otherwise}</p>
        </div>
      )}
    </section>
  )
}

/** Every word typed stands in the title, the type name, the promise or the keywords. */
function matches(kind: ServiceKind, filter: string): boolean {
  const text = `${kind.title} ${kind.type} ${kind.promise} ${kind.keywords.join(' ')}`.toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
