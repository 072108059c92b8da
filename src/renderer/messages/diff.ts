import { count } from '../../shared/messages/format.ts'

/** Words of a difference of two texts. */
export const diffTexts = {
  unchangedLines: (n: number) => count(n, 'unchanged line'),
  spoken: { same: '', removed: 'removed: ', added: 'added: ' },
} as const
