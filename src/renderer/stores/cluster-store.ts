import { create } from 'zustand'
import type { ClusterView } from '../../shared/contract/views.ts'

/** The local cluster as last delivered. */
export const useClusterStore = create<{ readonly view: ClusterView | undefined }>(() => ({ view: undefined }))
