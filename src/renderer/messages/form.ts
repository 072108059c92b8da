import { count } from '../../shared/messages/format.ts'
import type { Origin } from '../../shared/config/effective/model.ts'

/** Words of the forms that edit keys of a configuration (interface.md 6.5, 9). */
export const formTexts = {
  notSet: (value: string | undefined) =>
    value === undefined || value === '' ? 'Not set' : `Not set: ${value}`,
  on: 'on',
  off: 'off',
  required: 'Required',
  clear: 'Clear',
  clearField: (label: string) => `Clear ${label}`,
  moreSettings: (n: number) =>
    `${count(n, 'more setting')}, ${n === 1 ? 'at its default' : 'all at their defaults'}`,
  moreSettingsWritten: (n: number, written: number) => `${count(n, 'more setting')}, ${written} written`,
  oldName: (use: string) => `Old name of ${use}. Both mean the same.`,
  outOfEra: (reason: string) => `Not for the target version: ${reason}.`,
  unfit: 'The file has something here that this form cannot show. Change it in the text, or clear it.',
  notOffered: (value: string) => `${value} (written in the file)`,
  exactlyOne: 'Exactly one of these',
  secretHidden: 'Set, and kept out of this window. Type to replace it',
  showSecret: (label: string) => `Show ${label}`,
  hideSecret: (label: string) => `Hide ${label}`,
  notADuration: 'Write a number and a unit: 90s, 20m, 1h30m.',
  addWord: 'Add',
  addTo: (label: string) => `Add to ${label}`,
  itemOf: (label: string, number: number) => `${label} ${number}`,
  removeItem: (label: string) => `Remove ${label}`,
  moveUp: (label: string) => `Move ${label} up`,
  moveDown: (label: string) => `Move ${label} down`,
  keyOf: (label: string, number: number) => `Key ${number} of ${label}`,
  valueOf: (label: string, key: string) => `Value of ${key === '' ? 'the new key' : key} in ${label}`,
  valuesOf: (label: string, key: string) => `${label}, ${key}`,
  addKey: 'Add a key',
  addItem: 'Add one',
  sectionNotSet: 'Not set',
  sectionSet: (n: number) => count(n, 'setting written', 'settings written'),
  now: 'now',
  gap: (gap: string, every: string) => `No valid certificate for ${gap} in every ${every}.`,
  pickKind: 'Choose a kind',
} as const

export const originWords: Readonly<Record<Origin, string>> = {
  file: 'file',
  default: 'default',
  flag: 'flag',
  environment: 'environment',
  rule: 'rule',
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
  ['millisecond', 1],
] as const

/** A duration as a person says it: `1 hour 30 minutes`. Parts below a millisecond are left out. */
export function durationWords(ms: number): string {
  if (ms < 0) return `minus ${durationWords(-ms)}`
  if (ms < 1) return ms === 0 ? 'no time' : 'less than a millisecond'
  const words: string[] = []
  let rest = Math.round(ms)
  for (const [unit, length] of units) {
    const amount = Math.floor(rest / length)
    rest -= amount * length
    if (amount > 0) words.push(count(amount, unit))
  }
  return words.join(' ')
}
