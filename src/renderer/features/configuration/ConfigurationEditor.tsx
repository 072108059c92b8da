import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { editorSchema } from '../../../shared/config/editor-schema.ts'
import type { Problem } from '../../../shared/config/problem.ts'
import type { ConfigView } from '../../../shared/contract/views.ts'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { secretRanges } from '../../editor/secrets.ts'
import type { YamlEditorHandle } from '../../editor/YamlEditor.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { useBot } from '../../stores/fleet-store.ts'
import { CompareDialog } from './CompareDialog.tsx'
import styles from './Configuration.module.css'
import { ConfigurationStrips } from './ConfigurationStrips.tsx'
import { nextProblem, problemAt } from './next-problem.ts'
import { ProblemPanel } from './ProblemPanel.tsx'
import { ReviewDialog } from './ReviewDialog.tsx'
import { Toolbar } from './Toolbar.tsx'
import { useConfiguration } from './use-configuration.ts'
import { useEditorKeys } from './use-editor-keys.ts'
import { usePlaceInAddress } from './use-place-in-address.ts'

const YamlEditor = lazy(() =>
  import('../../editor/YamlEditor.tsx').then((module) => ({ default: module.YamlEditor })),
)

/** Toolbar, text, problems and the dialogs of one configuration that was read. */
export function ConfigurationEditor({ bot, view }: { bot: string; view: ConfigView }) {
  const editor = useRef<YamlEditorHandle>(null)
  const panel = useRef<HTMLElement>(null)
  const [cursor, setCursor] = useState({ line: 1, column: 1 })
  const [dialog, setDialog] = useState<'review' | 'compare'>()
  const [areSecretsShown, setAreSecretsShown] = useState(false)
  const [tabLeaves, setTabLeaves] = useState(false)
  const configuration = useConfiguration(bot, view, editor)
  const { text, checks, target, canApply, theirs } = configuration
  const willRestart = useBot(bot)?.wanted ?? configuration.runningText !== undefined
  const hasSecrets = useMemo(() => secretRanges(text).length > 0, [text])
  const place = usePlaceInAddress(text)
  const schema = useMemo(() => editorSchema(target), [target])

  const review = (): void => {
    if (canApply && !theirs) setDialog('review')
  }
  const goTo = (problem: Problem): void => {
    setDialog(undefined)
    // The dialog gives the focus back when it closes, so the editor takes it after that.
    setTimeout(() => editor.current?.goTo(problem), dialog ? 250 : 0)
  }
  useEditorKeys({
    onReview: review,
    onNextProblem(step) {
      const problem = nextProblem(checks.problems, cursor, step)
      if (problem) editor.current?.goTo(problem)
    },
    onNextPart() {
      const isInPanel = panel.current?.contains(document.activeElement)
      if (isInPanel) editor.current?.focus()
      else
        (
          panel.current?.querySelector<HTMLElement>('li button') ?? panel.current?.querySelector('button')
        )?.focus()
    },
  })

  return (
    <div className={styles.screen}>
      <Toolbar
        path={view.path}
        configuration={configuration}
        areSecretsShown={areSecretsShown}
        hasSecrets={hasSecrets}
        onSecrets={setAreSecretsShown}
        onReview={review}
      />
      <ConfigurationStrips
        bot={bot}
        path={view.path}
        configuration={configuration}
        onCompare={() => setDialog('compare')}
        onTemplate={(template) => editor.current?.replaceText(template)}
      />
      <div className={styles.editor}>
        <Suspense fallback={<SkeletonLines lines={9} />}>
          <YamlEditor
            label={texts.editorLabel(bot)}
            initialText={text}
            problems={checks.problems}
            place={place}
            schema={schema}
            areSecretsShown={areSecretsShown}
            handle={editor}
            onChange={configuration.changeText}
            onCursor={(line, column) => setCursor({ line, column })}
            onTabMode={setTabLeaves}
          />
        </Suspense>
      </div>
      <ProblemPanel
        panel={panel}
        checks={checks}
        target={target}
        tabLeaves={tabLeaves}
        current={problemAt(checks.problems, cursor)}
        onJump={goTo}
        onFix={(problem) => void configuration.fix(problem)}
      />
      {dialog === 'review' && (
        <ReviewDialog
          bot={bot}
          before={configuration.savedText}
          after={text}
          problems={checks.state === 'current' ? checks.problems : undefined}
          willRestart={willRestart}
          isApplying={configuration.apply.isRunning}
          error={configuration.apply.error}
          onApply={() => void configuration.apply.run().then((isDone) => isDone && setDialog(undefined))}
          onGoTo={goTo}
          onClose={() => {
            configuration.apply.clearError()
            setDialog(undefined)
          }}
        />
      )}
      {dialog === 'compare' && theirs?.text !== undefined && (
        <CompareDialog
          theirs={theirs.text}
          mine={text}
          onTakeTheirs={() => {
            setDialog(undefined)
            configuration.takeTheirs()
          }}
          onKeepMine={() => {
            setDialog(undefined)
            configuration.keepMine()
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  )
}
