import type { EffectiveText } from './effective-texts.ts'

/** Longer values say nothing in one line. */
const longestValue = 60

/** What differs between two sets of effective values, one sentence for each key: `credential_ttl 1h to 15m`. No secret. */
export function differences(
  before: ReadonlyMap<string, EffectiveText>,
  after: ReadonlyMap<string, EffectiveText>,
): string[] {
  const keys = new Set([...before.keys(), ...after.keys()])
  return [...keys].flatMap((key) => {
    const old = before.get(key)
    const now = after.get(key)
    const [from, to] = [old?.text ?? '', now?.text ?? '']
    if (from === to) return []
    const isHidden = old?.isSecret === true || now?.isSecret === true
    return [reason(key, from, to, isHidden)]
  })
}

function reason(key: string, from: string, to: string, isHidden: boolean): string {
  const isLong = Math.max(from.length, to.length) > longestValue || /\n/.test(from + to)
  if (from === '') return isHidden || isLong ? `${key} set` : `${key} set to ${to}`
  if (to === '') return isHidden || isLong ? `${key} removed` : `${key} ${from} removed`
  return isHidden || isLong ? `${key} changed` : `${key} ${from} to ${to}`
}
