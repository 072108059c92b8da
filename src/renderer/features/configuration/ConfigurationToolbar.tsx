import { useMemo } from 'react'
import { OutlinePopover } from './OutlinePopover.tsx'
import { Toolbar, ToolbarMenu } from './Toolbar.tsx'
import type { ConfigurationActs } from './use-configuration-acts.ts'
import type { Configuration } from './use-configuration.ts'
import { useStable } from './use-stable.ts'
import type { SurveyedText } from './use-survey.ts'
import type { ViewModes } from './use-view-mode.ts'

interface ConfigurationToolbarProps {
  readonly path: string
  readonly configuration: Configuration
  readonly survey: SurveyedText | undefined
  readonly views: ViewModes
  readonly acts: ConfigurationActs
  readonly isOutlineOpen: boolean
  readonly onOutline: (isOpen: boolean) => void
  readonly secrets: { readonly areShown: boolean; readonly onToggle: () => void }
}

/** The toolbar over what the screen knows. Its parts are drawn anew only when they change, not with each key. */
export function ConfigurationToolbar(props: ConfigurationToolbarProps) {
  const { path, configuration, survey, views, acts, isOutlineOpen, onOutline, secrets } = props
  const { text, savedText, checks, target, canApply } = configuration
  const { problems } = checks
  const { setLayer, show, rename, run, openPlan } = acts
  const { outline, hasSecrets = false } = survey ?? {}
  const outlineButton = useMemo(
    () => (
      <OutlinePopover
        outline={outline ?? []}
        problems={problems}
        isOpen={isOutlineOpen}
        onOpen={onOutline}
        onJump={({ range }) => show({ line: range.startLine, column: range.startColumn })}
        onRename={({ path: service }, name) => rename(service, name)}
      />
    ),
    [isOutlineOpen, onOutline, outline, problems, rename, show],
  )
  const { areShown } = secrets
  const toggleSecrets = useStable(secrets.onToggle)
  const menu = useMemo(
    () => (
      <ToolbarMenu
        hasSecrets={hasSecrets}
        areSecretsShown={areShown}
        onSecrets={toggleSecrets}
        onEffective={() => setLayer('effective')}
        onFormat={() => run('format')}
        onRename={() => run('rename')}
        onMigrate={() => setLayer('migrate')}
      />
    ),
    [areShown, hasSecrets, run, setLayer, toggleSecrets],
  )
  return (
    <Toolbar
      path={path}
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
  )
}
