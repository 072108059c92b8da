import { Button, NativeSelect, Switch } from '@mantine/core'
import type { YamlValue } from '../../shared/config/edit/model.ts'
import { formTexts as texts } from '../messages/form.ts'
import { FieldFrame, useUnset } from './FieldFrame.tsx'
import type { FieldProps } from './field-props.ts'
import { textOf } from './field-values.ts'
import styles from './Form.module.css'
import { useForm } from './form-context.ts'
import { InlineCode } from '../components/InlineCode.tsx'
import { inputClass } from './TextFields.tsx'

/** On or off; while it is not written it stands as tbot will take it, and says so. */
export function ToggleField({ field, path, value, problems }: FieldProps) {
  const form = useForm()
  const unset = useUnset(field, path)
  const isOn = isTrue(value ?? unset.value ?? false)
  return (
    <FieldFrame field={field} path={path} problems={problems} isWritten={value !== undefined}>
      {({ id, describedBy }) => (
        <div className={styles.toggle}>
          <Switch
            id={id}
            size="sm"
            withThumbIndicator={false}
            checked={isOn}
            aria-describedby={describedBy}
            onChange={(event) => form.onChange([{ kind: 'set', path, value: event.currentTarget.checked }])}
          />
          <span className={styles.meaning}>
            {value === undefined ? texts.notSet(isOn ? texts.on : texts.off) : isOn ? texts.on : texts.off}
          </span>
          {value !== undefined && (
            <Button
              variant="subtle"
              aria-label={texts.clearField(field.label)}
              onClick={() => form.onChange([{ kind: 'remove', path }])}
            >
              {texts.clear}
            </Button>
          )}
        </div>
      )}
    </FieldFrame>
  )
}

function isTrue(value: YamlValue): boolean {
  return value === true || /^(?:true|yes|on|y)$/i.test(textOf(value) ?? '')
}

/** One of a few words. Choosing "Not set" takes the key out; a word that is not offered stays as it is. */
export function ChoiceField({ field, path, value, problems }: FieldProps) {
  const form = useForm()
  const unset = useUnset(field, path)
  const written = textOf(value) ?? ''
  const choices = (field.choices ?? []).filter(
    (choice) => choice.outOfEra === undefined || choice.value === written,
  )
  const isKnown = choices.some((choice) => choice.value === written)
  const chosen = choices.find((choice) => choice.value === (written === '' ? unset.value : written))
  const unsetLabel = choices.find((choice) => choice.value === unset.value)?.label ?? unset.value
  return (
    <FieldFrame field={field} path={path} problems={problems} isWritten={value !== undefined}>
      {({ id, describedBy, severity }) => (
        <>
          <NativeSelect
            id={id}
            size="sm"
            attributes={{ input: { 'aria-describedby': describedBy } }}
            error={severity === 'error'}
            classNames={{ input: inputClass(severity).replace('bd-mono', '') }}
            value={written}
            data={[
              { value: '', label: texts.notSet(unsetLabel) },
              ...(written === '' || isKnown ? [] : [{ value: written, label: texts.notOffered(written) }]),
              ...choices.map((choice) => ({ value: choice.value, label: choice.label })),
            ]}
            onChange={({ currentTarget }) =>
              form.onChange([
                currentTarget.value === ''
                  ? { kind: 'remove', path }
                  : { kind: 'set', path, value: currentTarget.value },
              ])
            }
          />
          {chosen?.description !== undefined && (
            <p className={styles.chosen}>
              <InlineCode text={chosen.description} />
            </p>
          )}
        </>
      )}
    </FieldFrame>
  )
}
