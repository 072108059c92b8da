import { create } from 'zustand'

/** The layer above the screen that the shell owns; dialogs of a screen are its own. */
export type Layer = 'palette' | 'help'

interface LayerState {
  readonly layer: Layer | undefined
  open: (layer: Layer) => void
  close: () => void
}

export const useLayerStore = create<LayerState>((set) => ({
  layer: undefined,
  open: (layer) => set({ layer }),
  close: () => set({ layer: undefined }),
}))
