import { editsFor } from '../../shared/config/edit/index.ts'
import type { Change } from '../../shared/config/edit/model.ts'
import { applyEdits } from '../../shared/config/index.ts'

/** The text with these changes; refuses with `config.cannot-edit` what it cannot take. */
export function edited(text: string, changes: readonly Change[]): string {
  return changes.length === 0 ? text : applyEdits(text, editsFor(text, changes))
}
