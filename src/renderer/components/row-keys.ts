import type { KeyboardEvent } from 'react'

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

/** Moves the focus between the elements marked `data-row-link` inside the element that listens. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key]
  if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')]
  const active = document.activeElement
  const index = links.findIndex((link) => link === active || link.closest('[role=row]')?.contains(active))
  const next = links[index + step]
  if (index < 0 || !next || active instanceof HTMLInputElement) return
  event.preventDefault()
  next.focus()
}

/** Enters the list of the screen from outside, at its first or last row; a log's list takes the focus itself. */
export function focusARow(which: 'first' | 'last'): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row-link], main [role=grid]')]
  rows.at(which === 'first' ? 0 : -1)?.focus()
}
