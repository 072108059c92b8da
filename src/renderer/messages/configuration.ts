import { count, cutMiddle } from '../../shared/messages/format.ts'

/** Words of the configuration screen (interface.md 6.5). */
export const configurationTexts = {
  editorLabel: (bot: string) =>
    `Configuration of ${bot}, YAML. Tab indents; Ctrl M makes Tab leave the editor.`,
  changes: (lines: number) => count(lines, 'changed line'),
  target: 'Target version',
  targetOption: (version: number) => `Teleport ${version}`,
  discard: 'Discard',
  views: 'View',
  viewNames: { text: 'Text', both: 'Both', form: 'Form' },
  versions: 'Versions',
  outline: 'Outline',
  outlineKeys: 'Ctrl Shift O',
  more: 'More',
  effective: 'Effective values…',
  formatText: 'Format',
  formatKeys: 'Shift Alt F',
  renameService: 'Rename the service here',
  renameKeys: 'F2',
  migrate: 'Migrate…',
  apply: 'Review plan',
  applyKeys: 'Ctrl S',
  showSecrets: 'Show secrets',
  hideSecrets: 'Hide secrets',
  tabStays: 'Tab indents. Ctrl M lets it leave.',
  tabLeaves: 'Tab leaves the editor. Ctrl M lets it indent again.',
  noProblems: (target: number) => `No problems for Teleport ${target}`,
  problems: 'Problems',
  nextProblem: 'F8 next',
  showProblems: 'Show problems',
  hideProblems: 'Hide problems',
  checking: 'Checking',
  notChecked: 'Not checked yet',
  checkFailed: 'The text could not be checked. It is checked again at the next change.',
  errors: (n: number) => count(n, 'error'),
  hazards: (n: number) => count(n, 'hazard'),
  ignored: (n: number) => `${n} ignored`,
  draftKept: 'Draft kept',
  draftSaving: 'Keeping draft',
  draftFailed: 'The draft could not be kept. It is in this window only.',
  runsOlder: (bot: string) => `${bot} still runs an older text of this file.`,
  emptyTitle: 'The file is empty',
  emptyText: 'tbot needs at least an address, a way to join and one service.',
  startFromTemplate: 'Start from a template',
  goneTitle: (path: string) => `${path} was removed`,
  goneRuns: (bot: string) => `${bot} still runs with the text below. Apply writes it again.`,
  goneStopped: (bot: string) => `${bot} cannot start without it. Apply writes the text below to it.`,
  goneNothing: 'There is no draft of it either.',
  failedTitle: 'The configuration could not be read',
  readAgain: 'Read again',
  draftDiscarded: 'Draft discarded',
  tookTheirs: 'The file was changed outside Botdesk. Its new text is shown.',
  changedOutside: 'The file was changed outside Botdesk.',
  removedOutside: 'The file was removed outside Botdesk.',
  compare: 'Compare',
  merge: 'Merge',
  takeTheirs: 'Take theirs',
  keepMine: 'Keep mine',
  compareTitle: 'Their text against yours',
  compareNote: 'Lines with − are only in the file, lines with + only in your draft.',
  close: 'Close',
  cancel: 'Cancel',
  nothingToApply: 'Nothing to apply. The file has this text.',
  sections: { top: 'Bot', onboarding: 'Joining', storage: 'Storage' },
  sectionDetails: {
    top: 'Address, lifetimes, diagnostics',
    onboarding: 'How the bot proves who it is',
    storage: 'Where the bot keeps its own identity',
  },
  unknownKind: 'A kind of service this Botdesk does not know',
  formLabel: (entry: string) => `Form of ${entry}`,
  formEmpty: 'This kind of service has no form. Its keys are in the text.',
  previousEntry: 'Previous part',
  nextEntry: 'Next part',
  formReturns: (line: number | undefined) =>
    line === undefined
      ? 'The form returns when the text parses.'
      : `The form returns when line ${line} parses.`,
  goToLine: 'Go to the line',
  merged: 'Both changes are in the draft now.',
  mergedConflicts: (n: number) =>
    `${count(n, 'place')} changed on both sides. Each shows both texts between marks: keep one and remove the marks.`,
  nextConflict: 'Next place',
  migrateOld: 'This file is in version 1 of the format. Botdesk and tbot 19 read version 2 only.',
  migrateSpellings: 'This file uses old spellings. They still work; newer ones say the same.',
  migrateTitle: 'Migrate to version 2',
  migrateMeaning: 'Comments stay where they are. The new text goes into the draft; one undo takes it back.',
  migrateUse: 'Use the new text',
  migrated: 'The new text is in the draft',
  migrateFailed: 'The text could not be migrated.',
  keep: 'Keep…',
  keepProblem: (message: string) => `Keep: ${message}`,
  keepReason: 'Why is this right here?',
  keepNote: 'Written as a comment at the line, so that colleagues see it too.',
  keepConfirm: 'Keep',
  keptProblems: (n: number) => count(n, 'kept with a reason', 'kept with a reason'),
  keepFailed: 'No comment can be written at this place.',
  moreProblems: (n: number) => `${count(n, 'more problem')}. F8 goes through all of them.`,
  outlineTitle: 'Outline',
  outlineFilter: 'Filter the outline',
  outlineEmpty: 'The outline returns when the text parses.',
  outlineNothing: (query: string) => `Nothing for “${query}”.`,
  outlineHint: 'Enter jumps, F2 renames',
  newName: (name: string) => `New name of ${name}`,
  rename: 'Rename',
  effectiveTitle: 'Effective values',
  effectiveMeaning: 'What is in force, and where it comes from. Secrets are dots.',
  effectiveFilter: 'Filter by key or value',
  effectiveColumns: { path: 'Key', value: 'Value', origin: 'Origin', line: 'Line' },
  effectiveNothing: (query: string) => `No value matches “${query}”.`,
  effectiveFailed: 'The values are told when the text parses.',
  goToLineNumber: (line: number) => `Go to line ${line}`,
  emptyValue: 'empty',
  versionsTitle: (bot: string) => `Versions of ${bot}`,
  versionsMeaning:
    'Every text that was applied. Restoring puts one into the draft; nothing is applied by it.',
  versionsEmpty: 'No version yet',
  versionsEmptyText: 'The first one is kept when a text is applied.',
  versionsFailed: 'The versions could not be read',
  version: (n: number) => `Version ${n}`,
  byBotdesk: 'applied here',
  byOutside: 'changed outside Botdesk',
  versionDiff: (n: number) => `Version ${n} against the draft`,
  versionSame: 'The draft has this text.',
  restore: 'Restore',
  restored: (n: number) => `Version ${n} is in the draft`,
  plusMinus: (added: number, removed: number) => `+${added} −${removed}`,
  renameRefused: (reason: string) => `Not renamed: ${reason}.`,
} as const

/** A start: the address and the token are to be filled in. */
export const configurationTemplate = `version: v2
proxy_server: example.teleport.sh:443
onboarding:
  join_method: token
  token: ""
storage:
  type: directory
  path: /var/lib/teleport/bot
services:
  - type: identity
    destination:
      type: directory
      path: /opt/machine-id
`

/** Words inside the text editor: its quick fixes, suggestions and renaming. */
export const editorTexts = {
  keep: 'Keep, with a reason…',
  keepAction: (message: string) => `Keep, with a reason… (${cutMiddle(message, 40)})`,
  nothingToRename: 'Only the name of a service can be renamed here.',
  snippet: 'entry',
} as const
