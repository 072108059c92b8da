import { Checkbox, NativeSelect, Switch, TextInput } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { assertNever } from '../../../shared/errors.ts'
import { useViewport } from '../../app/use-viewport.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { InlineCode } from '../../components/InlineCode.tsx'
import { exportTexts as texts } from '../../messages/export.ts'
import styles from './Export.module.css'
import type { ExportModel } from './use-export.ts'

type Option = ExportModel['options'][number]

/** What the chosen form lets be chosen, with the target's own keys, and whether it may hold secrets. */
export function ExportOptionsForm({ model, isDraft }: { model: ExportModel; isDraft: boolean }) {
  const { exporter, withSecrets, setWithSecrets } = model
  const title = exporter?.title ?? ''
  return (
    <section className={styles.options} aria-label={texts.options(title)}>
      <div className={styles.optionsBody}>
        <div>
          <h2 className={styles.title}>{title}</h2>
          <p className={styles.lead}>
            <InlineCode text={exporter?.description ?? ''} />
          </p>
          {isDraft && (
            <p className={styles.draft}>
              <Glyph shape="dot" tone="idle" /> {texts.draftNote}
            </p>
          )}
        </div>
        <Fields model={model} />
      </div>
      <div className={styles.secrets}>
        <Checkbox
          size="xs"
          label={
            <>
              <span className={styles.label}>{texts.secrets}</span>
              {!withSecrets && <span className={styles.hint}>{texts.secretsOff}</span>}
            </>
          }
          checked={withSecrets}
          onChange={(event) => setWithSecrets(event.currentTarget.checked)}
        />
        {withSecrets && (
          <p className={styles.warning} role="alert">
            <Glyph shape="triangle" tone="warn" /> <span>{texts.secretsOn}</span>
          </p>
        )}
      </div>
    </section>
  )
}

/** The fields; folded where they would push the result out of sight. */
function Fields({ model: { kind, options, hasAllOptions, setOption } }: { model: ExportModel }) {
  const isWide = useViewport() === 'wide'
  if (options.length === 0)
    return hasAllOptions ? <p className={styles.hint}>{texts.noOptions}</p> : undefined
  const fields = (
    <div className={styles.fields}>
      {options.map((option) => (
        <OptionField
          key={`${kind} ${option.key}`}
          option={option}
          onChange={(value) => setOption(option.key, value)}
        />
      ))}
    </div>
  )
  if (isWide) return fields
  return (
    <details className={styles.folded}>
      <summary>{texts.optionCount(options.length)}</summary>
      {fields}
    </details>
  )
}

function OptionField({
  option,
  onChange,
}: {
  option: Option
  onChange: (value: string | undefined) => void
}) {
  const { label, preset, value, kind, choices } = option
  const id = useId()
  switch (kind) {
    case 'switch':
      return (
        <div className={styles.switch}>
          <div>
            <label htmlFor={id} className={styles.label}>
              {label}
            </label>
            <Hint id={`${id}-hint`} text={option.hint} />
          </div>
          <Switch
            id={id}
            aria-describedby={`${id}-hint`}
            checked={(value ?? preset) === 'yes'}
            onChange={(event) => onChange(event.currentTarget.checked ? 'yes' : 'no')}
          />
        </div>
      )
    case 'choice':
      return (
        <Labelled option={option} id={id}>
          <NativeSelect
            id={id}
            size="sm"
            aria-describedby={`${id}-hint`}
            data={[...choices]}
            value={value ?? preset}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        </Labelled>
      )
    case 'text':
      return (
        <Labelled option={option} id={id}>
          <TextInput
            id={id}
            size="sm"
            aria-describedby={`${id}-hint`}
            classNames={{ input: 'bd-mono' }}
            value={value ?? preset}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              const next = event.currentTarget.value
              onChange(next === preset ? undefined : next)
            }}
          />
        </Labelled>
      )
    default:
      return assertNever(kind)
  }
}

function Labelled({ option, id, children }: { option: Option; id: string; children: ReactNode }) {
  return (
    <div>
      <div className={styles.labelRow}>
        <label htmlFor={id} className={styles.label}>
          {option.label}
        </label>
        <span className={styles.ownKey}>{option.ownKey}</span>
      </div>
      {children}
      <Hint id={`${id}-hint`} text={option.hint} />
    </div>
  )
}

function Hint({ id, text }: { id: string; text: string }) {
  return (
    <p id={id} className={styles.hint}>
      <InlineCode text={text} />
    </p>
  )
}
