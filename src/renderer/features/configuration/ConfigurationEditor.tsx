import { lazy, Suspense, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { editorSchema } from '../../../shared/config/editor-schema.ts'
import { snippets } from '../../../shared/config/form/index.ts'
import type { ConfigPath } from '../../../shared/config/edit/model.ts'
import type { Problem } from '../../../shared/config/problem.ts'
import type { ConfigView } from '../../../shared/contract/views.ts'
import { classNames } from '../../components/class-names.ts'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import type { Place, YamlEditorHandle } from '../../editor/YamlEditor.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import styles from './Configuration.module.css'
import { ConfigurationLayers, type ConfigurationLayer } from './ConfigurationLayers.tsx'
import { ConfigurationStrips } from './ConfigurationStrips.tsx'
import { FormPanel } from './FormPanel.tsx'
import { nextProblem, problemAt } from './next-problem.ts'
import { nextConflict } from './next-conflict.ts'
import { OutlinePopover } from './OutlinePopover.tsx'
import { ProblemPanel } from './ProblemPanel.tsx'
import { Toolbar, ToolbarMenu } from './Toolbar.tsx'
import { useConfiguration } from './use-configuration.ts'
import { useEditorKeys } from './use-editor-keys.ts'
import { useEntryForm } from './use-entry-form.ts'
import { useLeaveGuard } from './use-leave-guard.ts'
import { usePlaceInAddress } from './use-place-in-address.ts'
import { useStable } from './use-stable.ts'
import { useSurvey } from './use-survey.ts'
import { useViewMode } from './use-view-mode.ts'

const YamlEditor = lazy(() =>
  import('../../editor/YamlEditor.tsx').then((module) => ({ default: module.YamlEditor })),
)

/** Toolbar, text, form, problems and the layers of one configuration that was read. */
export function ConfigurationEditor({ bot, view }: { bot: string; view: ConfigView }) {
  const editor = useRef<YamlEditorHandle>(null)
  const panel = useRef<HTMLElement>(null)
  const formPanel = useRef<HTMLElement>(null)
  const [cursor, setCursor] = useState({ line: 1, column: 1 })
  const [layer, setLayer] = useState<ConfigurationLayer>()
  const [isOutlineOpen, setIsOutlineOpen] = useState(false)
  const [keeping, setKeeping] = useState<Problem>()
  const [areSecretsShown, setAreSecretsShown] = useState(false)
  const [tabLeaves, setTabLeaves] = useState(false)
  const [, navigate] = useLocation()
  const configuration = useConfiguration(bot, view, editor)
  const { text, savedText, checks, target, canApply, theirs } = configuration
  const { problems } = checks
  const views = useViewMode()
  const hasText = views.mode !== 'form'
  const hasForm = views.mode !== 'text'
  const survey = useSurvey(text, savedText ?? '')
  const parses = survey?.parses ?? true
  const form = useEntryForm({ target, survey, editor, cursor, isShown: hasForm })
  const place = usePlaceInAddress(text)
  const schema = useMemo(() => editorSchema(target), [target])
  const entrySnippets = useMemo(() => snippets(target), [target])
  useLeaveGuard(configuration.draft === 'saving')

  const openPlan = useStable((): void => {
    if (!canApply || theirs) return
    // A text that could not be kept stays here, and the strip says so.
    void configuration.keepDraft().then((isKept) => isKept && navigate(`/bots/${bot}/plan`))
  })
  /** Text has to be in sight to go somewhere in it. */
  const goTo = useStable((to: Place): void => {
    if (hasText && !layer) {
      editor.current?.goTo(to)
      return
    }
    setLayer(undefined)
    if (!hasText) views.setMode(views.modes.includes('both') ? 'both' : 'text')
    // The dialog gives the focus back when it closes, so the editor takes it after that.
    setTimeout(() => editor.current?.goTo(to), layer ? 250 : 0)
  })
  /** In the form alone, the form goes there. */
  const show = useStable((to: Place): void => {
    if (hasText) goTo(to)
    else editor.current?.show(to)
  })
  const fix = useStable((problem: Problem) => void configuration.fix(problem))
  const keep = useStable((problem: Problem, reason: string): void => {
    setKeeping(undefined)
    void configuration.keep(problem, reason)
  })
  const rename = useStable((path: ConfigPath, name: string) => configuration.rename(path, name))
  const broken = useMemo(() => problems.find(({ severity }) => severity === 'error'), [problems])
  const conflict = configuration.merged && nextConflict(text, cursor.line)
  useEditorKeys({
    onPlan: openPlan,
    onOutline: () => setIsOutlineOpen(true),
    onUndo: () => editor.current?.undo(),
    onRedo: () => editor.current?.redo(),
    onNextProblem(step) {
      const problem = nextProblem(problems, cursor, step)
      if (problem) show(problem)
    },
    onNextPart() {
      const parts = [
        hasText ? () => editor.current?.focus() : undefined,
        () => focusFirst(panel.current, 'li button, button'),
        hasForm
          ? () => focusFirst(formPanel.current, 'input, select, textarea, [aria-expanded], button')
          : undefined,
      ]
      const active = document.activeElement
      const now = formPanel.current?.contains(active) ? 2 : panel.current?.contains(active) ? 1 : 0
      const next = [parts[(now + 1) % 3], parts[(now + 2) % 3], parts[now]].find((part) => part !== undefined)
      next?.()
    },
  })

  const outline = survey?.outline
  const outlineButton = useMemo(
    () => (
      <OutlinePopover
        outline={outline ?? []}
        problems={problems}
        isOpen={isOutlineOpen}
        onOpen={setIsOutlineOpen}
        onJump={({ range }) => show({ line: range.startLine, column: range.startColumn })}
        onRename={({ path }, name) => rename(path, name)}
      />
    ),
    [isOutlineOpen, outline, problems, rename, show],
  )
  const hasSecrets = survey?.hasSecrets ?? false
  const menu = useMemo(
    () => (
      <ToolbarMenu
        hasSecrets={hasSecrets}
        areSecretsShown={areSecretsShown}
        onSecrets={() => setAreSecretsShown(!areSecretsShown)}
        onEffective={() => setLayer('effective')}
        onFormat={() => editor.current?.run('format')}
        onRename={() => editor.current?.run('rename')}
        onMigrate={() => setLayer('migrate')}
      />
    ),
    [areSecretsShown, hasSecrets],
  )
  const current = problemAt(problems, cursor)
  // The markers come first; the form follows in pieces.
  const formProblems = useDeferredValue(problems)

  return (
    <div className={styles.screen}>
      <Toolbar
        path={view.path}
        isChanged={text !== savedText}
        changes={survey?.changes}
        draft={configuration.draft}
        target={target}
        mode={views.mode}
        modes={views.modes}
        canDiscard={text !== savedText && savedText !== undefined}
        canApply={canApply}
        outline={outlineButton}
        menu={menu}
        onTarget={useStable((version: number) => void configuration.chooseTarget.run(version))}
        onMode={useStable(views.setMode)}
        onVersions={useStable(() => setLayer('versions'))}
        onDiscard={useStable(configuration.discard)}
        onPlan={openPlan}
      />
      <ConfigurationStrips
        bot={bot}
        path={view.path}
        configuration={configuration}
        onCompare={() => setLayer('compare')}
        onTemplate={configuration.replaceText}
        onMigrate={() => setLayer('migrate')}
        onNextConflict={conflict === undefined ? undefined : () => goTo({ line: conflict, column: 1 })}
      />
      <div className={classNames(styles.work, styles[views.mode])}>
        <div className={styles.editor}>
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
              onKeep={setKeeping}
              onTabMode={setTabLeaves}
            />
          </Suspense>
        </div>
        <ProblemPanel
          panel={panel}
          checks={checks}
          target={target}
          tabLeaves={hasText ? tabLeaves : undefined}
          current={current}
          keeping={keeping}
          onJump={show}
          onFix={fix}
          onKeeping={setKeeping}
          onKeep={keep}
        />
        {hasForm && (
          <div className={styles.form}>
            <FormPanel
              panel={formPanel}
              form={form}
              target={target}
              problems={formProblems}
              parses={parses}
              broken={broken}
              onGoTo={goTo}
              onFix={fix}
            />
          </div>
        )}
      </div>
      <ConfigurationLayers
        bot={bot}
        layer={layer}
        configuration={configuration}
        onGoTo={goTo}
        onClose={() => setLayer(undefined)}
      />
    </div>
  )
}

function focusFirst(part: HTMLElement | null, what: string): void {
  part?.querySelector<HTMLElement>(what)?.focus()
}
