import { create } from 'zustand'
import type { AppInfo } from '../../shared/contract/views.ts'

/** What this Botdesk is; asked once. */
export const useAppStore = create<{ readonly info: AppInfo | undefined }>(() => ({ info: undefined }))
