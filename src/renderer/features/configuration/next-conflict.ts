/** The line of the next place that a merge left open, after a line and then from the top; undefined when none is left. */
export function nextConflict(text: string, after: number): number | undefined {
  const lines = text.split('\n').flatMap((line, index) => (conflictStart.test(line) ? [index + 1] : []))
  return lines.find((line) => line > after) ?? lines[0]
}

const conflictStart = /^\s*#?\s*<{7}/
