import { count } from '../../shared/messages/format.ts'

/** Words of a migration's report. */
export const migrationTexts = {
  migrateRefused: 'Not migrated',
  migrateNothing: 'Nothing to do: the file has no old spelling.',
  migrateFailed: 'The text could not be migrated.',
  migrateCounts: (changed: number, left: number) =>
    `${count(changed, 'change')}${left === 0 ? ', nothing left over' : `, ${left} left for you`}`,
  noteKinds: { understood: 'Kept', changed: 'Changed', left: 'Left' },
  migrateReport: 'What was understood, changed and left',
  newText: 'The new text',
} as const
