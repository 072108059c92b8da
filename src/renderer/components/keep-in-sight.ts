/** A ref of what has just become current, or has just appeared: scrolls no further than is needed to see it. */
export function keepInSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
