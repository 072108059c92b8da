import type { ErrorDetails, SerializedError } from '../../shared/errors.ts'
import type { Explanation } from '../../shared/messages/error-advice.ts'
import { formatBytes, formatMoment, formatSpan } from '../../shared/messages/format.ts'

/** Details for the program, not for a reader. */
const internalDetails: ReadonlySet<string> = new Set(['key', 'status'])

const labels: Readonly<Record<string, string>> = {
  reason: 'the answer said',
  pid: 'process',
  skewMs: 'clocks differ by',
}

export type Fact = readonly [name: string, value: string]

/** Details as label and value: `freeBytes` reads "free", with its unit in the value. */
export function factsOf(error: SerializedError): readonly Fact[] {
  return Object.entries(error.details)
    .filter(([name]) => !internalDetails.has(name))
    .map(([name, value]) => [labels[name] ?? labelOf(name), factText(name, value)])
}

/** The facts the texts have not named already. */
export function factsBeside({ happened, meaning }: Explanation, facts: readonly Fact[]): readonly Fact[] {
  const text = `${happened} ${meaning}`
  return facts.filter(([, value]) => {
    const at = text.indexOf(value)
    const isWhole = !/\w/.test(text[at - 1] ?? '') && !/\w/.test(text[at + value.length] ?? '')
    return at < 0 || !isWhole
  })
}

function labelOf(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .replace(/ ?(bytes|ms)$/i, '')
    .toLowerCase()
}

function factText(name: string, value: ErrorDetails[string]): string {
  if (typeof value === 'number' && /bytes$/i.test(name)) return formatBytes(value)
  if (typeof value === 'number' && name.endsWith('Ms')) return formatSpan(Math.abs(value))
  if (typeof value === 'number' && /(At|since|Before|After)$/.test(name)) return formatMoment(value)
  return typeof value === 'object' ? value.join(', ') : String(value)
}
