import { useState, type RefObject } from 'react'
import { useLocation } from 'wouter'
import type { ConfigPath } from '../../../shared/config/edit/model.ts'
import type { Problem } from '../../../shared/config/problem.ts'
import type { Place, YamlEditorHandle } from '../../editor/YamlEditor.tsx'
import type { ConfigurationLayer } from './ConfigurationLayers.tsx'
import type { Configuration } from './use-configuration.ts'
import { useStable } from './use-stable.ts'
import type { ViewModes } from './use-view-mode.ts'

/** How long a dialog takes to give the focus back. */
const layerMs = 250

/** What can be done from every part of the screen; all of it stays the same from one render to the next. */
export function useConfigurationActs(
  bot: string,
  configuration: Configuration,
  views: ViewModes,
  editor: RefObject<YamlEditorHandle | null>,
) {
  const [, navigate] = useLocation()
  const [layer, setLayer] = useState<ConfigurationLayer>()
  const [keeping, setKeeping] = useState<Problem>()
  const hasText = views.mode !== 'form'

  const openPlan = useStable((): void => {
    if (!configuration.canApply || configuration.theirs) return
    // A text that could not be kept stays here, and the strip says so.
    void configuration.keepDraft().then((isKept) => isKept && navigate(`/bots/${bot}/plan`))
  })
  /** Text has to be in sight to go somewhere in it, and nothing above it. */
  const goTo = useStable((to: Place): void => {
    if (hasText && !layer) {
      editor.current?.goTo(to)
      return
    }
    setLayer(undefined)
    if (!hasText) views.setMode(views.modes.includes('both') ? 'both' : 'text')
    setTimeout(() => editor.current?.goTo(to), layer ? layerMs : 0)
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
  const run = useStable((command: 'format' | 'rename') => editor.current?.run(command))
  return { layer, setLayer, keeping, setKeeping, openPlan, goTo, show, fix, keep, rename, run }
}

export type ConfigurationActs = ReturnType<typeof useConfigurationActs>
