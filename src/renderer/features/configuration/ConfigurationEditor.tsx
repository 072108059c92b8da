import { lazy, Suspense, useDeferredValue, useMemo, useRef, useState } from 'react'
import { editorSchema } from '../../../shared/config/editor-schema.ts'
import { snippets } from '../../../shared/config/form/index.ts'
import type { ConfigView } from '../../../shared/contract/views.ts'
import { classNames } from '../../components/class-names.ts'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import type { YamlEditorHandle } from '../../editor/YamlEditor.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import styles from './Configuration.module.css'
import { ConfigurationLayers } from './ConfigurationLayers.tsx'
import { ConfigurationStrips } from './ConfigurationStrips.tsx'
import { ConfigurationToolbar } from './ConfigurationToolbar.tsx'
import { FormPanel } from './FormPanel.tsx'
import { focusNextPart, partOf } from './next-part.ts'
import { nextProblem, problemAt } from './next-problem.ts'
import { nextConflict } from './next-conflict.ts'
import { ProblemPanel } from './ProblemPanel.tsx'
import { useConfigurationActs } from './use-configuration-acts.ts'
import { useConfiguration } from './use-configuration.ts'
import { useEditorKeys } from './use-editor-keys.ts'
import { useEntryForm } from './use-entry-form.ts'
import { usePendingSettled } from '../../bots/use-pending-settled.ts'
import { useLeaveGuard } from './use-leave-guard.ts'
import { usePlaceInAddress } from './use-place-in-address.ts'
import { useSurvey } from './use-survey.ts'
import { useViewMode } from './use-view-mode.ts'

const YamlEditor = lazy(() =>
  import('../../editor/YamlEditor.tsx').then((module) => ({ default: module.YamlEditor })),
)

interface ConfigurationEditorProps {
  readonly bot: string
  readonly view: ConfigView
  readonly readAgain: () => void
}

/** Toolbar, text, form, problems and the layers of one configuration that was read. */
export function ConfigurationEditor({ bot, view, readAgain }: ConfigurationEditorProps) {
  const editor = useRef<YamlEditorHandle>(null)
  const host = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLElement>(null)
  const formPanel = useRef<HTMLElement>(null)
  const [cursor, setCursor] = useState({ line: 1, column: 1 })
  const [isOutlineOpen, setIsOutlineOpen] = useState(false)
  const [areSecretsShown, setAreSecretsShown] = useState(false)
  const [tabLeaves, setTabLeaves] = useState(false)
  const configuration = useConfiguration(bot, view, editor)
  const { text, savedText, checks, target } = configuration
  const { problems } = checks
  const views = useViewMode()
  const hasText = views.mode !== 'form'
  const hasForm = views.mode !== 'text'
  const acts = useConfigurationActs(bot, configuration, views, editor)
  const survey = useSurvey(text, savedText ?? '')
  const form = useEntryForm({ text, target, survey, editor, cursor, isShown: hasForm })
  const place = usePlaceInAddress(text)
  const schema = useMemo(() => editorSchema(target), [target])
  const entrySnippets = useMemo(() => snippets(target), [target])
  const broken = useMemo(() => problems.find(({ severity }) => severity === 'error'), [problems])
  const conflict = configuration.merged && nextConflict(text, cursor.line)
  // The markers come first; the form follows in pieces.
  const formProblems = useDeferredValue(problems)
  // Whatever became of a version that waited, the file or the draft is another one now.
  usePendingSettled(bot, () => {
    if (text === savedText) readAgain()
    else void configuration.lookAtDisk().catch(() => undefined)
  })
  useLeaveGuard(configuration.draft === 'saving', () => void configuration.keepDraft())
  useEditorKeys({
    onPlan: acts.openPlan,
    onOutline: () => setIsOutlineOpen(true),
    onFormat: () => acts.run('format'),
    onUndo: () => editor.current?.undo(),
    onRedo: () => editor.current?.redo(),
    onNextProblem(step) {
      const problem = nextProblem(problems, cursor, step)
      if (problem) acts.show(problem)
    },
    onNextPart() {
      focusNextPart([
        hasText ? { element: host.current, focus: () => editor.current?.focus() } : undefined,
        partOf(panel.current, 'li button', 'button'),
        hasForm ? partOf(formPanel.current, '[data-path] :is(input, select, textarea)', 'button') : undefined,
      ])
    },
  })

  return (
    <div className={styles.screen}>
      <ConfigurationToolbar
        path={view.path}
        configuration={configuration}
        survey={survey}
        views={views}
        acts={acts}
        isOutlineOpen={isOutlineOpen}
        onOutline={setIsOutlineOpen}
        secrets={{ areShown: areSecretsShown, onToggle: () => setAreSecretsShown(!areSecretsShown) }}
      />
      <ConfigurationStrips
        bot={bot}
        path={view.path}
        configuration={configuration}
        onCompare={() => acts.setLayer('compare')}
        onTemplate={configuration.replaceText}
        onMigrate={() => acts.setLayer('migrate')}
        onRead={readAgain}
        onNextConflict={conflict === undefined ? undefined : () => acts.goTo({ line: conflict, column: 1 })}
      />
      <div className={classNames(styles.work, styles[views.mode])}>
        <div ref={host} className={styles.editor}>
          <Suspense fallback={<SkeletonLines lines={9} />}>
            <YamlEditor
              label={texts.editorLabel(bot)}
              initialText={text}
              problems={problems}
              checkedText={checks.checkedText}
              place={place}
              schema={schema}
              snippets={entrySnippets}
              areSecretsShown={areSecretsShown}
              block={form.block}
              field={form.field}
              handle={editor}
              onChange={configuration.changeText}
              onCursor={(line, column, isPersons) => {
                setCursor({ line, column })
                if (isPersons) form.followCursor()
              }}
              onKeep={acts.setKeeping}
              onTabMode={setTabLeaves}
            />
          </Suspense>
        </div>
        <ProblemPanel
          panel={panel}
          checks={checks}
          target={target}
          tabLeaves={hasText ? tabLeaves : undefined}
          current={problemAt(problems, cursor)}
          keeping={acts.keeping}
          onJump={acts.show}
          onFix={acts.fix}
          onKeeping={acts.setKeeping}
          onKeep={acts.keep}
        />
        {hasForm && (
          <div className={styles.form}>
            <FormPanel
              panel={formPanel}
              form={form}
              target={target}
              problems={formProblems}
              parses={survey?.parses ?? true}
              broken={broken}
              onGoTo={acts.goTo}
              onFix={acts.fix}
            />
          </div>
        )}
      </div>
      <ConfigurationLayers
        bot={bot}
        layer={acts.layer}
        configuration={configuration}
        onGoTo={acts.goTo}
        onClose={() => acts.setLayer(undefined)}
      />
    </div>
  )
}
