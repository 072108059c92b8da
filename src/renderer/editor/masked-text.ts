import { secretRanges } from './secrets.ts'

/** A part of a text as the editor counts it: lines and columns from 1, the end exclusive. */
export interface TextRange {
  readonly startLineNumber: number
  readonly startColumn: number
  readonly endLineNumber: number
  readonly endColumn: number
}

/** What stands for a secret in a copied text: the same number of dots for every length, as the backend writes them. */
const secretDots = '••••••••'

/** A part of a configuration in which every secret it touches, also a piece of one, is dots. Keeps the line ends. */
export function maskedText(text: string, range: TextRange): string {
  const parts = text.split(/(\r\n|\r|\n)/)
  const secrets = secretRanges(text)
  let result = ''
  for (let number = range.startLineNumber; number <= range.endLineNumber; number += 1) {
    const line = parts[(number - 1) * 2] ?? ''
    const end = number === range.endLineNumber ? range.endColumn : line.length + 1
    let column = number === range.startLineNumber ? range.startColumn : 1
    for (const secret of secrets) {
      if (secret.line !== number || secret.endColumn <= column || secret.startColumn >= end) continue
      result += line.slice(column - 1, Math.max(column, secret.startColumn) - 1) + secretDots
      column = Math.min(secret.endColumn, end)
    }
    result += line.slice(column - 1, end - 1)
    if (number < range.endLineNumber) result += parts[(number - 1) * 2 + 1] ?? ''
  }
  return result
}
