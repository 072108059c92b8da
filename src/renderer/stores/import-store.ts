import { create } from 'zustand'

/** What was dropped or chosen; never leaves the memory of this window. */
export interface TakenFile {
  readonly name: string
  readonly text: string
  /** Why it has no text. */
  readonly refusal?: 'too-large' | 'unreadable'
}

interface ImportState {
  readonly file: TakenFile | undefined
  take: (file: TakenFile) => void
  forget: () => void
}

/** The file that waits for its review. */
export const useImportStore = create<ImportState>((set) => ({
  file: undefined,
  take: (file) => set({ file }),
  forget: () => set({ file: undefined }),
}))

const mostBytes = 1024 * 1024

/** Whether a text is too large to be a configuration; reading it would only make the page wait. */
export function isTooLarge(text: string): boolean {
  return text.length > mostBytes
}

/** Reads a file that a person chose or dropped; a large one is not read at all. */
export async function readTaken(file: File): Promise<TakenFile> {
  const { name } = file
  if (file.size > mostBytes) return { name, text: '', refusal: 'too-large' }
  try {
    return { name, text: await file.text() }
  } catch {
    return { name, text: '', refusal: 'unreadable' }
  }
}
