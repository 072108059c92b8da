import { create } from 'zustand'
import { maskSecrets } from '../../shared/config/index.ts'

/** What a wizard has so far. */
export interface KeptWizard {
  /** The text it started from; "" for a new file. */
  readonly base: string
  readonly text: string
  readonly step: string
  /** Answers that do not stand in the text. Never a secret. */
  readonly answers: Readonly<Record<string, string>>
}

interface WizardState {
  readonly kept: Readonly<Record<string, KeptWizard>>
  keep: (name: string, wizard: KeptWizard) => void
  /** Keeps what it has now until it is ended, also when the window is closed; a typed secret is not kept. */
  keepForLater: (name: string) => void
  /** Ends it. What is returned puts it back where it was kept; undefined when nothing was kept. */
  forget: (name: string) => (() => void) | undefined
}

const prefix = 'botdesk-wizard '

/** The wizards under way, by name. A reload finds them again, but with dots where a secret was typed: secrets stay in memory. */
export const useWizardStore = create<WizardState>((set, get) => ({
  kept: {},
  keep(name, wizard) {
    set(({ kept }) => ({ kept: { ...kept, [name]: wizard } }))
    write(sessionStorage, name, wizard)
  },
  keepForLater(name) {
    const wizard = keptWizard(name)
    if (wizard) write(localStorage, name, wizard)
  },
  forget(name) {
    const { [name]: last, ...others } = get().kept
    const stored = [sessionStorage, localStorage].flatMap((storage) => {
      const text = storage.getItem(prefix + name)
      storage.removeItem(prefix + name)
      return text === null ? [] : [{ storage, text }]
    })
    set({ kept: others })
    if (last === undefined && stored.length === 0) return undefined
    return () => {
      if (last !== undefined) set(({ kept }) => ({ kept: { ...kept, [name]: last } }))
      for (const { storage, text } of stored) setItem(storage, name, text)
    }
  },
}))

function write(storage: Storage, name: string, wizard: KeptWizard): void {
  const masked = { ...wizard, base: maskSecrets(wizard.base), text: maskSecrets(wizard.text) }
  setItem(storage, name, JSON.stringify(masked))
}

function setItem(storage: Storage, name: string, text: string): void {
  try {
    storage.setItem(prefix + name, text)
  } catch {
    // Full or forbidden: it is still in memory.
  }
}

/** A wizard of this window: the one in memory, else what was kept over a reload, else what was kept for later. */
export function keptWizard(name: string): KeptWizard | undefined {
  return useWizardStore.getState().kept[name] ?? read(sessionStorage, name) ?? read(localStorage, name)
}

function read(storage: Storage, name: string): KeptWizard | undefined {
  try {
    const value: unknown = JSON.parse(storage.getItem(prefix + name) ?? 'null')
    return isKept(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isKept(value: unknown): value is KeptWizard {
  if (typeof value !== 'object' || value === null) return false
  const { base, text, step, answers } = value as Record<string, unknown>
  return (
    [base, text, step].every((each) => typeof each === 'string') &&
    typeof answers === 'object' &&
    answers !== null &&
    Object.values(answers).every((each) => typeof each === 'string')
  )
}
