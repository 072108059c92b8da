import { create } from 'zustand'
import type { BridgeClient } from '../../shared/contract/client.ts'
import { defaultPreferences, type Preferences } from '../../shared/contract/requests.ts'

interface PreferencesState {
  readonly preferences: Preferences
  /** Changes some of them here and, soon after, in the backend. */
  change: (changes: Partial<Preferences>) => void
}

const writeDelayMs = 400
let client: BridgeClient | undefined
let timer: ReturnType<typeof setTimeout> | undefined

function write(): void {
  // A preference that could not be kept is not worth a message: it is still in force in this window.
  client
    ?.request('app:write-preferences', { preferences: usePreferencesStore.getState().preferences })
    .catch(() => undefined)
}

export const usePreferencesStore = create<PreferencesState>((set, get) => ({
  preferences: defaultPreferences,
  change(changes) {
    set({ preferences: { ...get().preferences, ...changes } })
    clearTimeout(timer)
    timer = setTimeout(write, writeDelayMs)
  },
}))

/** Reads the kept preferences; the defaults stand when the backend cannot give them in `timeoutMs`. */
export async function loadPreferences(from: BridgeClient, timeoutMs: number): Promise<void> {
  client = from
  const signal = AbortSignal.timeout(timeoutMs)
  const read = await from.request('app:read-preferences', {}, { signal }).catch(() => undefined)
  if (read) usePreferencesStore.setState({ preferences: { ...defaultPreferences, ...read } })
}
