import { Button, NativeSelect } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { useState } from 'react'
import { Link } from 'wouter'
import { addServiceHref } from '../../bots/service-href.ts'
import { openDocument } from '../../../shared/config/edit/index.ts'
import type { ConfigView } from '../../../shared/contract/views.ts'
import { exporters, exportKinds } from '../../../shared/export/index.ts'
import { BotConfiguration } from '../../bots/BotConfiguration.tsx'
import { classNames } from '../../components/class-names.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Page } from '../../components/Page.tsx'
import { exportIcons, exportTexts as texts } from '../../messages/export.ts'
import styles from './Export.module.css'
import { ExportNotes } from './ExportNotes.tsx'
import { ExportOptionsForm } from './ExportOptionsForm.tsx'
import { ExportResult } from './ExportResult.tsx'
import { SaveDialog } from './SaveDialog.tsx'
import { useExport, type ExportModel } from './use-export.ts'

/** How do I run this elsewhere? (interface.md 6.15) */
export function ExportScreen({ bot }: { bot: string }) {
  return (
    <BotConfiguration bot={bot}>
      {(view) =>
        hasServices(view) ? (
          <ExportBoard bot={bot} isDraft={view.draft !== undefined} />
        ) : (
          <Nothing bot={bot} />
        )
      }
    </BotConfiguration>
  )
}

function Nothing({ bot }: { bot: string }) {
  return (
    <Page>
      <EmptyState
        title={texts.emptyTitle}
        acts={
          <Button variant="filled" component={Link} href={addServiceHref(bot)}>
            {texts.addService}
          </Button>
        }
      >
        {texts.emptyText}
      </EmptyState>
    </Page>
  )
}

/** A text that does not parse may have some; the export says what is wrong with it. */
function hasServices({ draft, savedText }: ConfigView): boolean {
  const document = openDocument(draft ?? savedText ?? '')
  if (document === undefined) return true
  return ['services', 'outputs', 'destinations'].some((key) => {
    const list = document.valueAt([key])
    return Array.isArray(list) && list.length > 0
  })
}

function ExportBoard({ bot, isDraft }: { bot: string; isDraft: boolean }) {
  const model = useExport(bot)
  const [isSaving, setIsSaving] = useState(false)
  const { made, exporter } = model
  const canSave = made.value !== undefined && made.isCurrent && made.error === undefined
  const save = (): void => {
    if (canSave) setIsSaving(true)
  }
  useWindowEvent('keydown', (event) => {
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (!isCommand || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    save()
  })
  return (
    <div className={styles.board}>
      <Kinds model={model} />
      <KindSelect model={model} />
      <ExportOptionsForm model={model} isDraft={isDraft} />
      <div className={styles.right}>
        <ExportResult model={model} canSave={canSave} onSave={save} />
        {made.value && !made.error && (
          <ExportNotes made={made.value} isStale={!made.isCurrent || made.value.kind !== model.kind} />
        )}
      </div>
      {isSaving && made.value && (
        <SaveDialog
          title={exporter?.title ?? ''}
          order={model.order}
          files={made.value.files}
          onClose={() => setIsSaving(false)}
        />
      )}
    </div>
  )
}

/** The exporters by group, in their own order. */
function grouped() {
  const groups = [...new Set(exporters.map(({ group }) => group))]
  return groups.map((group) => ({ group, members: exporters.filter((each) => each.group === group) }))
}

function Kinds({ model }: { model: ExportModel }) {
  return (
    <nav className={styles.kinds} aria-label={texts.kinds}>
      {grouped().map(({ group, members }) => (
        <section key={group} aria-label={texts.groups[group]}>
          <p className={styles.group} aria-hidden="true">
            {texts.groups[group]}
          </p>
          <ul>
            {members.map(({ kind, title }) => (
              <li key={kind}>
                <button
                  type="button"
                  className={classNames(styles.kind, kind === model.kind && styles.chosen)}
                  aria-current={kind === model.kind ? 'true' : undefined}
                  onClick={() => model.choose(kind)}
                >
                  <Icon name={exportIcons[kind]} />
                  {title}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

/** The same list where there is no room for it. */
function KindSelect({ model }: { model: ExportModel }) {
  return (
    <NativeSelect
      size="sm"
      className={styles.select}
      label={texts.kinds}
      value={model.kind}
      data={grouped().map(({ group, members }) => ({
        group: texts.groups[group],
        items: members.map(({ kind, title }) => ({ value: kind, label: title })),
      }))}
      onChange={(event) => {
        const next = exportKinds.find((kind) => kind === event.currentTarget.value)
        if (next) model.choose(next)
      }}
    />
  )
}
