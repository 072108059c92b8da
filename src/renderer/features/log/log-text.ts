import type { LogLine } from '../../../shared/contract/views.ts'
import { fieldsText } from './log-filter.ts'

/** A line as plain text with the moment in UTC: what is copied and saved. */
export function lineText(line: LogLine): string {
  const parts = [
    new Date(line.at).toISOString(),
    line.level.toUpperCase().padEnd(7),
    line.bot ?? 'botdesk',
    line.service ?? '-',
    line.message,
    fieldsText(line),
  ]
  return parts.filter((part) => part !== '').join('  ')
}

/** Gives lines as a text file through the browser's own download. */
export function saveLines(lines: readonly LogLine[], now: Date): void {
  const text = `${lines.map(lineText).join('\n')}\n`
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `botdesk-log-${now.toISOString().replaceAll(':', '').slice(0, 15)}.txt`
  link.click()
  // The download reads the address after the click returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
