import { maskSecrets } from '../../shared/config/mask-secrets.ts'
import { diffLines, type DiffLine } from './line-diff.ts'

/** Compares the real texts, so that a changed secret is a changed line, and shows the masked ones. */
export function maskedDiff(before: string, after: string): readonly DiffLine[] {
  const old = maskSecrets(before).split(/\r\n|\r|\n/)
  const now = maskSecrets(after).split(/\r\n|\r|\n/)
  return diffLines(before, after).map((line) => ({
    ...line,
    text: (line.kind === 'removed' ? old[(line.oldNumber ?? 0) - 1] : now[(line.newNumber ?? 0) - 1]) ?? '',
  }))
}

/** How many lines come and how many go. */
export function countLines(diff: readonly DiffLine[]): { readonly added: number; readonly removed: number } {
  const count = (kind: DiffLine['kind']): number => diff.filter((line) => line.kind === kind).length
  return { added: count('added'), removed: count('removed') }
}
