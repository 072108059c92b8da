import { create } from 'zustand'
import type { TrialView } from '../../shared/contract/views.ts'

/** The trial's steps as last delivered. */
export const useTrialStore = create<{ readonly view: TrialView | undefined }>(() => ({ view: undefined }))
