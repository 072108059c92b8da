import type { ReferencePlace } from './reference-table.ts'

/** The text in front of the keys of a place. */
export function textBeforeKeys({ where, type }: ReferencePlace, target: number): string {
  const inside: Readonly<Record<ReferencePlace['where'], string>> = {
    top: '',
    onboarding: 'onboarding:\n  ',
    destination: `storage:\n  type: ${type}\n  `,
    service: `${target < 15 ? 'outputs' : 'services'}:\n  - type: ${type}\n    `,
  }
  return `version: v2\n${inside[where]}`
}

/** The text in front of a key, with the maps and lists it stands in: `a.b[].c`. */
export function textBefore(place: ReferencePlace, path: string, target: number): string {
  return path
    .split('.')
    .slice(0, -1)
    .reduce(
      (text, segment) => {
        const indent = ' '.repeat(text.length - text.lastIndexOf('\n') - 1)
        const key = segment.replace('[]', '')
        return `${text}${key}:\n${indent}  ${key === segment ? '' : '- '}`
      },
      textBeforeKeys(place, target),
    )
}
