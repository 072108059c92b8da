/** A part of the screen that `F6` goes to; undefined while it is not in sight. */
export interface ScreenPart {
  readonly element: HTMLElement | null
  readonly focus: () => void
}

/** Goes to the part after the one that has the focus: text, problems, form, and round again (interface.md 6.5). */
export function focusNextPart(parts: readonly (ScreenPart | undefined)[]): void {
  const shown = parts.filter((part) => part !== undefined)
  const index = shown.findIndex(({ element }) => element?.contains(document.activeElement))
  shown[(index + 1) % shown.length]?.focus()
}

/** The part that is this element; its first control is where it begins. */
export function partOf(element: HTMLElement | null, ...first: readonly string[]): ScreenPart {
  return {
    element,
    focus() {
      const control = first.map((what) => element?.querySelector<HTMLElement>(what)).find(Boolean)
      control?.focus()
    },
  }
}
