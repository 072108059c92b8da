import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'

/** What is in sight of the configuration: the text, the form, or both beside each other. */
export type ViewMode = 'text' | 'both' | 'form'

const storageKey = 'botdesk-configuration-view'
const modes: readonly ViewMode[] = ['text', 'both', 'form']

const narrowModes: readonly ViewMode[] = ['text', 'form']

export interface ViewModes {
  readonly mode: ViewMode
  /** Those that there is room for. */
  readonly modes: readonly ViewMode[]
  readonly setMode: (mode: ViewMode) => void
}

/** The mode chosen last, in this browser; where there is no room for both, the text stands for both (interface.md 2). */
export function useViewMode(): ViewModes {
  const isNarrow = useMediaQuery('(max-width: 1079px)', false, { getInitialValueInEffect: false })
  const [wanted, setWanted] = useState(readMode)
  const setMode = (mode: ViewMode): void => {
    setWanted(mode)
    localStorage.setItem(storageKey, mode)
  }
  const mode = isNarrow && wanted === 'both' ? 'text' : wanted
  return { mode, modes: isNarrow ? narrowModes : modes, setMode }
}

function readMode(): ViewMode {
  const kept = localStorage.getItem(storageKey)
  return modes.find((mode) => mode === kept) ?? 'both'
}
