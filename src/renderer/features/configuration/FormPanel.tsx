import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { memo, useMemo, type Ref } from 'react'
import { formatPath } from '../../../shared/config/edit/index.ts'
import type { ConfigDocument } from '../../../shared/config/edit/model.ts'
import {
  onboardingFields,
  serviceFields,
  serviceKind,
  storageField,
  topFields,
  type FormField,
} from '../../../shared/config/form/index.ts'
import type { Problem, TargetVersion } from '../../../shared/config/problem.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon, type IconName } from '../../components/icons/Icon.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { SchemaFields } from '../../form/SchemaFields.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { sectionKeys, type FormEntry } from './document-view.ts'
import styles from './FormPanel.module.css'
import type { EntryForm } from './use-entry-form.ts'

interface FormPanelProps {
  readonly form: EntryForm
  readonly target: TargetVersion
  readonly problems: readonly Problem[]
  /** False while the text does not parse: the form waits as it was. */
  readonly parses: boolean
  /** Where it stops parsing. */
  readonly broken: Problem | undefined
  readonly panel: Ref<HTMLElement>
  readonly onGoTo: (problem: Problem) => void
  readonly onFix: (problem: Problem) => void
}

const icons: Readonly<Record<FormEntry['kind'], IconName>> = {
  top: 'braces',
  onboarding: 'key',
  storage: 'folder',
  service: 'certificate',
}

/** One part of the file as a form, beside the text or instead of it. */
export const FormPanel = memo(function FormPanel(props: FormPanelProps) {
  const { form, target, problems, parses, broken, panel, onGoTo, onFix } = props
  const { entry, document, refusal } = form
  const parts = useMemo(
    () => entry && document && partsOf(entry, document, target),
    [document, entry, target],
  )
  return (
    <section
      ref={panel}
      className={styles.panel}
      aria-label={texts.formLabel(entry?.label ?? texts.viewNames.form)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) form.focus(undefined)
      }}
    >
      <FormHead form={form} detail={parts?.detail} />
      {!parses && (
        <div className={styles.waits} role="status">
          <Glyph shape="octagon" tone="bad" />
          <p className={styles.grow}>{texts.formReturns(broken?.line)}</p>
          {broken && <Button onClick={() => onGoTo(broken)}>{texts.goToLine}</Button>}
        </div>
      )}
      {refusal && parses && (
        <div className={styles.waits} role="alert">
          <Glyph shape="triangle" tone="warn" />
          <p className={styles.grow}>{errorSentence(refusal.serialize())}</p>
        </div>
      )}
      <div className={styles.scroll} inert={!parses}>
        {entry && document && parts ? (
          <div key={`${entry.kind} ${formatPath(entry.path)}`} className={styles.body}>
            {parts.fields.length === 0 && <p className={styles.empty}>{texts.formEmpty}</p>}
            <SchemaFields
              fields={parts.fields}
              base={parts.base}
              document={document}
              problems={problems}
              effective={form.effective}
              onChange={form.change}
              onFocusPath={form.focus}
              onFix={onFix}
            />
          </div>
        ) : (
          <div className={styles.body}>{parses && <SkeletonLines lines={6} />}</div>
        )}
      </div>
    </section>
  )
})

function FormHead({ form, detail }: { form: EntryForm; detail: string | undefined }) {
  const { entry, entries } = form
  const index = entries.findIndex(({ path }) => formatPath(path) === formatPath(entry?.path ?? []))
  return (
    <div className={styles.head}>
      {entry && (
        <>
          <span className={styles.icon}>
            <Icon name={icons[entry.kind]} />
          </span>
          <h2 className={styles.title}>{entry.label}</h2>
          <span className={styles.detail}>{detail}</span>
        </>
      )}
      <span className={styles.steps}>
        <StepButton
          icon="chevron-up"
          label={texts.previousEntry}
          isOff={index <= 0}
          onClick={() => form.step(-1)}
        />
        <StepButton
          icon="chevron-down"
          label={texts.nextEntry}
          isOff={index < 0 || index >= entries.length - 1}
          onClick={() => form.step(1)}
        />
      </span>
    </div>
  )
}

function StepButton(props: { icon: IconName; label: string; isOff: boolean; onClick: () => void }) {
  return (
    <Tooltip label={props.label} disabled={props.isOff}>
      <ActionIcon aria-label={props.label} disabled={props.isOff} onClick={props.onClick}>
        <Icon name={props.icon} />
      </ActionIcon>
    </Tooltip>
  )
}

interface Parts {
  readonly fields: readonly FormField[]
  readonly base: FormEntry['path']
  readonly detail: string
}

function partsOf(entry: FormEntry, document: ConfigDocument, target: TargetVersion): Parts {
  switch (entry.kind) {
    case 'top': {
      const fields = topFields(target).filter(({ key }) => !sectionKeys.includes(key))
      return { fields, base: [], detail: texts.sectionDetails.top }
    }
    case 'onboarding': {
      const method = document.valueAt(['onboarding', 'join_method'])
      const fields = onboardingFields(target, typeof method === 'string' ? method : undefined)
      return { fields, base: entry.path, detail: texts.sectionDetails.onboarding }
    }
    case 'storage':
      return { fields: [storageField(target)], base: [], detail: texts.sectionDetails.storage }
    default: {
      const type = document.valueAt([...entry.path, 'type'])
      const name = typeof type === 'string' ? type : ''
      return {
        fields: serviceFields(name, target),
        base: entry.path,
        detail: serviceKind(name, target)?.title ?? (name === '' ? '' : texts.unknownKind),
      }
    }
  }
}
