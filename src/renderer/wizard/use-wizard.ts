import { useCallback, useMemo, useRef, useState } from 'react'
import { openDocument } from '../../shared/config/edit/index.ts'
import type { Change, ConfigDocument } from '../../shared/config/edit/model.ts'
import { AppError } from '../../shared/errors.ts'
import { edited } from './edited.ts'
import { keptWizard, useWizardStore, type KeptWizard } from '../stores/wizard-store.ts'

/** A wizard's answers and the text they make, kept over a change of the page and a reload. */
export interface Wizard extends KeptWizard {
  /** The text for reading; undefined while it does not parse. */
  readonly document: ConfigDocument | undefined
  /** The last change that the text could not take; gone with the next one that it could. */
  readonly refusal: AppError | undefined
  /** What it has this moment; a field that goes away may come after the last rendering. */
  read: () => KeptWizard
  set: (changes: Partial<KeptWizard>) => void
  answer: (name: string, value: string) => void
  /** Edits the text by paths, with the smallest patch. */
  change: (changes: readonly Change[]) => void
  /** Ends it. What is returned keeps it again as it was, for the next time it is opened; undefined when nothing was done. */
  forget: () => (() => void) | undefined
}

/** The wizard of that name: as it was left, unless that no longer fits; else as `begin` makes it. */
export function useWizard(
  name: string,
  begin: () => KeptWizard,
  stillFits: (kept: KeptWizard) => boolean = () => true,
): Wizard {
  const [start] = useState(() => {
    const kept = keptWizard(name)
    if (kept !== undefined && stillFits(kept)) return kept
    useWizardStore.getState().forget(name)
    return begin()
  })
  const now = useWizardStore((state) => state.kept[name]) ?? start
  const [refusal, setRefusal] = useState<AppError>()
  const isOver = useRef(false)
  const read = useCallback((): KeptWizard => useWizardStore.getState().kept[name] ?? start, [name, start])
  const set = useCallback(
    (changes: Partial<KeptWizard>) => {
      if (!isOver.current) useWizardStore.getState().keep(name, { ...read(), ...changes })
    },
    [read, name],
  )
  const answer = useCallback(
    (key: string, value: string) => set({ answers: { ...read().answers, [key]: value } }),
    [read, set],
  )
  const change = useCallback(
    (changes: readonly Change[]) => {
      if (changes.length === 0) return
      try {
        const { text } = read()
        set({ text: edited(text, changes) })
        setRefusal(undefined)
      } catch (thrown) {
        setRefusal(AppError.from(thrown))
      }
    },
    [read, set],
  )
  const forget = useCallback(() => {
    // A field that goes away commits what was typed into it; that must not bring the wizard back.
    isOver.current = true
    return useWizardStore.getState().forget(name)
  }, [name])
  const document = useMemo(() => openDocument(now.text), [now.text])
  return { ...now, document, refusal, read, set, answer, change, forget }
}

/** A wizard about a bot's draft, `base`: begun anew when that was edited elsewhere meanwhile, as the patch would no longer fit. */
export function useDraftWizard(
  name: string,
  base: string,
  begin: Pick<KeptWizard, 'step' | 'answers'>,
): Wizard {
  return useWizard(
    name,
    () => ({ base, text: base, ...begin }),
    (kept) => kept.base === base,
  )
}
