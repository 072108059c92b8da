import { count } from '../../shared/messages/format.ts'

/** Words about a version that waits for the next renewal, and about files that wait to be deleted. */
export const pendingTexts = {
  version: (version: number) => `Version ${version}`,
  /** Once the file was changed outside, its number is another one. */
  unnumbered: 'The version that waits',
  waits: 'waits for the next renewal',
  waitsForStart: (bot: string) => `waits. It is applied when ${bot} starts.`,
  notApplied: 'was not applied.',
  changedOutside: 'The file was changed outside Botdesk meanwhile, and it was not replaced.',
  draftReplaces: 'Applying the draft takes its place.',
  applyNow: 'Apply now',
  applied: (bot: string) => `Applied. ${bot} restarts with it.`,
  appliedStopped: (bot: string) => `Applied. ${bot} uses it when it starts.`,
  edit: 'Back to editing',
  inDraft: 'The version that waited is the draft again',
  discard: 'Discard',
  discardTitle: (version: number) => `Discard version ${version}?`,
  discardText: 'It was never applied, and its text is lost. “Back to editing” keeps it as the draft.',
  discardConfirm: (version: number) => `Discard version ${version}`,
  discarded: (version: number) => `Version ${version} is discarded. Nothing changed.`,
  keepWaiting: 'Let it wait',
  filesIn: (files: number) => `The ${count(files, 'file')} in`,
  areDeleted: (files: number) => (files === 1 ? 'is deleted' : 'are deleted'),
  whenWell: '5 min after every service is healthy.',
  deleteNow: 'Delete now',
  keepFiles: 'Keep them',
  filesKept: 'The files stay',
} as const
