import { create } from 'zustand'
import type { AppUsage } from '../../shared/contract/views.ts'

/** What Botdesk itself costs, as last delivered. */
export const useUsageStore = create<{ readonly usage: AppUsage | undefined }>(() => ({ usage: undefined }))
