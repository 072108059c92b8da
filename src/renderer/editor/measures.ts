/** The name under which each check is measured, from the key to the markers: `performance.getEntriesByName` has them. */
const checkMeasure = 'botdesk:check'
const mostEntries = 1000
let entries = 0

/** Notes how long a change took from its key to its markers. The oldest entries go when there are many. */
export function measureCheck(startedAt: number, lines: number, problems: number): void {
  entries += 1
  if (entries > mostEntries) {
    performance.clearMeasures(checkMeasure)
    entries = 1
  }
  performance.measure(checkMeasure, { start: startedAt, detail: { lines, problems } })
}
