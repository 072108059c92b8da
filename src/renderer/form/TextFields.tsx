import { Autocomplete, Textarea, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { parseDuration } from '../../shared/duration.ts'
import type { Severity } from '../../shared/config/problem.ts'
import { usePathCompletion } from '../bridge/use-path-completion.ts'
import { classNames } from '../components/class-names.ts'
import { durationWords, formTexts as texts } from '../messages/form.ts'
import { FieldFrame, useUnset, type FieldIds } from './FieldFrame.tsx'
import type { FieldProps } from './field-props.ts'
import { textChange, textOf } from './field-values.ts'
import styles from './Form.module.css'
import { useForm } from './form-context.ts'
import { ClearButton, CopyButton, EndButton, endSection } from './InputEnd.tsx'
import { useTypedText } from './use-typed-text.ts'

/** How an input looks and is spoken of, by its frame and its worst problem. */
function inputProps({ id, describedBy, severity }: FieldIds) {
  return {
    id,
    size: 'sm' as const,
    // Mantine writes its own `aria-describedby` over one that is given as a property.
    attributes: { input: { 'aria-describedby': describedBy } },
    error: severity === 'error',
    autoComplete: 'off',
    spellCheck: false,
    classNames: { input: inputClass(severity) },
  }
}

/** The border of a control with this problem. */
export function inputClass(severity: Severity | undefined): string {
  return classNames('bd-mono', severity === 'hazard' && styles.hazardInput)
}

/** A line of text, a number, or several lines where the file has several. An address can be copied. */
export function TextField({ field, path, value, problems }: FieldProps) {
  const form = useForm()
  const unset = useUnset(field, path)
  const written = textOf(value) ?? ''
  const isWritten = value !== undefined
  const typed = useTypedText(written, (text) =>
    form.onChange([
      field.kind === 'integer' && /^-?\d{1,15}$/.test(text)
        ? { kind: 'set', path, value: Number(text) }
        : textChange(field, path, text),
    ]),
  )
  const isCopied = written !== '' && field.format === 'address'
  const { take: _take, type: _type, ...input } = typed
  const placeholder =
    field.unset === undefined && field.examples[0] !== undefined ? field.examples[0] : undefined
  const shared = {
    ...input,
    placeholder:
      unset.value === undefined ? (placeholder ?? texts.notSet(undefined)) : texts.notSet(unset.value),
  }
  return (
    <FieldFrame field={field} path={path} problems={problems} isWritten={isWritten}>
      {(ids) =>
        written.includes('\n') ? (
          <Textarea {...inputProps(ids)} {...shared} autosize maxRows={8} />
        ) : (
          <TextInput
            {...inputProps(ids)}
            {...shared}
            inputMode={field.kind === 'integer' ? 'numeric' : undefined}
            className={field.kind === 'integer' ? styles.short : undefined}
            {...endSection([
              isCopied && <CopyButton key="copy" value={written} what={field.label} />,
              isWritten && <ClearButton key="clear" label={field.label} path={path} />,
            ])}
          />
        )
      }
    </FieldFrame>
  )
}

/** A folder: completed from the disk while it is typed. */
export function FolderField({ field, path, value, problems }: FieldProps) {
  const form = useForm()
  const unset = useUnset(field, path)
  const written = textOf(value) ?? ''
  const typed = useTypedText(written, (text) => form.onChange([textChange(field, path, text)]))
  const { take, type, onChange: _onChange, ...input } = typed
  const folders = usePathCompletion(typed.value === written ? '' : typed.value)
  return (
    <FieldFrame field={field} path={path} problems={problems} isWritten={value !== undefined}>
      {(ids) => (
        <Autocomplete
          {...inputProps(ids)}
          {...input}
          data={folders.filter((each) => each.endsWith('/')).map((each) => each.replace(/(?<=.)\/$/, ''))}
          filter={({ options }) => options}
          placeholder={texts.notSet(unset.value)}
          onChange={type}
          onOptionSubmit={take}
          {...endSection([
            written !== '' && <CopyButton key="copy" value={written} what={field.label} />,
            value !== undefined && <ClearButton key="clear" label={field.label} path={path} />,
          ])}
        />
      )}
    </FieldFrame>
  )
}

const steps = ['5m', '10m', '20m', '30m', '1h', '8h', '12h', '24h'] as const

/** A duration in tbot's own spelling, with what it means beside it. */
export function DurationField({ field, path, value, problems }: FieldProps) {
  const form = useForm()
  const unset = useUnset(field, path)
  const written = textOf(value) ?? ''
  const typed = useTypedText(written, (text) => form.onChange([textChange(field, path, text)]))
  const { take, type, onChange: _onChange, ...input } = typed
  const ms = parseDuration(typed.value)
  const suggestions = [...new Set([...field.examples, ...steps])]
  return (
    <FieldFrame field={field} path={path} problems={problems} isWritten={value !== undefined}>
      {(ids) => (
        <div className={styles.beside}>
          <Autocomplete
            {...inputProps(ids)}
            {...input}
            className={styles.short}
            data={suggestions}
            // Everything is offered until something is typed that begins like one of them.
            filter={({ options, search }) =>
              search === written
                ? options
                : options.filter((option) => 'value' in option && option.value.startsWith(search))
            }
            placeholder={texts.notSet(unset.value)}
            onChange={type}
            onOptionSubmit={take}
            {...endSection([
              value !== undefined && <ClearButton key="clear" label={field.label} path={path} />,
            ])}
          />
          <span className={styles.meaning} aria-live="polite">
            {typed.value !== '' && (ms === undefined ? texts.notADuration : durationWords(ms))}
          </span>
        </div>
      )}
    </FieldFrame>
  )
}

const shownMs = 15_000

/** A secret: dots while typed, shown for 15 s on request, blanks at the ends of a paste cut off. What the file has never reaches the page. */
export function SecretField({ field, path, value, problems }: FieldProps) {
  const form = useForm()
  const [isShown, setIsShown] = useState(false)
  const text = textOf(value) ?? ''
  const isKept = /^•+$/.test(text)
  const isFile = text.startsWith('/')
  const typed = useTypedText(isKept ? '' : text, (next) => {
    // An empty field does not take a kept secret away; "Clear" does.
    if (next !== '' || !isKept) form.onChange([textChange(field, path, next.trim())])
  })
  useEffect(() => {
    if (!isShown) return undefined
    const timer = setTimeout(() => setIsShown(false), shownMs)
    return () => clearTimeout(timer)
  }, [isShown])
  const { take, type: _type, ...input } = typed
  const isClear = isShown || isFile || typed.value.startsWith('/')
  return (
    <FieldFrame field={field} path={path} problems={problems} isWritten={value !== undefined}>
      {(ids) => (
        <TextInput
          {...inputProps(ids)}
          {...input}
          classNames={{ input: classNames(inputClass(ids.severity), !isClear && styles.dots) }}
          placeholder={isKept ? texts.secretHidden : texts.notSet(undefined)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain').trim()
            const isWhole = event.currentTarget.selectionEnd === typed.value.length
            if (!isWhole || (event.currentTarget.selectionStart ?? 0) > 0) return
            event.preventDefault()
            take(pasted)
          }}
          {...endSection([
            typed.value !== '' && !isFile && (
              <EndButton
                key="show"
                icon={isShown ? 'eye-off' : 'eye'}
                label={isShown ? texts.hideSecret(field.label) : texts.showSecret(field.label)}
                onClick={() => setIsShown(!isShown)}
              />
            ),
            value !== undefined && <ClearButton key="clear" label={field.label} path={path} />,
          ])}
        />
      )}
    </FieldFrame>
  )
}
