import { create } from 'zustand'

/** A layer above the screen that the shell owns; other dialogs of a screen are its own. */
export type Layer =
  | { readonly kind: 'palette' }
  | { readonly kind: 'help' }
  | { readonly kind: 'remove-bot'; readonly bot: string }

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
